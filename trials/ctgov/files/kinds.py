"""What a file is, by its name and by how it begins."""

import re
from collections.abc import Iterator
from itertools import chain

from trials.ctgov.files.chunks import GZIP_MAGIC, Budget, gunzip
from trials.ctgov.files.document import read_document
from trials.ctgov.files.limits import CHUNK, MOST_HEAD
from trials.ctgov.files.lines import read_lines
from trials.ctgov.files.refusal import Found, Refusal, Unreadable

JSON, LINES, GZIP, ZIP = ".json", ".jsonl", ".gz", ".zip"
FOREIGN = Refusal("is not .json, .jsonl, .json.gz, .jsonl.gz, .zip or a folder")
_OTHERS = {
    b"\xff\xfe": "is UTF-16: save it as UTF-8",
    b"\xfe\xff": "is UTF-16: save it as UTF-8",
    GZIP_MAGIC: "is packed by gzip: give it a name that ends with .gz",
    b"PK\x03\x04": "is a zip file: give it a name that ends with .zip",
}
_LINE_END = re.compile(rb"[\r\n]")


def read_named(name: str, origin: str, chunks: Iterator[bytes], budget: Budget) -> Iterator[Found]:
    """Read these bytes as the ending of their name says."""
    name = name.lower()
    if name.endswith((JSON + GZIP, LINES + GZIP)):
        name, chunks = name.removesuffix(GZIP), gunzip(chunks, budget)
    if name.endswith(JSON):
        yield from read_unnamed(origin, chunks)
    elif name.endswith(LINES):
        head, chunks = _begin(chunks, CHUNK)
        yield from _other(origin, head) or read_lines(origin, chunks)
    else:
        yield origin, FOREIGN


def read_unnamed(origin: str, chunks: Iterator[bytes]) -> Iterator[Found]:
    """JSON or JSON lines: a line that begins a value where none may follow begins another study."""
    head, chunks = _begin(chunks, MOST_HEAD)
    read = read_lines if _are_lines(head) else read_document
    yield from _other(origin, head) or read(origin, chunks)


def unpacked(chunks: Iterator[bytes], budget: Budget) -> Iterator[bytes]:
    """Unpack gzip where it is that, by its first bytes."""
    first = next(chunks, b"")
    chunks = chain([first] if first else [], chunks)
    return gunzip(budget.packing(chunks), budget) if first.startswith(GZIP_MAGIC) else chunks


def _begin(chunks: Iterator[bytes], most: int) -> tuple[bytes, Iterator[bytes]]:
    """What tells lines from one document, or as much as may be kept; and all, with that again."""
    pieces, size, wanted = [b""], 0, 1
    try:
        for chunk in chunks:
            pieces.append(chunk)
            size += len(chunk)
            if size >= wanted:
                pieces, wanted = [b"".join(pieces)], size * 2
                if size >= most or _two_lines(pieces[0]):
                    break
    except Unreadable as error:
        chunks = _raising(error)
    head = b"".join(pieces)
    return head, chain([head] if head else [], chunks)


def _raising(error: Unreadable) -> Iterator[bytes]:
    yield from ()
    raise error


def _are_lines(head: bytes) -> bool:
    first, second = _two_lines(head) or (b"", b"")
    return second[:1] in (b"{", b"[") and first[-1:] not in (b"[", b"{", b",", b":")


def _two_lines(head: bytes) -> tuple[bytes, bytes] | None:
    """The first line that is not empty, and what follows; None where nothing does."""
    text = head.lstrip()
    end = _LINE_END.search(text)
    rest = text[end.start() :].lstrip() if end else b""
    return (text[: end.start()].rstrip(), rest) if end and rest else None


def _other(origin: str, head: bytes) -> list[Found]:
    """The sentence on what it is instead of text in UTF-8."""
    for magic, sentence in _OTHERS.items():
        if head.startswith(magic):
            return [(origin, Refusal(sentence))]
    if b"\0" in head[:2]:
        return [(origin, Refusal("begins with NUL bytes, as UTF-16 does: save it as UTF-8"))]
    return []
