"""Nothing that is not public shows at any exit: one test per exit, all kinds and states at once."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from news.files import file_name
from news.models import Attachment, Correction, NewsImage, NewsItem
from tests.feeds import KINDS, read
from tests.records import (
    NOT_LISTED,
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
    FormerName,
    Intervention,
    Organisation,
    Reference,
    SupportingTrial,
    Trial,
    TrialCondition,
    TrialIdentifier,
)
from trials.search.indexing import refresh as index

pytestmark = pytest.mark.django_db

HIDDEN = "Zzsecret"
EXITS = [
    "/",
    "/about/",
    "/trials/",
    "/trials/?sort=updated",
    "/trials/?status=RECRUITING&status=TERMINATED",
    "/trials/?has=news&has=findings&has=approval&has=discrepancy",
    "/trials/?q=testing",
    "/trials/?condition=z&intervention=z&sponsor=z",
    "/trials/A021602/",
    "/trials/A021602/history/",
    "/trials/A021602.ris",
    "/trials/A021602.bib",
    "/trials/A021602.csl.json",
    "/trials/A021602.json",
    "/trials/A021602.csv",
    "/compare/",
    "/compare/?id=A021602",
    *(
        f"/trials/A021602/figures/{name}.svg"
        for name in ("hazard-ratios", "medians", "participants", "timeline")
    ),
    "/conditions/carcinoid-tumor/",
    "/approvals/",
    "/approvals/?agency=FDA",
    "/news/",
    "/news/?q=testing",
    "/news/?trial=A021602",
    "/news/a-release/",
    "/news/a-release.ris",
    "/news/issues/",
    "/news/issues/e-news-march-2025/",
    "/news/issues/e-news-march-2025/print/",
    "/trials/?near=Boston&q=testing",
    "/trials/?q=zzsecret",
    "/trials/export.csv",
    "/trials/export.csv?q=testing",
    "/search/?q=testing",
    "/search/?q=zzsecret",
    "/suggest/?q=zzsecret",
    "/suggest/?q=NCI-2030",
    "/suggest/?q=zz&format=json",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-trials.xml",
    "/sitemap-news.xml",
    "/sitemap-issues.xml",
    "/sitemap-conditions.xml",
    "/sitemap-latest-news.xml",
    "/robots.txt",
    "/nowhere/",
    "/api/",
]
FEEDS_OF_NEWS = [
    f"/{of}/feed.{kind}"
    for of in ("news", "trials/A021602", "conditions/carcinoid-tumor")
    for kind in KINDS
]
FEEDS_OF_TRIALS = [
    f"/trials/feed.{kind}{query}"
    for kind in KINDS
    for query in ("", "?status=RECRUITING&status=TERMINATED", "?q=testing&has=news")
]
FILES = ("ris", "bib", "csl.json", "json", "csv")
# All tell of trials without an NCT ID too, since one is hidden that has none.
API = [
    f"/api/v2/{path}"
    for path in (
        "studies?includeUnregistered=true&countTotal=true",
        "studies?includeUnregistered=true&format=csv",
        "studies?includeUnregistered=true&format=csv&wholeSet=true",
        "studies?includeUnregistered=true&fields=trialfolio,BriefTitle",
        "studies?includeUnregistered=true&query.term=testing&sort=@relevance",
        "studies?includeUnregistered=true&query.term=zzsecret",
        "studies?includeUnregistered=true&filter.ids=A099990,A099991,A099992,A099993,A021602",
        "studies?includeUnregistered=true&updatedSince=2020-01-01",
        "studies/A021602",
        "studies/A021602?format=csv",
        "studies/A021602?format=ris",
        "stats/size",
        "stats/field/values",
        "version",
    )
]
WITHDRAWN_SINCE = "/api/v2/studies?includeUnregistered=true&updatedSince=2020-01-01"
# Those with the text of a public item, which may name what it likes.
WHOLE_TEXTS = (
    "/news/a-release/",
    "/news/issues/e-news-march-2025/print/",
    *FEEDS_OF_NEWS,
)


# What was asked is said back.
SAID_BACK = (
    "“zzsecret”",
    'value="zzsecret"',
    "q=zzsecret",
    "zzsecret: ",
    "<del>zzsecret</del>",
    'Terminated</span> <span class="number">0<',
    "Terminated <span aria-hidden",
)


@dataclass
class World:
    """What is public, and beside it everything that is not."""

    hidden_trials: dict[str, Trial] = field(default_factory=dict)
    hidden_items: dict[str, NewsItem] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        made = a_world()
        render()
        index()
        return made


def a_world() -> World:
    made = World()
    trial = a_trial("A021602", brief_title="Testing cabozantinib")
    a_status(trial, "ACTIVE_NOT_RECRUITING")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    issue = an_issue()
    item = an_item(title="Testing goes on", body="It speaks of A021602.", issue=issue)
    a_link(item, trial)
    a_finding(trial, "298", a_source())
    drawn(trial, "0.22", "13.8", a_source())
    approval = an_approval(trial)
    for number, (state, fields) in enumerate(NOT_LISTED.items()):
        hidden = hidden_trial(f"A09999{number}", state, fields, condition)
        made.hidden_trials[state] = hidden
        a_link(item, hidden)
        baker.make(SupportingTrial, approval=approval, trial=hidden)
        made.hidden_items[state] = hidden_item(trial, state, fields, issue)
        hidden_parts(trial, state, fields)
    under_embargo(trial)
    NewsItem.objects.filter(pk=item.pk).update(
        body="It speaks of A021602.\n\nAnd of A099990, A099991, A099992 and A099993."
    )
    return made


def hidden_trial(
    protocol_id: str, state: str, fields: dict[str, Any], condition: Condition
) -> Trial:
    """With parts that are public by themselves and hidden only by their trial."""
    word = f"{HIDDEN} trial {state}"
    sponsor = baker.make(Organisation, name=f"{word} sponsor")
    trial = a_trial(
        protocol_id, brief_title=f"Testing {word}", acronym=word, lead_sponsor=sponsor, **fields
    )
    own = baker.make(Condition, name=f"{word} condition", slug=f"zzsecret-{state}")
    for each in (condition, own):
        baker.make(TrialCondition, trial=trial, condition=each)
    baker.make(Intervention, trial=trial, name=f"{word} drug")
    baker.make(FormerName, trial=trial, kind="ACRONYM", name=f"{word} name")
    baker.make(TrialIdentifier, trial=trial, kind="CTRP", value=f"NCI-2030-{protocol_id[-5:]}")
    a_status(trial, "RECRUITING")
    an_approval(trial, agency=f"{word} agency", product=f"{word} product")
    a_guideline_listing(trial, f"{word} guideline")
    return trial


def hidden_item(trial: Trial, state: str, fields: dict[str, Any], issue: Any) -> NewsItem:
    """In a public issue, linked to a public trial; and another one, alone in an issue."""
    word = f"{HIDDEN} item {state}"
    item = an_item(
        f"zzsecret-{state}", title=f"Testing {word}", summary=word, issue=issue, **fields
    )
    a_link(item, trial)
    baker.make(Correction, item=item, text=word)
    baker.make(Attachment, item=item, title=word, file=ContentFile(b"%PDF", name="zzsecret.pdf"))
    picture = ContentFile(b"png", name="zzsecret.png")
    baker.make(NewsImage, item=item, alternative_text=word, file=picture)
    alone = an_issue(f"zzsecret-issue-{state}", title=f"{word} issue")
    an_item(f"zzsecret-alone-{state}", title=f"Testing {word}", issue=alone, **fields)
    return item


def hidden_parts(trial: Trial, state: str, fields: dict[str, Any]) -> None:
    """Of a public trial."""
    word = f"{HIDDEN} part {state}"
    a_finding(trial, f"{word} value", a_source(f"{word} source"), **fields)
    drawn(trial, f"{word} ratio", f"{word} median", a_source(f"{word} source"), **fields)
    an_approval(trial, agency=f"{word} agency", product=f"{word} product", **fields)
    a_guideline_listing(trial, f"{word} guideline", **fields)


def drawn(trial: Trial, ratio: str, median: str, source: Any, **fields: Any) -> None:
    """Numbers of the same arms and endpoint, which are pictures too."""
    drug, placebo = (trial.arms.get_or_create(label=label)[0] for label in ("Drug", "Placebo"))
    endpoint, _ = trial.endpoints.get_or_create(level="PRIMARY", measure="PFS")
    of = {"endpoint": endpoint, "arm": drug, **fields}
    a_finding(trial, ratio, source, quantity="HAZARD_RATIO", comparator=placebo, **of)
    a_finding(trial, median, source, quantity="MEDIAN", **of)


def under_embargo(trial: Trial) -> None:
    """Public by themselves, resting on a source that is not."""
    word = f"{HIDDEN} embargo"
    source = a_source(f"{word} source", public_from=None)
    release = an_item("zzsecret-release", source=source, state="IN_REVIEW")
    assert not type(source).objects.listed().filter(pk=source.pk).exists()
    assert release.source == source
    a_finding(trial, f"{word} value", source)
    drawn(trial, f"{word} ratio", f"{word} median", source)
    an_approval(trial, agency=f"{word} agency", product=f"{word} product", source=source)
    a_guideline_listing(trial, f"{word} guideline", source=source)
    baker.make(FormerName, trial=trial, kind="ACRONYM", name=f"{word} name", source=source)
    baker.make(Reference, trial=trial, citation=f"{word} paper", source=source)
    a_status(trial, "TERMINATED", as_of="2025-01", reason=f"{word} reason", source=source)


@pytest.mark.parametrize("path", [*EXITS, *FEEDS_OF_NEWS, *FEEDS_OF_TRIALS, *API])
def test_nothing_hidden_shows(client: Client, world: World, path: str) -> None:
    response = client.get(path)
    text = response.getvalue().decode()

    assert response.status_code in (200, 404)
    for asked in SAID_BACK:
        text = text.replace(asked, "")
    assert HIDDEN.lower() not in text.lower()
    assert "Terminated" not in text
    assert "TERMINATED" not in text or path not in API
    if path == WITHDRAWN_SINCE:
        # Who has a copy is told that it is withdrawn.
        text = text.replace('"protocolId":"A099993"', "")
    if path not in WHOLE_TEXTS:
        assert "A09999" not in text


def test_the_api_has_the_public_trial_alone(client: Client, world: World) -> None:
    answer = client.get("/api/v2/studies?includeUnregistered=true&countTotal=true")
    found = json.loads(b"".join(answer))
    assert found["totalCount"] == 1
    assert [study["trialfolio"]["protocolId"] for study in found["studies"]] == ["A021602"]


def test_numbers_of_hidden_trials_in_a_text_are_no_links(client: Client, world: World) -> None:
    text = client.get("/news/a-release/").content.decode()

    assert "A099990" in text
    assert 'href="/trials/A021602/"' in text
    assert 'href="/trials/A09999' not in text


def test_numbers_of_hidden_trials_in_a_feed_are_neither_links_nor_words(
    client: Client, world: World
) -> None:
    for address in FEEDS_OF_NEWS:
        (entry, *others) = [one for one in read(client, address) if "Status" not in one.tags]
        assert others == []
        assert entry.tags == ["Press release", "A021602"]
        assert "/trials/A09999" not in entry.html


def test_counts_are_of_what_is_listed(client: Client, world: World) -> None:
    text = client.get("/").content.decode()

    assert ">1 trial<" in text
    assert " recruiting<" not in text  # since none is that readers may know of
    assert '<p class="count">1 trial</p>' in client.get("/trials/").content.decode()


def test_hidden_numbers_find_nothing(client: Client, world: World) -> None:
    for trial in world.hidden_trials.values():
        response = client.get("/search/", {"q": trial.public_id})
        assert response.status_code == 200
        assert HIDDEN not in response.content.decode()


def test_a_comparison_shows_nothing_hidden(client: Client, world: World) -> None:
    a_trial("A031201")
    ids = ["A021602", "A031201", *(trial.public_id for trial in world.hidden_trials.values())]
    text = client.get("/compare/", {"id": ids}).content.decode()
    assert "Testing cabozantinib" in text
    assert HIDDEN.lower() not in text.lower()
    assert text.count("No trial listed here has the number") == len(world.hidden_trials)


def test_a_finding_under_embargo_is_no_discrepancy(client: Client, world: World) -> None:
    text = client.get("/trials/?has=discrepancy").content.decode()

    assert '<p class="count">0 trials found</p>' in text


@pytest.mark.parametrize("state", ["draft", "in-review", "future"])
def test_what_is_not_public_has_no_address(client: Client, world: World, state: str) -> None:
    trial, item = world.hidden_trials[state], world.hidden_items[state]
    addresses = [
        f"/trials/{trial.protocol_id}/",
        f"/trials/{trial.protocol_id}/history/",
        f"/trials/NCI-2030-{str(trial.protocol_id)[-5:]}/",
        f"/conditions/zzsecret-{state}/",
        item.get_absolute_url(),
        f"/news/{item.slug}.ris",
        f"/news/issues/zzsecret-issue-{state}/",
        f"/api/v2/studies/{trial.protocol_id}",
        f"/api/v2/studies/NCI-2030-{str(trial.protocol_id)[-5:]}",
        *(f"/trials/{trial.protocol_id}/feed.{kind}" for kind in KINDS),
        *(f"/trials/{trial.protocol_id}.{end}" for end in FILES),
        *(f"/trials/NCI-2030-{str(trial.protocol_id)[-5:]}.{end}" for end in FILES),
        *(f"/conditions/zzsecret-{state}/feed.{kind}" for kind in KINDS),
    ]
    for part, kind in ((item.images.get(), "images"), (item.attachments.get(), "files")):
        name = file_name(part.file)
        addresses.append(f"{item.get_absolute_url()}{kind}/{part.pk}/{name}")

    for address in addresses:
        response = client.get(address)
        assert (address, response.status_code) == (address, 404)
        assert HIDDEN.lower() not in response.content.decode().lower()


def test_a_withdrawn_trial_keeps_its_address_with_a_notice(client: Client, world: World) -> None:
    for path in ("/trials/A099993/", "/trials/A099993/history/"):
        response = client.get(path)
        text = response.content.decode()
        assert response.status_code == 200
        assert "This record was withdrawn" in text
        assert "It was wrong." in text
        assert '<meta name="robots" content="noindex">' in text


def test_a_withdrawn_trial_has_no_study_but_a_word_of_its_page(
    client: Client, world: World
) -> None:
    for trial_id in ("A099993", "NCI-2030-99993"):
        response = client.get(f"/api/v2/studies/{trial_id}")
        assert response.status_code == 404
        text = response.content.decode()
        assert HIDDEN.lower() not in text.lower()
        assert "http://testserver/trials/A099993/ says why." in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_trial_is_followed_no_more(client: Client, world: World, kind: str) -> None:
    for address in ("/trials/A099993", "/trials/NCI-2030-99993", "/conditions/zzsecret-withdrawn"):
        assert client.get(f"{address}/feed.{kind}").status_code == 404


def test_a_withdrawn_item_keeps_its_address_with_a_notice(client: Client, world: World) -> None:
    response = client.get(world.hidden_items["withdrawn"].get_absolute_url())
    text = response.content.decode()

    assert response.status_code == 200
    assert "It was wrong." in text
    assert '<meta name="robots" content="noindex">' in text
