"""Protocol section, last part: people and places, publications and links, sharing of data."""

from trials.api.pieces.piece import (
    Piece,
    count,
    distinct,
    each,
    enum,
    geo_name,
    geo_point,
    markup,
    struct,
    term,
    text,
)
from trials.vocabulary import (
    ContactRole,
    IpdSharing,
    IpdSharingInfoType,
    OfficialRole,
    RecruitmentStatus,
    ReferenceType,
)


def _contacts(key: str, name: str) -> Piece:
    return each(
        key,
        name,
        "Contact",
        text("name", f"{name}Name"),
        enum("role", f"{name}Role", ContactRole),
        text("phone", f"{name}Phone"),
        text("phoneExt", f"{name}PhoneExt"),
        text("email", f"{name}EMail"),
    )


CONTACTS = struct(
    "contactsLocationsModule",
    "ContactsLocationsModule",
    _contacts("centralContacts", "CentralContact"),
    count("NumCentralContacts", "centralContacts"),
    each(
        "overallOfficials",
        "OverallOfficial",
        "Official",
        text("name", "OverallOfficialName"),
        text("affiliation", "OverallOfficialAffiliation"),
        enum("role", "OverallOfficialRole", OfficialRole),
    ),
    count("NumOverallOfficials", "overallOfficials"),
    each(
        "locations",
        "Location",
        "Location",
        text("facility", "LocationFacility"),
        enum("status", "LocationStatus", RecruitmentStatus),
        geo_name("city", "LocationCity"),
        geo_name("state", "LocationState"),
        text("zip", "LocationZip"),
        text("country", "LocationCountry"),
        _contacts("contacts", "LocationContact"),
        count("NumLocationContacts", "contacts"),
        geo_point("geoPoint", "LocationGeoPoint"),
        nested=True,
    ),
    count("NumLocations", "locations"),
    distinct("NumUniqueLocationCountries", "locations.country"),
)

REFERENCES = struct(
    "referencesModule",
    "ReferencesModule",
    each(
        "references",
        "Reference",
        "Reference",
        text("pmid", "ReferencePMID"),
        enum("type", "ReferenceType", ReferenceType),
        term("citation", "ReferenceCitation"),
        each(
            "retractions",
            "Retraction",
            "Retraction",
            text("pmid", "RetractionPMID"),
            term("source", "RetractionSource"),
        ),
        count("NumRetractionsForRef", "retractions"),
    ),
    count("NumReferences", "references"),
    count("NumRetractionsAllRefs", "references.retractions"),
    each(
        "seeAlsoLinks",
        "SeeAlsoLink",
        "SeeAlsoLink",
        markup("label", "SeeAlsoLinkLabel"),
        text("url", "SeeAlsoLinkURL"),
    ),
    count("NumSeeAlsoLinks", "seeAlsoLinks"),
    each(
        "availIpds",
        "AvailIPD",
        "AvailIpd",
        text("id", "AvailIPDId"),
        term("type", "AvailIPDType"),
        text("url", "AvailIPDURL"),
        markup("comment", "AvailIPDComment"),
    ),
    count("NumAvailIPDs", "availIpds", key="numAvailIpDs"),
)

IPD_SHARING = struct(
    "ipdSharingStatementModule",
    "IPDSharingStatementModule",
    enum("ipdSharing", "IPDSharing", IpdSharing),
    markup("description", "IPDSharingDescription"),
    enum("infoTypes", "IPDSharingInfoType", IpdSharingInfoType, many=True),
    count("NumIPDSharingInfoTypes", "infoTypes", key="numIpdSharingInfoTypes"),
    markup("timeFrame", "IPDSharingTimeFrame"),
    markup("accessCriteria", "IPDSharingAccessCriteria"),
    text("url", "IPDSharingURL"),
)
