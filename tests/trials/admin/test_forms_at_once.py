"""The same form sent twice at the very same moment makes one change, with the same answer."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from tests.at_once import at_once, twin
from tests.drafts import change, typed_rows
from tests.forms import form_data
from trials.models import Cohort, Draft, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def twice(client: Client, address: str, data: dict[str, Any]) -> list[Any]:
    """Both answers, of two tabs of one person."""
    one, other = twin(client), twin(client)
    return at_once(lambda: one.post(address, data), lambda: other.post(address, data))


def led_to(answers: list[Any]) -> str:
    assert [one.status_code for one in answers] == [302, 302]
    (place,) = {str(one["Location"]) for one in answers}
    return place


def test_a_change_form(editor: Client, trial: Trial) -> None:
    revision = Trial.objects.get(pk=trial.pk).revision
    rows = typed_rows(editor, trial, "cohorts", new=[{"label": "epNET"}])
    data = form_data(editor, change(trial)) | rows | {"acronym": "CABINET"}
    led_to(twice(editor, change(trial), data))
    assert trial.cohorts.filter(label="epNET").count() == 1
    assert Trial.objects.get(pk=trial.pk).revision == revision + 1
    assert LogEntry.objects.count() == 1


def test_an_add_form(editor: Client, trial: Trial) -> None:
    address = reverse("admin:trials_trial_add")
    data = form_data(editor, address) | {"protocol_id": "A031201", "brief_title": "Another"}
    led_to(twice(editor, address, data))
    assert Trial.objects.filter(brief_title="Another").count() == 1
    assert LogEntry.objects.count() == 1


def test_an_add_form_of_what_may_stand_twice(editor: Client, trial: Trial) -> None:
    address = f"{reverse('admin:trials_endpoint_add')}?trial={trial.pk}"
    data = form_data(editor, address) | {"level": "SECONDARY", "measure": "OS", "position": 1}
    led_to(twice(editor, address, data))
    assert trial.endpoints.filter(measure="OS").count() == 1


def test_a_draft(editor: Client, trial: Trial) -> None:
    Trial.objects.update(state="APPROVED", release_at=Now())
    rows = typed_rows(editor, trial, "cohorts", new=[{"label": "epNET"}])
    data = form_data(editor, change(trial)) | rows | {"_draft": "x"}
    led_to(twice(editor, change(trial), data))
    draft = Draft.objects.get()
    assert draft.proposals.count() == 1
    assert Cohort.objects.count() == 1
