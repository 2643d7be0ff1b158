"""What is public, when, and what stays so."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import NewsItem
from trials.models import Finding, Source, Trial

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = dt.timedelta(days=1)
STATES: dict[str, dict[str, Any]] = {
    "draft": {"state": "DRAFT"},
    "draft with a time": {"state": "DRAFT", "release_at": NOW - DAY},
    "in review": {"state": "IN_REVIEW"},
    "under embargo": {"state": "APPROVED", "release_at": NOW + DAY},
    "approved": {"state": "APPROVED", "release_at": NOW - DAY},
    "withdrawn": {"state": "WITHDRAWN", "release_at": NOW - 2 * DAY, "withdrawn_at": NOW - DAY},
    "withdrawn before": {
        "state": "WITHDRAWN",
        "release_at": NOW - DAY,
        "withdrawn_at": NOW - 2 * DAY,
    },
    "withdrawn unreleased": {"state": "WITHDRAWN", "withdrawn_at": NOW},
}


def make(**fields: Any) -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="t", **fields)


@pytest.mark.parametrize("name", STATES)
def test_public_has_an_address_and_listed_shows(name: str) -> None:
    make(**STATES[name])
    assert Trial.objects.public().exists() == (name in {"approved", "withdrawn"})
    assert Trial.objects.listed().exists() == (name == "approved")


@pytest.mark.parametrize("name", STATES)
def test_only_what_was_never_public_can_be_deleted(name: str) -> None:
    trial = make(**STATES[name])
    if name in {"approved", "withdrawn"}:
        with (
            pytest.raises(IntegrityError, match="never deleted"),
            transaction.atomic(),
        ):
            trial.delete()
    else:
        trial.delete()


@pytest.mark.parametrize(
    "change", [{"state": "DRAFT"}, {"state": "IN_REVIEW"}, {"release_at": NOW + DAY}]
)
def test_a_public_record_does_not_go_back(change: dict[str, Any]) -> None:
    trial = make(**STATES["approved"])
    with pytest.raises(IntegrityError, match="can only be withdrawn"), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(**change)
    Trial.objects.filter(pk=trial.pk).update(state="WITHDRAWN", withdrawn_at=NOW)
    Trial.objects.filter(pk=trial.pk).update(state="APPROVED", withdrawn_at=None)


def test_an_embargo_can_be_moved() -> None:
    trial = make(**STATES["under embargo"])
    Trial.objects.filter(pk=trial.pk).update(release_at=NOW + 2 * DAY)
    Trial.objects.filter(pk=trial.pk).update(state="DRAFT")


def test_a_finding_waits_for_the_release_it_rests_on() -> None:
    trial = make(**STATES["approved"])
    source = Source.objects.create(kind="PRESS_RELEASE", title="The release")
    item = NewsItem.objects.create(
        title="r", slug="r", body="b", source=source, **STATES["under embargo"]
    )
    Finding.objects.create(
        trial=trial, source=source, quantity="MEDIAN", value_text="8.5", **STATES["approved"]
    )
    assert not trial.findings.listed().exists()
    item.release_at = NOW - DAY
    item.save()
    assert trial.findings.listed().exists()


@pytest.mark.parametrize(
    "change", [lambda public: public.delete(), lambda public: public.update(state="DRAFT")]
)
def test_a_public_finding_is_withdrawn_not_taken_away(change: Callable[[Any], None]) -> None:
    source = Source.objects.create(kind="PUBLICATION", title="A paper")
    Finding.objects.create(
        trial=make(), source=source, quantity="MEDIAN", value_text="8.5", **STATES["approved"]
    )
    with pytest.raises(IntegrityError, match="withdraw"), transaction.atomic():
        change(Finding.objects.all())


@pytest.mark.parametrize("name", STATES)
def test_a_source_is_public_just_when_its_release_is(name: str) -> None:
    source = Source.objects.create(kind="PRESS_RELEASE", title="The release")
    item = NewsItem.objects.create(title="r", slug="r", body="b", source=source)
    for field, value in STATES[name].items():
        setattr(item, field, value)
    item.save()
    is_public = NewsItem.objects.public().exists()
    assert Source.objects.listed().exists() == is_public
