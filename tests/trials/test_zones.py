"""Times in a zone: said with UTC, refused where no clock shows them, asked about if two do."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from trials import zones

NEW_YORK = zones.known("America/New_York")
PUT_FORWARD, PUT_BACK = dt.date(2025, 3, 9), dt.date(2025, 11, 2)


@pytest.mark.parametrize(
    ("at", "zone", "words", "for_readers"),
    [
        (
            "2025-03-26T12:00+00:00",
            "America/New_York",
            "2025-03-26 08:00 EDT (12:00 UTC)",
            "26 March 2025, 8:00 a.m. EDT (12:00 UTC)",
        ),
        (
            "2025-03-27T00:30+00:00",
            "America/New_York",
            "2025-03-26 20:30 EDT (2025-03-27 00:30 UTC)",
            "26 March 2025, 8:30 p.m. EDT (27 March, 00:30 UTC)",
        ),
        (
            "2025-01-01T12:00:05+00:00",
            "UTC",
            "2025-01-01 12:00 UTC",
            "1 January 2025, 12:00 UTC",
        ),
        (
            "2025-01-01T15:00+00:00",
            "America/Sao_Paulo",
            "2025-01-01 12:00 UTC-03:00 (15:00 UTC)",
            "1 January 2025, 12:00 noon UTC-03:00 (15:00 UTC)",
        ),
    ],
)
def test_a_moment_is_said_in_its_zone_and_in_utc(
    at: str, zone: str, words: str, for_readers: str
) -> None:
    moment = dt.datetime.fromisoformat(at)
    assert zones.in_words(moment, zone) == words
    assert zones.for_readers(moment, zone) == for_readers


def test_a_time_in_a_zone_is_a_moment() -> None:
    at = zones.moment(dt.date(2025, 3, 26), dt.time(8), NEW_YORK)
    assert at == dt.datetime(2025, 3, 26, 12, tzinfo=dt.UTC)


def test_a_time_that_the_clocks_leap_over_is_refused_with_another_one() -> None:
    with pytest.raises(ValidationError, match=r"no 02:30 on 2025-03-09.* such as 03:30"):
        zones.moment(PUT_FORWARD, dt.time(2, 30), NEW_YORK)


def test_a_time_that_comes_twice_asks_which() -> None:
    with pytest.raises(ValidationError, match=r"01:30 comes twice"):
        zones.moment(PUT_BACK, dt.time(1, 30), NEW_YORK)
    first, second = (
        zones.moment(PUT_BACK, dt.time(1, 30), NEW_YORK, which)
        for which in (zones.FIRST, zones.SECOND)
    )
    utc = dt.datetime(2025, 11, 2, 5, 30, tzinfo=dt.UTC)
    assert first.astimezone(dt.UTC) == utc
    assert second.astimezone(dt.UTC) == utc + dt.timedelta(hours=1)


@pytest.mark.parametrize("name", ["EST", "Mars/Base", "../etc/passwd", "", "america/new_york"])
def test_what_is_no_zone_is_refused_in_words(name: str) -> None:
    with pytest.raises(ValidationError, match="is not a time zone"):
        zones.known(name)


@pytest.mark.slow
@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_far_away_is_a_slip(year: int) -> None:
    with pytest.raises(ValidationError, match="Check the year"):
        zones.moment(dt.date(year, 1, 1), dt.time(0), NEW_YORK)
