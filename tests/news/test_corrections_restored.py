"""An old text of a public item comes back with a note for readers, as any change of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from news.models import NewsItem
from tests.records import an_item

# A version is a transaction.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DRAFT: dict[str, Any] = {"state": "DRAFT", "release_at": None}


def restore(client: Client, item: NewsItem, **typed: str) -> str:
    item.refresh_from_db()
    sent = {"revision": item.revision, "reason": "A slip", **typed}
    address = reverse("admin:news_newsitem_restore", args=[item.pk, 1])
    text: str = client.post(address, sent, follow=True).content.decode()
    item.refresh_from_db()
    return text


@pytest.fixture
def edited(db: Any) -> NewsItem:
    item = an_item(body="In March.")
    NewsItem.objects.filter(pk=item.pk).update(body="In April.")
    return item


@pytest.mark.parametrize("typed", [{}, {"correction": "It was March.", "typo_only": "on"}])
def test_an_old_text_is_not_restored_without_a_word(
    staff: Client, edited: NewsItem, typed: dict[str, str]
) -> None:
    text = restore(staff, edited, **typed)
    assert ("Readers have this text already (Body changed)." in text) is not bool(typed)
    assert "Nothing was restored yet" in text
    assert ("A slip" in text, edited.body) == (True, "In April.")
    assert not edited.corrections.exists()


def test_readers_see_the_note_on_what_was_restored(
    staff: Client, client: Client, edited: NewsItem
) -> None:
    restore(staff, edited, correction="It was March, after all.")
    page = client.get(edited.get_absolute_url()).content.decode()
    assert "In March." in page
    assert "It was March, after all." in page
    history = staff.get(reverse("admin:news_newsitem_history", args=[edited.pk]))
    assert "Restored version 1: A slip (correction)" in history.content.decode()


def test_a_typo_is_restored_in_silence(staff: Client, edited: NewsItem) -> None:
    restore(staff, edited, typo_only="on")
    assert (edited.body, edited.corrections.count()) == ("In March.", 0)
    history = staff.get(reverse("admin:news_newsitem_history", args=[edited.pk]))
    assert "Restored version 1: A slip (typo only)" in history.content.decode()


def test_where_no_text_changes_and_where_nobody_reads_it_no_note_is_asked_for(
    staff: Client,
) -> None:
    placed, draft = an_item("placed", position=1), an_item("draft", body="Old", **DRAFT)
    NewsItem.objects.filter(pk=placed.pk).update(position=2)
    NewsItem.objects.filter(pk=draft.pk).update(body="New")
    for item in (placed, draft):
        restore(staff, item)
    assert (placed.position, draft.body) == (1, "Old")
