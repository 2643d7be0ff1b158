"""A public text changes only with a note for readers or the word that it was a typo."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from news.files import file_name
from news.models import NewsImage, NewsItem
from tests.accounts import client_of, member
from tests.forms import WHY
from tests.news.test_admin import change, saved
from tests.records import NOT_LISTED, PUBLIC, an_item

pytestmark = pytest.mark.django_db


def send(client: Client, item: NewsItem, **typed: Any) -> str:
    why = {} if {"correction", "typo_only"} & typed.keys() else {"reason": WHY}
    data = saved(item, 0, **why, **typed)
    text: str = client.post(change(item), data, follow=True).content.decode()
    item.refresh_from_db()
    return text


@pytest.mark.slow
@pytest.mark.parametrize("state", [PUBLIC, NOT_LISTED["withdrawn"]], ids=["public", "withdrawn"])
def test_a_change_of_a_public_text_without_a_word_is_refused_and_stays_typed(
    staff: Client, state: dict[str, Any]
) -> None:
    item = an_item(body="In March.", **state)
    text = send(staff, item, body="In April.", dated="2025")
    assert "Readers have this text already (Date, Body changed)." in text
    assert "In April.</textarea>" in text
    assert item.body == "In March."


@pytest.mark.slow
def test_a_note_that_nobody_sees_is_none(staff: Client) -> None:
    item = an_item(body="In March.")
    assert "Readers have this text already" in send(
        staff, item, body="In April.", correction="\u200b"
    )
    assert (item.body, item.corrections.count()) == ("In March.", 0)


@pytest.mark.slow
def test_a_note_is_a_dated_correction_on_the_page(staff: Client, client: Client) -> None:
    item = an_item(body="In March.")
    text = send(staff, item, body="In April.", correction="It was April, not March.")
    assert "Readers see the correction on its page." in text
    page = client.get(item.get_absolute_url()).content.decode()
    assert "It was April, not March." in page
    assert "In April." in page
    history = staff.get(reverse("admin:news_newsitem_history", args=[item.pk])).content.decode()
    assert "News item changed (correction)" in history


@pytest.mark.slow
def test_a_typo_is_mended_in_silence_and_noted_in_the_history(staff: Client) -> None:
    item = an_item(body="In Mrach.")
    send(staff, item, body="In March.", typo_only="on")
    assert item.body == "In March."
    assert not item.corrections.exists()
    history = staff.get(reverse("admin:news_newsitem_history", args=[item.pk])).content.decode()
    assert "News item changed (typo only)" in history


@pytest.mark.slow
def test_both_at_once_is_a_contradiction(staff: Client) -> None:
    item = an_item(body="In March.")
    text = send(staff, item, body="In April.", typo_only="on", correction="It was April.")
    assert "Either a note for readers or “Typo only”, not both" in text
    assert (item.body, item.corrections.count()) == ("In March.", 0)


@pytest.mark.slow
def test_a_note_may_follow_a_change_made_before(staff: Client) -> None:
    item = an_item()
    send(staff, item, correction="An earlier version named another drug.")
    assert item.corrections.get().text == "An earlier version named another drug."


@pytest.mark.slow
def test_a_draft_asks_for_nothing(staff: Client) -> None:
    item = an_item(state="DRAFT", release_at=None)
    assert "typo_only" not in staff.get(change(item)).content.decode()
    send(staff, item, body="Anything else", correction="Ignored")
    assert (item.body, item.corrections.count()) == ("Anything else", 0)


@pytest.mark.slow
def test_what_is_no_text_needs_no_note(staff: Client) -> None:
    item = an_item(body="In March.")
    send(staff, item, source_url="https://example.org/release")
    assert item.source_url == "https://example.org/release"


@pytest.mark.slow
def test_blank_ends_and_line_ends_of_a_browser_are_no_change(staff: Client) -> None:
    item = an_item(body="One.\n\nTwo.\n")
    send(staff, item, body="One.\r\n\r\nTwo.\r\n", source_url="https://example.org/release")
    assert item.source_url == "https://example.org/release"
    assert not item.corrections.exists()


@pytest.mark.slow
def test_a_new_slug_leaves_the_old_address_forwarding(staff: Client, client: Client) -> None:
    item = an_item("old-words")
    picture = ContentFile(b"png", name="scan.png")
    image = baker.make(NewsImage, item=item, alternative_text="A scan", file=picture)
    send(staff, item, slug="new-words")
    for rest in ("", f"images/{image.pk}/{file_name(image.file)}"):
        answer = client.get(f"/news/old-words/{rest}")
        assert (answer.status_code, answer["Location"]) == (301, f"/news/new-words/{rest}")


@pytest.mark.slow
def test_a_former_address_is_no_other_items_to_take(staff: Client, client: Client) -> None:
    moved, other = an_item("old-words"), an_item("others")
    send(staff, moved, slug="new-words")
    text = send(staff, other, slug="old-words")
    assert "/news/old-words/ was an address before and leads to /news/new-words/" in text
    assert client.get("/news/old-words/")["Location"] == "/news/new-words/"
    send(staff, moved, slug="old-words")
    assert client.get("/news/new-words/")["Location"] == "/news/old-words/"


def test_who_only_reads_is_asked_nothing() -> None:
    item = an_item()
    text = client_of(member("paula", "Publishers")).get(change(item)).content.decode()
    assert "typo_only" not in text
