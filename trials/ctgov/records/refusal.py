"""Why a study is refused: each problem with its place in the JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 3  # problems in a sentence
LONGEST = 60  # characters of a value in a sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason; `path` as in `protocolSection.statusModule.overallStatus`, "" for the whole."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


class StudyRefused(Exception):
    """A study that cannot be taken in, with every problem found; path and reason are the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.path, self.reason = self.problems[0].path, self.problems[0].reason
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        shown = "; ".join(str(problem) for problem in self.problems[:SHOWN])
        more = len(self.problems) - SHOWN
        return f"{shown}; and {more} more" if more > 0 else shown


def step(path: str, key: object) -> str:
    """The path one key or one list position further down; odd keys are quoted and escaped."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if isinstance(key, str) and key.isascii() and key.isidentifier() and len(key) <= LONGEST:
        return f"{path}.{key}" if path else key
    return f"{path}[{shown(key)}]"


def shown(value: object) -> str:
    """A short and printable way to name what was found."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            text = repr(value)[1:-1]  # escapes what cannot be printed, lone surrogates too
            return f"`{text if len(text) <= LONGEST else text[: LONGEST - 1] + '…'}`"
        case int() | float():
            return "the number " + _number(value)
        case list():
            return "a list"
        case dict():
            return "an object"
    return f"a {type(value).__name__}, which JSON does not have"


def _number(value: float) -> str:
    """Digits, unless there are so many that Python itself refuses to print them."""
    return str(value) if isinstance(value, float) or abs(value) < 10**20 else "of over 20 digits"
