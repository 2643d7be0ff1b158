"""Answers go out compressed under an ETag of their own, and never beside a secret."""

import gzip
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from model_bakery import baker

from config.compression import Compression, takes_gzip
from news.files import file_name
from news.models import Attachment
from tests.accounts import client_of, member
from tests.records import a_trial, an_item

pytestmark = pytest.mark.django_db
GZIP = {"accept-encoding": "gzip, deflate, br"}
PLAIN_PAGE, GLOSSARY = "/about/", "/glossary/"


def asked(client: Client, address: str, tag: str = "", **more: str) -> Any:
    """What somebody gets who takes gzip, and holds this tag."""
    held = {"if-none-match": tag} if tag else {}
    return client.get(address, headers={**GZIP, **held, **more})


def test_a_page_is_the_same_in_both_forms(client: Client) -> None:
    plain, small = client.get(GLOSSARY), asked(client, GLOSSARY)

    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content) / 2
    assert plain["Vary"] == small["Vary"] == "Accept-Encoding"


def test_each_form_has_a_strong_tag_of_its_own(client: Client) -> None:
    plain, small = client.get(GLOSSARY)["ETag"], asked(client, GLOSSARY)["ETag"]

    assert plain != small
    assert not plain.startswith("W/")
    assert not small.startswith("W/")
    answer = asked(client, GLOSSARY, small)
    assert (answer.status_code, answer["ETag"], answer.content) == (304, small, b"")
    assert answer["Vary"] == "Accept-Encoding"
    assert client.get(GLOSSARY, headers={"if-none-match": plain}).status_code == 304
    # Another form than the one that would be given now.
    assert asked(client, GLOSSARY, plain).status_code == 200
    assert client.get(GLOSSARY, headers={"if-none-match": small}).status_code == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{} , "third"', "*"])
def test_tags_are_read_as_lists_weak_and_as_anything(client: Client, form: str) -> None:
    tag = asked(client, GLOSSARY)["ETag"]
    assert asked(client, GLOSSARY, form.format(tag)).status_code == 304
    assert asked(client, GLOSSARY, '"other", W/"third"').status_code == 200


def test_head_says_what_get_would(client: Client) -> None:
    got = asked(client, GLOSSARY)
    head = client.head(GLOSSARY, headers=GZIP)
    for name in ("ETag", "Vary", "Content-Encoding", "Content-Length", "Cache-Control"):
        assert head[name] == got[name]
    held = {**GZIP, "if-none-match": got["ETag"]}
    assert client.head(GLOSSARY, headers=held).status_code == 304


def test_what_is_tiny_stays_as_it_is(client: Client) -> None:
    response = asked(client, "/robots.txt")
    assert "Content-Encoding" not in response
    assert b"Sitemap" in response.content


def test_a_file_of_another_kind_can_be_held_too(client: Client) -> None:
    a_trial("A021602")
    tag = asked(client, "/trials/A021602.ris")["ETag"]
    assert asked(client, "/trials/A021602.ris", tag).status_code == 304


def test_a_table_is_compressed_while_it_is_sent(client: Client) -> None:
    a_trial("A021602")
    response = asked(client, "/trials/export.csv")

    assert response.streaming
    assert response["Content-Encoding"] == "gzip"
    assert "Content-Length" not in response
    assert b"A021602" in gzip.decompress(b"".join(response.streaming_content))


def test_files_go_out_as_they_are(client: Client) -> None:
    item = an_item("told")
    sheet = ContentFile(b"a" * 5000, name="sheet.txt")
    part = baker.make(Attachment, item=item, title="Sheet", file=sheet)
    response = asked(client, f"/news/told/files/{part.pk}/{file_name(part.file)}")

    assert "Content-Encoding" not in response
    assert b"".join(response.streaming_content) == b"a" * 5000


def test_no_page_with_a_secret_is_compressed(client: Client) -> None:
    for response in (
        asked(client, "/accounts/login/"),
        asked(client_of(member("e", "Editors")), "/admin/"),
    ):
        assert response.status_code == 200
        assert len(response.content) > 1000
        assert "Content-Encoding" not in response
        assert "ETag" not in response


@pytest.mark.parametrize("header", ["Set-Cookie", "Vary", "Cache-Control"])
def test_signs_of_a_secret(rf: RequestFactory, header: str) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("secret " * 500, content_type="text/html")
        if header == "Set-Cookie":
            response.set_cookie("session", "x")
        else:
            response[header] = {"Vary": "Origin, Cookie", "Cache-Control": "private"}[header]
        return response

    assert "Content-Encoding" not in Compression(page)(rf.get("/", headers=GZIP))


def test_the_api_keeps_its_own_tags(client: Client) -> None:
    plain, small = client.get("/api/v2/version"), asked(client, "/api/v2/version")
    assert plain["ETag"] == small["ETag"]
    assert "Content-Encoding" not in small


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, *", False),
        ("*;q=0", False),
        ("gzip;q=0.001", True),
    ],
)
def test_who_takes_it(header: str, expected: bool) -> None:
    assert takes_gzip(header) is expected
