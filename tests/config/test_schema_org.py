"""What pages tell search engines has only properties that schema.org has for its types.

The table is schema.org's, as far as our types need it: a type has its own properties and those of
the types above it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from news.models import NewsItem
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ABOVE = {
    "MedicalEntity": "Thing",
    "MedicalStudy": "MedicalEntity",
    "MedicalTrial": "MedicalStudy",
    "MedicalObservationalStudy": "MedicalStudy",
    "MedicalCondition": "MedicalEntity",
    "MedicalGuideline": "MedicalEntity",
    "MedicalProcedure": "MedicalEntity",
    "MedicalTest": "MedicalEntity",
    "RadiationTherapy": "MedicalProcedure",
    "MedicalDevice": "MedicalEntity",
    "Drug": "MedicalEntity",
    "DietarySupplement": "MedicalEntity",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "ScholarlyArticle": "Article",
    "WebPage": "CreativeWork",
    "MedicalWebPage": "WebPage",
    "WebSite": "CreativeWork",
    "Comment": "CreativeWork",
    "CorrectionComment": "Comment",
    "PublicationIssue": "CreativeWork",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "Organization": "Thing",
    "Place": "Thing",
    "Country": "Place",
    "Intangible": "Thing",
    "Grant": "Intangible",
    "PropertyValue": "Intangible",
    "EntryPoint": "Intangible",
    "ListItem": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "Action": "Thing",
    "SearchAction": "Action",
}
OWN = {
    "Thing": """additionalType alternateName description disambiguatingDescription identifier image
        mainEntityOfPage name owner potentialAction sameAs subjectOf url""",
    "MedicalEntity": """code funding guideline legalStatus medicineSystem recognizingAuthority
        relevantSpecialty study""",
    "MedicalStudy": "healthCondition sponsor status studyLocation studySubject",
    "MedicalTrial": "trialDesign",
    "CreativeWork": """about abstract accessMode author citation contributor copyrightHolder
        correction creator creditText dateCreated dateModified datePublished editor encoding
        funder funding hasPart headline inLanguage isAccessibleForFree isBasedOn isPartOf keywords
        license mainEntity mentions producer provider publication publisher sponsor text thumbnail
        thumbnailUrl usageInfo version""",
    "Article": """articleBody articleSection backstory pageEnd pageStart pagination speakable
        wordCount""",
    "NewsArticle": "dateline printColumn printEdition printPage printSection",
    "WebPage": """breadcrumb lastReviewed mainContentOfPage primaryImageOfPage relatedLink
        reviewedBy""",
    "MedicalWebPage": "medicalAudience",
    "WebSite": "issn",
    "PublicationIssue": "issueNumber pageEnd pageStart pagination",
    "MediaObject": "bitrate contentSize contentUrl encodingFormat height uploadDate width",
    "ImageObject": "caption embeddedTextCaption exifData representativeOfPage",
    "Organization": """address contactPoint department email founder legalName logo memberOf
        parentOrganization""",
    "PropertyValue": "maxValue measurementTechnique minValue propertyID unitCode unitText value",
    "EntryPoint": "actionPlatform contentType encodingType httpMethod urlTemplate",
    "ListItem": "item nextItem position previousItem",
    "ItemList": "itemListElement itemListOrder numberOfItems",
    "Action": "agent object result target",
    # With Google's annotation of what the query fills in, which schema.org describes for actions.
    "SearchAction": "query query-input",
    "Grant": "fundedItem funder sponsor",
}
KEYWORDS = {"@type", "@id", "@context"}
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module", autouse=True)
def examples(made_once: DjangoDbBlocker) -> None:
    """The example data, with trials and releases."""
    with made_once.unblock():
        call_command("load_example_data", verbosity=0)


def properties(kind: str) -> set[str]:
    """Of a type, with those of the types above it."""
    own = set(OWN.get(kind, "").split())
    return own | (properties(ABOVE[kind]) if kind in ABOVE else set())


def things(told: Any) -> Iterator[dict[str, Any]]:
    """Each thing in the data, however deep."""
    if isinstance(told, list):
        for one in told:
            yield from things(one)
    elif isinstance(told, dict):
        yield told
        for value in told.values():
            yield from things(value)


def pages() -> list[str]:
    """Every page of the example data, and those that belong to no record."""
    records = [*Trial.objects.listed(), *NewsItem.objects.listed()]
    return ["/", "/trials/", "/news/", "/approvals/", "/about/", "/glossary/", "/news/issues/"] + [
        record.get_absolute_url() for record in records
    ]


def test_only_properties_of_schema_org_stand_in_the_example_pages(client: Client) -> None:
    seen = set()
    for address in pages():
        for found in DATA.findall(client.get(address).content.decode()):
            for thing in things(json.loads(found)):
                kind = thing["@type"]
                assert kind == "Thing" or kind in ABOVE, (address, kind)
                unknown = set(thing) - KEYWORDS - properties(kind)
                assert not unknown, (address, kind, unknown)
                seen.add(kind)
    wanted = {"MedicalTrial", "NewsArticle", "BreadcrumbList", "Organization", "WebSite"}
    assert wanted | {"SearchAction"} <= seen


def test_required_properties_are_there(client: Client) -> None:
    """What a rich result cannot do without."""
    needed = {
        "NewsArticle": {"headline"},
        "ListItem": {"position", "name"},
        "Organization": {"name"},
        "MedicalTrial": {"name", "url"},
        "SearchAction": {"target"},
    }
    for address in pages():
        for found in DATA.findall(client.get(address).content.decode()):
            for thing in things(json.loads(found)):
                assert needed.get(thing["@type"], set()) <= set(thing), (address, thing["@type"])


def test_the_group_publishes(client: Client, settings: Any) -> None:
    settings.GROUP_NAME = "Example Cooperative Group"
    trial = client.get("/trials/A021602/").content.decode()
    told = [thing for found in DATA.findall(trial) for thing in things(json.loads(found))]
    groups = {one["name"] for one in told if one.get("@id", "").endswith("/#organization")}
    assert groups == {"Example Cooperative Group"}
    assert "Example Cooperative Group. http://testserver/trials/A021602/" in trial
    ris = client.get("/trials/A021602.ris").content.decode()
    assert "PB  - Example Cooperative Group" in ris
    assert "Example Cooperative Group" in client.get("/news/feed.atom").content.decode()
