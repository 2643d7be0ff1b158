"""Protocol section, first half: what a study is called, where it stands, who runs it."""

import dataclasses

from trials.api.pieces.piece import (
    Piece,
    boolean,
    count,
    day,
    each,
    enum,
    markup,
    nct,
    partial,
    struct,
    term,
    text,
    year,
)
from trials.vocabulary import (
    AgencyClass,
    DateType,
    ExpandedAccessStatus,
    OrgStudyIdType,
    ResponsiblePartyType,
    SecondaryIdType,
    Status,
)

IDENTIFICATION = struct(
    "identificationModule",
    "IdentificationModule",
    nct("nctId", "NCTId"),
    nct("nctIdAliases", "NCTIdAlias", many=True),
    count("NumNCTAliases", "nctIdAliases", key="numNctAliases"),
    struct(
        "orgStudyIdInfo",
        "OrgStudyIdInfo",
        text("id", "OrgStudyId"),
        enum("type", "OrgStudyIdType", OrgStudyIdType),
        text("link", "OrgStudyIdLink"),
    ),
    each(
        "secondaryIdInfos",
        "SecondaryIdInfo",
        "SecondaryIdInfo",
        text("id", "SecondaryId"),
        enum("type", "SecondaryIdType", SecondaryIdType),
        term("domain", "SecondaryIdDomain"),
        text("link", "SecondaryIdLink"),
    ),
    count("NumSecondaryIds", "secondaryIdInfos"),
    term("briefTitle", "BriefTitle"),
    term("officialTitle", "OfficialTitle"),
    term("acronym", "Acronym"),
    struct(
        "organization",
        "Organization",
        text("fullName", "OrgFullName"),
        enum("class", "OrgClass", AgencyClass),
    ),
)


def _planned(key: str, name: str) -> Piece:
    """A date of the study's course, which may be planned and no more exact than a year."""
    return struct(
        key,
        f"{name}Struct",
        partial("date", name),
        enum("type", f"{name}Type", DateType),
        shape="PartialDateStruct",
    )


def _posted(key: str, name: str) -> Piece:
    """The day something was shown, actual or estimated, and for search its year."""
    return struct(
        key,
        f"{name}DateStruct",
        day("date", f"{name}Date"),
        enum("type", f"{name}DateType", DateType),
        year(f"{name}Year", "date"),
        shape="DateStruct",
    )


STATUS = struct(
    "statusModule",
    "StatusModule",
    partial("statusVerifiedDate", "StatusVerifiedDate"),
    enum("overallStatus", "OverallStatus", Status),
    enum("lastKnownStatus", "LastKnownStatus", Status),
    boolean("delayedPosting", "DelayedPosting"),
    markup("whyStopped", "WhyStopped"),
    struct(
        "expandedAccessInfo",
        "ExpandedAccessInfo",
        boolean("hasExpandedAccess", "HasExpandedAccess"),
        nct("nctId", "ExpandedAccessNCTId"),
        enum("statusForNctId", "ExpandedAccessStatusForNCTId", ExpandedAccessStatus),
    ),
    _planned("startDateStruct", "StartDate"),
    _planned("primaryCompletionDateStruct", "PrimaryCompletionDate"),
    _planned("completionDateStruct", "CompletionDate"),
    day("studyFirstSubmitDate", "StudyFirstSubmitDate"),
    year("StudyFirstSubmitYear", "studyFirstSubmitDate"),
    day("studyFirstSubmitQcDate", "StudyFirstSubmitQCDate"),
    _posted("studyFirstPostDateStruct", "StudyFirstPost"),
    boolean("resultsWaived", "ResultsWaived"),
    day("resultsFirstSubmitDate", "ResultsFirstSubmitDate"),
    year("ResultsFirstSubmitYear", "resultsFirstSubmitDate"),
    day("resultsFirstSubmitQcDate", "ResultsFirstSubmitQCDate"),
    _posted("resultsFirstPostDateStruct", "ResultsFirstPost"),
    dataclasses.replace(
        struct(
            "resultsFirstPostedQcCommentsDateStruct",
            "ResultsFirstPostedQCCommentsDateStruct",
            day("date", "ResultsFirstPostedQCCommentsDate"),
            enum("type", "ResultsFirstPostedQCCommentsDateType", DateType),
            shape="DateStruct",
        ),
        historic=True,
    ),
    day("dispFirstSubmitDate", "DispFirstSubmitDate"),
    year("DispFirstSubmitYear", "dispFirstSubmitDate"),
    day("dispFirstSubmitQcDate", "DispFirstSubmitQCDate"),
    _posted("dispFirstPostDateStruct", "DispFirstPost"),
    day("lastUpdateSubmitDate", "LastUpdateSubmitDate"),
    year("LastUpdateSubmitYear", "lastUpdateSubmitDate"),
    _posted("lastUpdatePostDateStruct", "LastUpdatePost"),
)

SPONSORS = struct(
    "sponsorCollaboratorsModule",
    "SponsorCollaboratorsModule",
    struct(
        "responsibleParty",
        "ResponsibleParty",
        enum("type", "ResponsiblePartyType", ResponsiblePartyType),
        term("investigatorFullName", "ResponsiblePartyInvestigatorFullName"),
        term("investigatorTitle", "ResponsiblePartyInvestigatorTitle"),
        term("investigatorAffiliation", "ResponsiblePartyInvestigatorAffiliation"),
        term("oldNameTitle", "ResponsiblePartyOldNameTitle"),
        term("oldOrganization", "ResponsiblePartyOldOrganization"),
    ),
    struct(
        "leadSponsor",
        "LeadSponsor",
        text("name", "LeadSponsorName"),
        enum("class", "LeadSponsorClass", AgencyClass),
        shape="Sponsor",
    ),
    each(
        "collaborators",
        "Collaborator",
        "Sponsor",
        text("name", "CollaboratorName"),
        enum("class", "CollaboratorClass", AgencyClass),
    ),
    count("NumCollaborators", "collaborators"),
)

OVERSIGHT = struct(
    "oversightModule",
    "OversightModule",
    boolean("oversightHasDmc", "OversightHasDMC"),
    boolean("isFdaRegulatedDrug", "IsFDARegulatedDrug"),
    boolean("isFdaRegulatedDevice", "IsFDARegulatedDevice"),
    boolean("isUnapprovedDevice", "IsUnapprovedDevice"),
    boolean("isPpsd", "IsPPSD"),
    boolean("isUsExport", "IsUSExport"),
    boolean("fdaaa801Violation", "FDAAA801Violation"),
)

DESCRIPTION = struct(
    "descriptionModule",
    "DescriptionModule",
    markup("briefSummary", "BriefSummary"),
    markup("detailedDescription", "DetailedDescription"),
)

CONDITIONS = struct(
    "conditionsModule",
    "ConditionsModule",
    term("conditions", "Condition", many=True),
    count("NumConditions", "conditions"),
    term("keywords", "Keyword", many=True),
    count("NumKeywords", "keywords"),
)
