"""Proposals: how they stand to the record, and deciding on them."""

from trials.proposals.deciding import (
    CHANGED,
    DECIDED,
    accept,
    compared,
    has_moved,
    is_row,
    keep,
    lock_trial,
    mark,
    obstacle,
    reopen,
    seen,
    stood_there,
)
from trials.proposals.rows import with_parts
from trials.proposals.said import Standing, Verdict, ended
from trials.proposals.words import (
    asked_in_words,
    field_in_words,
    proposal_in_words,
    value_in_words,
)

__all__ = [
    "CHANGED",
    "DECIDED",
    "Standing",
    "Verdict",
    "accept",
    "asked_in_words",
    "compared",
    "ended",
    "field_in_words",
    "has_moved",
    "is_row",
    "keep",
    "lock_trial",
    "mark",
    "obstacle",
    "proposal_in_words",
    "reopen",
    "seen",
    "stood_there",
    "value_in_words",
    "with_parts",
]
