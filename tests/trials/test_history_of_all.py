"""What programs keep has a history, too: old addresses, answers of links, runs, versions received,
numbers that lead to no trial. Whoever writes, each event says who and why.
"""

from importlib import import_module
from typing import Any

import pghistory
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from news.linking import read_again
from news.models import NewsItem, UnknownMention
from tests.records import a_trial, an_item
from trials.checks.answers import take_in
from trials.ctgov.importer.report import Report
from trials.ctgov.importer.run import Run
from trials.models import FormerAddress, ImportRun, LinkAnswer, RegistryRecord, Trial
from trials.models.registry import GIVEN_JSON
from trials.sealing.checks import Counts, verify
from trials.versions.kinds import parts_of

pytestmark = pytest.mark.django_db(transaction=True)


def events(model: Any) -> list[Any]:
    """Of all rows of the model, in their order."""
    return list(
        model.pgh_event_model._base_manager.select_related("pgh_context").order_by("pgh_id")
    )


def labels(model: Any) -> list[str]:
    return [one.pgh_label for one in events(model)]


def problems() -> list[str]:
    return list(verify([], Counts()))


def a_version(trial: Trial) -> RegistryRecord:
    return RegistryRecord.objects.create(trial=trial, version=1, digest="0" * 64, study={"a": 1})


@pytest.mark.slow
def test_an_address_that_moves_and_comes_back_says_who_moved_it() -> None:
    item = an_item("first")
    for slug in ("second", "first"):
        with pghistory.context(user=7):
            NewsItem.objects.filter(pk=item.pk).update(slug=slug)

    assert [(one.path, one.pgh_label) for one in events(FormerAddress)] == [
        ("/news/first/", "insert"),
        ("/news/first/", "delete"),
        ("/news/second/", "insert"),
    ]
    assert {one.pgh_context.metadata["user"] for one in events(FormerAddress)} == {7}
    assert problems() == []


def test_an_answer_that_is_taken_in_again_is_a_change() -> None:
    for day, status in ((1, 200), (2, 404)):
        with pghistory.context(command="check_records"):
            take_in([f"https://a.example/,{status},2026-11-0{day}T08:00Z"])

    assert [(one.pgh_label, one.status) for one in events(LinkAnswer)] == [
        ("insert", 200),
        ("update", 404),
    ]
    assert events(LinkAnswer)[1].pgh_context.metadata == {"command": "check_records"}


@pytest.mark.slow
def test_a_number_without_a_trial_goes_when_the_trial_comes() -> None:
    read_again(an_item(body="Alliance A031201.", state="DRAFT"))
    a_trial("A031201")

    assert labels(UnknownMention) == ["insert", "delete"]
    assert problems() == []


def test_a_run_keeps_each_count_that_it_wrote() -> None:
    run = Run(["a.json"], Report())
    with run.reading("a.json"):
        pass
    run.finish()

    assert labels(ImportRun)[0] == "insert"
    last = events(ImportRun)[-1]
    assert last.finished_at is not None
    assert last.pgh_context.metadata == {"command": "import_ctgov", "run": run.row.pk}


@pytest.mark.slow
def test_json_that_is_changed_after_all_leaves_an_event() -> None:
    version = a_version(a_trial())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_registryrecord SET study = '{}'")
    RegistryRecord.objects.filter(pk=version.pk).update(version_date="2024-01-01")
    version.delete()

    assert labels(RegistryRecord) == ["insert", GIVEN_JSON, "update", "delete"]
    assert events(RegistryRecord)[1].pgh_context.metadata["database"]["role"]
    assert problems() == []


def test_what_a_registry_sent_is_no_part_that_a_version_gives_back() -> None:
    assert RegistryRecord not in parts_of(Trial)


@pytest.mark.slow
@pytest.mark.parametrize("app", ["trials.migrations.0029", "news.migrations.0012"])
def test_what_was_here_before_gets_a_first_event(app: str) -> None:
    trial, item = a_trial(), an_item()
    a_version(trial)
    ImportRun.objects.create(inputs=["a.json"])
    FormerAddress.objects.create(path="/old/", moved_to="/new/")
    LinkAnswer.objects.create(url="https://a.example/", status=200, checked_at="2026-11-01T08:00Z")
    UnknownMention.objects.create(item=item, key="x", words="X", nearest=trial)
    migration = import_module(f"{app}_more_history")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in migration.KEPT:
            cursor.execute(f"DELETE FROM {table}")
    assert len(problems()) == len(migration.KEPT)
    with connection.cursor() as cursor, transaction.atomic():
        for statement in migration.first_events(migration.KEPT):
            cursor.execute(statement)

    assert problems() == []
    models: list[Any] = [FormerAddress, ImportRun, LinkAnswer, RegistryRecord, UnknownMention]
    for model in models:
        assert labels(model) == ["insert"]
        if model.pgh_event_model._meta.db_table in migration.KEPT:
            (told,) = events(model)
            assert "before" in told.pgh_context.metadata["reason"]


@pytest.mark.slow
def test_the_admin_shows_them(admin_client: Client) -> None:
    trial, item = a_trial(), an_item(body="Alliance A031201.", state="DRAFT")
    read_again(item)
    run = ImportRun.objects.create(inputs=["a.json"])
    address = FormerAddress.objects.create(path="/old/", moved_to="/new/")
    for record, words in (
        (item, "Unknown mention"),
        (trial, "Registry record"),
        (a_version(trial), "Registry record"),
        (run, "Import run"),
        (address, "Former address"),
    ):
        name = f"admin:{record._meta.label_lower.replace('.', '_')}_history"
        answer = admin_client.get(reverse(name, args=[record.pk]))
        assert words in answer.content.decode(), words
