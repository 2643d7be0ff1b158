"""Which endpoints have plain words, and which words: read from `endpoints.toml`, once.

The whole measure has to be that endpoint: “Overall survival in women under 50” is another number.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

SETTINGS = ("around", "whole", "events")


class Shape(Enum):
    """What may be said of an endpoint."""

    TIME = "time"
    SHARE = "share"
    HARM = "harm"
    MEASURED = "measured"


@dataclass(frozen=True)
class Kind:
    """An endpoint, and how one speaks of it; what is empty is not said of it."""

    name: str
    shape: Shape
    said: str = ""
    more: str = ""
    better: str = ""
    worse: str = ""
    unclear: str = ""
    half: str = ""
    still: str = ""


@cache
def kinds() -> tuple[Kind, ...]:
    """All of them, in the order of the file."""
    return tuple(kind for kind, _ in _read())


def kind_of(measure: str) -> Kind | None:
    """The endpoint that a measure is, if that is all it says."""
    said = " ".join(measure.split())
    return next((kind for kind, pattern in _read() if pattern.fullmatch(said)), None)


def is_related(measure: str) -> bool:
    """Whether harms were put down to the treatment by those who counted them."""
    return bool(re.search(_held()["events"]["related"], measure.strip(), re.IGNORECASE))


def is_whole(population: str) -> bool:
    """Whether it is everyone who was treated or assigned."""
    return not population or bool(_pattern(_held()["whole"]["populations"]).fullmatch(population))


@cache
def _held() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("endpoints.toml").read_text("utf-8"))


@cache
def _read() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    found = []
    for name, told in _held().items():
        if name not in SETTINGS:
            words = {key: text for key, text in told.items() if key not in ("names", "letters")}
            kind = Kind(name, Shape(words.pop("shape")), **words)
            found.append((kind, _of_measure(told["names"], told.get("letters", ()), kind.shape)))
    return tuple(found)


def _of_measure(names: list[str], letters: list[str], shape: Shape) -> re.Pattern[str]:
    """A name, letters in brackets, or letters alone, with what leaves it the same around it."""
    around, events = _held()["around"], _held()["events"]
    filled = [_filled(name, events) for name in names]
    named = "|".join([*filled, *letters])
    told = events["after"] if shape is Shape.HARM else ""
    before = "|".join(_filled(each, around) for each in around["before"])
    behind = [*around["after"], rf" ?\((?:{'|'.join(letters) or 'AE'})\)"]
    after = "|".join(_filled(each, around) for each in behind)
    return _pattern(rf"(?:{before})*(?:{named})(?:{told})(?:{after})*\.?")


def _filled(pattern: str, words: dict[str, Any]) -> str:
    """The pattern with other patterns in their places, which are named in curly brackets."""
    return re.sub(r"\{([a-z]+)\}", lambda match: str(words[match[1]]), pattern)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
