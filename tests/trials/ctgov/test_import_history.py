"""Every change that an import makes names its command and its run, in the history of every row."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from pghistory.models import Event

from tests.emptying import _delete as empty
from tests.trials.ctgov.command import run
from tests.trials.ctgov.many import a_study, written
from trials.models import ImportRun, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def imported(tmp_path: Path) -> list[dict[str, Any]]:
    """What each event of the history says of how it came, after two imports and an edit."""
    empty()  # of what each database starts with, which no import brought
    for version in (1, 2):
        studies = (a_study(number, version) for number in range(12))
        path = written(tmp_path / f"{version}.jsonl", studies)
        run(path)
        _edited_by_hand(version)
    return [{"table": model.__name__} | event for model in _history() for event in _events(model)]


def _edited_by_hand(version: int) -> None:
    """A change of no run, which must not look like one of the import's."""
    if version == 1:
        Trial.objects.filter(nct_id="NCT90000001").update(plain_summary="Ours")


def _history() -> list[type[Event]]:
    return [
        model for model in apps.get_app_config("trials").get_models() if issubclass(model, Event)
    ]


def _events(model: type[Event]) -> list[dict[str, Any]]:
    events: Any = model._default_manager.exclude(**_by_hand(model))
    return list(events.values("pgh_label", "pgh_context__metadata"))


def _by_hand(model: type[Event]) -> dict[str, Any]:
    return {"plain_summary": "Ours"} if model.__name__ == "TrialEvent" else {"pk": None}


def test_every_event_names_the_command(imported: list[dict[str, Any]]) -> None:
    assert {event["pgh_label"] for event in imported} == {"insert", "update", "delete"}
    for event in imported:
        assert (event["pgh_context__metadata"] or {}).get("command") == "import_ctgov", event


def test_every_event_names_its_run(imported: list[dict[str, Any]]) -> None:
    runs = [
        event["pgh_context__metadata"].get("run")
        for event in imported
        if event["table"] != "ImportRunEvent"  # its run has no key before it is there
    ]
    keys = set(ImportRun.objects.values_list("pk", flat=True))
    assert len(keys) == 2
    assert set(runs) == keys


def test_what_was_done_by_hand_names_no_import(imported: list[dict[str, Any]]) -> None:
    events = apps.get_model("trials", "TrialEvent")._default_manager
    edited = events.filter(plain_summary="Ours").order_by("pgh_id").first()
    assert set(edited.pgh_context.metadata) == {"database"}
