"""Statistical analyses of an outcome measure."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.reader import Reader
from trials.vocabulary import (
    AnalysisDispersionType,
    ConfidenceIntervalNumSides,
    NonInferiorityType,
)


@dataclass(frozen=True, slots=True)
class Analysis:
    """An estimate, a test or both. Numbers are text; `param_type` is, too (“Hazard Ratio (HR)”).

    `group_ids` are not in the order of the comparison: which arm is compared with which, the
    registry does not say.
    """

    param_type: str
    param_value: str
    dispersion_type: AnalysisDispersionType | None
    dispersion_value: str
    statistical_method: str
    statistical_comment: str
    p_value: str
    p_value_comment: str
    ci_num_sides: ConfidenceIntervalNumSides | None
    ci_pct_value: str
    ci_lower_limit: str
    ci_upper_limit: str
    ci_lower_limit_comment: str
    ci_upper_limit_comment: str
    estimate_comment: str
    tested_non_inferiority: bool | None
    non_inferiority_type: NonInferiorityType | None
    non_inferiority_comment: str
    other_analysis_description: str
    group_description: str
    group_ids: tuple[str, ...]

    @classmethod
    def read(cls, analysis: Reader) -> Self:
        """From one of `analyses`."""
        return cls(
            param_type=analysis.text("paramType"),
            param_value=analysis.text("paramValue"),
            dispersion_type=analysis.choice("dispersionType", AnalysisDispersionType),
            dispersion_value=analysis.text("dispersionValue"),
            statistical_method=analysis.text("statisticalMethod"),
            statistical_comment=analysis.text("statisticalComment"),
            p_value=analysis.text("pValue"),
            p_value_comment=analysis.text("pValueComment"),
            ci_num_sides=analysis.choice("ciNumSides", ConfidenceIntervalNumSides),
            ci_pct_value=analysis.text("ciPctValue"),
            ci_lower_limit=analysis.text("ciLowerLimit"),
            ci_upper_limit=analysis.text("ciUpperLimit"),
            ci_lower_limit_comment=analysis.text("ciLowerLimitComment"),
            ci_upper_limit_comment=analysis.text("ciUpperLimitComment"),
            estimate_comment=analysis.text("estimateComment"),
            tested_non_inferiority=analysis.flag("testedNonInferiority"),
            non_inferiority_type=analysis.choice("nonInferiorityType", NonInferiorityType),
            non_inferiority_comment=analysis.text("nonInferiorityComment"),
            other_analysis_description=analysis.text("otherAnalysisDescription"),
            group_description=analysis.text("groupDescription"),
            group_ids=analysis.texts("groupIds"),
        )
