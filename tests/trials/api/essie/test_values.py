"""What a value could be, before anyone knows which piece it is for."""

from decimal import Decimal

import pytest

from trials.api.essie import Age, Area, Phrase, Term, Unit, Value, parse, read_distance


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-01-31", "2024-01-31"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
        ("01/31/2024", "2024-01-31"),
        ("1/5/2024", "2024-01-05"),
        ("01/2024", "2024-01"),
        ("2024-1-5", "2024-01-05"),
        ("2024-02-30", None),
        ("2023-02-29", None),
        ("31/01/2024", None),
        ("2024-13", None),
        ("0000", None),
        ("24", None),
        ("2024-", None),
        ("2024-01-01-01", None),
        ("1/2/3/2024", None),
        ("2024/01/31", None),
        ("-2024", None),
        ("٢٠٢٤", None),
        ("²024", None),
        ("", None),
        ("/", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    assert Value(text).date == date


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18", Decimal(18)),
        ("-1.5", Decimal("-1.5")),
        ("+3", Decimal(3)),
        (".5", Decimal("0.5")),
        ("1e5", None),
        ("1_000", None),
        ("1,000", None),
        ("NaN", None),
        ("Infinity", None),
        ("--1", None),
        ("1.2.3", None),
        (".", None),
        ("٣", None),
        ("9" * 31, None),
    ],
)
def test_numbers(text: str, number: Decimal | None) -> None:
    assert Value(text).number == number


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("18 years", Age(Decimal(18), "Years")),
        ("18 Years", Age(Decimal(18), "Years")),
        ("1 year", Age(Decimal(1), "Years")),
        ("6 MONTHS", Age(Decimal(6), "Months")),
        ("30 Minutes", Age(Decimal(30), "Minutes")),
        ("18", None),
        ("18years", None),
        ("18 years old", None),
        ("-1 years", None),
        ("N/A", None),
        ("18 s", None),
    ],
)
def test_ages(text: str, age: Age | None) -> None:
    assert Value(text).age == age


def test_ages_are_ordered_across_their_units() -> None:
    written = ["59 minutes", "1 hour", "1 day", "1 week", "1 month", "11 months", "1 year"]
    days = [age.days for text in written if (age := Value(text).age)]
    assert days == sorted(days)
    assert len(days) == len(written)
    assert Age(Decimal(12), "Months").days == Age(Decimal(1), "Years").days


def test_terms_and_phrases_have_values_too() -> None:
    assert parse("AREA[StartDate]2022") == Area("StartDate", Term("2022"))
    assert Term("2022").value.date == Phrase("2022").value.date == "2022"


def test_a_distance_from_three_texts() -> None:
    found = read_distance("39.0035707", "-77.1013313", "80 KM")
    assert found.unit is Unit.KILOMETRES
    assert round(found.miles, 2) == Decimal("49.71")
    assert read_distance("0", "0", "500mi").miles == 500
    assert read_distance("0", "0", "804.6km").miles < 500


@pytest.mark.parametrize(
    ("latitude", "longitude", "radius", "sentence"),
    [
        ("north", "0", "5mi", "The latitude is a number from -90 to 90, not north."),
        ("90.1", "0", "5mi", "The latitude is a number from -90 to 90, not 90.1."),
        ("0", "-181", "5mi", "The longitude is a number from -180 to 180, not -181."),
        ("0", "0", "5", "The radius is written as 25mi or 40km, not 5."),
        ("0", "0", "mi", "The radius is written as 25mi or 40km, not mi."),
        ("0", "0", "fivekm", "The radius is written as 25mi or 40km, not fivekm."),
        ("0", "0", "0.9mi", "The radius is 1 to 500 miles, not 0.9mi."),
        ("0", "0", "501mi", "The radius is 1 to 500 miles, not 501mi."),
        ("0", "0", "805km", "The radius is 1 to 500 miles, not 805km."),
        ("0", "0", "-5mi", "The radius is 1 to 500 miles, not -5mi."),
    ],
)
def test_a_distance_that_is_none(latitude: str, longitude: str, radius: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="The ") as raised:
        read_distance(latitude, longitude, radius)
    assert str(raised.value) == sentence
