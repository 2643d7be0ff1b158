"""Where the parts of a trial stand in a study: the lists of each kind, and its columns in an item.

Numbers, contacts and who gets what have files of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from trials.api.study.registry.shelves import THE_ITEM, Shelf
from trials.ctgov.importer import parts
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.rows import Row
from trials.vocabulary import EndpointLevel


@dataclass(frozen=True)
class Part:
    """One kind of part, and the lists that its rows stand in: in their order."""

    kind: Kind
    shelves: tuple[Shelf, ...]


# Of our rows more is to be known here than an import asks.
COLLABORATORS = replace(parts.COLLABORATORS, state=("organisation__agency_class",))
REFERENCES = replace(parts.REFERENCES, state=("source_id", "source__public_from"))

PLACE = {
    "facility": "facility",
    "status": "status",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "country": "country",
    "latitude": "geoPoint.lat",
    "longitude": "geoPoint.lon",
}
CONTACT = {
    "name": "name",
    "role": "role",
    "phone": "phone",
    "phone_ext": "phoneExt",
    "email": "email",
}
OUTCOME = {"measure": "measure", "description": "description", "time_frame": "timeFrame"}
OUTCOMES: Mapping[str, str] = {
    EndpointLevel.PRIMARY: "primaryOutcomes",
    EndpointLevel.SECONDARY: "secondaryOutcomes",
    EndpointLevel.OTHER: "otherOutcomes",
}


def _is(column: str, value: Any, row: Row) -> bool:
    return bool(row[column] == value)


def is_link(row: Row) -> bool:
    """A page to see also: it has an address, and nothing that only a publication has."""
    return bool(row["url"]) and not (row["pmid"] or row["type"])


def _is_publication(row: Row) -> bool:
    return not is_link(row)


def _protocol(path: str, places: Mapping[str, str], **options: Any) -> Shelf:
    return Shelf(f"protocolSection.{path}", places, **options)


SITES = Part(parts.SITES, (_protocol("contactsLocationsModule.locations", PLACE),))
CENTRAL_CONTACTS = _protocol(
    "contactsLocationsModule.centralContacts", CONTACT, takes=partial(_is, "site", None)
)
PARTS = (
    Part(
        parts.CONDITIONS,
        (_protocol("conditionsModule.conditions", {"condition__name": THE_ITEM}),),
    ),
    Part(
        COLLABORATORS,
        (
            _protocol(
                "sponsorCollaboratorsModule.collaborators",
                {"organisation__name": "name", "organisation__agency_class": "class"},
            ),
        ),
    ),
    Part(
        parts.INTERVENTIONS,
        (
            _protocol(
                "armsInterventionsModule.interventions",
                {
                    "type": "type",
                    "name": "name",
                    "description": "description",
                    "other_names": "otherNames",
                },
            ),
        ),
    ),
    Part(
        parts.ARMS,
        (
            _protocol(
                "armsInterventionsModule.armGroups",
                {"label": "label", "type": "type", "description": "description"},
            ),
        ),
    ),
    Part(
        parts.ENDPOINTS,
        tuple(
            _protocol(f"outcomesModule.{key}", OUTCOME, takes=partial(_is, "level", level))
            for level, key in OUTCOMES.items()
        ),
    ),
    Part(
        parts.OFFICIALS,
        (
            _protocol(
                "contactsLocationsModule.overallOfficials",
                {"name": "name", "affiliation": "affiliation", "role": "role"},
            ),
        ),
    ),
    Part(
        REFERENCES,
        (
            _protocol(
                "referencesModule.references",
                {
                    "pmid": "pmid",
                    "type": "type",
                    "citation": "citation",
                    "retraction": "retractions",
                },
                takes=_is_publication,
            ),
            _protocol(
                "referencesModule.seeAlsoLinks",
                {"citation": "label", "url": "url"},
                takes=is_link,
            ),
        ),
    ),
    Part(
        parts.DOCUMENTS,
        (
            Shelf(
                "documentSection.largeDocumentModule.largeDocs",
                {
                    "type_abbrev": "typeAbbrev",
                    "has_protocol": "hasProtocol",
                    "has_sap": "hasSap",
                    "has_icf": "hasIcf",
                    "label": "label",
                    "date": "date",
                    "filename": "filename",
                },
            ),
        ),
    ),
)


def contacts_at(site: object) -> Shelf:
    """The contacts of one location, by the key of its site."""
    return Shelf("contacts", CONTACT, partial(_is, "site", site))
