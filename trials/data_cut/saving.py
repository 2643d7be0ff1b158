"""Keeps the findings of a data cut: all of them or none, and none that its source said before."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from trials.data_cut.reading import Filled
from trials.discrepancies import subject_of, value_of
from trials.models import Finding, Source, Trial
from trials.printed import limit

SAID = ("lower", "upper", "p_value")


def said_before(source: Source | None, filled: Filled) -> dict[str, Finding]:
    """By the name of their cell, those that the source states already; marks what it contradicts.

    A source says one number of one subject and cut-off: another is an error beside the cell.
    """
    if source is None or source.pk is None or not filled.findings:
        return {}
    trial = next(iter(filled.findings.values())).trial
    known: dict[Any, list[Finding]] = {}
    for row in Finding.objects.for_page().filter(trial=trial, source=source):
        known.setdefault(subject_of(row), []).append(row)
    before: dict[str, Finding] = {}
    for name, finding in list(filled.findings.items()):
        same = [row for row in known.get(subject_of(finding), []) if _same_cut(row, finding)]
        if any(_says_the_same(row, finding) for row in same):
            before[name] = same[0]
        elif same:
            filled.errors[name] = _differs(same[0])
    return before


def _differs(row: Finding) -> str:
    between = [limit(row.lower, row.value_text), limit(row.upper, row.value_text)]
    limits = f" ({'-'.join(between)})" if all(between) else ""
    p = f", p {row.p_value}" if row.p_value else ""
    return (
        f"{row.source} says {row.value_text}{limits}{p} here already. Change that finding, or leave"
        " this cell empty."
    )


def _same_cut(one: Finding, other: Finding) -> bool:
    """A cut-off that is not known, or less exactly, may be the same."""
    a, b = str(one.data_cutoff), str(other.data_cutoff)
    return a.startswith(b) or b.startswith(a)


def _says_the_same(one: Finding, other: Finding) -> bool:
    """Or less: a cell that leaves out the p-value contradicts nothing."""
    more = (getattr(other, name) for name in SAID)
    same = (new in (None, "", getattr(one, name)) for name, new in zip(SAID, more, strict=True))
    return bool(value_of(one) == value_of(other) and all(same))


def same_source(source: Source) -> Source | None:
    """One that was made of the same words before: a form sent twice makes one source."""
    return Source.objects.filter(
        kind=source.kind, title=source.title, date=source.date, doi=source.doi, pmid=source.pmid
    ).first()


def save_cut(
    trial: Trial, source: Source, filled: Filled, *, state: str
) -> tuple[list[Finding], dict[str, Finding]]:
    """Save what is new; say that and what was there. Raises IntegrityError, and then kept nothing.

    Where `filled` has errors by now (somebody saved in between) nothing is saved.
    """
    with transaction.atomic():
        Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
        source = _kept(source)
        before = said_before(source, filled)
        if filled.errors:
            transaction.set_rollback(True)
            return [], before
        new = [one for name, one in filled.findings.items() if name not in before]
        return _made(new, source, state), before


def _kept(source: Source) -> Source:
    if source.pk is None:
        source = same_source(source) or source
    if source.pk is None:
        source.save()
    return source


def _made(findings: Iterable[Finding], source: Source, state: str) -> list[Finding]:
    rows = list(findings)
    for one in rows:
        one.source, one.state = source, state
    return Finding.objects.bulk_create(rows)
