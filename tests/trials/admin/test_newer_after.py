"""Where a form leads that was put together with another's change, and why theirs was made."""

import re
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from tests.accounts import client_of, member
from tests.forms import form_data
from tests.trials.admin.test_newer import change, choices, sent_again
from trials.models import Draft, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BUTTONS = {"_save": "", "_continue": " and continue editing", "_addanother": " and add another"}
PRESSED = r'<button class="button default" name="(_\w+)" value="Save">([^<]+)</button>'


@pytest.fixture
def other(db: Any) -> Client:
    return client_of(member("olga", "Editors"))


def put_together(editor: Client, other: Client, trial: Trial, pressed: str, **mine: str) -> Any:
    """Both change the record, mine is sent with this button; the page that tells so."""
    sent = form_data(editor, change(trial)) | {"reason": "Mine"} | mine
    theirs = form_data(other, change(trial)) | {"brief_title": "Their title", "reason": "Theirs"}
    assert other.post(change(trial), theirs).status_code == 302
    answer = editor.post(change(trial), sent | {pressed: "Save"})
    assert answer.status_code == 200
    return answer


def press(editor: Client, trial: Trial, answer: Any, **more: str) -> Any:
    """Its own button, alone of all buttons."""
    ((name, _),) = re.findall(PRESSED, answer.content.decode())
    data = {key: one for key, one in sent_again(answer).items() if key not in {*BUTTONS, "_draft"}}
    return editor.post(change(trial), data | {name: "Save"} | more)


@pytest.mark.parametrize("pressed", BUTTONS)
def test_what_follows_is_what_the_button_said(
    editor: Client, other: Client, trial: Trial, pressed: str
) -> None:
    leads = {
        "_save": reverse("admin:trials_trial_changelist"),
        "_continue": change(trial),
        "_addanother": reverse("admin:trials_trial_add"),
    }
    answer = put_together(editor, other, trial, pressed, acronym="CABINET")
    assert f">Save both together{BUTTONS[pressed]}</button>" in answer.content.decode()
    assert press(editor, trial, answer).headers["Location"] == leads[pressed]
    assert Trial.objects.get(pk=trial.pk).acronym == "CABINET"


def test_it_stays_so_when_nothing_was_chosen(editor: Client, other: Client, trial: Trial) -> None:
    answer = put_together(editor, other, trial, "_continue", brief_title="My title")
    answer = press(editor, trial, answer)
    text = answer.content.decode()
    assert "Choose one of the two." in text
    assert ">Save what I chose and continue editing</button>" in text
    ((name, values),) = choices(answer).items()
    answer = press(editor, trial, answer, **{name: values[0]})
    assert answer.headers["Location"] == change(trial)


def test_what_was_to_be_a_draft_becomes_one(editor: Client, other: Client, trial: Trial) -> None:
    Trial.objects.update(state="APPROVED", release_at=Now())
    answer = put_together(editor, other, trial, "_draft", acronym="CABINET")
    assert ">Save both together as a draft</button>" in answer.content.decode()
    answer = press(editor, trial, answer)
    draft = Draft.objects.get()
    assert answer.headers["Location"] == reverse("admin:trials_draft_change", args=[draft.pk])
    assert Trial.objects.get(pk=trial.pk).acronym == ""


def test_it_says_who_changed_it_when_and_why(editor: Client, other: Client, trial: Trial) -> None:
    answer = put_together(editor, other, trial, "_save", acronym="CABINET")
    assert re.search(r"olga, 20\d\d-\d\d-\d\d \d\d:\d\d UTC: Theirs</p>", answer.content.decode())
