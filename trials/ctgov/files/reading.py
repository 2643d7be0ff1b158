"""From a path to its studies: a file, a folder of files, or standard input."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from trials.ctgov.files.archive import read_archive
from trials.ctgov.files.chunks import Budget, Position, read_chunks
from trials.ctgov.files.kinds import JSON, ZIP, read_named, read_unnamed, unpacked
from trials.ctgov.files.refusal import Found, Refusal, Unreadable, printable

STANDARD_INPUT = "-"


def read_studies(path: str | Path, position: Position | None = None) -> Iterator[Found]:
    """Each study's JSON with its origin, in order; what cannot be read comes as a Refusal.

    `position` is kept at how far the reading is, for somebody who draws a bar.
    """
    position = position or Position()
    if str(path) == STANDARD_INPUT:
        yield from _guarded("standard input", _standard_input(position))
        return
    path = Path(path)
    origin = printable(str(path))
    if path.is_dir():
        yield from _guarded(origin, _folder(path, position))
    else:
        position.size = _size(path)
        yield from _guarded(origin, _file(path, position))


def _guarded(origin: str, found: Iterator[Found]) -> Iterator[Found]:
    """What was found; and where a file breaks off, why, after what came before."""
    try:
        yield from found
    except Unreadable as error:
        yield origin, Refusal(str(error))
    except OSError as error:
        yield origin, Refusal(f"cannot be read: {error.strerror or error}")


def _standard_input(position: Position) -> Iterator[Found]:
    if sys.stdin is None:
        raise Unreadable("is closed")
    chunks = read_chunks(sys.stdin.buffer, position)
    yield from read_unnamed("standard input", unpacked(chunks, Budget()))


def _folder(folder: Path, position: Position) -> Iterator[Found]:
    names = sorted(name for name in os.listdir(folder) if name.lower().endswith(JSON))
    if not names:
        yield printable(str(folder)), Refusal("holds no .json file. Give other files by name")
    position.size = sum(_size(folder / name) for name in names)
    for name in names:
        path = folder / name
        yield from _guarded(printable(str(path)), _file(path, position))


def _file(path: Path, position: Position) -> Iterator[Found]:
    """The studies of one file. What is no file, such as a pipe, might never end."""
    origin = printable(str(path))
    if not path.exists():
        yield origin, Refusal("does not exist")
    elif not path.is_file():
        yield origin, Refusal("is not a file")
    elif path.name.lower().endswith(ZIP):
        yield from read_archive(path, origin, position)
    else:
        budget = Budget()
        with path.open("rb") as stream:
            chunks = budget.packing(read_chunks(stream, position))
            yield from read_named(path.name, origin, chunks, budget)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
