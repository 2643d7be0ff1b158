"""Revisions, the change log and history: moved by the database, whatever writes."""

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from news.models import NewsItem, TrialLink
from trials.models import Arm, ChangeLogEntry, Finding, Organisation, Source, Trial

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def trial() -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="Before")


def revision(record: Any) -> int:
    record.refresh_from_db()
    return int(record.revision)


@pytest.mark.slow
def test_a_change_moves_the_revision_and_no_change_does_not(trial: Trial) -> None:
    assert revision(trial) == 1
    Trial.objects.filter(pk=trial.pk).update(brief_title="After")
    assert revision(trial) == 2
    trial.save()
    assert revision(trial) == 2
    stale = Trial.objects.get(pk=trial.pk)
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    stale.brief_title = "Saved from an older copy"
    stale.save()
    assert revision(trial) == 4


def test_a_part_moves_it_once_in_a_transaction(trial: Trial) -> None:
    with transaction.atomic():
        Arm.objects.bulk_create(Arm(trial=trial, label=f"Arm {n}") for n in range(3))
        trial.cohorts.create(label="pNET")
    assert revision(trial) == 2
    Arm.objects.filter(trial=trial, label="Arm 1").update(label="Placebo")
    assert revision(trial) == 3
    Arm.objects.filter(trial=trial, label="Placebo").update(label="Placebo")
    assert revision(trial) == 3
    Arm.objects.filter(trial=trial, label="Placebo").delete()
    assert revision(trial) == 4


def test_what_a_trial_only_shares_moves_it_too(trial: Trial) -> None:
    sponsor = Organisation.objects.create(name="National Cancer Institute")
    source = Source.objects.create(kind="PUBLICATION", title="Paper")
    Trial.objects.filter(pk=trial.pk).update(lead_sponsor=sponsor)
    Finding.objects.create(trial=trial, source=source, quantity="MEDIAN", value_text="8.5")
    before = revision(trial)
    sponsor.short_name = "NCI"
    sponsor.save()
    assert revision(trial) == before + 1
    Source.objects.update(retracted_on="2025")
    assert revision(trial) == before + 2


def test_a_link_moves_item_and_trial(trial: Trial) -> None:
    item = NewsItem.objects.create(title="r", slug="r", body="b")
    TrialLink.objects.create(item=item, trial=trial)
    assert (revision(item), revision(trial)) == (2, 2)
    item.title = "Corrected"
    item.save()
    assert (revision(item), revision(trial)) == (3, 3)


def test_the_change_log_has_each_revision_once(trial: Trial) -> None:
    with transaction.atomic():
        trial.arms.create(label="Drug")
        trial.arms.create(label="Placebo")
    log = ChangeLogEntry.objects.filter(record="trial", record_id=trial.pk)
    assert list(log.values_list("revision", flat=True)) == [1, 2]
    pk = trial.pk
    trial.delete()
    last = ChangeLogEntry.objects.filter(record="trial", record_id=pk).latest("id")
    assert last.deleted


def test_nobody_rewrites_log_or_history(trial: Trial) -> None:
    event = apps.get_model("trials", "TrialEvent")
    cases: list[tuple[Any, dict[str, Any]]] = [
        (ChangeLogEntry.objects.all(), {"revision": 9}),
        (event.objects.all(), {"acronym": "x"}),
    ]
    for rows, change in cases:
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


def test_history_says_who_and_what_whatever_writes(trial: Trial) -> None:
    with pghistory.context(user=7, reason="typo"), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(brief_title="After")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_trial SET brief_title = 'By hand'")
    events = apps.get_model("trials", "TrialEvent").objects.order_by("pgh_id")
    assert [event.brief_title for event in events] == ["Before", "After", "By hand"]
    assert events[1].pgh_context.metadata == {"user": 7, "reason": "typo"}


def test_bulk_writes_carry_their_context(trial: Trial) -> None:
    with pghistory.context(run="import 1"), transaction.atomic():
        Arm.objects.bulk_create(Arm(trial=trial, label=str(n)) for n in range(50))
    events = apps.get_model("trials", "ArmEvent").objects.all()
    assert events.count() == 50
    assert {event.pgh_context.metadata["run"] for event in events} == {"import 1"}


def test_a_withdrawal_is_a_change_people_can_follow(trial: Trial) -> None:
    now = timezone.now()
    Trial.objects.update(state="APPROVED", release_at=now)
    Trial.objects.update(state="WITHDRAWN", withdrawn_at=now)
    assert revision(trial) == 3
