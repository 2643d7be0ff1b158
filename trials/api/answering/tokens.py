"""Page tokens: where a page ended, in at most 60 characters; the server keeps nothing of it.

A token holds the position of the data at the first page, so that all pages are of one state of it.
Versions that were replaced are kept a day, and a token is good as long as they surely are.
"""

import base64
import dataclasses
import math
import struct
import time
from collections.abc import Callable

from django.utils.crypto import constant_time_compare, salted_hmac

from trials.api.errors import BadRequest, incorrect_format

FORM = 1
HOUR = 3600
LIFETIME = 24 * HOUR + HOUR - 600
"""Seconds from the hour of the first page on: a day, less what two clocks may differ."""
MARK_SIZE, SEAL_SIZE = 4, 6
_HEAD = struct.Struct(">B6s6sI")


@dataclasses.dataclass(frozen=True)
class Token:
    """The last row of a page, the position of its data, and when the first page was asked for."""

    position: int
    began: int
    trial: int
    values: tuple[float | None, ...] = ()


def hour() -> int:
    """The beginning of this hour: a list that did not change has the same token for so long."""
    return int(time.time()) // HOUR * HOUR


def write(token: Token, mark: bytes) -> str:
    """The token as text; `mark` is a digest of the question that it belongs to."""
    head = _HEAD.pack(FORM, _six(token.position), _six(token.trial), token.began)
    values = b"".join(
        struct.pack(">d", math.nan if value is None else value) for value in token.values
    )
    told = head + mark[:MARK_SIZE] + values
    return base64.urlsafe_b64encode(told + _seal(told)).rstrip(b"=").decode()


def read(text: str, mark: bytes, now: Callable[[], float] = time.time) -> Token:
    """The token of this text, if we gave it to this question within the last day."""
    told = _opened(text)
    form, position, trial, began = _HEAD.unpack(told[: _HEAD.size])
    rest = told[_HEAD.size :]
    if form != FORM:
        raise _refused("It is none that was given here: ask again without it.")
    if not constant_time_compare(rest[:MARK_SIZE], mark[:MARK_SIZE]):
        raise _refused("It belongs to another question: keep all other parameters the same.")
    if not 0 <= now() - began <= LIFETIME:
        raise _refused("It is older than a day: ask again without it.")
    values = struct.iter_unpack(">d", rest[MARK_SIZE:])
    numbers = tuple(None if math.isnan(value) else value for (value,) in values)
    return Token(int.from_bytes(position), began, int.from_bytes(trial), numbers)


def _opened(text: str) -> bytes:
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        whole = b""
    told, seal = whole[:-SEAL_SIZE], whole[-SEAL_SIZE:]
    if len(told) < _HEAD.size + MARK_SIZE or not constant_time_compare(seal, _seal(told)):
        raise _refused("It is none that was given here: ask again without it.")
    return told


def _seal(told: bytes) -> bytes:
    """Only we can make it, so that nothing else of a token needs to be doubted."""
    return salted_hmac("trials.api.tokens", told, algorithm="sha256").digest()[:SEAL_SIZE]


def _six(number: int) -> bytes:
    return number.to_bytes(6)


def _refused(why: str) -> BadRequest:
    return incorrect_format("pageToken", why)
