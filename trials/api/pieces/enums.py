"""Lists of words told as the registry tells them, each word with what its former API said."""

from typing import Any

from django.db.models import TextChoices

from trials.api.pieces.table import PIECES
from trials.vocabulary import (
    AgencyClass,
    AgreementRestrictionType,
    AnalysisDispersionType,
    BioSpecRetention,
    BrowseLeafRelevance,
    ConfidenceIntervalNumSides,
    ContactRole,
    DateType,
    DesignAllocation,
    DesignMasking,
    DesignTimePerspective,
    EnrollmentType,
    EventAssessment,
    ExpandedAccessStatus,
    InterventionalAssignment,
    IpdSharingInfoType,
    MeasureDispersionType,
    NonInferiorityType,
    ObservationalModel,
    OfficialRole,
    OrgStudyIdType,
    OutcomeMeasureType,
    Phase,
    PrimaryPurpose,
    RecruitmentStatus,
    ReferenceType,
    ResponsiblePartyType,
    SamplingMethod,
    SecondaryIdType,
    Status,
    ViolationEventType,
)

GRANTS = {agency: f"U.S. {agency} Grant/Contract" for agency in OrgStudyIdType.values}
ASSIGNED = {
    value: f"{value.replace('_', ' ').title()} Assignment"
    for value in InterventionalAssignment.values
}
SENTENCES = (Status, RecruitmentStatus, ExpandedAccessStatus)
"""Lists whose words have one capital letter only."""
AS_THEY_ARE = (AgencyClass, AgreementRestrictionType)
SMALL = (ReferenceType, BrowseLeafRelevance)
OTHERWISE: dict[type[TextChoices], dict[str, str]] = {
    Status: {"ACTIVE_NOT_RECRUITING": "Active, not recruiting", "UNKNOWN": "Unknown status"},
    RecruitmentStatus: {"ACTIVE_NOT_RECRUITING": "Active, not recruiting"},
    Phase: {"NA": "Not Applicable", "EARLY_PHASE1": "Early Phase 1"}
    | {f"PHASE{number}": f"Phase {number}" for number in range(1, 5)},
    DesignAllocation: {"NA": "N/A", "NON_RANDOMIZED": "Non-Randomized"},
    InterventionalAssignment: ASSIGNED,
    DesignMasking: {"NONE": "None (Open Label)"},
    PrimaryPurpose: {"ECT": "Educational/Counseling/Training"},
    ObservationalModel: {
        "CASE_CONTROL": "Case-Control",
        "CASE_ONLY": "Case-Only",
        "CASE_CROSSOVER": "Case-Crossover",
        "ECOLOGIC_OR_COMMUNITY": "Ecologic or Community",
        "FAMILY_BASED": "Family-Based",
    },
    DateType: {"ESTIMATED": "Estimate"},
    DesignTimePerspective: {"CROSS_SECTIONAL": "Cross-Sectional"},
    EnrollmentType: {"ESTIMATED": "Anticipated"},
    BioSpecRetention: {
        "SAMPLES_WITH_DNA": "Samples With DNA",
        "SAMPLES_WITHOUT_DNA": "Samples Without DNA",
    },
    ContactRole: {"SUB_INVESTIGATOR": "Sub-Investigator"},
    OfficialRole: {"SUB_INVESTIGATOR": "Sub-Investigator"},
    OrgStudyIdType: GRANTS,
    SecondaryIdType: GRANTS
    | {
        "OTHER_GRANT": "Other Grant/Funding Number",
        "EUDRACT_NUMBER": "EudraCT Number",
        "CTIS": "EU Trial (CTIS) Number",
        "REGISTRY": "Registry Identifier",
        "OTHER": "Other Identifier",
    },
    ResponsiblePartyType: {"SPONSOR_INVESTIGATOR": "Sponsor-Investigator"},
    SamplingMethod: {"NON_PROBABILITY_SAMPLE": "Non-Probability Sample"},
    IpdSharingInfoType: {
        "SAP": "Statistical Analysis Plan (SAP)",
        "ICF": "Informed Consent Form (ICF)",
        "CSR": "Clinical Study Report (CSR)",
    },
    MeasureDispersionType: {
        "NA": "Not Applicable",
        "INTER_QUARTILE_RANGE": "Inter-Quartile Range",
        "CONFIDENCE_80": "80% Confidence Interval",
        "CONFIDENCE_90": "90% Confidence Interval",
        "CONFIDENCE_95": "95% Confidence Interval",
        "CONFIDENCE_975": "97.5% Confidence Interval",
        "CONFIDENCE_99": "99% Confidence Interval",
        "CONFIDENCE_OTHER": "Other Confidence Interval Level",
        "GEOMETRIC_COEFFICIENT": "Geometric Coefficient of Variation",
    },
    AnalysisDispersionType: {"STANDARD_ERROR_OF_MEAN": "Standard Error of the Mean"},
    OutcomeMeasureType: {"OTHER_PRE_SPECIFIED": "Other Pre-specified", "POST_HOC": "Post-Hoc"},
    EventAssessment: {"NON_SYSTEMATIC_ASSESSMENT": "Non-systematic Assessment"},
    ConfidenceIntervalNumSides: {"ONE_SIDED": "1-Sided", "TWO_SIDED": "2-Sided"},
    NonInferiorityType: {
        "NON_INFERIORITY": "Non-Inferiority",
        "NON_INFERIORITY_OR_EQUIVALENCE": "Non-Inferiority or Equivalence",
        "SUPERIORITY_OR_OTHER": "Superiority or Other",
        "NON_INFERIORITY_OR_EQUIVALENCE_LEGACY": "Non-Inferiority or Equivalence (legacy)",
        "SUPERIORITY_OR_OTHER_LEGACY": "Superiority or Other (legacy)",
    },
    ViolationEventType: {
        "VIOLATION_IDENTIFIED": "Violation Identified by FDA",
        "CORRECTION_CONFIRMED": "Correction Confirmed by FDA",
        "PENALTY_IMPOSED": "Penalty Imposed by FDA",
        "ISSUES_IN_LETTER_ADDRESSED_CONFIRMED": "Issues in letter addressed; confirmed by FDA.",
    },
}
"""What no rule gives."""
EXCEPTIONS: dict[tuple[type[TextChoices], str], dict[str, str]] = {
    (DateType, "ESTIMATED"): dict.fromkeys(
        (
            "DispFirstPostDateType",
            "LastUpdatePostDateType",
            "ResultsFirstPostDateType",
            "StudyFirstPostDateType",
        ),
        "Anticipated",
    )
}
"""Words that said something else at some of their fields."""


def enums() -> list[dict[str, Any]]:
    """What `/studies/enums` answers: each list of words, and the fields that take one of them."""
    used: dict[type[TextChoices], list[str]] = {}
    for piece in PIECES:
        if piece.words and not piece.historic:
            used.setdefault(piece.words, []).append(piece.name)
    return [
        {"type": words.__name__, "pieces": names, "values": [_value(word) for word in words]}
        for words, names in used.items()
    ]


def _value(word: TextChoices) -> dict[str, Any]:
    told = {"value": word.value, "legacyValue": legacy(word)}
    exceptions = EXCEPTIONS.get((type(word), word.value))
    return {**told, "exceptions": exceptions} if exceptions else told


def legacy(word: TextChoices) -> str:
    """The registry's former text for a word, as in "Active, not recruiting"."""
    words = type(word)
    special = OTHERWISE.get(words, {}).get(word.value)
    if special or words in AS_THEY_ARE:
        return special or word.value
    if words in SMALL:
        return word.value.lower()
    spaced = word.value.replace("_", " ")
    return spaced.capitalize() if words in SENTENCES else spaced.title().replace(" Of ", " of ")
