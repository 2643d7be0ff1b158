"""What is asked: words, what was chosen beside them, where, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db.models import TextChoices

TRIAL, NEWS = "trial", "news"
NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Has(TextChoices):
    """What a trial's record may have beside the protocol."""

    NEWS = "news", "News about it"
    FINDINGS = "findings", "Findings"
    APPROVAL = "approval", "An approval resting on it"
    DISCREPANCY = "discrepancy", "Sources that differ"


@dataclass(frozen=True)
class Near:
    """Within so many miles of a place."""

    latitude: float
    longitude: float
    miles: float = 50
    label: str = ""


@dataclass(frozen=True)
class Question:
    """A search. The values chosen for one parameter mean or, different parameters mean and."""

    words: str = ""
    exact: bool = False
    """Neither other names nor corrected spelling: the words as they are typed."""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    """By parameter of the list: status, phase, study_type, has, condition, ..."""
    near: Near | None = None
    sort: str = ""
    """relevance, newest, updated, start; empty: relevance where words are given, else newest."""
    kind: str = TRIAL
