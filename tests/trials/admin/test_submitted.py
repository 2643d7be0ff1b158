"""Who approves reads who submitted it, when and why, and is led to its preview."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import client_of, member
from tests.drafts import keep
from tests.forms import act_data
from tests.records import a_trial, an_item
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = r'<span class="day">20\d\d-\d\d-\d\d</span>'
SUBMITTED = rf"Submitted by (\w+), {DAY} \d\d:\d\d UTC(?:: “([^”]*)”)?\."


def page(act: str, record: Any) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{act}", args=[record.pk])


def press(client: Client, act: str, record: Any, **answers: Any) -> None:
    record.refresh_from_db()
    answer = client.post(page(act, record), act_data(record, **answers))
    assert answer.status_code == 302


def told(client: Client, record: Any) -> list[tuple[str, str]]:
    """Who submitted, as the page of approval says it, and why."""
    return re.findall(SUBMITTED, client.get(page("approve", record)).content.decode())


def test_it_says_who_when_and_why_once_for_all_that_went_along(
    editor: Client, publisher: Client, trial: Trial
) -> None:
    text = publisher.get(page("approve", trial)).content.decode()
    assert "Nobody submitted it." in text
    assert f'<a href="{page("preview", trial)}">Preview<' in text
    part = f"finding-{trial.findings.get().pk}"
    press(editor, "submit", trial, part=part, reason="The paper is out")
    assert told(publisher, trial) == [("edith", "The paper is out")]


def test_it_is_who_submitted_it_last(editor: Client, publisher: Client, trial: Trial) -> None:
    press(editor, "submit", trial, reason="A first try")
    press(publisher, "return", trial, reason="A number is missing")
    press(client_of(member("olga", "Editors")), "submit", trial, reason="It is there now")
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    assert told(publisher, trial) == [("olga", "It is there now")]


def test_a_part_that_somebody_else_submitted_says_so(
    editor: Client, publisher: Client, trial: Trial
) -> None:
    finding = trial.findings.get()
    press(client_of(member("olga", "Editors")), "submit", finding)
    press(editor, "submit", trial, reason="The paper is out")
    assert told(publisher, trial) == [("edith", "The paper is out"), ("olga", "")]
    text = publisher.get(page("approve", finding)).content.decode()
    assert f'<a href="{page("preview", trial)}">Preview<' in text


def test_so_says_that_of_a_news_item(editor: Client, publisher: Client) -> None:
    item = an_item(state="DRAFT")
    press(editor, "submit", item, reason="From the agency")
    assert told(publisher, item) == [("edith", "From the agency")]
    text = publisher.get(page("approve", item)).content.decode()
    assert f'<a href="{page("preview", item)}">Preview<' in text


def test_so_says_that_of_a_draft(editor: Client, publisher: Client) -> None:
    draft = keep(editor, a_trial("A021602"), brief_title="Another title")
    text = publisher.get(page("change", draft)).content.decode()
    assert re.search(rf"<dt>Prepared by</dt><dd>edith, {DAY} \d\d:\d\d UTC</dd>", text)
    assert f"<dt>Why</dt><dd>{draft.reason}</dd>" in text
    assert f'href="{page("preview", draft)}"' in text


def test_of_many_it_costs_as_many_queries_as_of_one(editor: Client, publisher: Client) -> None:
    trials = [a_trial(f"A02160{number}", state="DRAFT") for number in range(6)]
    for trial in trials:
        press(editor, "submit", trial, reason=f"Why {trial.pk}")
    few, more = (asked(publisher, trials[:number]) for number in (2, 6))
    assert few == more


def asked(client: Client, trials: list[Trial]) -> int:
    data = {"action": "approve", "_selected_action": [trial.pk for trial in trials]}
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(reverse("admin:trials_trial_changelist"), data)
    assert len(re.findall(SUBMITTED, answer.content.decode())) == len(trials)
    return len(captured)
