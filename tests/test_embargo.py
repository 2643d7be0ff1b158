"""The embargo at every exit: nothing one second before, all of it one second after.

A release, what rests on it, and records with a time of their own wait for the same second of the
database's clock. Each exit says what it shows then, and shows none of it before.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from news.files import file_name
from news.models import Attachment, NewsImage, NewsItem
from tests.clock import clock_to_set
from tests.feeds import KINDS
from tests.records import (
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_issue,
    an_item,
)
from trials.api.rendering import refresh as render
from trials.models import (
    Condition,
    FormerAddress,
    FormerName,
    Intervention,
    Reference,
    SupportingTrial,
    Trial,
    TrialCondition,
    TrialIdentifier,
)
from trials.search.indexing import refresh as index

pytestmark = pytest.mark.slow

EMBARGO = datetime(2045, 3, 26, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITS: dict[str, Any] = {"state": "APPROVED", "release_at": EMBARGO}
WORD = "Qq"  # begins every word that nobody may read before

RELEASE = ("Qqtitle", "Qqsummary")
RESTS_ON_IT = ("Qqfinding", "Qqagency", "Qqguideline", "Qqreason", "Qqpaper", "Qqname", "Qqsource")
OWN_TIME = ("Qqownfinding", "Qqownagency", "Qqownguideline")
FEEDS = ("news", "trials/A021602", "conditions/carcinoid-tumor")
EXITS: dict[str, tuple[str, ...]] = {
    "/": (*RELEASE, "Qqagency", "Qqownagency", ">2 trials<"),
    "/news/": (*RELEASE, "Qqissue"),
    "/news/issues/": ("Qqissue",),
    "/news/?q=results": RELEASE,
    "/news/?trial=A021602": RELEASE,
    "/news/the-release/": (
        *RELEASE,
        "Qqbody",
        "Qqpicture",
        "Qqsheet",
        '"@type": "NewsArticle"',
        'property="og:title" content="Results: Qqtitle"',
    ),
    "/news/the-release.ris": RELEASE,
    "/news/the-release.bib": ("Qqtitle",),
    "/news/the-release.csl.json": RELEASE,
    "/news/issues/the-issue/": (*RELEASE, "Qqissue"),
    "/news/issues/the-issue/print/": (*RELEASE, "Qqissue", "Qqbody"),
    "/news/issues/e-news-march-2025/": RELEASE,
    "/news/issues/e-news-march-2025/print/": (*RELEASE, "Qqbody"),
    "/trials/": ("Qqtrial", "Terminated"),
    "/trials/?sort=updated": ("Qqtrial",),
    "/trials/?status=TERMINATED": ("Terminated", "1 trial found"),
    "/trials/?has=news": ("1 trial found",),
    "/trials/?has=findings": ("1 trial found",),
    "/trials/?has=approval": ("2 trials found",),
    "/trials/?has=discrepancy": ("1 trial found",),
    "/trials/?condition=carcinoid": ("Qqtrial",),
    "/trials/A021602/": (*RELEASE, *RESTS_ON_IT, *OWN_TIME, "Terminated", '"subjectOf"'),
    "/trials/A021602/history/": (),
    "/trials/A021602/history.json": (*RESTS_ON_IT, *OWN_TIME, "TERMINATED"),
    "/trials/A021602/history/1/": (),
    "/trials/A021699/": ("Qqtrial", '"@type": "MedicalTrial"', 'property="og:title"'),
    "/trials/A021602.ris": (),
    "/trials/A021602.json": ("Qqtitle", *RESTS_ON_IT, *OWN_TIME, "TERMINATED"),
    "/trials/A021602.csv": ("TERMINATED",),
    "/trials/A021699.ris": ("Qqtrial", "Qqcondition"),
    "/trials/A021699.bib": ("Qqtrial", "Qqcondition"),
    "/trials/A021699.csl.json": ("Qqtrial", "Qqcondition"),
    "/trials/A021699.json": ("Qqtrial", "Qqcondition", "Qqdrug"),
    "/trials/A021699.csv": ("Qqtrial", "Qqcondition", "Qqdrug"),
    "/trials/A021699/history/": ("History of this record",),
    "/compare/?id=A021602&id=A021699": (
        *("Qqtrial", "Qqagency", "Qqownagency", "Qqcondition", "Qqdrug", "Terminated"),
    ),
    "/conditions/carcinoid-tumor/": ("Qqtrial",),
    "/conditions/rare-tumor/": ("Qqcondition",),
    "/approvals/": ("Qqagency", "Qqownagency"),
    "/approvals/?agency=FDA": ("Qqagency",),
    "/search/?q=results": RELEASE,
    "/search/?q=testing": ("Qqtrial",),
    "/trials/?q=testing": ("Qqtrial", "Qqcondition", "Qqdrug", "Terminated"),
    "/trials/export.csv": ("Qqtrial", "Qqcondition", "Qqdrug", "TERMINATED"),
    "/trials/export.csv?has=news": ("A021602",),
    "/suggest/?q=A0216": ("A021699",),
    "/suggest/?q=drug&format=json": (),
    "/suggest/?q=carcinoid": (),
    "/sitemap.xml": (
        "/news/the-release/",
        "/news/issues/the-issue/",
        "/trials/A021699/",
        "/conditions/rare-tumor/",
        "<lastmod>2045-03-26</lastmod>",
    ),
    "/sitemap-trials.xml": ("/trials/A021699/",),
    "/sitemap-conditions.xml": ("/conditions/rare-tumor/",),
    "/sitemap-latest-news.xml": ("Results: Qqtitle", "/news/the-release/"),
    **{f"/{of}/feed.{kind}": (*RELEASE, "Qqbody") for of in FEEDS for kind in KINDS},
    **{f"/trials/A021602/feed.{kind}": (*RELEASE, "Qqreason", "Terminated") for kind in KINDS},
    **{f"/trials/feed.{kind}": ("Qqtrial", "Terminated") for kind in KINDS},
    **{f"/trials/feed.{kind}?status=TERMINATED": ("Terminated",) for kind in KINDS},
    **{f"/conditions/rare-tumor/feed.{kind}": ("Qqcondition",) for kind in KINDS},
}
PICTURES = "/trials/A021602/figures"
EXITS |= {
    f"{PICTURES}/hazard-ratios.svg": ("Qqratio", "Qqsource"),
    f"{PICTURES}/medians.svg": ("Qqmedian", "Qqsource"),
    f"{PICTURES}/participants.svg": ("Qqsource",),
    f"{PICTURES}/timeline.svg": ("Qqtitle", "Qqreason", "Qqownagency"),
}
LISTS = "/api/v2/studies?includeUnregistered=true"
EXITS |= {
    LISTS: ("Qqtitle", *RESTS_ON_IT, *OWN_TIME, "Qqtrial", "TERMINATED", "A021699"),
    f"{LISTS}&strict=false&countTotal=true": ('{"totalCount":2,', "Qqtrial"),
    f"{LISTS}&updatedSince=2020-01-01": (*RESTS_ON_IT, "Qqtrial"),
    f"{LISTS}&fields=trialfolio": ("Qqtitle", "Qqfinding", "Qqname", *OWN_TIME),
    f"{LISTS}&query.titles=results+OR+testing": ("Qqtrial",),
    f"{LISTS}&filter.overallStatus=TERMINATED": ("A021602",),
    f"{LISTS}&format=csv": ("Qqtrial", "TERMINATED"),
    f"{LISTS}&format=csv&wholeSet=true": ("Qqtrial", "TERMINATED"),
    "/api/v2/studies/A021602": ("Qqtitle", *RESTS_ON_IT, *OWN_TIME, "TERMINATED"),
    "/api/v2/studies/A021602?format=csv": ("TERMINATED",),
    "/api/v2/studies/A021602?format=ris": (),
    "/api/v2/studies/A021699": ("Qqtrial", "Qqcondition", "Qqdrug"),
}
# Words that stand in the exit anyway, as the label of a choice or in what was asked.
ALWAYS = (
    'Terminated</span> <span class="number">0<',
    "Terminated <span aria-hidden",
    'name="status" value="TERMINATED"',
    "status=TERMINATED",
    "Trials: TERMINATED",
)


@pytest.fixture
def clock(db: None) -> Callable[[datetime], None]:
    return clock_to_set()


@pytest.fixture(scope="module")
def waiting(committed_once: DjangoDbBlocker) -> int:
    """Rendered and indexed long before its time."""
    with committed_once.unblock():
        made = a_release()
        render()
        index()
        return made.pk


@pytest.fixture
def release(waiting: int, db: None) -> NewsItem:
    return NewsItem.objects.get(pk=waiting)


def a_release() -> NewsItem:
    """A public trial; and the release on it, with all that waits for the same second."""
    trial = a_trial("A021602", brief_title="Testing cabozantinib")
    a_status(trial, "RECRUITING", as_of="2018")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    source = a_source("Qqsource", public_from=None)
    monthly = an_issue()
    item = an_item(
        "the-release",
        title="Results: Qqtitle",
        summary="Qqsummary",
        body="Qqbody on A021602.",
        source=source,
        issue=monthly,
        **WAITS,
    )
    an_item("told-already", title="Testing goes on", issue=monthly)
    a_link(item, trial)
    picture, sheet = (ContentFile(b"it", name=f"Qq.{end}") for end in ("png", "pdf"))
    baker.make(NewsImage, item=item, alternative_text="Qqpicture", file=picture)
    baker.make(Attachment, item=item, title="Qqsheet", file=sheet)
    alone = an_issue("the-issue", title="Qqissue")
    an_item("alone", title=item.title, summary=item.summary, body="Qqbody", issue=alone, **WAITS)
    FormerAddress.objects.create(path="/old/release.html", moved_to=item.get_absolute_url())
    rests_on(source, trial)
    own_time(trial)
    another_trial(trial, condition)
    return item


def rests_on(source: Any, trial: Trial) -> None:
    """Public by themselves, and stated by the release alone."""
    a_finding(trial, "95", a_source("NEJM 2024"), **WAITS)
    a_finding(trial, "99", source)
    a_finding(trial, "66", source, population="Qqfinding")
    drawn(trial, source)
    an_approval(trial, product="Qqagency", source=source)
    a_guideline_listing(trial, "Qqguideline", source=source)
    a_status(trial, "TERMINATED", as_of="2025-01", reason="Qqreason", source=source)
    baker.make(Reference, trial=trial, citation="Qqpaper", source=source)
    baker.make(FormerName, trial=trial, kind="ACRONYM", name="Qqname", source=source)


def drawn(trial: Trial, source: Any) -> None:
    """Numbers that are pictures too."""
    drug, placebo = (trial.arms.create(label=label) for label in ("Cabozantinib", "Placebo"))
    endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
    of = {"endpoint": endpoint, "arm": drug}
    ratio = {"quantity": "HAZARD_RATIO", "comparator": placebo, "population": "Qqratio", **of}
    a_finding(trial, "0.22", source, **ratio)
    a_finding(trial, "13.8", source, quantity="MEDIAN", population="Qqmedian", **of)


def own_time(trial: Trial) -> None:
    """From sources that are public, with a time of their own."""
    a_finding(trial, "1", a_source("A talk"), population="Qqownfinding", **WAITS)
    an_approval(trial, agency="Qqownagency", **WAITS)
    a_guideline_listing(trial, "Qqownguideline", **WAITS)


def another_trial(trial: Trial, condition: Condition) -> None:
    """A trial that is not public itself, further trial of a public approval."""
    other = a_trial("A021699", brief_title="Testing Qqtrial", **WAITS)
    rare = baker.make(Condition, name="Qqcondition", slug="rare-tumor")
    for each in (condition, rare):
        baker.make(TrialCondition, trial=other, condition=each)
    baker.make(Intervention, trial=other, name="Qqdrug")
    baker.make(TrialIdentifier, trial=other, kind="CTRP", value="NCI-2030-00001")
    approval = trial.approvals.get(agency="Qqownagency")
    baker.make(SupportingTrial, approval=approval, trial=other)


def shown(response: Any) -> str:
    text: str = b"".join(response).decode()
    for words in ALWAYS:
        text = text.replace(words, "")
    return text


def test_no_exit_shows_anything_one_second_before_or_may_be_kept_past_it(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    clock(EMBARGO - SECOND)
    leaks = {}
    for address, words in EXITS.items():
        response = client.get(address)
        assert response.status_code in (200, 404), address
        assert response.get("Cache-Control", "") in ("", "no-cache", "public, no-cache"), address
        assert not response.has_header("Expires"), address
        assert not response.has_header("Last-Modified"), address
        text = shown(response)
        if WORD.lower() in text.lower() or any(word in text for word in words):
            leaks[address] = text
    assert leaks == {}


@pytest.mark.parametrize(
    "after", [timedelta(), pytest.param(SECOND, marks=pytest.mark.slow)], ids=["at", "after"]
)
def test_every_exit_shows_it_then(
    client: Client, release: NewsItem, clock: Callable[[datetime], None], after: timedelta
) -> None:
    clock(EMBARGO + after)
    missing = {}
    for address, words in EXITS.items():
        response = client.get(address)
        assert response.status_code == 200, address
        text = shown(response)
        missing[address] = [word for word in words if word not in text]
    assert missing == {address: [] for address in EXITS}


def other_addresses(item: NewsItem) -> dict[str, int]:
    """Addresses whose answer is no page, and their answer once the item is public."""
    image, sheet = item.images.get(), item.attachments.get()
    return {
        f"/news/the-release/images/{image.pk}/{file_name(image.file)}": 200,
        f"/news/the-release/files/{sheet.pk}/{file_name(sheet.file)}": 200,
        f"/news/first-words/images/{image.pk}/{file_name(image.file)}": 301,
        f"/news/first-words/files/{sheet.pk}/{file_name(sheet.file)}": 301,
        "/news/first-words/": 301,
        "/old/release.html": 301,
        "/trials/a021699/": 301,
        "/trials/NCI-2030-00001/": 301,
        "/trials/NCI-2030-00001/figures/timeline.svg": 301,
        "/trials/NCI-2030-00001/feed.atom": 301,
        "/trials/NCI-2030-00001.ris": 301,
        "/trials/a021699.json": 301,
        "/trials/a021699.csv": 301,
        "/api/v2/studies/a021699": 301,
        "/api/v2/studies/NCI-2030-00001": 301,
    }


def test_files_and_former_addresses_keep_it_too(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    NewsItem.objects.filter(pk=release.pk).update(slug="first-words")
    NewsItem.objects.filter(pk=release.pk).update(slug="the-release")
    expected = other_addresses(release)
    clock(EMBARGO - SECOND)
    before = {address: client.get(address).status_code for address in expected}
    assert before == dict.fromkeys(expected, 404)
    clock(EMBARGO + SECOND)
    assert {address: client.get(address).status_code for address in expected} == expected


def test_a_number_or_former_name_finds_nothing_before(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    clock(EMBARGO - SECOND)
    for q in ("A021699", "NCI-2030-00001", "Qqname", "Qqdrug", "Qqtitle", "Qqbody", "Qqtrial"):
        assert client.get("/search/", {"q": q}).status_code == 200
        text = client.get("/search/", {"q": q}).content.decode()
        assert "No trial matches" in text
        assert "No news matches" in text
        assert "No trial matches" in client.get("/trials/", {"q": q}).content.decode()
    clock(EMBARGO + SECOND)
    assert client.get("/search/?q=A021699")["Location"] == "/trials/A021699/"
    assert "1 trial found" in client.get("/trials/?q=Qqname").content.decode()
    assert "Results: Qqtitle" in client.get("/search/?q=Qqbody").content.decode()


def test_who_holds_a_feed_gets_the_release_at_once(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    feeds = [f"/{of}/feed.{kind}" for of in (*FEEDS, "trials") for kind in KINDS]
    clock(EMBARGO - 2 * SECOND)
    held = {feed: {"if-none-match": client.get(feed)["ETag"]} for feed in feeds}
    for moment, status in ((EMBARGO - SECOND, 304), (EMBARGO, 200), (EMBARGO + SECOND, 200)):
        clock(moment)
        for feed, asked in held.items():
            answer = client.get(feed, headers=asked)
            assert (feed, answer.status_code) == (feed, status)
            assert answer["Cache-Control"] == "no-cache"
            assert (answer["ETag"] == asked["if-none-match"]) == (status == 304)


def test_there_is_no_preview_without_a_link(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    clock(EMBARGO - SECOND)
    image = release.images.get()
    for address in (
        "/news/preview/",
        f"/news/preview/{release.pk}/",
        f"/news/preview/{release.slug}/",
        f"/news/preview/{release.pk}/images/{image.pk}/{file_name(image.file)}",
        f"/admin/news/newsitem/{release.pk}/preview/",
    ):
        response = client.get(address)
        assert response.status_code in (302, 404)
        assert WORD.lower() not in response.content.decode().lower()


def test_what_is_withdrawn_before_its_time_never_shows(
    client: Client, release: NewsItem, clock: Callable[[datetime], None]
) -> None:
    NewsItem.objects.filter(state="APPROVED", release_at=EMBARGO).update(
        state="WITHDRAWN", withdrawn_at=EMBARGO - SECOND
    )
    clock(EMBARGO + SECOND)
    assert client.get("/news/the-release/").status_code == 404
    for address in ("/", "/news/", "/trials/A021602/", "/approvals/", "/news/feed.atom"):
        text = client.get(address).content.decode()
        assert [word for word in (*RELEASE, *RESTS_ON_IT) if word in text] == []
