"""Any list of the admin is a file for a spreadsheet: what its filters find, and no formula."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from tests.records import a_finding, a_source, a_status, a_trial, an_approval, an_item
from trials.models import ImportRun, Trial

pytestmark = pytest.mark.django_db
STAMP = re.compile(r"[0-9-]{10}T[0-9:]{8}\+00:00")


def address(model: str, app: str = "trials") -> str:
    return reverse(f"admin:{app}_{model}_csv")


def table(client: Client, address: str, **asked: str) -> list[list[str]]:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


def test_a_list_as_a_file_has_its_columns_and_the_key(editor: Client) -> None:
    trial = a_trial(acronym="CABINET")
    a_status(trial, "COMPLETED", source=a_source())
    head, row = table(editor, address("trial"))
    assert head[:4] == ["Key", "ID", "Title", "State"]
    assert row[:4] == [str(trial.pk), "A021602", "CABINET: Testing A021602", "Approved"]
    assert "Completed, as of 4 April 2024, NEJM 2024" in row


@pytest.mark.slow
def test_it_has_all_that_the_filters_and_the_search_find(editor: Client) -> None:
    for number in range(60):
        a_trial(f"A0216{number:02}", state="DRAFT" if number % 2 else "APPROVED")
    assert len(table(editor, address("trial"))) == 61
    assert len(table(editor, address("trial"), state__exact="DRAFT", p="1")) == 31
    assert len(table(editor, address("trial"), q="A021607")) == 2
    assert len(table(editor, address("trial"), needs="status", o="-1")) == 61


def test_every_time_is_told_in_one_way(admin_client: Client) -> None:
    """As the other files of this site have it: ISO 8601, to the second, with the offset."""
    at = datetime(2025, 3, 27, 14, 5, 9, tzinfo=UTC)
    trial, ann = a_trial(release_at=at), User.objects.create_user("ann")
    link = {"status": "CONFIRMED", "decided_by": ann, "decided_at": at}
    an_item().trial_links.create(trial=trial, **link)
    ImportRun.objects.create(inputs=["a.json"])
    said = "2025-03-27T14:05:09+00:00"
    assert said in table(admin_client, address("trial"))[1]
    assert "ann, 2025-03-27T14:05:00+00:00" in table(admin_client, address("triallink", "news"))[1]
    assert any(STAMP.fullmatch(cell) for cell in table(admin_client, address("importrun"))[1])


def test_no_cell_is_a_formula(editor: Client) -> None:
    for number, title in enumerate(("=1+1", "+1", "-1", "@A1", "\t=1", "=HYPERLINK(1)")):
        a_trial(f"A02170{number}", brief_title=title, acronym="")
    titles = [row[2] for row in table(editor, address("trial"))[1:]]
    assert len(titles) == 6
    assert all(title.startswith("'") for title in titles)


def test_the_list_links_to_the_file_of_what_it_shows(editor: Client) -> None:
    a_trial()
    lists = reverse("admin:trials_trial_changelist")
    text = editor.get(lists, {"state__exact": "APPROVED"}).content.decode()
    assert f'href="{address("trial")}?state__exact=APPROVED"' in text
    assert "Download as CSV" not in editor.get(lists, {"_popup": "1"}).content.decode()


@pytest.mark.slow
def test_every_list_of_ours_is_a_file(admin_client: Client) -> None:
    trial = a_trial()
    a_finding(trial, "298", a_source())
    an_approval(trial)
    an_item()
    lacking = []
    for model in admin.site._registry:
        opts = model._meta
        try:
            rows = table(admin_client, address(str(opts.model_name), opts.app_label))
        except NoReverseMatch:
            lacking.append(opts.label)
            continue
        assert len(rows) == model._default_manager.count() + 1, opts.label
    assert lacking == ["auth.Group"]


def test_only_who_may_view_the_list_gets_the_file(editor: Client, client: Client) -> None:
    assert client.get(address("trial")).status_code == 302
    assert editor.get(address("user", "auth")).status_code == 403
    User.objects.create_user("nobody", password="secret", is_staff=True)
    client.login(username="nobody", password="secret")
    assert client.get(address("trial")).status_code in (302, 403)
    assert editor.post(address("trial")).status_code == 405


def test_an_odd_filter_leads_back_to_the_list(editor: Client) -> None:
    for odd in (
        *({"nothing": "1"}, {"updated_at__year": "x"}, {"updated_at__year": "9" * 11}),
        {"state__exact": "\0"},
    ):
        answer = editor.get(address("trial"), odd)
        assert answer.status_code in (200, 302), odd


@pytest.mark.slow
def test_it_costs_the_same_with_any_number_of_rows(editor: Client) -> None:
    def make(first: int) -> Any:
        for number in range(first, first + 10):
            a_finding(a_trial(f"A0217{number:02}"), "298", a_source())

    numbers: list[int] = []
    for first in (0, 10):
        make(first)
        with CaptureQueriesContext(connection) as queries:
            table(editor, address("trial"))
            table(editor, address("finding"))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert Trial.objects.count() == 20


def test_a_list_takes_a_nul_for_an_odd_filter(editor: Client) -> None:
    assert editor.get("/admin/trials/trial/", {"state__exact": "\0"}).status_code == 302
