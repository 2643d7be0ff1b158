"""A preview link shows an item to one person until it ends, marked, and tells nobody else of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from news.files import file_name
from news.models import Attachment, NewsImage, NewsItem, PreviewLink
from tests.accounts import client_of, member
from tests.records import a_link, a_trial, an_editor, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db: Any) -> NewsItem:
    return an_item(
        "embargoed",
        title="A result under embargo",
        body="It halved the risk in A021602.",
        state="APPROVED",
        release_at="2045-03-26T12:00Z",
        release_zone="America/New_York",
    )


@pytest.fixture
def link(item: NewsItem) -> PreviewLink:
    return a_preview(item)


def a_preview(item: NewsItem, days: int = 7, **fields: Any) -> PreviewLink:
    link: PreviewLink = item.preview_links.create(
        made_for="Jane Doe, The Paper",
        made_by=an_editor(),
        expires_at=Now() + timedelta(days=days),
        **fields,
    )
    return link


def links_page(item: NewsItem) -> str:
    return reverse("admin:news_newsitem_previewlinks", args=[item.pk])


def test_it_shows_the_page_marked_and_kept_out_of_caches(client: Client, link: PreviewLink) -> None:
    answer = client.get(link.get_absolute_url())
    text = answer.content.decode()
    assert "It halved the risk" in text
    assert "Preview for Jane Doe, The Paper: not public." in text
    until = "26 March 2045, 8:00 a.m. EDT (12:00\N{NO-BREAK SPACE}UTC)"  # on a phone it stays whole
    assert f"Under embargo until {until}." in text
    assert re.search(r"This link works until [^<]*[0-9]\N{NO-BREAK SPACE}UTC\)?\.", text)
    assert '<meta name="robots" content="noindex">' in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "ld+json" not in text
    assert 'property="og:' not in text
    assert link.item.get_absolute_url() not in text


def test_its_pictures_and_files_come_through_the_link(client: Client, item: NewsItem) -> None:
    picture = ContentFile(b"png", name="scan.png")
    baker.make(NewsImage, item=item, alternative_text="A scan", file=picture)
    baker.make(Attachment, item=item, title="Sheet", file=ContentFile(b"%PDF", name="sheet.pdf"))
    link = a_preview(item)
    text = client.get(link.get_absolute_url()).content.decode()
    addresses = [
        re.search(r'<img src="([^"]*)" alt="A scan"', text),
        re.search(r'<a href="([^"]*)">Sheet</a>', text),
    ]
    for found in addresses:
        assert found
        answer = client.get(found[1])
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert b"".join(answer) in (b"png", b"%PDF")
    PreviewLink.objects.update(revoked_at=Now())
    assert [client.get(found[1]).status_code for found in addresses if found] == [404, 404]


def test_pictures_of_another_item_do_not(client: Client, link: PreviewLink) -> None:
    other = an_item("other", state="DRAFT")
    picture = ContentFile(b"png", name="scan.png")
    image = baker.make(NewsImage, item=other, alternative_text="A scan", file=picture)
    name = file_name(image.file)
    address = reverse("news-preview-image", args=[link.token, image.pk, name])
    assert client.get(address).status_code == 404


def test_a_trial_that_is_not_public_stays_hidden(client: Client, item: NewsItem) -> None:
    a_link(item, a_trial("A021602", brief_title="A secret trial", state="DRAFT"))
    a_link(item, a_trial("A031201", brief_title="A known trial"))
    text = client.get(a_preview(item).get_absolute_url()).content.decode()
    assert "A known trial" in text
    assert "A secret trial" not in text


@pytest.mark.parametrize("why", ["expired", "revoked", "tampered", "withdrawn", "nonsense"])
def test_a_link_that_ended_tells_nothing_and_says_whom_to_ask(
    client: Client, link: PreviewLink, why: str
) -> None:
    address = link.get_absolute_url()
    if why == "expired":
        past = {"made_at": Now() - timedelta(days=9), "expires_at": Now() - timedelta(seconds=1)}
        PreviewLink.objects.update(**past)
    elif why == "revoked":
        PreviewLink.objects.update(revoked_at=Now())
    elif why == "withdrawn":
        NewsItem.objects.update(state="WITHDRAWN", withdrawn_at=Now())
    else:
        address = f"{address[:-3]}x/" if why == "tampered" else "/news/preview/1:secret/"
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "ask the newsroom that sent it for a new one" in text
    assert "embargo" not in text
    assert "Jane" not in text
    assert answer["Cache-Control"] == "private, no-store"


def test_once_the_item_is_public_the_link_leads_to_its_page(
    client: Client, link: PreviewLink
) -> None:
    NewsItem.objects.update(release_at=Now())
    answer = client.get(link.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, "/news/embargoed/")


def test_no_link_works_for_longer_than_sixty_days(item: NewsItem) -> None:
    with pytest.raises(IntegrityError, match="previewlink_expires_soon"):
        a_preview(item, days=61)


@pytest.mark.slow
@pytest.mark.parametrize("group", ["Staff", "Editors"])
def test_who_writes_makes_a_link_and_takes_it_back(
    client: Client, item: NewsItem, group: str
) -> None:
    writer = client_of(member("stan", group))
    form = reverse("admin:news_newsitem_change", args=[item.pk])
    assert links_page(item) in writer.get(form).content.decode()
    assert 'value="7"' in writer.get(links_page(item)).content.decode()
    typed = {"make": "yes", "made_for": "Jane Doe", "days": "7"}
    text = writer.post(links_page(item), typed, follow=True).content.decode()
    link = item.preview_links.get()
    assert (link.made_for, str(link.made_by)) == ("Jane Doe", "stan")
    assert link.expires_at - link.made_at == timedelta(days=7)
    assert f"http://testserver{link.get_absolute_url()}" in text
    assert client.get(link.get_absolute_url()).status_code == 200
    text = writer.post(links_page(item), {"revoke": link.pk}, follow=True).content.decode()
    assert "The link for Jane Doe opens nothing any more." in text
    assert client.get(link.get_absolute_url()).status_code == 404


def test_a_link_needs_a_name_and_ends_in_time(item: NewsItem) -> None:
    staff = client_of(member("stan", "Staff"))
    typed = {"make": "yes", "made_for": " ", "days": "61"}
    text = staff.post(links_page(item), typed).content.decode()
    assert "No link was made" in text
    assert "less than or equal to 60" in text
    assert 'value="61"' in text
    assert not PreviewLink.objects.exists()


def test_who_only_reads_makes_none(item: NewsItem, link: PreviewLink) -> None:
    publisher = client_of(member("paula", "Publishers"))
    assert publisher.get(links_page(item)).status_code == 403
    assert publisher.post(links_page(item), {"revoke": link.pk}).status_code == 403
    form = reverse("admin:news_newsitem_change", args=[item.pk])
    assert links_page(item) not in publisher.get(form).content.decode()


def test_a_link_of_another_item_is_not_taken_back_here(link: PreviewLink) -> None:
    staff = client_of(member("stan", "Staff"))
    staff.post(links_page(an_item("other", state="DRAFT")), {"revoke": link.pk})
    link.refresh_from_db()
    assert link.revoked_at is None
