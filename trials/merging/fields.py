"""What both trials say of themselves: where they differ, a person decides; what is empty is filled.

A date, a number of people and the word that goes with it (actual, estimated) are one question.
"""

from dataclasses import dataclass
from typing import Any

from trials.models import Trial
from trials.publishing import Publishing

GOES_WITH = {
    "start_date_type": "start_date",
    "primary_completion_date_type": "primary_completion_date",
    "completion_date_type": "completion_date",
    "enrollment_type": "enrollment",
    "expanded_access_status": "expanded_access_nct_id",
}
IDS = ("protocol_id", "nct_id")
# Kept beside the registry's record, which the next import compares with all columns.
UNSEEN = "responsible_party"


@dataclass(frozen=True)
class Question:
    """One thing that only one of them says, or that both say otherwise."""

    name: str
    columns: tuple[str, ...]
    ours: tuple[Any, ...]
    theirs: tuple[Any, ...]

    @property
    def is_conflict(self) -> bool:
        """Both say something; else there is only a gap to fill."""
        return not all(map(is_empty, self.ours))


def questions(duplicate: Trial, into: Trial) -> list[Question]:
    """In the order of the record, without what both say and what the duplicate does not know."""
    asked = [_question(columns, duplicate, into) for columns in _columns()]
    return [one for one in asked if one.ours != one.theirs and not all(map(is_empty, one.theirs))]


def ids_taken(duplicate: Trial, into: Trial) -> dict[str, str]:
    """The main IDs that the trial that stays lacks, and the duplicate has."""
    return {
        name: value
        for name in IDS
        if (value := getattr(duplicate, name)) and not getattr(into, name)
    }


def is_empty(value: Any) -> bool:
    """Whether it says nothing; "no" and 0 say something."""
    return value is None or value in ("", [], {})


def _columns() -> list[tuple[str, ...]]:
    published = {field.name for field in Publishing._meta.concrete_fields}
    names = [
        field.name
        for field in Trial._meta.concrete_fields
        if (field.editable or field.name == UNSEEN) and field.name not in {"id", *published, *IDS}
    ]
    along = {first: second for second, first in GOES_WITH.items()}
    return [
        (name, along[name]) if name in along else (name,) for name in names if name not in GOES_WITH
    ]


def _question(columns: tuple[str, ...], duplicate: Trial, into: Trial) -> Question:
    attributes = [Trial._meta.get_field(name).attname for name in columns]  # type: ignore[union-attr]
    ours, theirs = (
        tuple(getattr(trial, name) for name in attributes) for trial in (into, duplicate)
    )
    return Question(columns[0], tuple(attributes), ours, theirs)
