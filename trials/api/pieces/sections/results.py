"""Results section: the flow of participants, adverse events, agreements."""

from trials.api.pieces.piece import (
    Piece,
    boolean,
    count,
    each,
    enum,
    integer,
    markup,
    struct,
    term,
    text,
)
from trials.vocabulary import AgreementRestrictionType, EventAssessment


def _counted(key: str, name: str) -> Piece:
    """How many participants of each group reached a milestone, or left for a reason."""
    return each(
        key,
        name,
        "FlowStats",
        term("groupId", f"{name}GroupId"),
        markup("comment", f"{name}Comment"),
        text("numSubjects", f"{name}NumSubjects"),
        term("numUnits", f"{name}NumUnits"),
    )


PARTICIPANT_FLOW = struct(
    "participantFlowModule",
    "ParticipantFlowModule",
    markup("preAssignmentDetails", "FlowPreAssignmentDetails"),
    markup("recruitmentDetails", "FlowRecruitmentDetails"),
    term("typeUnitsAnalyzed", "FlowTypeUnitsAnalyzed"),
    each(
        "groups",
        "FlowGroup",
        "FlowGroup",
        term("id", "FlowGroupId"),
        term("title", "FlowGroupTitle"),
        markup("description", "FlowGroupDescription"),
    ),
    count("NumFlowGroups", "groups"),
    each(
        "periods",
        "FlowPeriod",
        "FlowPeriod",
        term("title", "FlowPeriodTitle"),
        each(
            "milestones",
            "FlowMilestone",
            "FlowMilestone",
            term("type", "FlowMilestoneType"),
            markup("comment", "FlowMilestoneComment"),
            _counted("achievements", "FlowAchievement"),
            count("NumFlowAchievements", "achievements"),
        ),
        count("NumFlowMilestones", "milestones"),
        each(
            "dropWithdraws",
            "FlowDropWithdraw",
            "DropWithdraw",
            term("type", "FlowDropWithdrawType"),
            markup("comment", "FlowDropWithdrawComment"),
            _counted("reasons", "FlowReason"),
            count("NumFlowReasons", "reasons"),
        ),
        count("NumFlowDropWithdraws", "dropWithdraws"),
    ),
    count("NumFlowPeriods", "periods"),
)


def _events(key: str, name: str) -> Piece:
    return each(
        key,
        name,
        "AdverseEvent",
        term("term", f"{name}Term"),
        term("organSystem", f"{name}OrganSystem"),
        term("sourceVocabulary", f"{name}SourceVocabulary"),
        enum("assessmentType", f"{name}AssessmentType", EventAssessment),
        markup("notes", f"{name}Notes"),
        each(
            "stats",
            f"{name}Stats",
            "EventStats",
            term("groupId", f"{name}StatsGroupId"),
            integer("numEvents", f"{name}StatsNumEvents"),
            integer("numAffected", f"{name}StatsNumAffected"),
            integer("numAtRisk", f"{name}StatsNumAtRisk"),
        ),
        count(f"Num{name}Statss", "stats"),
    )


ADVERSE_EVENTS = struct(
    "adverseEventsModule",
    "AdverseEventsModule",
    text("frequencyThreshold", "EventsFrequencyThreshold"),
    term("timeFrame", "EventsTimeFrame"),
    markup("description", "EventsDescription"),
    markup("allCauseMortalityComment", "EventsAllCauseMortalityComment"),
    each(
        "eventGroups",
        "EventGroup",
        "EventGroup",
        term("id", "EventGroupId"),
        term("title", "EventGroupTitle"),
        markup("description", "EventGroupDescription"),
        integer("deathsNumAffected", "EventGroupDeathsNumAffected"),
        integer("deathsNumAtRisk", "EventGroupDeathsNumAtRisk"),
        integer("seriousNumAffected", "EventGroupSeriousNumAffected"),
        integer("seriousNumAtRisk", "EventGroupSeriousNumAtRisk"),
        integer("otherNumAffected", "EventGroupOtherNumAffected"),
        integer("otherNumAtRisk", "EventGroupOtherNumAtRisk"),
    ),
    count("NumEventGroups", "eventGroups"),
    _events("seriousEvents", "SeriousEvent"),
    count("NumSeriousEvents", "seriousEvents"),
    _events("otherEvents", "OtherEvent"),
    count("NumOtherEvents", "otherEvents"),
    count("NumEvents", "seriousEvents", "otherEvents"),
)

MORE_INFO = struct(
    "moreInfoModule",
    "MoreInfoModule",
    struct(
        "limitationsAndCaveats",
        "LimitationsAndCaveats",
        markup("description", "LimitationsAndCaveatsDescription"),
    ),
    struct(
        "certainAgreement",
        "CertainAgreement",
        boolean("piSponsorEmployee", "AgreementPISponsorEmployee"),
        enum("restrictionType", "AgreementRestrictionType", AgreementRestrictionType),
        boolean("restrictiveAgreement", "AgreementRestrictiveAgreement"),
        markup("otherDetails", "AgreementOtherDetails"),
    ),
    struct(
        "pointOfContact",
        "PointOfContact",
        term("title", "PointOfContactTitle"),
        text("organization", "PointOfContactOrganization"),
        text("email", "PointOfContactEMail"),
        text("phone", "PointOfContactPhone"),
        text("phoneExt", "PointOfContactPhoneExt"),
    ),
)
