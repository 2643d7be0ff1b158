"""The admin's first page says what needs whom, each with the list of just these."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.models import NewsItem, TrialLink
from tests.accounts import client_of, member
from tests.clock import clock_to_set
from tests.drafts import keep, missed, press
from trials.models import Draft, Source, Trial

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")
CARD = re.compile(r'<a href="([^"]*)"><strong>(\d+)</strong> ([^<]*)</a>')
NOW = timezone.now()
LATER = NOW + timedelta(days=9)


def a_trial(number: int, **answers: Any) -> Trial:
    known = {"brief_title": f"Trial {number}", "nct_id": f"NCT{number:08}"}
    return Trial.objects.create(**known | answers)


def in_status(trial: Trial, status: str, day: str) -> None:
    source, _ = Source.objects.get_or_create(kind="PRESS_RELEASE", title="A release")
    trial.status_changes.create(status=status, as_of=day, source=source)


def a_number(trial: Trial, value: str, source: str, **answers: Any) -> None:
    named = Source.objects.get_or_create(kind="PUBLICATION", title=source)[0]
    known = {"quantity": "ENROLLMENT", "value_text": value, "value": value}
    trial.findings.create(source=named, **known | answers)


def cards(client: Client) -> dict[str, tuple[int, str]]:
    text = client.get(HOME).content.decode()
    return {words: (int(count), unescape(to)) for to, count, words in CARD.findall(text)}


def rows(client: Client, words: str) -> str:
    """The list that the card leads to, which shows as many rows as the card says."""
    count, address = cards(client)[words]
    text = client.get(address).content.decode()
    assert text.count('class="action-checkbox"') in (count, 0)
    table = text.split('id="result_list"')[1]
    assert table.split("<tbody>")[1].count("<tr>") == count
    return table


@pytest.mark.slow
def test_where_nothing_waits_nothing_stands(editor: Client, publisher: Client) -> None:
    for client in (editor, publisher):
        assert cards(client) == {}
        text = client.get(HOME).content.decode()
        assert "Nothing waits for you now." in text
        assert "Under embargo" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "day", "answers"),
    [
        ("RECRUITING", "2024-01", {}),
        ("UNKNOWN", "2019-03-02", {"last_update_posted": "2021"}),
        ("SUSPENDED", (NOW - timedelta(days=200)).strftime("%Y-%m-%d"), {}),
    ],
)
def test_a_trial_that_goes_on_and_was_not_verified_for_half_a_year(
    status: str, day: str, answers: dict[str, str], editor: Client
) -> None:
    in_status(a_trial(1, **answers), status, day)
    assert "NCT00000001" in rows(editor, "trial not verified")


@pytest.mark.parametrize(
    ("status", "day", "answers"),
    [
        ("COMPLETED", "2019", {}),
        ("RECRUITING", f"{NOW:%Y-%m}", {}),
        ("RECRUITING", "2019", {"last_update_posted": f"{NOW:%Y-%m-%d}"}),
        ("RECRUITING", "2019", {"state": "WITHDRAWN", "withdrawn_at": NOW}),
    ],
)
def test_what_ended_or_is_fresh_is_not_stale(
    status: str, day: str, answers: dict[str, Any], editor: Client
) -> None:
    in_status(a_trial(1, **answers), status, day)
    assert "trial not verified" not in cards(editor)


def test_a_planned_date_that_is_over(editor: Client) -> None:
    a_trial(1, start_date="2021", start_date_type="ESTIMATED")
    a_trial(2, completion_date="2020-05", completion_date_type="ESTIMATED")
    in_status(a_trial(3, start_date="2020-05", start_date_type="ACTUAL"), "NOT_YET_RECRUITING", "")
    a_trial(4, start_date="2020-05", start_date_type="ACTUAL")
    a_trial(5, start_date=f"{NOW:%Y}", start_date_type="ESTIMATED")
    a_trial(6, start_date_type="ESTIMATED")
    shown = rows(editor, "trials with a planned date that passed")
    assert [f"NCT0000000{number}" in shown for number in range(1, 7)] == [True] * 3 + [False] * 3


@pytest.mark.slow
def test_sources_that_differ_and_no_note_says_why(editor: Client) -> None:
    told, untold = a_trial(1), a_trial(2)
    for trial, note in ((told, "The label counts later."), (untold, "")):
        a_number(trial, "99", "A label")
        a_number(trial, "95", "A paper")
        a_number(trial, "95", "A talk", note=note)
    a_number(a_trial(3), "95", "A paper")
    shown = rows(editor, "trial whose sources differ")
    assert "NCT00000002" in shown
    assert "NCT00000001" not in shown


def test_a_record_that_the_registry_lost(editor: Client) -> None:
    a_trial(1, missing_since=NOW)
    a_trial(2)
    assert "NCT00000001" in rows(editor, "record no longer at the registry")


@pytest.mark.slow
def test_links_to_confirm_are_told_to_whom_decides(editor: Client, publisher: Client) -> None:
    item = NewsItem.objects.create(title="Results", slug="results", body="Text")
    TrialLink.objects.create(item=item, trial=a_trial(1), method="IDENTIFIER")
    assert "Results" in rows(editor, "link to confirm")
    assert "link to confirm" not in cards(publisher)


@pytest.mark.slow
def test_what_is_in_review_is_told_to_publishers(editor: Client, publisher: Client) -> None:
    trial = a_trial(1, state="IN_REVIEW")
    a_number(trial, "95", "A paper", state="IN_REVIEW")
    assert "NCT00000001" in rows(publisher, "trial in review")
    assert "95" in rows(publisher, "finding in review")
    assert not [words for words in cards(editor) if "review" in words]


@pytest.mark.slow
def test_what_is_under_embargo_is_told_with_its_time_in_the_house(
    publisher: Client, settings: Any
) -> None:
    settings.NEWSROOM_ZONE = "America/New_York"
    at = {"state": "APPROVED", "release_at": "2045-03-26T12:00Z"}
    NewsItem.objects.create(title="Results of <CABINET>", slug="results", body="Text", **at)
    trial = a_trial(1)
    for value in ("95", "203"):
        a_number(trial, value, "A paper", **at)
    text = publisher.get(HOME).content.decode()
    assert "2045-03-26 08:00 EDT (12:00 UTC)" in text
    assert "Results of &lt;CABINET&gt;" in text
    assert "2 findings of <a" in " ".join(text.split())
    links = re.findall(r'href="([^"]*embargo=on[^"]*)"', text)
    assert len(links) == 3  # news items, findings, findings of this trial
    for link in links:
        assert publisher.get(unescape(link)).status_code == 200


def test_of_what_may_not_be_seen_nothing_is_told() -> None:
    user = member("some", "Editors")
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_trial"))
    at = {"state": "APPROVED", "release_at": LATER}
    NewsItem.objects.create(title="A secret", slug="secret", body="Text", **at)
    in_status(a_trial(1), "RECRUITING", "2019")
    text = client_of(user).get(HOME).content.decode()
    assert "A secret" not in text
    assert "Under embargo" not in text
    assert "Nothing waits for you now." in text


@pytest.mark.slow
def test_it_costs_the_same_with_any_number_of_rows(admin_client: Client) -> None:
    costs = []
    for start in (0, 1, 20):
        for number in range(start, start * 3 + 1):
            trial = a_trial(number, state="APPROVED", release_at=LATER, start_date_type="ESTIMATED")
            in_status(trial, "RECRUITING", "2019")
            a_number(trial, "95", "A paper", state="APPROVED", release_at=LATER)
            a_number(trial, "99", "A label", state="IN_REVIEW")
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(HOME)
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= 8


# What grows with the work that is done; none of it is read from end to end.
GROWING = ("trials_finding", "trials_proposal", "django_admin_log", "event")


def test_no_query_reads_a_table_of_what_was_done_from_end_to_end(admin_client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        admin_client.get(HOME)
    asked = [each["sql"] for each in queries if each["sql"].lstrip("(").startswith("SELECT")]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for query in asked:
            cursor.execute(f"EXPLAIN {query}")
            plan = [line for (line,) in cursor.fetchall()]
            read = [line for line in plan if "Seq Scan" in line]
            assert not [line for line in read if any(name in line for name in GROWING)], plan


@pytest.mark.slow
def test_a_note_on_either_of_two_that_differ_is_enough(editor: Client) -> None:
    for number, noted in enumerate(("A label", "A paper", "")):
        trial = a_trial(number)
        for source, value in (("A label", "99"), ("A paper", "95")):
            a_number(trial, value, source, note="Why." if source == noted else "")
    assert "NCT00000002" in rows(editor, "trial whose sources differ")


@pytest.mark.slow
def test_sources_may_differ_of_a_number_that_is_not_of_the_trials_first_source(
    editor: Client,
) -> None:
    trial = a_trial(1)
    for source, value, more in (
        ("First", "7", {"measure": "Sites"}),
        ("Second", "95", {}),
        ("Third", "99", {}),
    ):
        a_number(trial, value, source, **more)
    assert "NCT00000001" in rows(editor, "trial whose sources differ")


@pytest.mark.slow
def test_a_draft_that_comes_back_with_a_remark(editor: Client, publisher: Client) -> None:
    trial = a_trial(1, state="APPROVED", release_at=NOW)
    draft = keep(editor, trial, brief_title="Another title")
    card = "draft of a public trial with a remark"
    assert card not in cards(editor)
    press(publisher, draft, "remark", remark="Which cohort?")
    assert "NCT00000001" in rows(editor, card)
    press(publisher, draft, "close", key=draft.remarks.get().pk)
    assert card not in cards(editor)


@pytest.mark.slow
def test_a_draft_that_could_not_take_effect_in_its_time(
    editor: Client, publisher: Client, staff: Client
) -> None:
    """Who may mend it and who approved it are told, each with the list of exactly these."""
    set_clock = clock_to_set()
    trial, other = (a_trial(number, state="APPROVED", release_at=NOW) for number in (1, 2))
    keep(editor, other, brief_title="Another title")
    Draft.objects.update(obstacle="It was merged into NCT00000002.")
    card, said = "draft of a public trial that missed its time", "Could not take effect in its time"
    assert card not in cards(editor) | cards(publisher)
    missed(keep(editor, trial, acronym="CAB"), publisher, set_clock)
    for client in (editor, publisher):
        shown = rows(client, card)
        assert "NCT00000001" in shown
        assert said in shown
        assert "Waits for approval</td>" not in shown
    assert card not in cards(staff)
    both = client_of(member("petra", "Editors", "Publishers"))
    assert list(cards(both)).count(card) == 1
    listed = editor.get(reverse("admin:trials_draft_changelist")).content.decode()
    assert (listed.count(f"{said}</td>"), listed.count("Waits for approval</td>")) == (1, 1)
    press(publisher, Draft.objects.get(obstacle__contains="its time"), "reject", why_not="Too late")
    assert card not in cards(editor) | cards(publisher)
