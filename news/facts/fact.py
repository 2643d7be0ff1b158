"""A fact: what a sentence of a release states, in words and values that any trial could have."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a fact is about."""

    APPROVAL = "approval"
    ENROLLMENT = "enrollment"
    PHASE = "phase"
    ALLOCATION = "allocation"
    RATIO = "ratio"
    MODEL = "model"
    MASKING = "masking"
    ARM = "arm"
    CROSSOVER = "crossover"
    ENDPOINT = "endpoint"
    RESULT = "result"
    REFERENCE = "reference"
    GUIDELINE = "guideline"
    FUNDING = "funding"
    SPONSOR = "sponsor"
    COLLABORATOR = "collaborator"


@dataclass(frozen=True)
class Fact:
    """One fact, with the sentence it comes from; `start`, `end` are code points of the text."""

    kind: Kind
    value: dict[str, Any]
    """Ready for JSON; numbers as printed, with a point for the decimals."""
    before: str
    words: str
    """Those of the sentence that state it."""
    after: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The whole sentence, on one line and without Markdown."""
        return f"{self.before}{self.words}{self.after}"
