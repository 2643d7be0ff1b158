"""What spreadsheets, reference managers and HTTP would run or split, out of hostile names."""

import csv
import io
import json
from typing import Any

import pytest
import rispy
from django.test import Client
from model_bakery import baker

from tests.records import a_status, a_trial, an_item
from trials.models import Condition, Organisation, Trial, TrialCondition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORMULAS = (
    '=HYPERLINK("http://zzx.example","a")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    '"=1+1"',
    '=1+1";=2+2;"',
    'a",=1+1,"b',
    "a\r\n=1+1,=2+2",
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
TABLES = (
    "/trials/export.csv",
    "/trials/export.csv?q=",
    "/trials/A021602.csv",
    "/api/v2/studies?format=csv&includeUnregistered=true",
    "/api/v2/studies?format=csv&includeUnregistered=true&wholeSet=true",
    "/api/v2/studies/A021602?format=csv",
)
LINES = (
    "a\r\nER  - \r\nTY  - RPRT\r\nTI  - zzx",
    "a\nTI  - zzx",
    "a\rTI  - zzx",
    "a\u2028TI  - zzx",
    "a\u0085TI  - zzx",
    "a\x0bTI  - zzx\x0c\x1e",
    "a}\n}\n@misc{zzx, title={zzx}}",
    "a\\}, author = {zzx}, x = {\\",
    "%a\n@comment{zzx}",
    "a\\input{/etc/passwd}\\write18{zzx}",
    'a", "author": "zzx',
)


def hostile(text: str) -> Trial:
    """A public trial with it in all that tables and citations show."""
    sponsor = baker.make(Organisation, name=text, short_name=text)
    trial = a_trial(
        "A021602", brief_title=text, official_title=text, acronym=text[:40], lead_sponsor=sponsor
    )
    condition = baker.make(Condition, name=text, slug="a-condition")
    baker.make(TrialCondition, trial=trial, condition=condition)
    trial.endpoints.create(level="PRIMARY", measure=text)
    Trial.objects.filter(pk=trial.pk).update(brief_summary=text, keywords=[text])
    a_status(trial, "RECRUITING", reason=text)
    return trial


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(client: Client, text: str) -> None:
    hostile(text)
    for address in TABLES:
        answer = client.get(address)
        read = answer.getvalue().decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(read, newline=""))

        assert [len(row) for row in rows] == [len(head)], address
        assert [cell for cell in rows[0] if cell.startswith(STARTS)] == [], address


@pytest.mark.parametrize("text", LINES)
@pytest.mark.parametrize("address", ["/trials/A021602", "/news/a-release"])
def test_a_citation_is_one_reference(client: Client, address: str, text: str) -> None:
    hostile(text)
    an_item(title=text, summary=text, media_contact=text)
    ris = client.get(f"{address}.ris").content.decode()
    bibtex = client.get(f"{address}.bib").content.decode()

    (reference,) = rispy.loads(ris)
    assert "zzx" not in (reference.get("title"), reference.get("primary_title"))
    assert [line for line in ris.splitlines() if line.startswith("TI")] in ([], [titles(ris)])
    assert sum(line.startswith("@") for line in bibtex.splitlines()) == 1
    assert len(json.loads(client.get(f"{address}.csl.json").content)) >= 1
    assert depth(bibtex) == 0


def titles(ris: str) -> str:
    """The one line of the title."""
    return next((line for line in ris.splitlines() if line.startswith("TI")), "")


def depth(bibtex: str) -> int:
    """Braces left open; a title that closes one of ours would end the entry."""
    level = 0
    for at, one in enumerate(bibtex):
        if one in "{}" and bibtex[at - 1 : at] != "\\":
            level += 1 if one == "{" else -1
            assert level > 0 or not bibtex[at + 1 :].strip()
    return level


@pytest.mark.parametrize(
    "tail",
    ["%0d%0aSet-Cookie:%20zzx=1", "%0aX-Zzx:1", "%E5%98%8A%E5%98%8Dzzx:1", "%00", "%22;zzx=1"],
)
def test_no_address_adds_a_header(client: Client, tail: str) -> None:
    hostile("A title")
    for address in (
        f"/trials/A021602{tail}/",
        f"/trials/nct03375320{tail}",
        f"/trials/A021602{tail}.ris",
        f"/trials/?q={tail}&sort=newest",
        f"/trials/export.csv?q={tail}",
        f"/news/preview/{tail}/",
        f"/accounts/login/?next=/admin/{tail}",
        f"/admin/trials/trial/{tail}/change/",
        f"/compare/?id=A021602{tail}",
        f"/old{tail}/?a={tail}",
    ):
        answer: Any = client.get(address)
        assert answer.status_code < 500
        assert "zzx" not in answer.cookies
        for name, value in answer.headers.items():
            assert name.lower() != "x-zzx"
            assert not {"\r", "\n", "\0"} & set(value)


@pytest.mark.parametrize("name", ['a"; filename="zzx.exe', "a\r\nX-Zzx: 1", "../../zzx", "..\\zzx"])
def test_the_name_of_a_download_is_one_of_ours(client: Client, name: str) -> None:
    trial = a_trial("A021602", brief_title=name, acronym=name)
    for end in ("ris", "bib", "csl.json", "csv", "json"):
        answer = client.get(f"/trials/{trial.protocol_id}.{end}")
        assert answer["Content-Disposition"] == f'attachment; filename="A021602.{end}"'
