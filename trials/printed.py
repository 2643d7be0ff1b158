"""Numbers as sources print them: a value, and the limits of its interval."""

import re
from decimal import Decimal

AFTER_POINT = re.compile(r"[^0-9.]*[0-9,]*\.([0-9]+)(?![0-9.])")
"""Of a number that may have a unit: “13.8 months” has one decimal."""


def plain(value: Decimal) -> str:
    """Without zeros at its end and without an exponent: 95, 97.5."""
    return f"{value.normalize():f}"


def limit(value: Decimal | None, printed: str) -> str:
    """A limit with as many decimals as the value beside it is printed with; "" for none."""
    if value is None:
        return ""
    decimals = max(_decimals(plain(value)), _decimals(printed))
    return f"{value:.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def _decimals(number: str) -> int:
    found = AFTER_POINT.match(number)
    return len(found[1]) if found else 0
