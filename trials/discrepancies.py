"""Where sources differ: the same subject, quantity and data cut-off, and different values.

A later cut-off is an update, not a discrepancy. A cut-off known less exactly, or not at all, may be
the same, so it counts as the same: 2023 and 2023-08, or nothing and 2023-08.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    When,
)
from django.db.models.functions import Cast, Coalesce, Left, Length, Lower, Trim
from django.db.models.lookups import Exact

from trials.models.evidence import Finding

RELATIONS = ("cohort_id", "endpoint_id", "arm_id", "comparator_id")
WORDS = ("measure", "time_point", "population", "quantity")
# `value_of` for the database.
SAID = Coalesce(Cast("value", TextField()), Lower(Trim("value_text")), output_field=TextField())


@dataclass(frozen=True)
class Discrepancy:
    """Findings of one subject that cannot all be right; the preferred one first."""

    findings: tuple[Finding, ...]

    @property
    def sentence(self) -> str:
        """Who says what: “Sources differ: FDA label says 99, NEJM 2024 says 95.”"""
        said: dict[Any, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            said[value_of(finding)].append(finding)
        return f"Sources differ: {', '.join(_says(findings) for findings in said.values())}."

    @property
    def notes(self) -> list[str]:
        """What editors wrote on these findings, each once."""
        return list(dict.fromkeys(finding.note for finding in self.findings if finding.note))


def subject_of(finding: Finding) -> tuple[Any, ...]:
    """What the number is about; equal for numbers that can be compared."""
    return tuple(getattr(finding, name) for name in ("trial_id", *RELATIONS, *WORDS))


def value_of(finding: Finding) -> Any:
    """The number, or the words where it is none: 13.80 is 13.8, “NR” is not “not reached”."""
    text: str = finding.value_text
    return text.strip().lower() if finding.value is None else finding.value


def printed_value(finding: Finding) -> str:
    """The value as printed, with its unit unless that is printed too, or there is no number."""
    has_number = any(character in "0123456789" for character in finding.value_text)
    if not (finding.unit and has_number) or finding.unit in finding.value_text:
        return str(finding.value_text)
    return f"{finding.value_text}{'' if finding.unit == '%' else ' '}{finding.unit}"


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """The preferred one, then the latest data, then the latest source. Needs `source`."""
    latest = sorted(findings, key=_age, reverse=True)
    return sorted(latest, key=lambda one: not one.is_preferred)


def _age(finding: Finding) -> tuple[str, str]:
    """The cut-off, for which the source's own date stands in where it is not known."""
    return finding.data_cutoff or finding.source.date, finding.source.date


def find_discrepancies(findings: Iterable[Finding]) -> list[Discrepancy]:
    """All discrepancies among rows that have their `source`, in the order of the rows."""
    subjects: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        subjects[subject_of(finding)].append(finding)
    return [found for rows in subjects.values() for found in _within(rows)]


def _within(rows: Sequence[Finding]) -> Iterator[Discrepancy]:
    cutoffs = sorted({row.data_cutoff for row in rows})
    for cutoff in cutoffs:
        if any(other != cutoff and other.startswith(cutoff) for other in cutoffs):
            continue  # compared with the one known more exactly
        same = [row for row in rows if cutoff.startswith(row.data_cutoff)]
        if len({row.source_id for row in same}) > 1 and len({value_of(row) for row in same}) > 1:
            yield Discrepancy(tuple(in_reading_order(same)))


def _says(findings: list[Finding]) -> str:
    names = list(dict.fromkeys(str(finding.source) for finding in findings))
    if len(names) == 1:
        return f"{names[0]} says {printed_value(findings[0])}"
    return f"{', '.join(names[:-1])} and {names[-1]} say {printed_value(findings[0])}"


def differing(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """The same rule for the database: those of the findings that another of them contradicts."""
    return findings.alias(said=SAID).filter(Exists(_contradicting(findings)))


def without_a_note(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Those of them that differ and have no note of an editor, or contradict one that has none.

    A note counts for all that its finding can be compared with. Few differ, so that is asked
    before notes are looked for: a CASE keeps its order.
    """
    everything = Finding.objects.order_by()
    contradicting = _contradicting(everything)
    noted = Exists(_of_its_subject(everything).exclude(note=""))
    silent = Case(
        When(~Exists(contradicting), then=False),
        When(~noted | Exists(contradicting.filter(~noted)), then=True),
        default=False,
        output_field=BooleanField(),
    )
    return findings.alias(said=SAID).filter(silent)


def _contradicting(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Of the findings those that another source gives another value of than an outer query does."""
    others = _of_its_subject(findings).alias(said=SAID)
    return others.exclude(source=OuterRef("source")).exclude(said=OuterRef("said"))


def _of_its_subject(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Of the findings those that can be compared with one of an outer query; itself too."""
    own = {f"own_{name}": Coalesce(name, 0) for name in RELATIONS}
    return findings.alias(**own).filter(
        _same_cutoff(),
        trial=OuterRef("trial"),
        **{f"own_{name}": Coalesce(OuterRef(name), 0) for name in RELATIONS},
        **{name: OuterRef(name) for name in WORDS},
    )


def _same_cutoff() -> Q:
    """One of the two begins with the other."""
    one, other = F("data_cutoff"), OuterRef("data_cutoff")
    return Q(Exact(Left(one, Length(other)), other)) | Q(Exact(Left(other, Length(one)), one))
