"""What was public is never deleted: not by the ORM, not by SQL, not by the owner of the tables."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from news.models import NewsItem
from trials.models import Approval, Finding, GuidelineListing, Source, Trial

pytestmark = pytest.mark.django_db

PUBLIC: dict[str, Any] = {"state": "APPROVED", "release_at": "2025-03-25T12:00Z"}


def trial() -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="CABINET", **PUBLIC)


def item() -> NewsItem:
    return NewsItem.objects.create(title="r", slug="r", body="b", **PUBLIC)


def approval() -> Approval:
    return Approval.objects.create(trial=trial(), agency="FDA", product="Drug", **PUBLIC)


def listing() -> GuidelineListing:
    return GuidelineListing.objects.create(trial=trial(), body="B", guideline="G", **PUBLIC)


def finding() -> Finding:
    source = Source.objects.create(kind="PUBLICATION", title="Paper")
    return Finding.objects.create(
        trial=trial(), source=source, quantity="MEDIAN", value_text="8.5", **PUBLIC
    )


KINDS = [trial, item, approval, listing, finding]


def refused(statement: str, message: str = "was public|public trial") -> None:
    done = f"SET CONSTRAINTS ALL IMMEDIATE; {statement}"
    with pytest.raises(DatabaseError, match=message), transaction.atomic():
        connection.cursor().execute(done)


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_it_is_not_deleted(make: Callable[[], Any], is_withdrawn: bool) -> None:
    record = make()
    table = record._meta.db_table
    if is_withdrawn:
        type(record).objects.update(state="WITHDRAWN", withdrawn_at=timezone.now())

    with pytest.raises(DatabaseError, match="public"), transaction.atomic():
        type(record)._base_manager.filter(pk=record.pk).delete()
    refused(f"DELETE FROM {table}")
    refused(f"TRUNCATE {table} CASCADE")
    refused(f"UPDATE {table} SET id = id + 1000")


@pytest.mark.parametrize("make", KINDS)
def test_it_cannot_be_made_to_look_as_if_it_never_was(make: Callable[[], Any]) -> None:
    record = make()
    table = record._meta.db_table

    refused(f"UPDATE {table} SET state = 'DRAFT'")
    refused(f"UPDATE {table} SET release_at = NULL, state = 'DRAFT'")
    refused(f"UPDATE {table} SET state = 'WITHDRAWN', withdrawn_at = '2020-01-01'")
    type(record).objects.update(state="WITHDRAWN", withdrawn_at=timezone.now())
    refused(f"UPDATE {table} SET withdrawn_at = '2020-01-01'")


@pytest.mark.parametrize("make", KINDS)
def test_what_nobody_has_seen_may_go(make: Callable[[], Any]) -> None:
    PUBLIC["release_at"] = (timezone.now() + timedelta(days=1)).isoformat()
    try:
        record = make()
    finally:
        PUBLIC["release_at"] = "2025-03-25T12:00Z"

    record.delete()

    assert not type(record)._base_manager.filter(pk=record.pk).exists()


def test_it_does_not_go_with_its_trial() -> None:
    record = finding()
    with pytest.raises(DatabaseError), transaction.atomic():
        record.trial.delete()
    Trial.objects.filter(pk=record.trial_id)

    assert Finding.objects.exists()
