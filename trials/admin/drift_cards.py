"""A difference as the page “Registry” shows it: both sides in words, and who decided what."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from trials.admin.wording import Piece, Pieces, are_alike, are_cut, side_by_side
from trials.admin.words import in_words, label
from trials.ctgov.drift import Difference, Drift
from trials.partial_dates import PartialDateField
from trials.partial_dates import in_words as day_in_words


@dataclass(frozen=True)
class Card:
    """One field of one row, both sides in pieces."""

    difference: Difference
    label: str
    ours: Pieces
    theirs: Pieces
    whole: tuple[str, str]
    """Both texts, where the pieces leave something out."""
    notes: tuple[str, str]
    """What else is known of either side."""
    only_spacing: bool

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"field-{self.difference.key}"

    @property
    def name(self) -> str:
        """The field, and of which part."""
        return name_of(self.difference)


def name_of(difference: Difference) -> str:
    """Such as “Brief title”, “Status of site Invented Hospital, Springfield”."""
    words = _label(difference)
    return f"{words} of {difference.record}" if difference.record else words


def card_of(difference: Difference, drift: Drift) -> Card:
    """Both sides in the words of the forms."""
    field = difference.column
    ours, theirs = _in_words(field, difference.ours), _in_words(field, difference.theirs)
    pieces = side_by_side(ours, theirs) if _is_text(field) else (_whole(ours), _whole(theirs))
    changed = [piece.is_changed for side in pieces for piece in side]
    if not are_alike(*pieces):
        pieces = _whole(ours), _whole(theirs)
    return Card(
        difference,
        _label(difference),
        *pieces,
        whole=(ours, theirs) if any(map(are_cut, pieces)) else ("", ""),
        notes=_notes(difference, drift),
        only_spacing=_is_text(field) and not any(changed),
    )


def _label(difference: Difference) -> str:
    if difference.field == "overall_status":
        return "Status"
    return label(difference.column)


def _in_words(field: Any, value: Any) -> str:
    if isinstance(field, PartialDateField):
        return day_in_words(value or "")
    return in_words(field, value)


def _is_text(field: Any) -> bool:
    """Whether single words of it are compared: not those of a list of words, nor dates."""
    if isinstance(field, ArrayField):
        return not field.base_field.choices
    texts = isinstance(field, models.CharField | models.TextField)
    return texts and not field.choices and not isinstance(field, PartialDateField)


def _whole(words: str) -> Pieces:
    return [Piece(words)] if words else []


def _notes(difference: Difference, drift: Drift) -> tuple[str, str]:
    """A status is never shown without its day."""
    if difference.field != "overall_status":
        return "", ""
    trial = drift.trial
    source = f", {trial.status_source}" if trial.status_source else ""
    return f"{_as_of(trial.status_as_of)}{source}", _as_of(drift.status_as_of)


def _as_of(day: str) -> str:
    return f"as of {day_in_words(day)}" if day else "day not known"
