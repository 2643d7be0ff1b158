"""A trial as search engines read it: schema.org's MedicalTrial, as JSON-LD.

Only properties and words that schema.org has for it (a phase is none of them), and only what the
page shows. What is not known is left out.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trials import markdown
from trials.models import Trial, TrialIdentifier
from trials.record import TrialRecord
from trials.vocabulary import (
    ArmGroupType,
    DesignAllocation,
    DesignMasking,
    IdentifierKind,
    InterventionType,
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
        mark_safe(told),  # noqa: S308 (no "<" is left in it)
    )


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in data.items() if value}


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
            "subjectOf": [_article(link.item, site) for link in record.news[:MOST_ARTICLES]],
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
