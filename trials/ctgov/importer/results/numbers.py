"""Numbers as the registry prints them: which are plain, intervals, spreads, p-values. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from trials.models.evidence import P_VALUE
from trials.vocabulary import MeasureDispersionType

_NUMBER = re.compile(r"-?(?:[0-9]{1,40}(?:\.[0-9]{1,40})?|\.[0-9]{1,40})")
_CONFIDENCE = re.compile(r"(?:([0-9]{1,3}(?:\.[0-9]+)?) ?% ?)?(?:other )?confidence interval")
_P = re.compile(r"^p(?:[ -]?value)? ?(?=[=<>≤≥])")
_WORDS: dict[str, str] = {word.value: word.label for word in MeasureDispersionType}


@dataclass(frozen=True, slots=True)
class Spread:
    """An interval with its level, or another spread in words."""

    lower: Decimal | None = None
    upper: Decimal | None = None
    level: Decimal | None = None
    dispersion: str = ""


def number(text: str) -> Decimal | None:
    """What the text says if it is nothing but a number: not “NA”, “<0.1” or “1,200”."""
    return Decimal(text.strip()) if _NUMBER.fullmatch(text.strip()) else None


def spread_of(kind: str, spread: str, lower: str, upper: str) -> Spread:
    """What stands beside a measurement, `kind` as “95% Confidence Interval”, “Full Range” ...

    A limit that is no number (“NA”) leaves the interval open on that side.
    """
    kind = _WORDS.get(kind.strip(), kind.strip())
    confidence = _CONFIDENCE.fullmatch(kind.lower())
    limits = number(lower), number(upper)
    if confidence and any(limit is not None for limit in limits):
        return _interval(*limits, confidence.group(1) or "")
    between = " to ".join(text.strip() for text in (lower, upper) if text.strip())
    numbers = ", ".join(filter(None, [spread.strip(), between]))
    return Spread(dispersion=f"{kind} {numbers}".strip() if numbers else "")


def interval_of(level: str, lower: str, upper: str) -> Spread:
    """The interval of an analysis, one-sided where one limit is missing or no number."""
    limits = number(lower), number(upper)
    if any(limit is not None for limit in limits):
        return _interval(*limits, level)
    return Spread()


def _interval(lower: Decimal | None, upper: Decimal | None, level: str) -> Spread:
    return Spread(lower, upper, number(level.strip().removesuffix("%")))


def p_value(text: str) -> str | None:
    """A p-value as the column holds it: “<0.001”, “0.03”; None where that is not certain."""
    tidy = " ".join(text.split()).replace("<=", "≤").replace(">=", "≥")
    tidy = re.sub(r"^([=<>≤≥]) ", r"\1", _P.sub("", tidy.lower()))
    return tidy if re.fullmatch(P_VALUE, tidy) and len(tidy) <= 20 else None
