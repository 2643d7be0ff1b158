"""Protocol section: how a study is made, what it gives, measures, and who may take part."""

from trials.api.pieces.piece import (
    Piece,
    boolean,
    count,
    each,
    enum,
    integer,
    markup,
    span,
    struct,
    term,
)
from trials.vocabulary import (
    ArmGroupType,
    BioSpecRetention,
    DesignAllocation,
    DesignMasking,
    DesignTimePerspective,
    EnrollmentType,
    InterventionalAssignment,
    InterventionType,
    ObservationalModel,
    Phase,
    PrimaryPurpose,
    SamplingMethod,
    Sex,
    StandardAge,
    StudyType,
    WhoMasked,
)

DESIGN = struct(
    "designModule",
    "DesignModule",
    enum("studyType", "StudyType", StudyType),
    integer("nPtrsToThisExpAccNctId", "NPtrsToThisExpAccNCTId"),
    struct(
        "expandedAccessTypes",
        "ExpandedAccessTypes",
        boolean("individual", "ExpAccTypeIndividual"),
        boolean("intermediate", "ExpAccTypeIntermediate"),
        boolean("treatment", "ExpAccTypeTreatment"),
    ),
    boolean("patientRegistry", "PatientRegistry"),
    span("targetDuration", "TargetDuration"),
    enum("phases", "Phase", Phase, many=True),
    count("NumPhases", "phases"),
    struct(
        "designInfo",
        "DesignInfo",
        enum("allocation", "DesignAllocation", DesignAllocation),
        enum("interventionModel", "DesignInterventionModel", InterventionalAssignment),
        markup("interventionModelDescription", "DesignInterventionModelDescription"),
        enum("primaryPurpose", "DesignPrimaryPurpose", PrimaryPurpose),
        enum("observationalModel", "DesignObservationalModel", ObservationalModel),
        enum("timePerspective", "DesignTimePerspective", DesignTimePerspective),
        struct(
            "maskingInfo",
            "DesignMaskingInfo",
            enum("masking", "DesignMasking", DesignMasking),
            markup("maskingDescription", "DesignMaskingDescription"),
            enum("whoMasked", "DesignWhoMasked", WhoMasked, many=True),
            count("NumDesignWhoMaskeds", "whoMasked"),
            shape="MaskingBlock",
        ),
    ),
    struct(
        "bioSpec",
        "BioSpec",
        enum("retention", "BioSpecRetention", BioSpecRetention),
        markup("description", "BioSpecDescription"),
    ),
    struct(
        "enrollmentInfo",
        "EnrollmentInfo",
        integer("count", "EnrollmentCount"),
        enum("type", "EnrollmentType", EnrollmentType),
    ),
)

ARMS = struct(
    "armsInterventionsModule",
    "ArmsInterventionsModule",
    each(
        "armGroups",
        "ArmGroup",
        "ArmGroup",
        term("label", "ArmGroupLabel"),
        enum("type", "ArmGroupType", ArmGroupType),
        markup("description", "ArmGroupDescription"),
        term("interventionNames", "ArmGroupInterventionName", many=True),
        count("NumArmGroupInterventionNames", "interventionNames"),
    ),
    count("NumArmGroups", "armGroups"),
    each(
        "interventions",
        "Intervention",
        "Intervention",
        enum("type", "InterventionType", InterventionType),
        term("name", "InterventionName"),
        markup("description", "InterventionDescription"),
        term("armGroupLabels", "InterventionArmGroupLabel", many=True),
        count("NumInterventionArmGroupLabels", "armGroupLabels"),
        term("otherNames", "InterventionOtherName", many=True),
        count("NumInterventionOtherNames", "otherNames"),
    ),
    count("NumInterventions", "interventions"),
)


def _outcomes(key: str, name: str) -> Piece:
    return each(
        key,
        name,
        "Outcome",
        term("measure", f"{name}Measure"),
        markup("description", f"{name}Description"),
        term("timeFrame", f"{name}TimeFrame"),
    )


OUTCOMES = struct(
    "outcomesModule",
    "OutcomesModule",
    _outcomes("primaryOutcomes", "PrimaryOutcome"),
    count("NumPrimaryOutcomes", "primaryOutcomes"),
    _outcomes("secondaryOutcomes", "SecondaryOutcome"),
    count("NumSecondaryOutcomes", "secondaryOutcomes"),
    _outcomes("otherOutcomes", "OtherOutcome"),
    count("NumOtherOutcomes", "otherOutcomes"),
    count("NumOutcomes", "primaryOutcomes", "secondaryOutcomes", "otherOutcomes"),
)

ELIGIBILITY = struct(
    "eligibilityModule",
    "EligibilityModule",
    markup("eligibilityCriteria", "EligibilityCriteria"),
    boolean("healthyVolunteers", "HealthyVolunteers"),
    enum("sex", "Sex", Sex),
    boolean("genderBased", "GenderBased"),
    markup("genderDescription", "GenderDescription"),
    span("minimumAge", "MinimumAge"),
    span("maximumAge", "MaximumAge"),
    enum("stdAges", "StdAge", StandardAge, many=True),
    count("NumStdAges", "stdAges"),
    markup("studyPopulation", "StudyPopulation"),
    enum("samplingMethod", "SamplingMethod", SamplingMethod),
)
