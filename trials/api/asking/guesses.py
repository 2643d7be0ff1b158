"""Names of parameters that people guess and the registry refuses: taken here, unless strict.

Each is put in the words of the parameter that it means, before anything is read.
"""

import dataclasses
from collections.abc import Callable

from trials.api.asking import boxes
from trials.api.errors import given_twice
from trials.api.pieces.enums import legacy
from trials.vocabulary import Status

Sent = dict[str, list[str]]
OPEN = ("RECRUITING", "NOT_YET_RECRUITING")
STATUSES = {legacy(word).lower(): word.value for word in Status} | {"open": ",".join(OPEN)}
"""Words of the registry's former API and of its pages."""


@dataclasses.dataclass(frozen=True)
class Guess:
    """The parameter that is meant, its value made of the one given, and the same for people."""

    means: str
    put: Callable[[str], str]
    says: str


def translated(sent: Sent) -> Sent:
    """The same with guessed names replaced; refused where what they mean is given too."""
    named = {name: list(texts) for name, texts in sent.items() if name not in GUESSES}
    for name in sorted(sent.keys() & GUESSES.keys()):
        guess = GUESSES[name]
        if guess.means in named and guess.means != boxes.PARAMETER:
            raise given_twice(name, f"It means `{guess.means}`, which is there too: give one.")
        named.setdefault(guess.means, []).extend(guess.put(text) for text in sent[name])
    return named


def _as_it_is(text: str) -> str:
    return text


def _status(text: str) -> str:
    """A word of the registry, also as it was written before: "Active, not recruiting"."""
    if known := STATUSES.get(text.strip().lower()):
        return known
    parts = [part.strip() for part in text.replace("|", ",").split(",")]
    return ",".join(STATUSES.get(part.lower(), part) for part in parts)


def _box(name: str) -> Guess:
    """Options of a box, which have spaces between them."""
    return Guess(
        boxes.PARAMETER,
        lambda text: f"{name}:{text.replace(',', ' ').replace('|', ' ')}",
        f"`{boxes.PARAMETER}={name}:`",
    )


_STATUSES = Guess("filter.overallStatus", _status, "`filter.overallStatus`")
GUESSES = {
    "filter.status": _STATUSES,
    "filter.phase": _box("phase"),
    "filter.studyType": _box("studyType"),
    "filter.intervention": Guess("query.intr", _as_it_is, "`query.intr`"),
    "query.recrs": _STATUSES,
}
