"""Studies from files: JSON as strict as RFC 8259 and the registry write it, one study at a time.

Formats: .json (one study, a list, or the API's `{"studies": [...]}`), .jsonl, .jsonl.gz, .zip of
these, a folder of .json files, `-` for standard input.
"""

import gzip
import json
import lzma
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO

STANDARD_INPUT = "-"
MEGABYTE = 1_000_000
# Of one JSON document, unpacked: a thousand studies fit. A small archive may hold far more.
MOST_BYTES = 100 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file or a part of it gives no study, as a sentence."""

    reason: str

    def __str__(self) -> str:
        return self.reason


# RuntimeError: it has a password, or is compressed in a way Python does not know.
BROKEN = (EOFError, OSError, RuntimeError)
Found = tuple[str, object]  # where it stands (file, line or place), and the JSON or a Refusal


def read_studies(path: str | Path) -> Iterator[Found]:
    """Each study's JSON with its origin, in order; what cannot be read comes as a Refusal."""
    if str(path) == STANDARD_INPUT:
        yield from _either("standard input", sys.stdin.buffer)
        return
    path = Path(path)
    try:
        yield from _folder(path) if path.is_dir() else _file(path)
    except OSError as error:
        yield str(path), Refusal(f"cannot be read: {error.strerror or error}")


def parse_json(data: bytes) -> object:
    """The JSON in these bytes (UTF-8, with or without a mark), or the Refusal that says why not."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Refusal(f"is not UTF-8: {_place(data, error.start)}")
    if not text.strip():
        return Refusal("is empty")
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique_keys)
    except json.JSONDecodeError as error:
        return Refusal(_syntax(text, error))
    except RecursionError:
        return Refusal("is nested too deep to be a study")
    except _NotStrict as error:
        return Refusal(str(error))
    except ValueError:  # Python reads whole numbers of up to 4,300 digits
        return Refusal("holds a number of thousands of digits")


def _folder(folder: Path) -> Iterator[Found]:
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".json")
    if not files:
        yield str(folder), Refusal("holds no .json file")
    for path in files:
        yield from read_studies(path) if path.is_file() else _no_file(path)


def _file(path: Path) -> Iterable[Found]:
    if not path.exists():
        return [(str(path), Refusal("does not exist"))]
    if not path.is_file():
        return _no_file(path)
    if path.suffix.lower() == ".zip":
        return _zip(path)
    return _opened(path)


def _no_file(path: Path) -> Iterator[Found]:
    yield str(path), Refusal("is not a file")


def _opened(path: Path) -> Iterator[Found]:
    with path.open("rb") as stream:
        yield from _named(path.name, str(path), stream)


def _named(name: str, origin: str, stream: IO[bytes]) -> Iterator[Found]:
    """Read a stream as its name's ending says."""
    name = name.lower()
    if name.endswith(".json"):
        yield from _studies(origin, _document(stream))
    elif name.endswith(".jsonl"):
        yield from _lines(origin, stream)
    elif name.endswith(".jsonl.gz"):
        yield from _unzipped_lines(origin, stream)
    else:
        yield origin, Refusal("is not .json, .jsonl, .jsonl.gz, .zip or a folder")


def _document(stream: IO[bytes]) -> object:
    data = stream.read(MOST_BYTES + 1)
    return parse_json(data) if len(data) <= MOST_BYTES else _too_large()


def _too_large() -> Refusal:
    most = MOST_BYTES // MEGABYTE
    return Refusal(f"has over {most} MB in one document: give many studies as .jsonl")


def _studies(origin: str, data: object) -> Iterator[Found]:
    """Unwrap a list, or a page of the API."""
    if isinstance(data, dict) and "studies" in data and "protocolSection" not in data:
        data = data["studies"]
        if not isinstance(data, list):
            data = Refusal("has `studies`, but that is no list")
    if not isinstance(data, list):
        yield origin, data
        return
    for position, study in enumerate(data, start=1):
        yield f"{origin}, study {position}", study


def _lines(origin: str, stream: IO[bytes] | gzip.GzipFile) -> Iterator[Found]:
    for number in count(start=1):
        line = stream.readline(MOST_BYTES + 1)
        if not line:
            return
        if len(line) > MOST_BYTES:
            yield f"{origin}, line {number}", _too_large()
            return
        if line.strip():
            yield from _studies(f"{origin}, line {number}", parse_json(line.rstrip()))


def _unzipped_lines(origin: str, stream: IO[bytes]) -> Iterator[Found]:
    try:
        with gzip.GzipFile(fileobj=stream) as lines:
            yield from _lines(origin, lines)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield origin, Refusal(f"is damaged or no gzip file: {error}")


def _zip(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if not (name.endswith("/") or PurePosixPath(name).name.startswith(".")):
                    yield from _member(archive, name, f"{path}, {name}")
    except zipfile.BadZipFile as error:
        yield str(path), Refusal(f"is damaged or no zip file: {error}")


def _member(archive: zipfile.ZipFile, name: str, origin: str) -> Iterator[Found]:
    try:
        with archive.open(name) as stream:
            yield from _named(name, origin, stream)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *BROKEN) as error:
        yield origin, Refusal(f"cannot be unpacked: {error}")


def _either(origin: str, stream: IO[bytes]) -> Iterator[Found]:
    """Standard input has no ending: where the first line is a whole document, each line is."""
    with tempfile.TemporaryFile() as whole:
        shutil.copyfileobj(stream, whole)
        whole.seek(0)
        written = filter(bytes.strip, iter(lambda: whole.readline(MOST_BYTES), b""))
        first = parse_json(next(written, b""))
        each_line = not isinstance(first, Refusal) and next(written, None) is not None
        whole.seek(0)
        yield from _lines(origin, whole) if each_line else _studies(origin, _document(whole))


class _NotStrict(ValueError):
    """What Python's json would let pass."""


def _refuse_constant(name: str) -> object:
    raise _NotStrict(f"holds {name}, which is no number in JSON")


def _unique_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _NotStrict(f"has the key {twice!r} twice in one object")
    return found


def _syntax(text: str, error: json.JSONDecodeError) -> str:
    line = f"line {error.lineno}, " if "\n" in text else ""
    place = f"{line}column {error.colno}"
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"is cut off: not complete at {place}"
    hint = ": a file of several documents is named .jsonl" if error.msg == "Extra data" else ""
    return f"is not JSON at {place}: {error.msg}{hint}"


def _place(data: bytes, start: int) -> str:
    number = data.count(b"\n", 0, start) + 1
    line = f"line {number}, " if b"\n" in data else ""
    column = start - data.rfind(b"\n", 0, start)
    return f"byte 0x{data[start]:02x} at {line}byte {column}"
