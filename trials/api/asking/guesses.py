"""Names of parameters that people guess and the registry refuses: taken here, unless strict.

Each is put in the words of the parameter that it means, before anything is read.
"""

from collections.abc import Callable

from trials.api.errors import BadRequest
from trials.api.pieces.enums import legacy
from trials.vocabulary import Status

Sent = dict[str, list[str]]
BOXES = "aggFilters"
OPEN = ("RECRUITING", "NOT_YET_RECRUITING")
STATUSES = {legacy(word).lower(): word.value for word in Status} | {"open": ",".join(OPEN)}
"""Words of the registry's former API and of its pages."""


def translated(sent: Sent) -> Sent:
    """The same with guessed names replaced; refused where what they mean is given too."""
    named = {name: list(texts) for name, texts in sent.items() if name not in GUESSES}
    for name in sorted(sent.keys() & GUESSES.keys()):
        meant, put = GUESSES[name]
        if meant in named and meant != BOXES:
            message = f"Parameter `{name}` is given more than once"
            raise BadRequest(message, f"It means `{meant}`, which is there too: give one.")
        named.setdefault(meant, []).extend(put(text) for text in sent[name])
    return named


def _as_it_is(text: str) -> str:
    return text


def _status(text: str) -> str:
    """A word of the registry, also as it was written before: "Active, not recruiting"."""
    if known := STATUSES.get(text.strip().lower()):
        return known
    parts = [part.strip() for part in text.replace("|", ",").split(",")]
    return ",".join(STATUSES.get(part.lower(), part) for part in parts)


def _box(name: str) -> Callable[[str], str]:
    """Options of a box in aggFilters, which have spaces between them."""
    return lambda text: f"{name}:{text.replace(',', ' ').replace('|', ' ')}"


GUESSES: dict[str, tuple[str, Callable[[str], str]]] = {
    "filter.status": ("filter.overallStatus", _status),
    "query.recrs": ("filter.overallStatus", _status),
    "filter.phase": (BOXES, _box("phase")),
    "filter.studyType": (BOXES, _box("studyType")),
    "filter.intervention": ("query.intr", _as_it_is),
}
