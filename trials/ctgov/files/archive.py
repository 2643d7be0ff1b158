"""The members of a .zip file, in the order of their names; nothing of it is written to disk."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISLNK

from trials.ctgov.files.chunks import Budget, Position, read_chunks
from trials.ctgov.files.kinds import ZIP, read_named
from trials.ctgov.files.limits import MEGABYTE, MOST_DIRECTORY
from trials.ctgov.files.refusal import Found, Refusal, Unreadable, printable

_HAS_PASSWORD = 0x1
# Of the others (bzip2, LZMA) Python unpacks all that a few bytes hold at once.
_READ_HERE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LEADS_OUT = re.compile(r"[/\\]|[A-Za-z]:|(.*[/\\])?\.\.([/\\]|\Z)", re.DOTALL)
# What the standard library raises over archives that are damaged on purpose.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


def read_archive(path: Path, origin: str, position: Position) -> Iterator[Found]:
    """The studies of every member; one that cannot be read leaves the others."""
    start = position.done
    with _Counted(path, position) as file:
        try:
            archive = zipfile.ZipFile(file)
        except Unreadable as error:
            yield origin, Refusal(str(error))
            return
        except _BROKEN as error:
            yield origin, Refusal(f"is damaged, cut off or no zip file: {error}")
            return
        position.done = start
        yield from _members(archive, origin, Budget(packed=path.stat().st_size))


class _Counted(io.FileIO):
    """A file that says how much of it was read, and does not read all of itself at once."""

    def __init__(self, path: Path, position: Position) -> None:
        super().__init__(path)
        self._position = position

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MOST_DIRECTORY:
            most = MOST_DIRECTORY // MEGABYTE
            raise Unreadable(f"has a list of members of over {most} MB: give it in parts")
        data = super().read(size)
        self._position.done += len(data)
        return data


def _members(archive: zipfile.ZipFile, origin: str, budget: Budget) -> Iterator[Found]:
    members = [info for info in archive.infolist() if not _is_passed_over(info)]
    if not members:
        yield origin, Refusal("holds no file")
    for info in sorted(members, key=lambda info: info.filename):
        place = f"{origin}, {printable(info.filename)}"
        if reason := _why_not(info):
            yield place, Refusal(reason)
            continue
        try:
            yield from _member(archive, info, place, budget)
        except Unreadable as error:
            yield place, Refusal(str(error))
        if budget.is_spent:
            return


def _is_passed_over(info: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put beside files: `.DS_Store`, `__MACOSX/._study.json`."""
    folder, _, name = info.filename.rpartition("/")
    return not name or (name.startswith(".") and name != "..") or folder.startswith("__MACOSX")


def _why_not(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if _LEADS_OUT.match(name) or "\\" in name or not name.isprintable():
        return "has a name that leads out of the archive or cannot be printed: pack it again"
    if S_ISLNK(info.external_attr >> 16):
        return "is a link and no file"
    if info.flag_bits & _HAS_PASSWORD:
        return "has a password: unpack it and give what is in it"
    if info.compress_type not in _READ_HERE:
        way = info.compress_type
        return (
            f"is packed in a way that is not read here (method {way}): pack it again with deflate"
        )
    return "is a zip file inside a zip file: unpack it first" if name.lower().endswith(ZIP) else ""


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, budget: Budget
) -> Iterator[Found]:
    chunks = budget.unpacking(_unzipped(archive, info))
    yield from read_named(info.filename, place, chunks, budget)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            yield from read_chunks(stream, Position())
    except _BROKEN as error:
        raise Unreadable(f"cannot be unpacked: {error}") from error
