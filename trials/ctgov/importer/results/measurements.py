"""A measurement of the results as a finding: a number of one group, class and category. Pure."""

import re

from trials.ctgov.importer.results.groups import Groups
from trials.ctgov.importer.results.numbers import number, spread_of
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import plain
from trials.ctgov.records import MeasureCategory, MeasureClass, Measurement, OutcomeMeasure
from trials.vocabulary import MeasureParam, Quantity

QUANTITIES = {
    MeasureParam.MEAN: Quantity.MEAN,
    MeasureParam.GEOMETRIC_MEAN: Quantity.GEOMETRIC_MEAN,
    MeasureParam.LEAST_SQUARES_MEAN: Quantity.LEAST_SQUARES_MEAN,
    MeasureParam.GEOMETRIC_LEAST_SQUARES_MEAN: Quantity.GEOMETRIC_LEAST_SQUARES_MEAN,
    MeasureParam.LOG_MEAN: Quantity.LOG_MEAN,
    MeasureParam.MEDIAN: Quantity.MEDIAN,
    MeasureParam.COUNT_OF_PARTICIPANTS: Quantity.COUNT,
    MeasureParam.COUNT_OF_UNITS: Quantity.COUNT,
}
_SHARE = re.compile(r"(?:percent(?:age)?|proportion)\b.*|%.*")
_COUNTED = re.compile(
    r"(?:number of .*|(?:participant|patient|subject|person|individual|case|event|episode|death)s?"
    r"|people)"
)
_UNITS = "(?:minute|hour|day|week|month|year|cycle|visit|period)"
_WHEN = rf"(?:(?:pre-?)?baseline|screening|{_UNITS}s? ?[0-9]+(?:\.[0-9]+)?|[0-9]+ ?{_UNITS}s?)"
# With what stands behind it in brackets or as “N = 56, 122”.
_TIME_POINT = re.compile(rf"{_WHEN}(?: ?\([^()]*\))*(?:,? ?\(?n ?= ?[0-9, /]+\)?)?")


def measurement_row(
    measure: OutcomeMeasure,
    groups: Groups,
    one: MeasureClass,
    category: MeasureCategory,
    given: Measurement,
) -> Row:
    """The finding without its endpoint."""
    whom = groups.whom(given.group_id)
    kind = measure.dispersion_type
    spread = spread_of(kind, given.spread, given.lower_limit, given.upper_limit)
    time_point, words = when_and_what([one.title.strip(), category.title.strip()])
    return {
        "arm__label": whom.arm,
        "comparator__label": "",
        "quantity": quantity(measure.param_type, measure.unit_of_measure),
        "measure": words,
        "time_point": time_point,
        "population": whom.population,
        "value_text": given.value.strip(),
        "value": number(given.value),
        "unit": measure.unit_of_measure.strip(),
        "lower": spread.lower,
        "upper": spread.upper,
        "level": spread.level,
        "dispersion": spread.dispersion,
        "p_value": "",
        "participants": groups.participants(given.group_id, one.denoms),
        "data_cutoff": "",
        "remark": given.comment.strip(),
        "note": "",
    }


def quantity(param: MeasureParam | None, unit: str) -> Quantity:
    """By what the registry calls the number, and for a bare number by its unit."""
    if param in QUANTITIES:
        return QUANTITIES[param]
    if _SHARE.fullmatch(plain(unit)):
        return Quantity.PROPORTION
    return Quantity.COUNT if _COUNTED.fullmatch(plain(unit)) else Quantity.NUMBER


def when_and_what(titles: list[str]) -> tuple[str, str]:
    """The time point among the titles, if one is clearly that; and the rest of them."""
    when = next((title for title in titles if is_time_point(title)), "")
    rest = list(titles)
    if when:
        rest.remove(when)
    return when, ": ".join(filter(None, rest))


def is_time_point(title: str) -> bool:
    """Whether a title says when, and no more than that: “Week 12”, “Month 9 (n= 109)”."""
    return bool(_TIME_POINT.fullmatch(plain(title)))
