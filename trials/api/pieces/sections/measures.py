"""Results section: baseline characteristics and outcome measures, which share their parts."""

from trials.api.pieces.piece import (
    Piece,
    boolean,
    count,
    each,
    enum,
    markup,
    partial,
    struct,
    term,
    text,
)
from trials.vocabulary import (
    AnalysisDispersionType,
    ConfidenceIntervalNumSides,
    MeasureDispersionType,
    MeasureParam,
    NonInferiorityType,
    OutcomeMeasureType,
    ReportingStatus,
)


def _groups(name: str) -> Piece:
    return each(
        "groups",
        name,
        "MeasureGroup",
        term("id", f"{name}Id"),
        term("title", f"{name}Title"),
        markup("description", f"{name}Description"),
    )


def _denoms(name: str) -> Piece:
    """How many were analysed, of each unit and in each group."""
    return each(
        "denoms",
        name,
        "Denom",
        term("units", f"{name}Units"),
        each(
            "counts",
            f"{name}Count",
            "DenomCount",
            term("groupId", f"{name}CountGroupId"),
            term("value", f"{name}CountValue"),
        ),
    )


def _classes(of: str) -> Piece:
    """Rows of a table of measurements; `of` is Baseline or Outcome."""
    return each(
        "classes",
        f"{of}Class",
        "MeasureClass",
        term("title", f"{of}ClassTitle"),
        _denoms(f"{of}ClassDenom"),
        count(f"Num{of}ClassDenoms", "denoms"),
        each(
            "categories",
            f"{of}Category",
            "MeasureCategory",
            term("title", f"{of}CategoryTitle"),
            _measurements(f"{of}Measurement"),
            count(f"Num{of}Measurements", "measurements"),
        ),
        count(f"Num{of}Categories", "categories"),
    )


def _measurements(name: str) -> Piece:
    return each(
        "measurements",
        name,
        "Measurement",
        term("groupId", f"{name}GroupId"),
        term("value", f"{name}Value"),
        term("spread", f"{name}Spread"),
        term("lowerLimit", f"{name}LowerLimit"),
        term("upperLimit", f"{name}UpperLimit"),
        markup("comment", f"{name}Comment"),
    )


BASELINE = struct(
    "baselineCharacteristicsModule",
    "BaselineCharacteristicsModule",
    markup("populationDescription", "BaselinePopulationDescription"),
    term("typeUnitsAnalyzed", "BaselineTypeUnitsAnalyzed"),
    _groups("BaselineGroup"),
    count("NumBaselineGroups", "groups"),
    _denoms("BaselineDenom"),
    count("NumBaselineDenoms", "denoms"),
    each(
        "measures",
        "BaselineMeasure",
        "BaselineMeasure",
        term("title", "BaselineMeasureTitle"),
        markup("description", "BaselineMeasureDescription"),
        markup("populationDescription", "BaselineMeasurePopulationDescription"),
        enum("paramType", "BaselineMeasureParamType", MeasureParam),
        enum("dispersionType", "BaselineMeasureDispersionType", MeasureDispersionType),
        term("unitOfMeasure", "BaselineMeasureUnitOfMeasure"),
        boolean("calculatePct", "BaselineMeasureCalculatePct"),
        term("denomUnitsSelected", "BaselineMeasureDenomUnitsSelected"),
        _denoms("BaselineMeasureDenom"),
        count("NumBaselineMeasureDenoms", "denoms"),
        _classes("Baseline"),
        count("NumBaselineClasses", "classes"),
    ),
    count("NumBaselineMeasures", "measures"),
)

ANALYSES = each(
    "analyses",
    "OutcomeAnalysis",
    "MeasureAnalysis",
    term("paramType", "OutcomeAnalysisParamType"),
    text("paramValue", "OutcomeAnalysisParamValue"),
    enum("dispersionType", "OutcomeAnalysisDispersionType", AnalysisDispersionType),
    term("dispersionValue", "OutcomeAnalysisDispersionValue"),
    term("statisticalMethod", "OutcomeAnalysisStatisticalMethod"),
    markup("statisticalComment", "OutcomeAnalysisStatisticalComment"),
    text("pValue", "OutcomeAnalysisPValue"),
    markup("pValueComment", "OutcomeAnalysisPValueComment"),
    enum("ciNumSides", "OutcomeAnalysisCINumSides", ConfidenceIntervalNumSides),
    term("ciPctValue", "OutcomeAnalysisCIPctValue"),
    term("ciLowerLimit", "OutcomeAnalysisCILowerLimit"),
    term("ciUpperLimit", "OutcomeAnalysisCIUpperLimit"),
    markup("ciLowerLimitComment", "OutcomeAnalysisCILowerLimitComment"),
    markup("ciUpperLimitComment", "OutcomeAnalysisCIUpperLimitComment"),
    markup("estimateComment", "OutcomeAnalysisEstimateComment"),
    boolean("testedNonInferiority", "OutcomeAnalysisTestedNonInferiority"),
    enum("nonInferiorityType", "OutcomeAnalysisNonInferiorityType", NonInferiorityType),
    markup("nonInferiorityComment", "OutcomeAnalysisNonInferiorityComment"),
    markup("otherAnalysisDescription", "OutcomeAnalysisOtherAnalysisDescription"),
    markup("groupDescription", "OutcomeAnalysisGroupDescription"),
    term("groupIds", "OutcomeAnalysisGroupId", many=True),
    count("NumOutcomeAnalysisGroupIds", "groupIds"),
)

OUTCOME_MEASURES = struct(
    "outcomeMeasuresModule",
    "OutcomeMeasuresModule",
    each(
        "outcomeMeasures",
        "OutcomeMeasure",
        "OutcomeMeasure",
        enum("type", "OutcomeMeasureType", OutcomeMeasureType),
        term("title", "OutcomeMeasureTitle"),
        markup("description", "OutcomeMeasureDescription"),
        markup("populationDescription", "OutcomeMeasurePopulationDescription"),
        enum("reportingStatus", "OutcomeMeasureReportingStatus", ReportingStatus),
        partial("anticipatedPostingDate", "OutcomeMeasureAnticipatedPostingDate"),
        enum("paramType", "OutcomeMeasureParamType", MeasureParam),
        term("dispersionType", "OutcomeMeasureDispersionType"),
        term("unitOfMeasure", "OutcomeMeasureUnitOfMeasure"),
        boolean("calculatePct", "OutcomeMeasureCalculatePct"),
        term("timeFrame", "OutcomeMeasureTimeFrame"),
        term("typeUnitsAnalyzed", "OutcomeMeasureTypeUnitsAnalyzed"),
        term("denomUnitsSelected", "OutcomeMeasureDenomUnitsSelected"),
        _groups("OutcomeGroup"),
        count("NumOutcomeGroups", "groups"),
        _denoms("OutcomeDenom"),
        count("NumOutcomeDenoms", "denoms"),
        _classes("Outcome"),
        count("NumOutcomeClasses", "classes"),
        ANALYSES,
        count("NumOutcomeAnalyses", "analyses"),
    ),
    count("NumOutcomeMeasures", "outcomeMeasures"),
)
