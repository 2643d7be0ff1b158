"""What a study JSON says: the registry's modules with our edits, and what is beyond them."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trials.ctgov.importer.versions import last_versions
from trials.models import Trial


@dataclass(frozen=True, slots=True)
class Rendered:
    """A trial's study as of one revision; `due_at` is when something of it becomes public."""

    trial: int
    revision: int
    study: dict[str, Any]
    beyond: dict[str, Any]
    is_edited: bool
    due_at: datetime | None


def studies_of(trials: Sequence[int], compare: Set[int]) -> Iterator[Rendered]:
    """The studies of these trials; those in `compare` may have been edited."""
    last = last_versions(trials)
    for trial in Trial.objects.filter(pk__in=trials):
        study = last[trial.pk].study if trial.pk in last else {}
        yield Rendered(trial.pk, trial.revision, study, {}, False, None)
