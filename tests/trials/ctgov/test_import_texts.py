"""Texts of the registry stay texts: imported as they are, and no exit takes them for markup."""

import copy
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.accounts import let_in
from tests.feeds import KINDS
from tests.trials.ctgov.studies import INVENTED, Steps, places
from trials.ctgov.importer import import_study
from trials.models import Proposal, RegistryRecord, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = [
    "<script>zzalert(1)</script>",
    '"><img src=x onerror=zzalert(1)>',
    "'><svg/onload=zzalert(1)>",
    "</title></script><script>zzalert(2)</script>",
    '=HYPERLINK("https://zz.example","zz")',
    "{{ 7|add:35 }}{% debug %}{{ request }}",
    "[zz](javascript:zzalert(1)) <b onclick=zzalert(1)>zz</b>",
    "]]><zz/><!--",
    "\u202ezz desrever\u202c",
    "&lt;zz&gt; & &amp;",
]
# XML has no way to write these: a feed that carries them cannot be read.
CONTROLS = "bell\x07 escape\x1b[31m tab\x0b page\x0c end\x85"
KEPT_AS_THEY_ARE = {"id", "pmid", "term", "filename", "zip", "phone", "phoneExt", "typeAbbrev"}
NUMBER = "NCT99999901"


def told(study: Any, text: str) -> Any:
    """The study with this text in the place of each free text that it has."""
    told = copy.deepcopy(study)
    for at, value in places(study):
        if isinstance(value, str) and _is_free(at, value):
            parent = told
            for step in at[:-1]:
                parent = parent[step]
            parent[at[-1]] = text
    return told


def _is_free(at: Steps, value: str) -> bool:
    """Not a word of a list, a date, a number or an address."""
    name = next(step for step in reversed(at) if isinstance(step, str))
    is_word = value.isupper() or not any(letter.isspace() for letter in value.strip())
    is_age = name in ("minimumAge", "maximumAge", "targetDuration")
    return not (is_word or is_age or name in KEPT_AS_THEY_ARE or at[0] == "derivedSection")


@pytest.fixture(params=[HOSTILE[:5], pytest.param(HOSTILE[5:], marks=pytest.mark.slow)])
def text(request: pytest.FixtureRequest) -> str:
    """Several in one, since each costs a look at every page."""
    return " ".join(request.param)


@pytest.fixture
def trial(text: str) -> Trial:
    """Public, with the text wherever one can stand, and a value proposed that is it too."""
    return taken_in(text)


def taken_in(text: str) -> Trial:
    study = told(INVENTED, text)
    trial = Trial.objects.get(pk=import_study(study, publish=True).trial_id)
    Trial.objects.filter(pk=trial.pk).update(detailed_description="Ours")
    study["protocolSection"]["descriptionModule"]["detailedDescription"] = f"{text} again"
    study["protocolSection"]["statusModule"]["statusVerifiedDate"] = "2098-04"
    import_study(study)
    trial.refresh_from_db()
    return trial


def pages(trial: Trial) -> list[str]:
    condition = trial.conditions.get()
    return [
        "/",
        "/trials/",
        f"/trials/?q={NUMBER}",
        f"/trials/{NUMBER}/",
        f"/trials/{NUMBER}/history/",
        f"/conditions/{condition.slug}/",
        "/approvals/",
        "/search/?q=zz",
        "/news/",
    ]


def feeds(trial: Trial) -> list[str]:
    condition = trial.conditions.get()
    folders = ["/trials", f"/trials/{NUMBER}", f"/conditions/{condition.slug}"]
    return [f"{folder}/feed.{kind}" for folder in folders for kind in KINDS]


def admin_pages(trial: Trial) -> list[str]:
    record = RegistryRecord.objects.filter(trial=trial).first()
    assert record is not None
    proposal = Proposal.objects.filter(object_id=trial.pk).first()
    assert proposal is not None
    shown: list[tuple[str, Any]] = [
        ("trial", trial),
        ("registryrecord", record),
        ("proposal", proposal),
        ("source", trial.status_source),
        ("organisation", trial.lead_sponsor),
        ("condition", trial.conditions.get()),
    ]
    lists = [reverse(f"admin:trials_{name}_changelist") for name, _ in shown]
    forms = [
        reverse(f"admin:trials_{name}_{page}", args=[row.pk])
        for name, row in shown
        for page in ("change", "history")
    ]
    return ["/admin/", *lists, *forms, f"{lists[0]}?q=zz"]


def is_harmless(html: str, address: str) -> None:
    """No element, attribute or script of the page was made by the text."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.find_all(True):
        is_ours = element.name == "svg" and "drawing" in (element.get("class") or ())
        assert is_ours or element.name not in ("zz", "svg") or "zz" not in str(element), address
        for name, value in element.attrs.items():
            assert not name.startswith("on"), f"{address}: {element}"
            assert not str(value).strip().lower().startswith("javascript:"), address
        if element.name == "script" and element.get("type") != "application/ld+json":
            assert "zzalert" not in element.get_text(), f"{address}: {element}"
        if element.name == "img":
            assert element.get("src") != "x", address
    assert "debug %" in html or "{% debug" not in html


def test_it_is_kept_as_it_came(trial: Trial, text: str) -> None:
    assert (trial.brief_title, trial.official_title) == (text, text)
    assert text in trial.sites.values_list("facility", flat=True)
    assert trial.eligibility_criteria == text
    record = RegistryRecord.objects.get(trial=trial, version=1)
    assert record.study == told(INVENTED, text)


def test_no_page_takes_it_for_markup(client: Client, trial: Trial, text: str) -> None:
    for address in pages(trial):
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == 200, address
        is_harmless(html, address)
    page = BeautifulSoup(client.get(f"/trials/{NUMBER}/").content.decode(), "html.parser")
    assert text in page.get_text()
    for script in page.find_all("script"):
        if script.get("type") == "application/ld+json":
            assert json.loads(script.get_text())


def test_no_feed_takes_it_for_markup(client: Client, trial: Trial, text: str) -> None:
    for address in feeds(trial):
        can_be_read(client, address)
    _xml(client, "/sitemap.xml")


def _xml(client: Client, address: str) -> ElementTree.Element:
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314


def can_be_read(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, address
    if address.endswith(".json"):
        for item in json.loads(response.content)["items"]:
            is_harmless(item.get("content_html", ""), address)
        return
    feed = _xml(client, address)
    entries = [one for one in feed.iter() if one.tag.endswith(("item", "}entry"))]
    for element in (part for entry in entries for part in entry.iter()):
        is_html = element.get("type") == "html" or element.tag.endswith(("description", "encoded"))
        if is_html and element.text:
            is_harmless(element.text, address)


def test_no_page_of_the_admin_takes_it_for_markup(admin_client: Client, trial: Trial) -> None:
    for address in admin_pages(trial):
        response = admin_client.get(address)
        assert response.status_code == 200, address
        is_harmless(response.content.decode(), address)


def test_control_characters_break_no_page_and_no_feed(client: Client) -> None:
    trial = taken_in(f"zz {CONTROLS}")
    for address in pages(trial):
        assert client.get(address).status_code == 200
    for address in [*feeds(trial), "/sitemap.xml"]:
        assert client.get(address).status_code == 200, address
        if not address.endswith(".json"):
            _xml(client, address)


def test_an_admin_sees_control_characters_and_no_error(client: Client) -> None:
    let_in(client, User.objects.create_superuser("root"))
    for address in admin_pages(taken_in(f"zz {CONTROLS}")):
        assert client.get(address).status_code == 200
