"""What became of a study: what it did, what was kept as it is here; or why it is refused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trials.ctgov.records import StudyRefused


class Outcome(StrEnum):
    """What a study that is in has done."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that stays: of which kind of part ("" for the trial's own), ours, the registry's."""

    part: str
    column: str
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        return f"{self.part} {self.column}".strip()


@dataclass(frozen=True, slots=True)
class Imported:
    """A study that is in: what it did, what was kept as it is here, and what else to know."""

    outcome: Outcome
    trial_id: int
    name: str
    kept: tuple[Kept, ...] = ()
    notes: tuple[str, ...] = ()
    proposed: int = 0


Result = Imported | StudyRefused
