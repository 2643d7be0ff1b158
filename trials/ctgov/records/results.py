"""The results of a study: its outcome measures. Other results are checked and stay in the JSON."""

from dataclasses import dataclass
from typing import Self

from trials.ctgov.records.dates import partial_date
from trials.ctgov.records.reader import Reader
from trials.ctgov.records.results_analyses import Analysis
from trials.ctgov.records.results_checked import check_the_rest
from trials.ctgov.records.results_numbers import Denom, MeasureClass, MeasureGroup
from trials.vocabulary import MeasureParam, OutcomeMeasureType, ReportingStatus


@dataclass(frozen=True, slots=True)
class OutcomeMeasure:
    """What was measured, with its numbers; `dispersion_type` is free text: “Standard Error”."""

    type: OutcomeMeasureType | None
    title: str
    description: str
    population_description: str
    reporting_status: ReportingStatus | None
    anticipated_posting_date: str | None
    param_type: MeasureParam | None
    dispersion_type: str
    unit_of_measure: str
    calculate_pct: bool | None
    time_frame: str
    type_units_analyzed: str
    denom_units_selected: str
    groups: tuple[MeasureGroup, ...]
    denoms: tuple[Denom, ...]
    classes: tuple[MeasureClass, ...]
    analyses: tuple[Analysis, ...]

    @classmethod
    def read(cls, measure: Reader) -> Self:
        """From one of `outcomeMeasures`."""
        return cls(
            type=measure.choice("type", OutcomeMeasureType),
            title=measure.name("title"),
            description=measure.text("description"),
            population_description=measure.text("populationDescription"),
            reporting_status=measure.choice("reportingStatus", ReportingStatus),
            anticipated_posting_date=measure.parsed("anticipatedPostingDate", partial_date),
            param_type=measure.choice("paramType", MeasureParam),
            dispersion_type=measure.text("dispersionType"),
            unit_of_measure=measure.text("unitOfMeasure"),
            calculate_pct=measure.flag("calculatePct"),
            time_frame=measure.text("timeFrame"),
            type_units_analyzed=measure.text("typeUnitsAnalyzed"),
            denom_units_selected=measure.text("denomUnitsSelected"),
            groups=measure.each("groups", MeasureGroup.read),
            denoms=measure.each("denoms", Denom.read),
            classes=measure.each("classes", MeasureClass.read),
            analyses=measure.each("analyses", Analysis.read),
        )


@dataclass(frozen=True, slots=True)
class Results:
    """`resultsSection`. Two outcome measures may have one title, two groups too."""

    outcome_measures: tuple[OutcomeMeasure, ...]

    @classmethod
    def read(cls, section: Reader) -> Self:
        """From the section; flow, baseline and adverse events are refused where they are wrong."""
        module = section.inside("outcomeMeasuresModule")
        found = cls(module.each("outcomeMeasures", OutcomeMeasure.read))
        check_the_rest(section)
        return found
