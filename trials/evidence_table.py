"""Findings in the order people read them: by cohort, endpoint and quantity. Rows in, tables out.

What only a registry's record says is set close: its source once above, the groups below each other,
also where a later version of the record brought one group's number anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trials.discrepancies import Discrepancy, find_discrepancies, in_reading_order, subject_of
from trials.models.design import Cohort, Endpoint
from trials.models.evidence import Finding
from trials.vocabulary import EndpointLevel, Quantity, SourceKind, quantity_in_words

ORDER = {quantity: place for place, quantity in enumerate(Quantity)}
LONG = 30  # lines of a registry's table that stand open


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

    @property
    def who(self) -> str:
        """Whom it is about: an arm, two compared, a population; "" where none is named."""
        return ", ".join(filter(None, [_arms(self.lead), self.lead.population]))


@dataclass(frozen=True)
class Block:
    """Lines that give the same of several groups, or all of one group; each with its name."""

    heading: str
    named: Sequence[tuple[str, Line]]


@dataclass(frozen=True)
class EvidenceTable:
    """One endpoint in one cohort; without an endpoint: enrollment and the like."""

    title: str
    lines: Sequence[Line]
    endpoint: Endpoint | None = None
    blocks: Sequence[Block] = ()
    """The lines again, if all are of one registry's record."""

    @property
    def shared(self) -> Finding | None:
        """One with the source and cut-off of all, of the last version; None where they vary."""
        leads = (line.lead for line in self.lines)
        return max(leads, key=lambda lead: lead.registry_record_id or 0) if self.blocks else None

    @property
    def is_folded(self) -> bool:
        """Whether it is read on request only, so that a page with hundreds of numbers is short."""
        primary = self.endpoint is None or self.endpoint.level == EndpointLevel.PRIMARY
        return not primary or len(self.lines) > LONG

    @property
    def compares(self) -> bool:
        """Whether a number of it says by how much one arm is above another."""
        leads = (line.lead for line in self.lines)
        return any(one.comparator_id and one.quantity != Quantity.P_VALUE for one in leads)


@dataclass(frozen=True)
class CohortEvidence:
    """All findings of one cohort; without a cohort: of the whole trial."""

    cohort: Cohort | None
    tables: Sequence[EvidenceTable]

    @property
    def compares(self) -> bool:
        """Whether a registry's number says by how much one arm is above another."""
        return any(table.compares for table in self.tables if table.blocks)

    @property
    def is_folded(self) -> bool:
        """Whether a page folds it under its heading: a registry's tables fold each by itself."""
        return any(not table.blocks for table in self.tables)

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
        table
        for endpoint in (None, *endpoints)
        if (rows := by_endpoint[endpoint.pk if endpoint else None])
        for table in _of_endpoint(rows, endpoint)
    ]


def _of_endpoint(findings: list[Finding], endpoint: Endpoint | None) -> Iterator[EvidenceTable]:
    """What people took from sources, then what only the registry says."""
    told: list[Line] = []
    by_record: dict[Any, list[Line]] = defaultdict(list)
    for line in _lines(findings):
        record = _record(line)
        (by_record[record] if record else told).append(line)
    title = endpoint.measure if endpoint else _plain_title(findings)
    if told:
        yield EvidenceTable(title, told, endpoint)
    for lines in by_record.values():
        in_order = sorted(lines, key=lambda line: line.lead.pk)
        yield EvidenceTable(title, in_order, endpoint, _blocks(in_order))


def _record(line: Line) -> tuple[Any, ...] | None:
    """The registry's record that alone says it, in whichever version."""
    lead = line.lead
    if len(line.findings) > 1 or not from_registry(lead):
        return None
    return lead.source_id, lead.data_cutoff


def from_registry(finding: Finding) -> bool:
    """Whether it stands in a version of a registry's record that we hold."""
    of_registry: bool = finding.source.kind == SourceKind.REGISTRY
    return of_registry and finding.registry_record_id is not None


def _blocks(lines: list[Line]) -> list[Block]:
    """In the order of the record; under the group where there is one only."""
    by_what: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_what[_what(line.lead)].append(line)
    groups = {line.who or "Group not named" for line in lines}
    if len(groups) == 1 and len(by_what) == len(lines):
        return [Block(groups.pop(), [(what, same[0]) for what, same in by_what.items()])]
    return [
        Block(what, [(line.who or "Group not named", line) for line in same])
        for what, same in by_what.items()
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
    what = quantity_in_words(finding.quantity, finding.measure)
    arms = _arms(finding)
    return ", ".join(filter(None, [what, arms, finding.time_point, finding.population]))


def _what(finding: Finding) -> str:
    """Without whom it is about."""
    what = quantity_in_words(finding.quantity, finding.measure)
    return ", ".join(filter(None, [what, finding.time_point]))


def _arms(finding: Finding) -> str:
    who = str(finding.arm) if finding.arm else ""
    return f"{who} versus {finding.comparator}" if finding.comparator else who
