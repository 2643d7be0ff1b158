"""How we behave towards the registry's server: how often, how patient, how much."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import SystemRandom

_random = SystemRandom()


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits of a run; times in seconds. Tests give a clock and a sleep of their own."""

    per_minute: float = 50  # requests
    group: int = 100  # IDs in one request
    tries: int = 4  # of one request
    strikes: int = 4  # requests failed in a row, after which nothing more is asked
    connect: float = 10
    silence: float = 30  # between two pieces of an answer
    total: float = 120  # of one answer, however it drips
    longest_wait: float = 600  # that the registry may ask for
    most_bytes: int = 30_000_000  # of one answer, unpacked
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def back_off(self, tries: int) -> float:
        """How long to wait after so many tries: 2, 4, 8 seconds, and up to half as much again."""
        return min(2.0**tries * _random.uniform(1, 1.5), self.longest_wait)


class Pace:
    """Keeps the starts of requests apart."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._interval = 60 / manners.per_minute
        self._next = manners.clock()

    def wait(self) -> None:
        """Return when the next request may start."""
        while (left := self._next - self._manners.clock()) > 0:
            self._manners.sleep(left)
        self._next = self._manners.clock() + self._interval


def retry_after(header: str | None) -> float | None:
    """Seconds that a `Retry-After` asks for, as a number or a date; None where it says neither."""
    text = (header or "").strip()
    if re.fullmatch("[0-9]{1,300}", text):
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
