"""Differences as lines of plain text, for a run that only reports."""

from collections.abc import Iterable, Iterator

from trials.ctgov.drift.difference import Difference, field_of, is_empty
from trials.proposals import value_in_words

LONGEST = 60


def report(name: str, differences: Iterable[Difference]) -> Iterator[str]:
    """Lines such as: A021602 brief title: ours “…”, the registry's “…”. `name` is the trial's."""
    for one in differences:
        field = field_of(one.model, one.field)
        of = " ".join(filter(None, [name, one.record]))
        kept = " (ours was kept)" if one.is_kept else ""
        ours, theirs = _short(field, one.ours), _short(field, one.theirs)
        yield f"{of} {field.verbose_name}: ours {ours}, the registry's {theirs}{kept}"


def _short(field: object, value: object) -> str:
    """In one line, as much as tells which value it is."""
    if is_empty(value):
        return "nothing"
    words = " ".join(value_in_words(field, value).split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”"
