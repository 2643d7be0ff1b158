"""What a comparison supports: that one did better, that no difference is clear, or nothing.

Cautious: words need the preferred number, an interval of 95% or more or a p-value that says so, no
source that says otherwise, and a direction that is certain.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from trials.evidence_table import Line, from_registry
from trials.models import Finding
from trials.vocabulary import Quantity

CERTAIN = Decimal(95)
LIMIT = Decimal("0.05")
NO_DIFFERENCE: dict[str, Decimal] = {Quantity.DIFFERENCE: Decimal(0)}  # of all others 1
PERCENT = "percent"
P = re.compile(r"(?P<sign>[=<>≤≥]?) ?(?P<number>[0-9.]+(?:[eE]-[0-9]+)?)")


class Verdict(Enum):
    """What may be said of the first arm beside the other."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "unclear"
    SILENT = "silent"
    """The numbers do not say; nor do we."""


OPPOSITE = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}


def verdict(line: Line, medians: Sequence[Finding] = (), *, range_only: bool = False) -> Verdict:
    """Of the line of a hazard ratio; `medians` are those of its two arms, where both are known.

    `range_only`: the p-value answers another question, such as whether one is not much worse.
    """
    judged = _agreed(line, range_only=range_only)
    return judged if _direction_holds(judged, line.lead, medians) else Verdict.SILENT


def verdict_on_shares(line: Line, shares: tuple[Finding | None, Finding | None]) -> Verdict:
    """Of an odds ratio, a risk ratio or a difference of something good; the shares must agree.

    Which group a registry's number starts from is known by the shares alone.
    """
    judged = OPPOSITE.get(_agreed(line), _agreed(line))
    if judged not in (Verdict.BETTER, Verdict.WORSE):
        return judged
    first, second = shares
    if not (first and second) or first.value is None or second.value is None:
        return Verdict.SILENT
    if _unlike(first, second) or first.value == second.value:
        return Verdict.SILENT
    return judged if (first.value > second.value) == (judged is Verdict.BETTER) else Verdict.SILENT


def _unlike(first: Finding, second: Finding) -> bool:
    """Counts of groups of different sizes do not compare as numbers."""
    return PERCENT not in (first.unit + second.unit).lower() and first.unit != "%"


def _agreed(line: Line, *, range_only: bool = False) -> Verdict:
    """Of the preferred number, if no other source of its data says otherwise."""
    lead = line.lead
    if not (lead.is_preferred or len(line.findings) == 1) or lead.source.retracted_on:
        return Verdict.SILENT
    judged = judge(lead, range_only=range_only)
    same = (one for each in line.discrepancies for one in each.findings)
    others = {judge(one, range_only=range_only) for one in same} - {Verdict.SILENT}
    if others - {judged} and judged is not Verdict.SILENT:
        return Verdict.SILENT
    return judged


def judge(finding: Finding, *, range_only: bool = False) -> Verdict:
    """Of one number by itself, where low is good; interval and p-value may not contradict."""
    null = NO_DIFFERENCE.get(finding.quantity, Decimal(1))
    if finding.value is None or finding.value == null:
        return Verdict.SILENT
    said = {_by_interval(finding, null), None if range_only else _by_p(finding)} - {None}
    if len(said) != 1:
        return Verdict.SILENT
    if said == {False}:
        return Verdict.UNCLEAR
    return Verdict.BETTER if finding.value < null else Verdict.WORSE


def _by_interval(finding: Finding, null: Decimal) -> bool | None:
    """Whether the interval leaves out what means no difference; None where none can say."""
    if finding.level is None or finding.level < CERTAIN:
        return None
    if finding.upper is not None and finding.upper < null:
        return True
    if finding.lower is not None and finding.lower > null:
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
    """A registry does not say which arm comes first: there the medians have to agree.

    What was not reached is no number, and no less than what was.
    """
    if judged not in (Verdict.BETTER, Verdict.WORSE):
        return True
    longer, shorter = [median.value for median in medians] if len(medians) == 2 else (None, None)
    if judged is Verdict.WORSE:
        longer, shorter = shorter, longer
    if longer is None or shorter is None:
        return not from_registry(lead) and (longer is None or shorter is not None)
    return longer > shorter
