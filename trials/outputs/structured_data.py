"""A trial as search engines read it: schema.org's MedicalTrial, as JSON-LD; and the site itself.

Only properties and words that schema.org has for it (a phase is none of them), and only what the
page shows. What is not known is left out.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trials import markdown
from trials.models import Reference, Trial, TrialIdentifier
from trials.record import TrialRecord
from trials.site import SITE_NAME, publisher
from trials.vocabulary import (
    ArmGroupType,
    DesignAllocation,
    DesignMasking,
    IdentifierKind,
    InterventionType,
    ReferenceType,
    Status,
    StudyType,
    WhoMasked,
)

SCHEMA = "https://schema.org"
MOST_ARTICLES = 30
# No "<", so that nothing in a title ends the element.
ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}

TYPES: dict[str, str] = {
    StudyType.OBSERVATIONAL: "MedicalObservationalStudy",
    StudyType.EXPANDED_ACCESS: "MedicalStudy",
}
STATUSES: dict[str, str] = {
    Status.NOT_YET_RECRUITING: "NotYetRecruiting",
    Status.RECRUITING: "Recruiting",
    Status.ENROLLING_BY_INVITATION: "EnrollingByInvitation",
    Status.ACTIVE_NOT_RECRUITING: "ActiveNotRecruiting",
    Status.SUSPENDED: "Suspended",
    Status.TERMINATED: "Terminated",
    Status.COMPLETED: "Completed",
    Status.WITHDRAWN: "Withdrawn",
}
# Schema.org counts the participant among those who do not know; it has no word beyond three.
BLINDED: dict[str, str] = {
    DesignMasking.SINGLE: "SingleBlindedTrial",
    DesignMasking.DOUBLE: "DoubleBlindedTrial",
    DesignMasking.TRIPLE: "TripleBlindedTrial",
    DesignMasking.QUADRUPLE: "TripleBlindedTrial",
}
SUBJECTS: dict[str, str] = {
    InterventionType.DRUG: "Drug",
    InterventionType.DEVICE: "MedicalDevice",
    InterventionType.PROCEDURE: "MedicalProcedure",
    InterventionType.RADIATION: "RadiationTherapy",
    InterventionType.DIAGNOSTIC_TEST: "MedicalTest",
    InterventionType.DIETARY_SUPPLEMENT: "DietarySupplement",
}


def script(data: dict[str, Any]) -> SafeString:
    """The data as an element of a page's head; a block of data, which no browser runs."""
    told = json.dumps({"@context": SCHEMA} | data, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(told),  # noqa: S308 (no "<" is left in it)  # nosec B308
    )


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in data.items() if value}


def organisation(site: str) -> dict[str, Any]:
    """Who publishes; `site` is the address of this one, without a slash."""
    address = f"{site}/#organization"
    logo = {"@type": "ImageObject", "contentUrl": f"{site}{static('icon.svg')}"}
    told = {"@type": "Organization", "@id": address, "name": publisher(), "url": f"{site}/"}
    return told | {"logo": logo | {"url": logo["contentUrl"]}}


def website(site: str) -> dict[str, Any]:
    """This site, with its search."""
    query = "search_term_string"
    target = {"@type": "EntryPoint", "urlTemplate": f"{site}{reverse('search')}?q={{{query}}}"}
    return _part_of(site) | {
        "url": f"{site}/",
        "inLanguage": "en",
        "publisher": organisation(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": f"required name={query}",
        },
    }


def _part_of(site: str) -> dict[str, Any]:
    return {"@type": "WebSite", "@id": f"{site}/#website", "name": SITE_NAME}


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: the name and the full address of each step, this page the last."""
    found = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": found}


def reference(trial: Trial, site: str) -> dict[str, Any]:
    """A trial as others name it; `site` is the address of this one, without a slash."""
    address = f"{site}{trial.get_absolute_url()}"
    return {
        "@type": _type(trial),
        "@id": address,
        "url": address,
        "name": trial.brief_title,
        "identifier": trial.public_id,
    }


def medical_trial(record: TrialRecord, site: str) -> dict[str, Any]:
    """The trial, with the articles here that speak of it."""
    trial = record.trial
    return reference(trial, site) | known(
        {
            "alternateName": [name for name in (trial.acronym, trial.official_title) if name],
            "description": markdown.opening(trial.plain_summary or trial.brief_summary),
            "identifier": [_identifier(row) for row in record.identifiers if not row.retired],
            "sameAs": [row.page for row in record.identifiers if row.kind == IdentifierKind.NCT],
            "status": _status(record),
            "trialDesign": [f"{SCHEMA}/{word}" for word in _design(record)],
            "healthCondition": [
                {"@type": "MedicalCondition", "name": row.name} for row in record.conditions
            ],
            "studySubject": [
                {"@type": SUBJECTS.get(row.type, "MedicalEntity"), "name": row.name}
                for row in record.interventions
            ],
            "studyLocation": [
                {"@type": "Country", "name": country.name}
                for country in record.countries
                if country.name
            ],
            "sponsor": trial.lead_sponsor
            and {"@type": "Organization", "name": trial.lead_sponsor.name},
            "funding": [{"@type": "Grant", "identifier": row.value} for row in record.funding],
            "guideline": [
                {"@type": "MedicalGuideline", "name": f"{row.body}: {row.guideline}"}
                for row in record.guideline_listings
            ],
            "subjectOf": [_article(link.item, site) for link in record.news[:MOST_ARTICLES]]
            + [_paper(row) for row in record.references if _tells_results(row)][:MOST_ARTICLES],
            "mainEntityOfPage": _page(trial, site),
        }
    )


def _type(trial: Trial) -> str:
    return TYPES.get(trial.study_type, "MedicalTrial")


def _identifier(row: TrialIdentifier) -> dict[str, Any]:
    kind = row.get_kind_display()
    value = {"@type": "PropertyValue", "propertyID": kind, "value": row.value, "url": row.page}
    return known(value)


def _status(record: TrialRecord) -> str:
    """A word of schema.org, or the registry's own where it has none."""
    if record.status is None:
        return ""
    word = STATUSES.get(record.status.status)
    return f"{SCHEMA}/{word}" if word else record.status.get_status_display()


def _design(record: TrialRecord) -> Iterator[str]:
    """What is known of the design of a trial, in schema.org's words."""
    trial = record.trial
    if _type(trial) != "MedicalTrial":
        return
    if trial.allocation == DesignAllocation.RANDOMIZED:
        yield "RandomizedTrial"
    if trial.masking == DesignMasking.NONE:
        yield "OpenTrial"
    elif trial.masking and WhoMasked.PARTICIPANT in (trial.who_masked or WhoMasked):
        yield BLINDED[trial.masking]
    if any(arm.type == ArmGroupType.PLACEBO_COMPARATOR for arm in record.arms):
        yield "PlaceboControlledTrial"
    if record.site_count > 1:
        yield "MultiCenterTrial"
    if sum(bool(country.name) for country in record.countries) > 1:
        yield "InternationalTrial"


def _article(item: Any, site: str) -> dict[str, Any]:
    address = f"{site}{item.get_absolute_url()}"
    return {"@type": "NewsArticle", "@id": address, "url": address, "headline": item.title}


def _tells_results(row: Reference) -> bool:
    return row.type == ReferenceType.RESULT and not row.retraction


def _paper(row: Reference) -> dict[str, Any]:
    page = row.pmid and f"https://pubmed.ncbi.nlm.nih.gov/{row.pmid}/"
    return known({"@type": "ScholarlyArticle", "name": row.citation, "sameAs": page})


def _page(trial: Trial, site: str) -> dict[str, Any]:
    """The page, which has the dates; a trial has none in schema.org's words."""
    address = f"{site}{trial.get_absolute_url()}"
    published = trial.release_at or trial.updated_at
    return {
        "@type": "MedicalWebPage",
        "@id": f"{address}#page",
        "url": address,
        "name": f"{trial}: {trial.brief_title}",
        "inLanguage": "en",
        "datePublished": published.isoformat(timespec="seconds"),
        "dateModified": max(published, trial.updated_at).isoformat(timespec="seconds"),
        "isPartOf": _part_of(site),
        "publisher": organisation(site),
    }
