"""Ages and times in words, and where a reader meets them."""

import pytest
from django.test import Client

from tests.records import a_finding, a_source, a_status, a_trial
from trials.durations import ages_in_words, duration_in_words
from trials.plain_words import answers
from trials.record import TrialRecord


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("18 Years", "18 years"),
        ("1 Years", "1 year"),
        ("960 Months", "80 years"),
        ("1199 Months", "99 years and 11 months"),
        ("25 Months", "2 years and 1 month"),
        ("18 Months", "18 months"),
        ("520 Weeks", "10 years"),
        ("30 Weeks", "30 weeks"),
        ("36500 Days", "100 years"),
        ("1000 Days", "1,000 days"),
        ("0 Days", "0 days"),
        ("48 Hours", "48 hours"),
        ("", ""),
    ],
)
def test_a_duration_is_told_in_the_unit_that_people_use(told: str, words: str) -> None:
    assert duration_in_words(told) == words


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        ("18 Years", "960 Months", "18 to 80 years"),
        ("1 Year", "21 Years", "1 year to 21 years"),
        ("6 Months", "21 Years", "6 months to 21 years"),
        ("18 Years", "", "18 years and older"),
        ("", "75 Years", "up to 75 years"),
        ("", "", ""),
    ],
)
def test_two_ages_are_a_span(least: str, most: str, words: str) -> None:
    assert ages_in_words(least, most) == words


@pytest.mark.django_db
def test_a_page_tells_an_age_in_months_as_years(client: Client) -> None:
    trial = a_trial(overall_status="RECRUITING", minimum_age="18 Years", maximum_age="960 Months")
    a_status(trial, "RECRUITING", as_of="2026-03")
    text = client.get(trial.get_absolute_url()).content.decode()
    assert "It is for ages from 18 years to 80 years." in text
    assert "<dd>18 to 80 years</dd>" in text
    assert "960 months" not in text.lower()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("1", "Participants", "1 person took part."),
        ("298", "participants", "298 people took part."),
    ],
)
def test_people_are_counted_once(value: str, unit: str, words: str) -> None:
    trial = a_trial()
    a_finding(trial, value, a_source(), unit=unit)
    parts = answers(TrialRecord.load(trial.pk))
    assert words in [each.words for part in parts for each in part.statements]


@pytest.mark.django_db
def test_a_time_of_many_months_is_told_in_years() -> None:
    trial = a_trial()
    endpoint = trial.endpoints.create(level="PRIMARY", measure="Overall survival")
    after = {"endpoint": endpoint, "quantity": "PROPORTION", "unit": "%"}
    arm = trial.arms.create(label="Drug")
    a_finding(trial, "45", a_source(), arm=arm, time_point="120 months", **after)
    a_finding(trial, "1", a_source(), arm=arm, endpoint=endpoint, quantity="MEDIAN", unit="Months")
    parts = answers(TrialRecord.load(trial.pk))
    said = " ".join(each.words for part in parts for each in part.statements)
    assert "After 10 years, 45% of people" in said
    assert "for 1 month or more" in said
