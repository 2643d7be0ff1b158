"""Files for the tests of reading: two studies, ways to write them, and what is found in them."""

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st

from trials.ctgov.files import Refusal, read_studies
from trials.ctgov.files.document import read_document

ONE, TWO = {"hasResults": False}, {"hasResults": True}
ONE_TEXT, TWO_TEXT = b'{"hasResults": false}', b'{"hasResults": true}'
LINES = ONE_TEXT + b"\n\r\n" + TWO_TEXT + b"\n"

words = st.text(max_size=4)
scalars = st.sampled_from([None, True, False, 0, -1.5e-7, 10**20]) | words
values = scalars | st.lists(scalars, max_size=3) | st.dictionaries(words, scalars, max_size=3)
# What reads as one study: no word of them is as long as the name of a page's list.
studies = st.dictionaries(words, values, max_size=3)


def read(path: Path | str) -> list[tuple[str, object]]:
    """What is found, with origins shortened to what follows the folder."""
    folder = f"{Path(path).parent}/"
    return [(origin.removeprefix(folder), data) for origin, data in read_studies(path)]


def document(*chunks: bytes) -> list[tuple[str, object]]:
    """What is found in one document that comes in these pieces."""
    return list(read_document("x", filter(None, chunks)))


def told(found: Iterable[tuple[str, object]]) -> list[object]:
    """Studies as they are, refusals as lines of a report."""
    return [f"{origin}: {data}" if isinstance(data, Refusal) else data for origin, data in found]


def pieces(data: bytes, sizes: list[int]) -> Iterator[bytes]:
    """These bytes, cut to these sizes over and over."""
    at = 0
    while at < len(data):
        for size in sizes:
            yield data[at : at + size]
            at += size


def type_in(monkeypatch: pytest.MonkeyPatch, data: bytes | io.RawIOBase) -> None:
    """Let standard input hold that."""
    raw = io.BytesIO(data) if isinstance(data, bytes) else io.BufferedReader(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))


def zipped(path: Path, members: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> Path:
    """A .zip of these members."""
    with zipfile.ZipFile(path, "w", way) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, way)
    return path


def gzipped(data: bytes) -> bytes:
    """Without a time: the two processes that run the tests name a test by its bytes."""
    return gzip.compress(data, mtime=0)


def written(value: object, *, indent: int | None = None, ascii_only: bool = True) -> bytes:
    """As JSON; half of a surrogate pair has no other form than an escape."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()


class Endless(io.RawIOBase):
    """A stream that begins and then says the same for ever."""

    def __init__(self, begin: bytes, again: bytes) -> None:
        self._waiting, self._again = begin, again * 1000

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._waiting:
            self._waiting = self._again
        piece = self._waiting[: len(buffer)]
        self._waiting = self._waiting[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
