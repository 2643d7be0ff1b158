"""How many people a number is of, as printed; nothing is worked out and nothing rounded."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.models import Finding
from trials.plain_words.whom import share


def a_share(value: str, **fields: Any) -> Finding:
    said: dict[str, Any] = {"quantity": "PROPORTION", "unit": "%", "value": Decimal(value)}
    return Finding(value_text=value, **(said | fields))


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (a_share("18"), "18% of people"),
        (a_share("20.0", unit="percentage of participants"), "20.0% of people"),
        (a_share("0.18", unit="proportion of participants"), ""),
        (a_share("118"), ""),
        (a_share("5", quantity="COUNT", unit="Participants", participants=53), "5 of 53 people"),
        (a_share("5", quantity="COUNT", unit="Participants"), ""),
        (a_share("60", quantity="COUNT", unit="Participants", participants=53), ""),
        (a_share("5", quantity="COUNT", unit="events", participants=53), ""),
        (a_share("5", quantity="MEDIAN", unit="%"), ""),
        (Finding(value_text="not reached", quantity="PROPORTION", unit="%"), ""),
        (Finding(value_text="<5", value=Decimal(5), quantity="PROPORTION", unit="%"), ""),
    ],
)
def test_a_share(finding: Finding, said: str) -> None:
    assert share(finding) == said


@given(
    st.decimals(0, 100, places=1).map(str),
    st.sampled_from(["%", "percentage of participants", "Percent of patients", "months", ""]),
)
def test_the_number_stands_as_printed_or_not_at_all(value: str, unit: str) -> None:
    said = share(a_share(value, unit=unit))
    assert said == ("" if unit in ("months", "") else f"{value}% of people")


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_count_is_never_above_those_it_is_of(affected: int, analysed: int) -> None:
    number = a_share(str(affected), quantity="COUNT", unit="people", participants=analysed)
    assert bool(share(number)) == (affected <= analysed)
