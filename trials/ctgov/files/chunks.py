"""Bytes in pieces: as they lie on disk, and unpacked; how far the reading is."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from trials.ctgov.files.limits import CHUNK, MEGABYTE, MOST_TIMES, MOST_UNPACKED
from trials.ctgov.files.refusal import Unreadable

GZIP_MAGIC = b"\x1f\x8b"
_WITH_GZIP_HEADER = 31  # zlib's word for it, which makes it check the sums too


@dataclass(slots=True)
class Position:
    """How far the reading is; `size` is None where nobody knows.

    Of files in bytes as they lie on disk, of the registry in studies.
    """

    done: int = 0
    size: int | None = None


@dataclass(slots=True)
class Budget:
    """How much was unpacked from how much: counted, since headers say what they like."""

    packed: int = 0
    unpacked: int = 0

    @property
    def is_spent(self) -> bool:
        """Whether it unpacks to more than anybody packs."""
        return self.unpacked > max(MOST_UNPACKED, MOST_TIMES * self.packed)

    def packing(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Count packed bytes as they come."""
        for chunk in chunks:
            self.packed += len(chunk)
            yield chunk

    def unpacking(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Count unpacked bytes; raise Unreadable where they are too many."""
        for chunk in chunks:
            self.unpacked += len(chunk)
            if self.is_spent:
                raise Unreadable(
                    f"unpacks to over {MOST_UNPACKED // MEGABYTE} MB and over {MOST_TIMES} times "
                    "its size, as files made to do harm do: not read further. If it is "
                    "sound, unpack it and give what is in it"
                )
            yield chunk


def read_chunks(stream: IO[bytes], position: Position) -> Iterator[bytes]:
    """A stream in pieces, counted in `position`."""
    try:
        while chunk := stream.read(CHUNK):
            position.done += len(chunk)
            yield chunk
    except OSError as error:
        raise Unreadable(f"cannot be read further: {error.strerror or error}") from error


def gunzip(packed: Iterable[bytes], budget: Budget) -> Iterator[bytes]:
    """Unpack gzip, several of them in a row too, and never more than a piece at a time."""
    return budget.unpacking(_inflated(packed))


def _inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    member = None
    for chunk in packed:
        while chunk:
            if member is None or member.eof:
                member = zlib.decompressobj(_WITH_GZIP_HEADER)
            try:
                unpacked = member.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise Unreadable(f"is damaged or no gzip file: {_said(error)}") from error
            if unpacked:
                yield unpacked
            # Zeros may fill up what follows a member, as tapes and some servers do.
            chunk = member.unused_data.lstrip(b"\0") if member.eof else member.unconsumed_tail
    if member is None:
        raise Unreadable("is empty")
    if not member.eof:
        raise Unreadable("is cut off: the packed data end too soon. Get the file again")


def _said(error: zlib.error) -> str:
    return str(error).rpartition(": ")[2]
