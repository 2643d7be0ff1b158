"""The site talks to its database, and to nobody else: pages, the admin, what is taken in."""

import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.records import a_trial, an_item

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CHECKOUT = Path(__file__).resolve().parent.parent.parent
ROOTS = ("config", "news", "trials")
MAY_SEND = "trials/ctgov/client/"
LISTENS = {"config/serve.py", "config/gunicorn.py"}
SENDS = re.compile(
    r"^\s*(?:import|from)\s+(?:requests|urllib3|urllib\.request|http\.client|httpx|aiohttp|socket"
    r"|smtplib|ftplib|xmlrpc|django\.core\.mail)\b",
    re.MULTILINE,
)
ASKED = ("/", "/trials/?q=cabozantinib&near=Portland", "/news/", "/search/?q=tumor", "/api/")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every connection and every look-up of a name that Python tries; libpq's are not Python's."""
    tries: list[Any] = []

    def refused(*given: Any, **more: Any) -> Any:
        tries.append(given)
        raise OSError("There is no network.")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    return tries


def test_reading_asks_nobody(client: Client, tried: list[Any]) -> None:
    a_trial("A021602", nct_id="NCT03375320")
    an_item("told", body="See ![it](https://elsewhere.example/it.png) and A021602.")
    for address in (*ASKED, "/trials/A021602/", "/news/told/", "/api/v2/studies"):
        answer = client.get(address)
        b"".join(answer)
        assert answer.status_code == 200, address
    assert tried == []


def test_work_asks_nobody(admin_client: Client, tried: list[Any]) -> None:
    page = b"<h1>A release</h1><p>A021602 <img src='http://169.254.169.254/latest'> told.</p>"
    data = {"files": SimpleUploadedFile("release.html", page), "text": ""}
    assert admin_client.post("/admin/news/newsitem/take-in/", data).status_code in (200, 302, 404)
    for address in ("/admin/", "/admin/news/newsitem/add/", "/admin/trials/trial/add/"):
        assert admin_client.get(address).status_code == 200
    assert tried == []


def test_only_the_client_of_the_registry_may_send() -> None:
    found = {
        str(file.relative_to(CHECKOUT))
        for root in ROOTS
        for file in (CHECKOUT / root).rglob("*.py")
        if SENDS.search(file.read_text())
    }
    assert {name for name in found if not name.startswith(MAY_SEND)} == LISTENS


def test_the_linter_refuses_it_elsewhere(tmp_path: Path) -> None:
    for name in ("requests", "socket", "urllib.request", "http.client", "smtplib"):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251"),
                *("--stdin-filename", str(CHECKOUT / "news" / "somewhere.py"), "-"),
            ],
            input=f"import {name}\n",
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
        )
        assert "TID251" in done.stdout, name
