"""Files that come with a form: bounded by kind, by size, by pixels; strangers send none."""

import io
import struct
import zlib
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image

from config import uploads
from news.admin import files
from news.intake.images import MAX_PICTURE
from news.models import NewsItem
from tests.accounts import client_of, member
from tests.records import an_item

pytestmark = pytest.mark.django_db


def a_picture(kind: str = "PNG", width: int = 4, height: int = 4) -> bytes:
    held = io.BytesIO()
    Image.new("1", (width, height)).save(held, kind)
    return held.getvalue()


def a_bomb() -> bytes:
    """A few bytes that say they are 60,000 by 60,000 pixels."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    made = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        crc = struct.pack(">I", zlib.crc32(name + data))
        made += struct.pack(">I", len(data)) + name + data + crc
    return made


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.svg", b"<svg/>"), ("a.png", b"GIF89a"), ("a.png", a_bomb()), ("a.png", b"")],
)
def test_what_is_no_picture(name: str, data: bytes) -> None:
    with pytest.raises(forms.ValidationError, match="no picture that a page can show"):
        files.check_picture(sent(name, data))


def test_what_is_one() -> None:
    files.check_picture(sent("a.png", a_picture()))


def test_too_many_pixels() -> None:
    with pytest.raises(forms.ValidationError, match="50 million pixels"):
        files.check_picture(sent("a.png", a_picture(width=8_000, height=7_000)))


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.exe", "a.docm", "a.js", "a", "a.pdf.html", ".htaccess", "a.xml"]
)
def test_kinds_that_are_not_given_out(name: str) -> None:
    with pytest.raises(forms.ValidationError, match="are not given out"):
        files.check_attachment(sent(name, b"<html>"))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"MZ\x90"), ("a.pdf", b"<html>"), ("a.txt", b"#!/bin/sh"), ("a.DOCX", b"\x7fELF")],
)
def test_what_is_something_else(name: str, data: bytes) -> None:
    with pytest.raises(forms.ValidationError, match="is something else"):
        files.check_attachment(sent(name, data))


@pytest.mark.parametrize(("name", "data"), [("a.PDF", b"%PDF-1.7"), ("sheet.csv", b"a,b\n")])
def test_what_is_given_out(name: str, data: bytes) -> None:
    files.check_attachment(sent(name, data))


def test_what_is_too_large() -> None:
    large = sent("a.pdf", b"%PDF-")
    large.size = files.MAX_FILE + 1
    with pytest.raises(forms.ValidationError, match="larger than 25 MB"):
        files.check_attachment(large)
    large.size = MAX_PICTURE + 1
    with pytest.raises(forms.ValidationError, match="larger than 10 MB"):
        files.check_picture(large)


def post_with(client: Client, item: NewsItem, rows: str, file: SimpleUploadedFile) -> str:
    """The form of an item as its page has it, with one more row."""
    address = reverse("admin:news_newsitem_change", args=[item.pk])
    page = client.get(address)
    data: dict[str, Any] = {}
    shown = [page.context["adminform"].form]
    for each in page.context["inline_admin_formsets"]:
        data |= {
            f"{each.formset.prefix}-{k}": v for k, v in each.formset.management_form.initial.items()
        }
        shown += each.formset.initial_forms
    for form in shown:
        data |= {form.add_prefix(k): v for k, v in form.initial.items() if v is not None}
    data |= {f"{rows}-TOTAL_FORMS": 1, f"{rows}-0-file": file, f"{rows}-0-title": "It"}
    data |= {f"{rows}-0-item": item.pk, f"{rows}-0-position": 0}
    return client.post(address, data).content.decode()


@pytest.mark.parametrize(
    ("rows", "name", "says"),
    [("images", "a.png", "no picture"), ("attachments", "a.html", "are not given out")],
)
def test_the_form_says_so(rows: str, name: str, says: str) -> None:
    client, item = client_of(member("kim", "Editors")), an_item("it", state="DRAFT")
    file = sent(name, a_picture(width=8_000, height=7_000) if rows == "images" else b"<html>")
    assert says in post_with(client, item, rows, file)
    assert not item.images.exists()
    assert not item.attachments.exists()


def test_strangers_send_no_file(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(
        TemporaryFileUploadHandler, "new_file", lambda *given, **more: kept.append(given)
    )
    data = {"login": "kim", "file": sent("a.bin", b"a" * 1000)}
    for address in ("/accounts/login/", "/admin/", "/trials/", "/api/v2/studies"):
        client.post(address, data)
    assert kept == []


def test_who_sends_without_end_is_hung_up_on(rf: RequestFactory) -> None:
    handler = uploads.Limited(rf.post("/"))
    handler.file = io.BytesIO()  # type: ignore[assignment]
    handler.received = uploads.MOST_BYTES
    with pytest.raises(StopUpload):
        handler.receive_data_chunk(b"a", 0)
