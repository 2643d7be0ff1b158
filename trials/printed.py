"""Numbers as sources print them: a value, and the limits of its interval."""

from decimal import Decimal


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
    after = number.partition(".")[2]
    return len(after) if after.isdigit() else 0
