"""Quotations, pictures and files in an item's form; no approval of a picture nobody described."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from news.files import file_name
from news.models import NewsImage, NewsItem
from news.templatetags.newsroom import file_url
from tests.accounts import client_of, member
from tests.forms import act_data
from tests.news.test_admin import change, saved
from tests.records import an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db: Any) -> NewsItem:
    return an_item(state="IN_REVIEW", release_at=None)


@pytest.fixture
def picture(item: NewsItem) -> NewsImage:
    file = ContentFile(b"png", name="scan.png")
    image: NewsImage = baker.make(NewsImage, item=item, alternative_text="", file=file)
    return image


@pytest.mark.slow
def test_a_picture_without_alternative_text_keeps_the_item_from_approval(
    item: NewsItem, picture: NewsImage
) -> None:
    publisher = client_of(member("paula", "Publishers"))
    address = reverse("admin:news_newsitem_approve", args=[item.pk])
    asked = publisher.get(address).content.decode()
    assert "A picture of it has no alternative text: say in its form what it shows." in asked
    publisher.post(address, act_data(item))
    item.refresh_from_db()
    assert item.state == "IN_REVIEW"


@pytest.mark.slow
def test_the_picture_stands_beside_the_box_for_its_alternative_text(
    staff: Client, item: NewsItem, picture: NewsImage
) -> None:
    assert f'<img src="{file_url(picture)}"' in staff.get(change(item)).content.decode()
    row = {
        "images-TOTAL_FORMS": 1,
        "images-INITIAL_FORMS": 1,
        "images-0-id": picture.pk,
        "images-0-item": item.pk,
        "images-0-alternative_text": "A scan of the pancreas",
        "images-0-position": 0,
    }
    assert staff.post(change(item), saved(item, 0, **row)).status_code == 302
    picture.refresh_from_db()
    assert picture.alternative_text == "A scan of the pancreas"
    assert file_name(picture.file).startswith("scan")


def test_the_newsroom_sees_pictures_of_drafts_and_nobody_else(
    staff: Client, client: Client, picture: NewsImage
) -> None:
    answer = staff.get(file_url(picture))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert client.get(file_url(picture)).status_code == 404
    assert client_of(member("nobody")).get(file_url(picture)).status_code == 404


@pytest.mark.slow
def test_quotations_are_seen_and_changed_in_the_form(staff: Client, item: NewsItem) -> None:
    quotation = item.quotations.create(text="It halved the risk.", speaker="Jane Doe")
    assert "It halved the risk.</textarea>" in staff.get(change(item)).content.decode()
    row = {
        "quotations-TOTAL_FORMS": 1,
        "quotations-INITIAL_FORMS": 1,
        "quotations-0-id": quotation.pk,
        "quotations-0-item": item.pk,
        "quotations-0-text": "It halved the risk.",
        "quotations-0-speaker": "Jane Doe, MD",
        "quotations-0-position": 0,
    }
    staff.post(change(item), saved(item, 0, **row))
    quotation.refresh_from_db()
    assert quotation.speaker == "Jane Doe, MD"


def test_who_only_reads_follows_the_link_and_sees_no_box(picture: NewsImage) -> None:
    publisher = client_of(member("paula", "Publishers"))
    text = publisher.get(change(picture.item)).content.decode()
    assert f'<img src="{file_url(picture)}"' in text
    assert f">{picture.file}<" not in text


def sent(client: Client, item: NewsItem, name: str) -> Any:
    """The answer to a form with a new file of this name."""
    row = {
        "attachments-TOTAL_FORMS": 1,
        "attachments-INITIAL_FORMS": 0,
        "attachments-0-item": item.pk,
        "attachments-0-title": "The poster",
        "attachments-0-position": 0,
        "attachments-0-file": SimpleUploadedFile(name, b"%PDF-1.4"),
    }
    return client.post(change(item), saved(item, 0, **row))


@pytest.mark.slow
def test_a_file_whose_name_no_disk_takes_is_refused_in_words(staff: Client, item: NewsItem) -> None:
    answer = sent(staff, item, "日" * 90 + ".pdf")
    assert "give the file a shorter name" in answer.content.decode()
    assert not item.attachments.exists()
    assert sent(staff, item, "日" * 60 + ".pdf").status_code == 302
    assert item.attachments.exists()
