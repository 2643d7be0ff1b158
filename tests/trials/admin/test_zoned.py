"""The time of release with its zone, in the form of an item and on the page of approval."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from news.models import NewsItem
from tests.accounts import client_of, member
from tests.forms import act_data
from tests.news.test_admin import change, saved
from trials.models import Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db: Any) -> NewsItem:
    return NewsItem.objects.create(
        title="Approved",
        slug="approved",
        body="Text",
        state="IN_REVIEW",
        release_zone="America/Chicago",
    )


def approve(client: Client, item: NewsItem, *typed: str) -> Any:
    boxes = {f"public_from_{number}": value for number, value in enumerate(typed)}
    address = reverse("admin:news_newsitem_approve", args=[item.pk])
    answer = client.post(address, act_data(item, **boxes), follow=True)
    item.refresh_from_db()
    return answer.content.decode()


def test_approval_asks_in_the_zone_of_the_item(publisher: Client, item: NewsItem) -> None:
    asked = publisher.get(reverse("admin:news_newsitem_approve", args=[item.pk]))
    assert '<option value="America/Chicago" selected>' in asked.content.decode()


def test_approval_shows_what_is_printed_about_the_time(publisher: Client, item: NewsItem) -> None:
    NewsItem.objects.update(release_line="Embargoed until March 26, 8 a.m. ET")
    asked = publisher.get(reverse("admin:news_newsitem_approve", args=[item.pk]))
    assert "On it stands: “Embargoed until March 26, 8 a.m. ET”" in asked.content.decode()


@pytest.mark.slow
def test_the_time_is_of_the_zone_typed_and_is_said_in_words(
    publisher: Client, item: NewsItem
) -> None:
    text = approve(publisher, item, "2045-03-26", "08:00", "America/New_York")
    assert "public from 2045-03-26 08:00 EDT (12:00 UTC)." in text
    assert item.release_at == dt.datetime(2045, 3, 26, 12, tzinfo=dt.UTC)
    assert item.release_zone == "America/New_York"
    change = reverse("admin:news_newsitem_change", args=[item.pk])
    assert "2045-03-26 08:00 EDT (12:00 UTC)" in publisher.get(change).content.decode()
    listed = publisher.get(reverse("admin:news_newsitem_changelist")).content.decode()
    assert "2045-03-26 08:00 EDT (12:00 UTC)" in listed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("2045-03-12", "02:30", "America/New_York"), "There is no 02:30 on 2045-03-12"),
        (("2045-03-12", "", "America/New_York"), "Give the time of day too."),
        (("", "02:30", "America/New_York"), "Give the date too."),
        (("2045-03-12", "08:00", "Mars/Base"), "“Mars/Base” is not a time zone"),
        (("0001-01-01", "08:00", "UTC"), "Check the year"),
    ],
)
def test_a_time_that_cannot_be_is_refused_and_stays_in_the_boxes(
    publisher: Client, item: NewsItem, typed: tuple[str, ...], sentence: str
) -> None:
    text = approve(publisher, item, *typed)
    assert sentence in text
    assert all(f'value="{value}"' in text for value in typed if value)
    assert (item.state, item.release_at) == ("IN_REVIEW", None)


@pytest.mark.slow
def test_a_time_that_comes_twice_is_asked_for_with_both_in_words(
    publisher: Client, item: NewsItem
) -> None:
    typed = ("2045-11-05", "01:30", "America/New_York")
    text = approve(publisher, item, *typed)
    assert "01:30 comes twice" in text
    assert "The first: 01:30 EDT (05:30 UTC)" in text
    assert "The second: 01:30 EST (06:30 UTC)" in text
    approve(publisher, item, *typed, "second")
    assert item.release_at == dt.datetime(2045, 11, 5, 6, 30, tzinfo=dt.UTC)


def test_a_record_without_a_zone_takes_any(publisher: Client) -> None:
    trial = Trial.objects.create(protocol_id="A021602", brief_title="Testing")
    boxes = {f"public_from_{n}": v for n, v in enumerate(("2045-03-26", "13:00", "Europe/Berlin"))}
    address = reverse("admin:trials_trial_approve", args=[trial.pk])
    publisher.post(address, act_data(trial, **boxes))
    trial.refresh_from_db()
    assert trial.release_at == dt.datetime(2045, 3, 26, 11, tzinfo=dt.UTC)


def in_the_form(*typed: str) -> dict[str, str]:
    return {f"release_at_{number}": value for number, value in enumerate(typed)}


@pytest.mark.slow
def test_staff_type_the_time_in_the_form_of_an_item(item: NewsItem) -> None:
    staff = client_of(member("stan", "Staff"))
    typed = in_the_form("2045-03-26", "08:00", "Europe/London")
    assert staff.post(change(item), saved(item, 0, **typed)).status_code == 302
    item.refresh_from_db()
    assert item.release_at == dt.datetime(2045, 3, 26, 7, tzinfo=dt.UTC)
    assert item.release_zone == "Europe/London"
    text = staff.get(change(item)).content.decode()
    assert 'value="2045-03-26"' in text
    assert 'value="08:00"' in text
    assert '<option value="Europe/London" selected>' in text


def test_a_zone_stays_chosen_before_there_is_a_time(item: NewsItem) -> None:
    staff = client_of(member("stan", "Staff"))
    staff.post(change(item), saved(item, 0, **in_the_form("", "", "Asia/Tokyo")))
    item.refresh_from_db()
    assert (item.release_at, item.release_zone) == (None, "Asia/Tokyo")


@pytest.mark.slow
def test_a_wrong_time_in_the_form_keeps_all_that_was_typed(item: NewsItem) -> None:
    staff = client_of(member("stan", "Staff"))
    typed = {**in_the_form("2045-03-12", "02:30", "America/New_York"), "title": "Typed"}
    text = staff.post(change(item), saved(item, 0, **typed)).content.decode()
    assert "There is no 02:30 on 2045-03-12 in America/New_York" in text
    assert 'value="Typed"' in text
    assert 'value="02:30"' in text
