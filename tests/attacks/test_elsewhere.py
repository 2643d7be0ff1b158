"""No address of ours sends anybody to another site, nor out of a folder."""

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from model_bakery import baker

from news.models import Attachment
from tests.accounts import client_of, member
from tests.records import a_trial, an_item
from trials.models import FormerAddress

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ELSEWHERE = (
    "http://zzx.example/",
    "https://zzx.example",
    "//zzx.example/",
    "///zzx.example",
    "////zzx.example/%2f..",
    "\\\\zzx.example",
    "/\\zzx.example",
    "\\/zzx.example",
    "/\t/zzx.example",
    "/%09/zzx.example",
    "\t//zzx.example",
    "\n//zzx.example",
    " //zzx.example",
    "http:zzx.example",
    "http:/zzx.example",
    "https:\\zzx.example",
    "HtTp://zzx.example",
    "javascript:zzx()",
    "java\tscript:zzx()",
    "data:text/html,<script>zzx()</script>",
    "vbscript:zzx()",
    "//testserver@zzx.example/",
    "http://testserver@zzx.example",
    "http://testserver.zzx.example",
    "http://zzx.example#testserver",
    "http://zzx.example?testserver",
    "http://[::1]@zzx.example",
    "http://zzx.example\\@testserver",
    "%2f%2fzzx.example",
    "/%2f/zzx.example",
    "/%5czzx.example",
    "//zzx%E3%80%82example",
    "\u2044\u2044zzx.example",
    "\uff0f\uff0fzzx.example",
    "/admin/..//zzx.example",
    ".zzx.example",
    "@zzx.example",
    "http://\x00zzx.example",
)
FOLDERS = (
    "../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cconfig%5csettings.py",
    "....//....//etc/passwd",
    "%252e%252e%252fetc%252fpasswd",
    "/etc/passwd",
    "//etc/passwd",
    "..;/config/settings.py",
    "%c0%ae%c0%ae/etc/passwd",
    "it.pdf%00.png",
    "./it.pdf/../../secret",
)


def is_ours(location: str) -> bool:
    """As a browser reads it: backslashes are slashes, tabs and line ends are nothing."""
    read = "".join(one for one in location if one not in "\t\r\n").strip().replace("\\", "/")
    parts = urlsplit(read)
    return parts.scheme in ("", "http") and parts.netloc in ("", "testserver")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_one_is_led_to_another_site(client: Client, target: str) -> None:
    user = member("edith", "Editors")
    asked = quote(target, safe="%")
    inside = client_of(User.objects.create_superuser("ada", password="secret"))
    answers: list[Any] = [
        client.post(
            "/accounts/login/",
            {"login": user.username, "password": "secret", "next": target},
        ),
        Client().post(
            f"/accounts/login/?next={asked}", {"login": user.username, "password": "secret"}
        ),
        inside.get(f"/accounts/login/?next={asked}"),
        inside.get(f"/accounts/reauthenticate/?next={asked}"),
        inside.post("/accounts/logout/", {"next": target}),
        Client().get(f"/admin/login/?next={asked}"),
        Client().get(f"/{asked}"),
        Client().get(f"/{asked.lstrip('/')}/"),
        Client().get(f"//zzx.example/{asked}"),
        Client().get(f"/trials/{asked}"),
        Client().get(f"/news/{asked}"),
        Client().get(f"/compare/?id={asked}"),
    ]
    for answer in answers:
        assert answer.status_code < 500
        if answer.has_header("Location"):
            assert is_ours(answer["Location"]), answer["Location"]
        assert f'href="{target}"' not in answer.content.decode()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_former_address_leads_to_ours_alone(client: Client, target: str) -> None:
    if "\0" not in target:
        FormerAddress.objects.create(path="/old/", moved_to=target)
    answer = client.get("/old/")
    assert answer.status_code == 404 or is_ours(answer["Location"])


@pytest.mark.parametrize("path", FOLDERS)
def test_no_file_comes_from_another_folder(client: Client, settings: Any, path: str) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    a_trial()
    item = an_item()
    sheet = baker.make(Attachment, item=item, title="it", file=ContentFile(b"it", name="it.pdf"))
    for start in (
        *("/static/", "/static/css/", "/media/", "/trials/", "/trials/A021602/figures/"),
        *("/news/", "/news/a-release/files/", f"/news/a-release/files/{sheet.pk}/"),
        *("/sitemap-", "/api/v2/", "/api/v2/studies/", "/admin/jsi18n/"),
    ):
        answer = client.get(f"{start}{path}")
        assert answer.status_code in (302, 301, 400, 404, 405), start
        body = b"" if answer.streaming else answer.content
        assert b"root:" not in body
        assert b"INSTALLED_APPS" not in body
