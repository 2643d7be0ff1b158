"""Who holds a page is told so after one row; and what one process made it does not make again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import NewsItem
from tests.records import (
    PUBLIC,
    a_finding,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from trials.models import Trial
from trials.search.indexing import refresh

pytestmark = pytest.mark.django_db(transaction=True)
TRIAL, ITEM, PICTURE = "/trials/A021602/", "/news/told/", "/trials/A021602/figures/timeline.svg"
LISTS = ["/", "/trials/", "/news/", "/approvals/", "/approvals/?agency=FDA"]
PAGES = [TRIAL, ITEM, PICTURE, *LISTS]
NOW = timezone.now()
TRIES = 5
"""A transaction of another test may end between two requests: lists are asked for anew then."""


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    kept = caches["pages"], caches["drawings"]
    for one in kept:
        one.clear()
    yield
    for one in kept:
        one.clear()


@pytest.fixture
def cabinet(transactional_db: None) -> Trial:
    trial = a_trial("A021602", nct_id="NCT03375320")
    a_status(trial, "RECRUITING")
    an_approval(trial)
    a_link(an_item("told"), trial)
    refresh()
    return trial


def again(client: Client, address: str, tag: str) -> Any:
    return client.get(address, headers={"if-none-match": tag})


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGES)
def test_who_holds_a_page_costs_one_row(client: Client, cabinet: Trial, address: str) -> None:
    for _ in range(TRIES):
        held = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = again(client, address, held["ETag"])
        if answer.status_code == 304:
            break

    assert held["Cache-Control"] == "no-cache"
    assert not held["ETag"].startswith("W/")
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", held["ETag"])
    assert answer["Cache-Control"] == "no-cache"
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        assert client.head(address, headers={"if-none-match": held["ETag"]}).status_code == 304
    assert len(queries) == 1


@pytest.mark.slow
@pytest.mark.parametrize("address", [one for one in PAGES if "?" not in one])
def test_a_page_is_made_once(client: Client, cabinet: Trial, address: str) -> None:
    for _ in range(TRIES):
        made = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            kept = client.get(address)
        if kept["ETag"] == made["ETag"]:
            break
    assert len(queries) == 1
    assert kept.content == made.content
    same = {"Content-Type", "Content-Security-Policy", "Content-Disposition", "ETag", "Vary"}
    for name in same & set(made.headers):
        assert kept[name] == made[name]


@pytest.mark.slow
def test_an_address_with_a_question_is_not_kept(client: Client, cabinet: Trial) -> None:
    for number in range(3):
        client.get(f"/approvals/?agency={number}")
    assert not caches["pages"]._cache  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("address", [TRIAL, ITEM, PICTURE, "/"])
def test_a_page_that_asks_nothing_is_the_same_with_any_question(
    client: Client, cabinet: Trial, address: str
) -> None:
    for _ in range(TRIES):
        made = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            asked = client.get(f"{address}?utm_source=mail&after=2")
        if asked["ETag"] == made["ETag"]:
            break
    assert len(queries) == 1
    assert asked.content == made.content
    assert b"utm_source" not in asked.content


@pytest.mark.slow
def test_a_trial_is_drawn_once_for_its_page_and_its_files(client: Client, cabinet: Trial) -> None:
    page = client.get(TRIAL).content
    kept = dict(drawn())
    assert kept
    for address in (TRIAL, PICTURE):
        assert client.get(address, headers={"host": "localhost"}).status_code == 200
    assert drawn() == kept
    caches["drawings"].clear()
    caches["pages"].clear()
    assert client.get(TRIAL).content == page


@pytest.mark.slow
def test_a_change_of_the_trial_is_drawn(client: Client, cabinet: Trial) -> None:
    kept = client.get(TRIAL), len(drawn())
    Trial.objects.update(completion_date="2031-05")
    assert "2031" not in kept[0].content.decode()
    assert client.get(TRIAL).content.decode().count("May 2031") > 2
    assert len(drawn()) > kept[1]


@pytest.mark.slow
def test_the_preview_of_an_editor_keeps_no_drawing(admin_client: Client, cabinet: Trial) -> None:
    Trial.objects.update(completion_date="2031-05")
    preview = admin_client.get(f"/admin/trials/trial/{cabinet.pk}/preview/")
    assert "<svg" in preview.content.decode()
    assert not drawn()


def drawn() -> Any:
    return caches["drawings"]._cache  # type: ignore[attr-defined]


def moved(client: Client, address: str, change: Any) -> bool:
    """Whether who held the page gets another one after the change."""
    held = client.get(address)
    change()
    answer = again(client, address, held["ETag"])
    assert answer.status_code == 200 or held.content == client.get(address).content
    return bool(answer.status_code == 200 and answer["ETag"] != held["ETag"])


@pytest.mark.slow
def test_each_change_of_a_trial_moves_its_page(client: Client, cabinet: Trial) -> None:
    changes = [
        lambda: a_finding(cabinet, "298", a_source()),
        lambda: a_status(cabinet, "COMPLETED"),
        lambda: NewsItem.objects.update(title="Another title"),
        lambda: cabinet.approvals.update(product="Another product"),
        lambda: Trial.objects.filter(pk=cabinet.pk).update(state="WITHDRAWN", withdrawn_at=NOW),
    ]
    assert [moved(client, TRIAL, change) for change in changes] == [True] * len(changes)


@pytest.mark.slow
def test_a_release_moves_with_its_trial(client: Client, cabinet: Trial) -> None:
    assert moved(client, ITEM, lambda: a_status(cabinet, "COMPLETED"))
    assert moved(client, ITEM, lambda: NewsItem.objects.update(body="Another text."))


@pytest.mark.slow
def test_a_release_moves_with_trials_that_its_text_names(client: Client, cabinet: Trial) -> None:
    """They are links as soon as they are public, and no longer than that."""
    NewsItem.objects.update(body="Beside it stands A021699.")
    other = a_trial("A021699", state="DRAFT", release_at=None)
    assert moved(client, ITEM, lambda: Trial.objects.filter(pk=other.pk).update(**PUBLIC))
    gone = {"state": "WITHDRAWN", "withdrawn_at": NOW}
    assert moved(client, ITEM, lambda: Trial.objects.filter(pk=other.pk).update(**gone))


@pytest.mark.slow
@pytest.mark.parametrize("address", LISTS)
def test_lists_move_with_all_that_they_show(client: Client, cabinet: Trial, address: str) -> None:
    changes = [
        lambda: Trial.objects.update(brief_title="Another title"),
        lambda: cabinet.approvals.update(product="Another product"),
        lambda: NewsItem.objects.update(title="Another title"),
    ]
    for change in changes:
        assert moved(client, address, change)


@pytest.mark.slow
def test_a_trial_that_changes_leaves_the_page_of_another(client: Client, cabinet: Trial) -> None:
    other = a_trial("A021699")
    assert not moved(client, TRIAL, lambda: a_status(other, "COMPLETED"))


@pytest.mark.slow
def test_the_site_that_was_asked_counts(client: Client, cabinet: Trial) -> None:
    tags = {client.get(TRIAL, secure=secure)["ETag"] for secure in (True, False)}
    assert len(tags) == 2


def test_what_must_match_and_does_not_is_refused(client: Client, cabinet: Trial) -> None:
    answer = client.get(TRIAL, headers={"if-match": '"other"'})
    assert answer.status_code == 412
    assert "What you hold is not what stands here now" in answer.content.decode()


@pytest.mark.slow
def test_who_writes_templates_sees_each_change(client: Client, cabinet: Trial) -> None:
    with override_settings(DEBUG=True), CaptureQueriesContext(connection) as queries:
        client.get(TRIAL)
        client.get(TRIAL)
    assert len(queries) > 10


@pytest.mark.slow
def test_other_addresses_lead_to_the_page(client: Client, cabinet: Trial) -> None:
    tag = client.get(TRIAL)["ETag"]
    assert again(client, "/trials/NCT03375320/", tag).status_code == 301
