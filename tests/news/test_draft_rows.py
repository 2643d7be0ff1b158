"""Rows in drafts of public news: links to trials, quotations, pictures and files."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from news.models import Attachment, NewsItem
from news.templatetags.newsroom import file_url
from tests.accounts import client_of, member
from tests.drafts import change, keep, page_of, press, preview, typed_rows
from tests.records import a_trial, an_item
from trials.models import Draft

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def item(db: Any) -> NewsItem:
    return an_item("a-release", body="Old words.")


def test_a_link_and_a_quotation_wait_for_approval(
    staff: Client, publisher: Client, item: NewsItem
) -> None:
    trial, before = a_trial("A021602"), page_of(item)
    typed = typed_rows(staff, item, "trial_links", new=[{"trial": trial.pk, "role": "RESULTS"}])
    typed |= typed_rows(
        staff, item, "quotations", new=[{"text": "It works.", "speaker": "Dr. Ada Chan"}]
    )
    draft = keep(staff, item, **typed)
    assert page_of(item) == before
    assert not item.trial_links.exists()
    shown = staff.get(preview(draft)).content.decode()
    assert trial.get_absolute_url() in shown
    text = staff.get(change(draft)).content.decode()
    assert "New quotation “Dr. Ada Chan: It works.”" in text
    press(publisher, draft, "approve")
    link = item.trial_links.get()
    assert (link.trial, link.status, str(link.decided_by)) == (trial, "CONFIRMED", "stan")
    assert item.quotations.get().text == "It works."
    assert trial.get_absolute_url() in page_of(item).decode()


def test_a_quotation_is_changed_and_another_removed(
    staff: Client, publisher: Client, item: NewsItem
) -> None:
    first = item.quotations.create(text="One", speaker="A")
    second = item.quotations.create(text="Two", speaker="B")
    typed = typed_rows(
        staff, item, "quotations", changed={first: {"text": "Uno"}}, removed=[second]
    )
    draft = keep(staff, item, **typed)
    editor = client_of(member("edith", "Editors"))
    listed = editor.get(reverse("admin:trials_proposal_changelist")).content.decode()
    assert "Text of quotation" in listed
    assert [one.text for one in item.quotations.all()] == ["One", "Two"]
    press(publisher, draft, "approve")
    assert [one.text for one in item.quotations.all()] == ["Uno"]


def test_a_file_waits_in_the_draft_and_is_shown_to_the_newsroom_only(
    staff: Client, publisher: Client, item: NewsItem, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    sheet = SimpleUploadedFile("sheet.txt", b"Facts")
    typed = typed_rows(staff, item, "attachments", new=[{"file": sheet, "title": "Fact sheet"}])
    draft = keep(staff, item, **typed)
    assert not item.attachments.exists()
    shown = staff.get(preview(draft)).content.decode()
    assert "Fact sheet" in shown
    found = re.search(r"/news/a-release/files/[^\"]+", shown)
    assert found
    address = found[0]
    assert b"".join(staff.get(address)) == b"Facts"
    assert Client().get(address).status_code == 404
    query = f"?draft={draft.pk}"
    assert "New files of the draft (sheet" in staff.get(f"{change(item)}{query}").content.decode()
    keep(staff, item, query, title="Another title", typo_only="on")
    assert draft.proposals.count() == 2
    press(publisher, draft, "approve")
    kept = item.attachments.get()
    assert b"".join(Client().get(file_url(kept))) == b"Facts"


def test_a_new_file_can_be_taken_out_again(
    staff: Client, item: NewsItem, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    old = baker.make(Attachment, item=item, title="Old", file=ContentFile(b"x", name="old.txt"))
    sheet = SimpleUploadedFile("sheet.txt", b"Facts")
    typed = typed_rows(
        staff,
        item,
        "attachments",
        changed={old: {"title": "Older"}},
        new=[{"file": sheet, "title": "Fact sheet"}],
    )
    draft = keep(staff, item, **typed)
    press(staff, draft, "settle", field="attachment.-1.", settle="drop")
    assert [one.field for one in draft.proposals.all()] == ["title"]
    press(staff, draft, "settle", field=f"attachment.{old.pk}.title", settle="drop")
    assert "It changes nothing." in staff.get(change(draft)).content.decode()
    assert Draft.objects.waiting().get() == draft
