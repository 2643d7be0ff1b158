"""Whatever changes a page changes its tag: what is written, by whomever, and what time does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from model_bakery import baker

from news.models import Attachment, Correction, NewsImage, NewsItem, NewsletterIssue, TrialLink
from news.models.item import FRESH
from tests.held import changed_by, soon, wait_for
from tests.hidden import a_world
from tests.records import (
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_editor,
    an_item,
)
from tests.trials.search.asking import a_concept
from trials.merging.merge import merge
from trials.models import (
    Approval,
    Concept,
    ConceptName,
    Condition,
    Finding,
    Organisation,
    Site,
    Source,
    SupportingTrial,
    Trial,
    TrialIdentifier,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NAMED = (
    "/search/?q=carcinoid+tumor",
    "/search/?q=gut+growth",
    "/search/?q=gept",
    "/trials/?q=carcinoid+tumor",
    "/news/?q=carcinoid+tumor",
    "/trials/export.csv?q=gut+growth",
    "/trials/feed.atom?q=gut+growth",
    "/suggest/?q=gut",
    "/suggest/?q=carc&format=json",
    "/trials/?near=Boston",
    "/trials/?near=Lyon",
    "/trials/?q=carcinoyd",
)
TIMED = (
    *("/", "/trials/?has=news", "/trials/?q=testing", "/trials/export.csv", "/search/?q=testing"),
    *("/trials/A021602/", "/trials/A021602/history/", "/trials/A021602/history.json"),
    *("/approvals/", "/conditions/carcinoid-tumor/", "/compare/?id=A021602&id=A021702"),
    *("/news/", "/news/a-release/", "/news/issues/e-news-march-2025/", "/sitemap-news.xml"),
    *("/news/feed.rss", "/trials/A021602/feed.atom", "/trials/feed.json", "/sitemap.xml"),
    *("/trials/A021602.json", "/sitemap-latest-news.xml"),
)
ALL = (
    *TIMED,
    *NAMED,
    *("/trials/A021602.ris", "/trials/A021602.csv", "/trials/A021602/figures/timeline.svg"),
    *("/trials/A021602/history/1/", "/trials/A021602/history/1.json", "/news/a-release.ris"),
    *("/news/issues/", "/news/issues/e-news-march-2025/print/", "/sitemap-conditions.xml"),
    *("/conditions/carcinoid-tumor/feed.json", "/news/?trial=A021602", "/approvals/?agency=FDA"),
    *("/suggest/?q=NCI-2030", "/trials/feed.rss?q=testing&has=news"),
)
NOW = timezone.now()
WITHDRAWN = {"state": "WITHDRAWN", "withdrawn_at": NOW, "withdrawal_reason": "It was wrong."}


def own() -> Trial:
    return Trial.objects.get(protocol_id="A021602")


def item() -> NewsItem:
    return NewsItem.objects.get(slug="a-release")


def carcinoid() -> Concept:
    return Concept.objects.get(preferred="Carcinoid growth")


def site(city: str, **at: Any) -> None:
    baker.make(Site, trial=own(), city=city, country="France", **at)


def merged() -> None:
    into = own()
    duplicate = Trial.objects.get(protocol_id="A021702")
    merge(duplicate, into, an_editor(), "One study")


WRITTEN: dict[str, Callable[[], Any]] = {
    "a trial": lambda: Trial.objects.filter(pk=own().pk).update(brief_title="Testing another"),
    "a part": lambda: own().arms.create(label="Drug of another kind"),
    "a status": lambda: a_status(own(), "COMPLETED", as_of="2026-01"),
    "a finding": lambda: a_finding(own(), "299", a_source("Lancet 2025")),
    "a source's name": lambda: Source.objects.filter(findings__trial=own()).update(
        short_title="Another paper", title="Another paper"
    ),
    "a sponsor's name": lambda: Organisation.objects.update(short_name="ORG"),
    "a condition's name": lambda: Condition.objects.filter(slug="carcinoid-tumor").update(
        name="Carcinoid tumour"
    ),
    "a finding withdrawn": lambda: Finding.objects.filter(value_text="298").update(**WITHDRAWN),
    "an approval withdrawn": lambda: Approval.objects.listed().update(**WITHDRAWN),
    "an approval's product": lambda: Approval.objects.update(product="Another product"),
    "a trial of an approval": lambda: baker.make(
        SupportingTrial,
        approval=Approval.objects.listed().first(),
        trial=Trial.objects.get(protocol_id="A021702"),
    ),
    "a number": lambda: baker.make(
        TrialIdentifier, trial=own(), kind="CTRP", value="NCI-2030-00001"
    ),
    "a trial withdrawn": lambda: Trial.objects.filter(pk=own().pk).update(**WITHDRAWN),
    "a merge": merged,
    "a release": lambda: NewsItem.objects.filter(pk=item().pk).update(body="Another text."),
    "a release withdrawn": lambda: NewsItem.objects.filter(pk=item().pk).update(**WITHDRAWN),
    "a new release": lambda: a_link(an_item("new", issue=item().issue), own()),
    "a link gone": lambda: TrialLink.objects.filter(item=item(), trial=own()).delete(),
    "a correction": lambda: baker.make(Correction, item=item(), text="It is 13.8."),
    "a picture": lambda: baker.make(
        NewsImage, item=item(), alternative_text="It", file=ContentFile(b"it", name="it.png")
    ),
    "a file": lambda: baker.make(
        Attachment, item=item(), title="It", file=ContentFile(b"it", name="it.pdf")
    ),
    "an issue": lambda: NewsletterIssue.objects.update(introduction="Another beginning."),
    "a city": lambda: site("Lyon", latitude=45.76, longitude=4.84),
}
OF_NAMES: dict[str, Callable[[], Any]] = {
    "a concept's name": lambda: Concept.objects.filter(pk=carcinoid().pk).update(
        preferred="Another term"
    ),
    "a synonym": lambda: ConceptName.objects.create(concept=carcinoid(), name="mitten sign"),
    "a synonym that says what stands here": lambda: ConceptName.objects.create(
        concept=carcinoid(), name="testing"
    ),
    "a synonym gone": lambda: ConceptName.objects.get(name="gut growth").delete(),
    "a synonym otherwise": lambda: ConceptName.objects.filter(name="gut growth").update(
        name="gut growths"
    ),
    "a synonym's language": lambda: ConceptName.objects.filter(name="gut growth").update(
        language="es"
    ),
    "a synonym in capitals": lambda: ConceptName.objects.filter(name="GEPT").update(
        capitals_only=False
    ),
    "a concept of another vocabulary": lambda: a_concept(
        "Carcinoid thing", "slow growth", kind="DISEASE", source="Other", same_as=carcinoid()
    ),
    "a kind": lambda: Concept.objects.filter(pk=carcinoid().pk).update(kind="DRUG"),
    "a concept gone": lambda: carcinoid().delete(),
}


def at(moment: Any) -> dict[str, Any]:
    return {"state": "APPROVED", "release_at": moment}


IN_TIME: dict[str, Callable[[Any], Any]] = {
    "a trial": lambda moment: a_trial("A021703", brief_title="Testing later", **at(moment)),
    "a finding": lambda moment: a_finding(own(), "301", a_source("Later"), **at(moment)),
    "a source": lambda moment: a_finding(own(), "302", a_source("Later", public_from=moment)),
    "a status": lambda moment: a_status(
        own(), "COMPLETED", as_of="2026", source=a_source("Later", public_from=moment)
    ),
    "an approval": lambda moment: an_approval(own(), "EMA", **at(moment)),
    "a guideline": lambda moment: a_guideline_listing(own(), "NETs", **at(moment)),
    "a release": lambda moment: a_link(an_item("later", issue=item().issue, **at(moment)), own()),
    "a release of two days": lambda moment: an_item("old", release_at=moment - FRESH),
    "a trial of a release": lambda moment: a_link(item(), a_trial("A021704", **at(moment))),
    "a correction": lambda moment: baker.make(
        Correction, item=item(), text="It is 13.8.", corrected_at=moment
    ),
}


@pytest.fixture(autouse=True)
def _world(transactional_db: None) -> None:
    a_world()
    a_trial("A021702", brief_title="Testing a carcinoid tumor too", acronym="OTHER")
    Trial.objects.filter(pk=own().pk).update(
        lead_sponsor=Organisation.objects.create(name="A group", short_name="GRP")
    )
    a_concept("Carcinoid growth", "carcinoid tumor", "gut growth", "[GEPT]", kind="DISEASE")


@pytest.mark.parametrize("what", WRITTEN)
def test_what_is_written_moves_each_page_that_tells_it(what: str) -> None:
    assert changed_by(WRITTEN[what], ALL)


@pytest.mark.parametrize("what", OF_NAMES)
def test_names_move_the_answers_to_words(what: str) -> None:
    changed = changed_by(OF_NAMES[what], ALL)
    assert changed
    assert all("q=" in one for one in changed)


@pytest.mark.parametrize("what", IN_TIME)
def test_time_moves_each_page_that_waits_for_it(what: str) -> None:
    moment = soon(TIMED)
    IN_TIME[what](moment)
    assert changed_by(lambda: wait_for(moment), TIMED)
