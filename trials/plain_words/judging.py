"""What a hazard ratio supports: that one did better, that no difference is clear, or nothing.

Cautious: words need the preferred number, an interval of 95% or more or a p-value that says so, no
source that says otherwise, and a direction that is certain.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from trials.evidence_table import Line, from_registry
from trials.models import Finding

CERTAIN = Decimal(95)
LIMIT = Decimal("0.05")
P = re.compile(r"(?P<sign>[=<>≤≥]?) ?(?P<number>[0-9.]+(?:[eE]-[0-9]+)?)")


class Verdict(Enum):
    """What may be said of the first arm beside the other."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    SILENT = "silent"
    """The numbers do not say; nor do we."""


def verdict(line: Line, medians: Sequence[Finding] = ()) -> Verdict:
    """Of the line of a hazard ratio; `medians` are those of its two arms, where both are known."""
    lead = line.lead
    if not (lead.is_preferred or len(line.findings) == 1) or lead.source.retracted_on:
        return Verdict.SILENT
    judged = judge(lead)
    others = {judge(one) for each in line.discrepancies for one in each.findings} - {Verdict.SILENT}
    if others - {judged} and judged is not Verdict.SILENT:
        return Verdict.SILENT
    return judged if _direction_holds(judged, lead, medians) else Verdict.SILENT


def judge(finding: Finding) -> Verdict:
    """Of one number by itself; interval and p-value may not contradict each other."""
    if finding.value is None or finding.value == 1:
        return Verdict.SILENT
    said = {_by_interval(finding), _by_p(finding)} - {None}
    if len(said) != 1:
        return Verdict.SILENT
    if said == {False}:
        return Verdict.UNCLEAR
    return Verdict.BETTER if finding.value < 1 else Verdict.WORSE


def _by_interval(finding: Finding) -> bool | None:
    """Whether the interval leaves out 1; None where there is none that can say."""
    if finding.level is None or finding.level < CERTAIN:
        return None
    if finding.upper is not None and finding.upper < 1:
        return True
    if finding.lower is not None and finding.lower > 1:
        return True
    return None if finding.lower is None or finding.upper is None else False


def _by_p(finding: Finding) -> bool | None:
    match = P.fullmatch(finding.p_value.strip())
    if not match:
        return None
    number, sign = Decimal(match["number"]), match["sign"]
    if sign in ("<", "≤"):
        return True if number <= LIMIT else None
    if sign in (">", "≥"):
        return False if number >= LIMIT else None
    return number < LIMIT


def _direction_holds(judged: Verdict, lead: Finding, medians: Sequence[Finding]) -> bool:
    """A registry does not say which arm comes first: there the medians have to agree."""
    if judged not in (Verdict.BETTER, Verdict.WORSE):
        return True
    values = [median.value for median in medians]
    if len(values) != 2 or None in values:
        return not from_registry(lead)
    first, second = values
    assert first is not None and second is not None  # noqa: S101, PT018
    return first > second if judged is Verdict.BETTER else first < second
