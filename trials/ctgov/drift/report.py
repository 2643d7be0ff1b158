"""Differences as lines of plain text, for a run that only reports."""

from collections.abc import Iterable, Iterator

from django.utils.text import Truncator

from trials.ctgov.drift.comparing import drift_of
from trials.ctgov.drift.difference import Difference
from trials.ctgov.importer import Imported, Outcome
from trials.ctgov.importer.merge import is_empty
from trials.models import Trial
from trials.proposals import value_in_words

LONGEST = 60


def differing(imported: Iterable[Imported]) -> Iterator[str]:
    """What we say otherwise than the registry, of the trials that an import met, undecided yet."""
    held = [one.trial_id for one in imported if one.outcome is not Outcome.CREATED]
    for trial in Trial.objects.filter(pk__in=held).select_related("lead_sponsor").order_by("pk"):
        yield from report(str(trial.public_id), drift_of(trial).undecided)


def report(name: str, differences: Iterable[Difference]) -> Iterator[str]:
    """Lines such as: A021602 brief title: ours “…”, the registry's “…”. `name` is the trial's."""
    for one in differences:
        of = " ".join(filter(None, [name, one.record]))
        kept = " (ours was kept)" if one.is_kept else ""
        ours, theirs = _short(one.column, one.ours), _short(one.column, one.theirs)
        yield f"{of} {one.column.verbose_name}: ours {ours}, the registry's {theirs}{kept}"


def _short(field: object, value: object) -> str:
    """In one line, as much as tells which value it is."""
    if is_empty(value):
        return "nothing"
    words = " ".join(value_in_words(field, value).split())
    return f"“{Truncator(words).chars(LONGEST)}”"
