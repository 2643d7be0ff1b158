"""Rows of the parts of a trial, made from a study: columns by name, in the registry's order. Pure.

Names with `__` belong to the row a part points to; they are looked up when it is written.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from trials.ctgov.importer.values import web_address, word
from trials.ctgov.records import (
    ArmGroup,
    Contact,
    Intervention,
    Location,
    Reference,
    Retraction,
    SeeAlsoLink,
    Study,
)
from trials.models.evidence import PMID

Row = dict[str, Any]
Places = defaultdict[str, set[int]]


def condition_rows(study: Study) -> list[Row]:
    """Names of conditions."""
    names = study.conditions.conditions
    return [{"condition__name": name.strip(), "position": at} for at, name in enumerate(names)]


def collaborator_rows(study: Study) -> list[Row]:
    """Names of the collaborators."""
    return [
        {"organisation__name": sponsor.name.strip(), "position": at}
        for at, sponsor in enumerate(study.sponsor_collaborators.collaborators)
    ]


def intervention_rows(study: Study) -> list[Row]:
    """What is given or done."""
    return [
        {
            "type": word(given.type),
            "name": given.name.strip(),
            "description": given.description,
            "other_names": [name.strip() for name in given.other_names],
            "position": at,
        }
        for at, given in enumerate(study.arms_interventions.interventions)
    ]


def arm_rows(study: Study) -> list[Row]:
    """The arms; which interventions each gets is in `link_rows`."""
    return [
        {
            "label": arm.label.strip(),
            "type": word(arm.type),
            "description": arm.description,
            "position": at,
        }
        for at, arm in enumerate(study.arms_interventions.arm_groups)
    ]


def link_rows(study: Study) -> list[Row]:
    """Which arm gets what, each once, where the arm or the intervention names the other."""
    given = study.arms_interventions
    getting: Places = defaultdict(set)
    called: Places = defaultdict(set)
    for at, intervention in enumerate(given.interventions):
        called[_full_name(intervention)].add(at)
        for label in intervention.arm_group_labels:
            getting[label.strip().casefold()].add(at)
    links = dict.fromkeys(
        (arm.label.strip(), word(intervention.type), intervention.name.strip())
        for arm in given.arm_groups
        for intervention in (given.interventions[at] for at in sorted(_of(arm, getting, called)))
    )
    columns = ("arm__label", "intervention__type", "intervention__name")
    return [dict(zip(columns, link, strict=True)) for link in links]


def _of(arm: ArmGroup, getting: Places, called: Places) -> set[int]:
    """The places of the interventions that name the arm, or that it names."""
    names = {name.strip().casefold() for name in arm.intervention_names}
    return getting[arm.label.strip().casefold()].union(*(called[name] for name in names))


def _full_name(intervention: Intervention) -> str:
    """The registry writes `Dietary Supplement: Zinc` for the type DIETARY_SUPPLEMENT."""
    kind = word(intervention.type).replace("_", " ")
    name = intervention.name.strip()
    return (f"{kind}: {name}" if kind else name).casefold()


def endpoint_rows(study: Study) -> list[Row]:
    """What is measured, primary outcomes first."""
    return [
        {
            "level": word(outcome.level),
            "measure": outcome.measure.strip(),
            "time_frame": outcome.time_frame,
            "description": outcome.description,
            "position": at,
        }
        for at, outcome in enumerate(study.outcomes)
    ]


def official_rows(study: Study) -> list[Row]:
    """Who is responsible."""
    return [
        {
            "name": official.name.strip(),
            "affiliation": official.affiliation,
            "role": word(official.role),
            "position": at,
        }
        for at, official in enumerate(study.contacts_locations.overall_officials)
    ]


def site_rows(study: Study) -> list[Row]:
    """Where the study runs; the same place may stand there more than once."""
    return [_site(at, place) for at, place in enumerate(study.contacts_locations.locations)]


def _site(at: int, place: Location) -> Row:
    point = place.geo_point
    return {
        "facility": place.facility.strip(),
        "status": word(place.status),
        "city": place.city.strip(),
        "state": place.state.strip(),
        "zip": place.zip.strip(),
        "country": place.country.strip(),
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "position": at,
    }


def contact_rows(study: Study) -> list[Row]:
    """Whom to call; `site` counts the site among the study's, None for the whole trial."""
    module = study.contacts_locations
    return [
        *_contacts(None, module.central_contacts),
        *(
            row
            for at, place in enumerate(module.locations)
            for row in _contacts(at, place.contacts)
        ),
    ]


def _contacts(site: int | None, contacts: tuple[Contact, ...]) -> Iterator[Row]:
    """Those that say anything."""
    for position, contact in enumerate(contacts):
        row: Row = {
            "name": contact.name.strip(),
            "phone": contact.phone.strip(),
            "email": contact.email.strip(),
        }
        if any(row.values()):
            rest = {"phone_ext": contact.phone_ext.strip(), "role": word(contact.role)}
            yield row | rest | {"site": site, "position": position}


def reference_rows(study: Study) -> list[Row]:
    """Publications, then pages to see also."""
    module = study.references
    rows = [
        *(_reference(reference) for reference in module.references),
        *(_link(link) for link in module.see_also_links),
    ]
    return [row | {"position": at} for at, row in enumerate(rows)]


def _reference(reference: Reference) -> Row:
    """A number that PubMed cannot have given stays as text."""
    pmid, citation = reference.pmid.strip(), reference.citation.strip()
    if not re.fullmatch(PMID, pmid):
        pmid, citation = "", " ".join(filter(None, [citation, pmid]))
    return {
        "type": word(reference.type),
        "citation": citation or f"PubMed {pmid}",
        "pmid": pmid,
        "url": "",
        "retraction": "; ".join(_retraction(one) for one in reference.retractions),
    }


def _retraction(retraction: Retraction) -> str:
    pmid = f"PubMed {retraction.pmid.strip()}" if retraction.pmid.strip() else ""
    return ", ".join(filter(None, [retraction.source.strip(), pmid])) or "retracted"


def _link(link: SeeAlsoLink) -> Row:
    """An address that is none of the web stays as text."""
    label, url = link.label.strip(), link.url.strip()
    if not web_address(url):
        label, url = " ".join(filter(None, [label, url])), ""
    return {"type": "", "citation": label or url, "pmid": "", "url": url, "retraction": ""}


def document_rows(study: Study) -> list[Row]:
    """Protocols, analysis plans and consent forms that the registry holds."""
    return [
        {
            "label": document.label.strip() or document.filename.strip() or document.type_abbrev,
            "type_abbrev": document.type_abbrev,
            "filename": document.filename.strip(),
            "date": word(document.date),
            "has_protocol": bool(document.has_protocol),
            "has_sap": bool(document.has_sap),
            "has_icf": bool(document.has_icf),
            "position": at,
        }
        for at, document in enumerate(study.documents.large_docs)
    ]
