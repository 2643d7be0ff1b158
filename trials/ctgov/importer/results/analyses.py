"""An analysis of the results as a finding: an estimate, or the p-value of a test alone. Pure."""

import re

from trials.ctgov.importer.results.groups import Groups
from trials.ctgov.importer.results.measurements import is_time_point
from trials.ctgov.importer.results.numbers import interval_of, number, p_value
from trials.ctgov.importer.results.rules import fits
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import plain
from trials.ctgov.records import Analysis
from trials.vocabulary import Quantity

# The registry's wording of an estimate. On the left all of it says no more than the quantity does.
_SAME: tuple[tuple[str, Quantity], ...] = (
    (r"hazard ratio(?: \(hr\))?|hr|cox proportional hazards?", Quantity.HAZARD_RATIO),
    (r"odds ratio(?: \(or\))?", Quantity.ODDS_RATIO),
    (r"(?:risk ratio|relative risk)(?: \(rr\))?", Quantity.RISK_RATIO),
    (r"difference", Quantity.DIFFERENCE),
)
_ADJUSTED = r"(?:(?:un)?(?:stratified|adjusted),? )+"
_MORE: tuple[tuple[str, Quantity], ...] = (
    (rf"{_ADJUSTED}hazard ratio(?: \(hr\))?", Quantity.HAZARD_RATIO),
    (rf"{_ADJUSTED}odds ratio(?: \(or\))?", Quantity.ODDS_RATIO),
    (rf"{_ADJUSTED}(?:risk ratio|relative risk)(?: \(rr\))?", Quantity.RISK_RATIO),
    (r"(?!.*\b(?:log|ratio|quotient)\b).*\bdifferences?\b.*", Quantity.DIFFERENCE),
)
LONGEST = 120  # characters of the registry's words that tell one analysis from another


def analysis_row(analysis: Analysis, groups: Groups) -> tuple[Row | None, list[str]]:
    """The finding without its endpoint, None where there is none; and what was left out, and why.

    The wording of the estimate is the `measure` where the quantity does not say all of it.
    """
    if (missing := groups.missing(analysis.group_ids)) is not None:
        return None, [f"no group has the ID “{missing}”"]
    estimate, printed_p = analysis.param_value.strip(), analysis.p_value.strip()
    if not (estimate or printed_p):
        return None, ["it has neither an estimate nor a p-value"]
    p = p_value(printed_p) if printed_p else ""
    reasons = [] if p is not None else [f"the p-value “{printed_p}” is not one as 0.03 or <0.001"]
    row = _estimate(analysis) if estimate else _test(printed_p, analysis)
    whom = groups.compared(
        analysis.group_ids,
        analysis.estimate_comment,
        symmetric=row["quantity"] == Quantity.P_VALUE,
    )
    of = {
        "arm__label": whom.arm,
        "comparator__label": whom.comparator,
        "population": whom.population,
    }
    return of | row | _common(analysis, p or ""), reasons


def said_of(analysis: Analysis) -> tuple[str, ...]:
    """What may tell an analysis from another of the same groups and quantity, the best first."""
    words = (
        analysis.group_description,
        analysis.statistical_method,
        analysis.estimate_comment,
        analysis.statistical_comment,
    )
    short = (text.strip() for text in words)
    return tuple(text if len(text) <= LONGEST else "" for text in short)


def quantity(wording: str) -> tuple[Quantity, str]:
    """What an estimate is, and the registry's wording where that says more."""
    words = wording.strip()
    for pattern, found in _SAME:
        if re.fullmatch(pattern, plain(words)):
            return found, ""
    for pattern, found in _MORE:
        if re.fullmatch(pattern, plain(words)):
            return found, words
    return Quantity.OTHER, words


def _estimate(analysis: Analysis) -> Row:
    found, wording = quantity(analysis.param_type)
    interval = interval_of(analysis.ci_pct_value, analysis.ci_lower_limit, analysis.ci_upper_limit)
    spread, kind = analysis.dispersion_value.strip(), analysis.dispersion_type
    return {
        "quantity": found,
        "measure": wording,
        "value_text": analysis.param_value.strip(),
        "value": number(analysis.param_value),
        "lower": interval.lower,
        "upper": interval.upper,
        "level": interval.level,
        "dispersion": f"{kind.label if kind else ''} {spread}".strip() if spread else "",
    }


def _test(printed: str, analysis: Analysis) -> Row:
    value = number(printed)
    return {
        "quantity": Quantity.P_VALUE,
        "measure": analysis.statistical_method.strip(),
        "value_text": printed,
        "value": value if fits(value, "value") else None,
        "lower": None,
        "upper": None,
        "level": None,
        "dispersion": "",
    }


def _common(analysis: Analysis, p: str) -> Row:
    """A group description such as “Week 24” says when; comments on the estimate are the remark."""
    when = analysis.group_description.strip()
    comments = (
        analysis.estimate_comment,
        analysis.ci_lower_limit_comment,
        analysis.ci_upper_limit_comment,
    )
    return {
        "time_point": when if is_time_point(when) else "",
        "unit": "",
        "p_value": p,
        "participants": None,
        "data_cutoff": "",
        "remark": "; ".join(dict.fromkeys(filter(None, map(str.strip, comments)))),
        "note": "",
    }
