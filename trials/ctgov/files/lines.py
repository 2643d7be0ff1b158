"""The studies of JSON lines. A line ends with LF, CR LF or CR alone, and costs only itself."""

from collections.abc import Iterable, Iterator

from trials.ctgov.files.document import STUDIES, read_document
from trials.ctgov.files.limits import MEGABYTE, MOST_LINE
from trials.ctgov.files.refusal import Found, Refusal, Unreadable
from trials.ctgov.files.strict import Strict

_SPACE = b" \t\r\n"


def read_lines(origin: str, chunks: Iterable[bytes]) -> Iterator[Found]:
    """Each line's study, or studies where a line is a page; empty lines are passed over."""
    try:
        yield from _lines(origin, chunks)
    except Unreadable as error:
        yield origin, Refusal(str(error))


def _lines(origin: str, chunks: Iterable[bytes]) -> Iterator[Found]:
    strict = Strict()
    empty = True
    for number, line in enumerate(split_lines(chunks), start=1):
        if line is None:
            yield f"{origin}, line {number}", Refusal(_too_large())
        elif data := line.strip(_SPACE):
            yield from _line(f"{origin}, line {number}", data, strict)
        else:
            continue
        empty = False
    if empty:
        yield origin, Refusal("is empty")


def split_lines(chunks: Iterable[bytes]) -> Iterator[bytes | None]:
    """Lines without their ends, in memory that is bounded: None for one that is too long."""
    begun = _Begun()
    after_return = False
    for chunk in chunks:
        text = chunk.removeprefix(b"\n") if after_return else chunk
        after_return = chunk.endswith(b"\r")
        lines = text.splitlines()
        rest = lines.pop() if lines and not text.endswith((b"\n", b"\r")) else b""
        if lines:
            yield begun.ended(lines[0])
            yield from lines[1:]
        begun.add(rest)
    if begun:
        yield begun.ended(b"")


class _Begun:
    """The line that has begun and not ended; let go when it is too long."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def __bool__(self) -> bool:
        return self._size > 0

    def add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > MOST_LINE:
            self._pieces = []
        elif piece:
            self._pieces.append(piece)

    def ended(self, piece: bytes) -> bytes | None:
        self.add(piece)
        line = b"".join(self._pieces) if self._size <= MOST_LINE else None
        self._pieces, self._size = [], 0
        return line


def _line(origin: str, data: bytes, strict: Strict) -> Iterator[Found]:
    """One study mostly, at once; whatever else it is, as a document, which says more."""
    found = strict.document(data)
    if isinstance(found, dict) and STUDIES not in found:
        yield origin, found
    else:
        yield from read_document(origin, [data])


def _too_large() -> str:
    return f"has over {MOST_LINE // MEGABYTE} MB: a line is one study"
