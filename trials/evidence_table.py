"""Findings in the order people read them: by cohort, endpoint and quantity. Rows in, tables out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from trials.discrepancies import Discrepancy, find_discrepancies, in_reading_order, subject_of
from trials.models.design import Cohort, Endpoint
from trials.models.evidence import Finding
from trials.vocabulary import Quantity

ORDER = {quantity: place for place, quantity in enumerate(Quantity)}


@dataclass(frozen=True)
class Line:
    """What all sources say about one subject: the preferred finding first."""

    label: str
    findings: Sequence[Finding]
    discrepancies: Sequence[Discrepancy]

    @property
    def lead(self) -> Finding:
        """The one to show where there is room for one."""
        return self.findings[0]


@dataclass(frozen=True)
class EvidenceTable:
    """One endpoint in one cohort; without an endpoint: enrollment and the like."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class CohortEvidence:
    """All findings of one cohort; without a cohort: of the whole trial."""

    cohort: Cohort | None
    tables: Sequence[EvidenceTable]

    @property
    def anchor(self) -> str:
        """The id of its heading on the page."""
        return f"findings-{self.cohort.pk}" if self.cohort else "findings-all"


def evidence(
    findings: Iterable[Finding], cohorts: Iterable[Cohort], endpoints: Iterable[Endpoint]
) -> list[CohortEvidence]:
    """The whole trial first, then its cohorts in their order; only where there are findings."""
    by_cohort: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_cohort[finding.cohort_id].append(finding)
    measured = list(endpoints)
    return [
        CohortEvidence(cohort, _tables(rows, measured))
        for cohort in (None, *cohorts)
        if (rows := by_cohort[cohort.pk if cohort else None])
    ]


def enrollment(sections: Iterable[CohortEvidence]) -> dict[int | None, Line]:
    """By cohort, the line that says how many took part in it (both arms together)."""
    lines: dict[int | None, Line] = {}
    for section in sections:
        for table in section.tables:
            for line in table.lines:
                lead = line.lead
                if lead.quantity == Quantity.ENROLLMENT and not (lead.arm_id or lead.measure):
                    lines.setdefault(lead.cohort_id, line)
    return lines


def _tables(findings: list[Finding], endpoints: list[Endpoint]) -> list[EvidenceTable]:
    by_endpoint: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_endpoint[finding.endpoint_id].append(finding)
    return [
        EvidenceTable(endpoint.measure if endpoint else _plain_title(rows), _lines(rows))
        for endpoint in (None, *endpoints)
        if (rows := by_endpoint[endpoint.pk if endpoint else None])
    ]


def _plain_title(findings: list[Finding]) -> str:
    counted = {finding.quantity for finding in findings} == {Quantity.ENROLLMENT}
    return "Participants" if counted else "Participants and other findings"


def _lines(findings: list[Finding]) -> list[Line]:
    by_subject: dict[Any, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=_place):
        by_subject[subject_of(finding)].append(finding)
    return [
        Line(label(rows[0]), in_reading_order(rows), find_discrepancies(rows))
        for rows in by_subject.values()
    ]


def _place(finding: Finding) -> tuple[Any, ...]:
    """Quantities in the vocabulary's order, whole cohort before arms, arms in their order."""
    arm = finding.arm
    place = (arm.position, arm.pk) if arm else (-1, 0)
    return ORDER[Quantity(finding.quantity)], finding.measure, finding.time_point, place, finding.pk


def label(finding: Finding) -> str:
    """What the number is: “Median, cabozantinib”, “Hazard ratio, cabozantinib versus placebo”."""
    what = finding.get_quantity_display()
    if finding.measure:
        counted = finding.quantity in (Quantity.COUNT, Quantity.OTHER)
        what = finding.measure if counted else f"{finding.measure}: {what.lower()}"
    who = str(finding.arm) if finding.arm else ""
    if finding.comparator:
        who = f"{who} versus {finding.comparator}"
    return ", ".join(filter(None, [what, who, finding.time_point, finding.population]))
