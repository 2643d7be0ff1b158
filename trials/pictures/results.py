"""Findings as a forest plot and as medians by arm."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from trials.discrepancies import printed_value
from trials.evidence_table import Line
from trials.figures import forest
from trials.figures import medians as bars
from trials.figures.picture import Picture
from trials.figures.whiskers import Interval
from trials.first_letters import small_unit
from trials.models import Cohort, Endpoint, Finding
from trials.printed import limit, plain
from trials.record import TrialRecord
from trials.vocabulary import Quantity

ALL = "All participants"
PLAIN_NUMBER = re.compile("[-\N{MINUS SIGN}]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?")
Told = tuple[Endpoint | None, Cohort | None, Line]


def _told(record: TrialRecord, quantity: Quantity) -> list[Told]:
    """The lines of a quantity, by endpoint, then cohort; both in their order on the page."""
    found = [
        (table.endpoint, section.cohort, line)
        for section in record.evidence
        for table in section.tables
        for line in table.lines
        if line.lead.quantity == quantity
    ]
    places = {endpoint.pk: place for place, endpoint in enumerate(record.endpoints)}
    return sorted(found, key=lambda told: places.get(told[0].pk, -1) if told[0] else len(places))


def hazard_ratios(record: TrialRecord) -> Picture | None:
    """The forest plot."""
    told = _told(record, Quantity.HAZARD_RATIO)
    compared = {_compared(line.lead) for _, _, line in told}
    level = _level(line for _, _, line in told)
    alike = len(compared) == 1
    groups: dict[str, list[forest.Row]] = defaultdict(list)
    for endpoint, cohort, line in told:
        groups[_endpoint(endpoint)].append(_row(cohort, line, alike, level))
    return forest.picture(
        forest.Forest(
            tuple(forest.Group(name, tuple(rows)) for name, rows in groups.items()),
            compared.pop() if alike else "",
            f"Hazard ratio ({level or 'interval'})",
        )
    )


def _level(lines: Iterable[Line]) -> str:
    """“95% CI” if all their intervals are; else "", and each says its own."""
    intervals = (one for line in lines for one in line.findings if _interval(one).limits)
    levels = {_level_of(finding) for finding in intervals}
    return levels.pop() if len(levels) == 1 else ""


def _level_of(finding: Finding) -> str:
    return f"{plain(finding.level)}% CI" if finding.level is not None else ""


def _endpoint(endpoint: Endpoint | None) -> str:
    return str(endpoint.measure) if endpoint else "Endpoint not named"


def _compared(finding: Finding) -> str:
    arms = filter(None, [finding.arm, finding.comparator])
    return " versus ".join(str(arm) for arm in arms)


def _row(cohort: Cohort | None, line: Line, alike: bool, level: str) -> forest.Row:
    """The lead with those that print the same, then the others."""
    lead = line.lead
    who = [cohort.label if cohort else ALL, "" if alike else _compared(lead), *_particulars(lead)]
    first, *others = _alike(line.findings, level)
    return forest.Row(
        ", ".join(filter(None, who)),
        _ratio(first, level),
        tuple(_ratio(same, level) for same in others),
        bool(lead.is_preferred or not others),
    )


def _particulars(finding: Finding) -> list[str]:
    return [finding.measure, finding.time_point, finding.population]


def _alike(findings: Iterable[Finding], level: str) -> Iterator[list[Finding]]:
    """Those that print the same number, together."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[_with_interval(finding, level)].append(finding)
    yield from groups.values()


def _ratio(findings: list[Finding], level: str) -> forest.Ratio:
    first = findings[0]
    said = _with_interval(first, level)
    return forest.Ratio(said, _sources(findings), _number(first), _interval(first))


def _sources(findings: list[Finding]) -> str:
    return ", ".join(dict.fromkeys(str(finding.source) for finding in findings))


def _with_interval(finding: Finding, level: str) -> str:
    """“0.22 (0.12-0.41)”, one-sided “0.22 (0.12 or more)”.

    With its own level, “0.22 (95% CI 0.12-0.41)”, where none is said of all.
    """
    lower, upper = (limit(one, finding.value_text) for one in (finding.lower, finding.upper))
    inside = f"{lower}\N{EN DASH}{upper}" if lower and upper else ""
    one_sided = f"{lower} or more" if lower else f"{upper} or less" if upper else ""
    interval = inside or one_sided
    if not interval:
        return printed_value(finding)
    own = "" if level else f"{_level_of(finding)} "
    return f"{printed_value(finding)} ({own.lstrip()}{interval})"


def _number(finding: Finding) -> float | None:
    """What can be drawn: “over 300” has a number, but is none."""
    bare = finding.value_text.replace(finding.unit, "") if finding.unit else finding.value_text
    is_plain = PLAIN_NUMBER.fullmatch(bare.strip())
    return float(finding.value) if is_plain and finding.value is not None else None


def _interval(finding: Finding) -> Interval:
    return Interval(*(_float(one) for one in (finding.lower, finding.upper)))


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def medians(record: TrialRecord) -> Picture | None:
    """A bar for each arm."""
    groups = _by_unit_and_heading(record)
    level = _level(line for lines in groups.values() for line in lines)
    styles = {arm.pk: place for place, arm in enumerate(record.arms)}
    by_unit: dict[str, list[bars.Group]] = defaultdict(list)
    for (unit, heading), lines in groups.items():
        rows = tuple(_median(line, styles, level) for line in lines)
        by_unit[unit].append(bars.Group(heading, rows))
    units = tuple((unit, tuple(found)) for unit, found in by_unit.items())
    return bars.picture(bars.Medians(units, level))


def _by_unit_and_heading(record: TrialRecord) -> dict[tuple[str, str], list[Line]]:
    """Medians of arms; “not reached” has no unit and stands by the others of its heading."""
    told: dict[str, list[Line]] = defaultdict(list)
    for endpoint, cohort, line in _told(record, Quantity.MEDIAN):
        if endpoint and line.lead.arm_id and not line.lead.comparator_id:
            told[_heading(endpoint, cohort, line.lead)].append(line)
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for heading, lines in told.items():
        units = [unit for line in lines if (unit := _unit(line.lead))]
        for line in lines:
            wordless = units[0] if units and _number(line.lead) is None else ""
            groups[_unit(line.lead) or wordless, heading].append(line)
    return groups


def _unit(finding: Finding) -> str:
    return small_unit(str(finding.unit).strip())


def _heading(endpoint: Endpoint, cohort: Cohort | None, finding: Finding) -> str:
    who = cohort.label if cohort else ALL
    return ", ".join(filter(None, [f"{endpoint.measure}: {who}", *_particulars(finding)]))


def _median(line: Line, styles: dict[int, int], level: str) -> bars.Median:
    first, *others = _alike(line.findings, level)
    lead = first[0]
    return bars.Median(
        str(lead.arm),
        _with_interval(lead, level),
        _sources(first),
        _number(lead),
        _interval(lead),
        styles.get(lead.arm_id or 0, 0),
        tuple(f"{_sources(same)} {_with_interval(same[0], level)}" for same in others),
    )
