"""What the registry adds: annotations, documents, and what it derives."""

from trials.api.pieces.piece import (
    Piece,
    boolean,
    count,
    day,
    each,
    enum,
    integer,
    long,
    minute,
    struct,
    term,
    text,
)
from trials.vocabulary import (
    BrowseLeafRelevance,
    DateType,
    UnpostedEventType,
    ViolationEventType,
)

ANNOTATIONS = struct(
    "annotationModule",
    "AnnotationModule",
    struct(
        "unpostedAnnotation",
        "UnpostedAnnotation",
        term("unpostedResponsibleParty", "UnpostedResponsibleParty"),
        each(
            "unpostedEvents",
            "UnpostedEvent",
            "UnpostedEvent",
            enum("type", "UnpostedEventType", UnpostedEventType),
            day("date", "UnpostedEventDate"),
            boolean("dateUnknown", "UnpostedEventDateUnknown"),
        ),
        count("NumUnpostedEvents", "unpostedEvents"),
    ),
    struct(
        "violationAnnotation",
        "ViolationAnnotation",
        each(
            "violationEvents",
            "ViolationEvent",
            "ViolationEvent",
            enum("type", "ViolationEventType", ViolationEventType),
            term("description", "ViolationEventDescription"),
            day("creationDate", "ViolationEventCreationDate"),
            day("issuedDate", "ViolationEventIssuedDate"),
            day("releaseDate", "ViolationEventReleaseDate"),
            day("postedDate", "ViolationEventPostedDate"),
        ),
    ),
)

DOCUMENTS = struct(
    "largeDocumentModule",
    "LargeDocumentModule",
    boolean("noSap", "LargeDocNoSAP"),
    each(
        "largeDocs",
        "LargeDoc",
        "LargeDoc",
        text("typeAbbrev", "LargeDocTypeAbbrev"),
        boolean("hasProtocol", "LargeDocHasProtocol"),
        boolean("hasSap", "LargeDocHasSAP"),
        boolean("hasIcf", "LargeDocHasICF"),
        term("label", "LargeDocLabel"),
        day("date", "LargeDocDate"),
        minute("uploadDate", "LargeDocUploadDate"),
        text("filename", "LargeDocFilename"),
        long("size", "LargeDocSize"),
    ),
    count("NumLargeDocs", "largeDocs"),
)

MISC_INFO = struct(
    "miscInfoModule",
    "MiscInfoModule",
    day("versionHolder", "VersionHolder"),
    text("removedCountries", "RemovedCountry", many=True),
    count("NumRemovedCountries", "removedCountries"),
    struct(
        "submissionTracking",
        "SubmissionTracking",
        day("estimatedResultsFirstSubmitDate", "EstimatedResultsFirstSubmitDate"),
        struct(
            "firstMcpInfo",
            "FirstMCPInfo",
            struct(
                "postDateStruct",
                "FirstMCPPostDateStruct",
                day("date", "FirstMCPPostDate"),
                enum("type", "FirstMCPPostDateType", DateType),
                shape="DateStruct",
            ),
        ),
        each(
            "submissionInfos",
            "SubmissionInfo",
            "SubmissionInfo",
            day("releaseDate", "SubmissionReleaseDate"),
            day("unreleaseDate", "SubmissionUnreleaseDate"),
            boolean("unreleaseDateUnknown", "SubmissionUnreleaseDateUnknown"),
            day("resetDate", "SubmissionResetDate"),
            integer("mcpReleaseN", "SubmissionMCPReleaseN"),
        ),
    ),
)


def _browse(key: str, of: str) -> Piece:
    """MeSH terms of the conditions or interventions, and the topics they stand under."""
    return struct(
        key,
        f"{of}BrowseModule",
        _terms("meshes", f"{of}Mesh"),
        count(f"Num{of}Meshes", "meshes"),
        _terms("ancestors", f"{of}Ancestor"),
        count(f"Num{of}Ancestors", "ancestors"),
        each(
            "browseLeaves",
            f"{of}BrowseLeaf",
            "BrowseLeaf",
            text("id", f"{of}BrowseLeafId"),
            term("name", f"{of}BrowseLeafName"),
            term("asFound", f"{of}BrowseLeafAsFound"),
            enum("relevance", f"{of}BrowseLeafRelevance", BrowseLeafRelevance),
        ),
        count(f"Num{of}BrowseLeafs", "browseLeaves"),
        each(
            "browseBranches",
            f"{of}BrowseBranch",
            "BrowseBranch",
            term("abbrev", f"{of}BrowseBranchAbbrev"),
            term("name", f"{of}BrowseBranchName"),
        ),
        count(f"Num{of}BrowseBranches", "browseBranches"),
        shape="BrowseModule",
    )


def _terms(key: str, name: str) -> Piece:
    return each(key, name, "Mesh", text("id", f"{name}Id"), term("term", f"{name}Term"))


CONDITION_BROWSE = _browse("conditionBrowseModule", "Condition")
INTERVENTION_BROWSE = _browse("interventionBrowseModule", "Intervention")
