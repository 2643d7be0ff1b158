"""Results that stay in the JSON: participant flow, baseline, adverse events, agreements.

Nothing of them is kept here; they are read so that a wrong type or an unknown word is refused.
"""

from collections.abc import Callable

from trials.ctgov.records.reader import Reader
from trials.ctgov.records.results_numbers import Denom, MeasureClass, MeasureGroup
from trials.vocabulary import (
    AgreementRestrictionType,
    EventAssessment,
    MeasureDispersionType,
    MeasureParam,
)

Check = Callable[[Reader], object]


def check_the_rest(section: Reader) -> None:
    """Read what is no outcome measure; problems are noted in the reader."""
    _flow(section.inside("participantFlowModule"))
    _baseline(section.inside("baselineCharacteristicsModule"))
    _adverse_events(section.inside("adverseEventsModule"))
    _more_info(section.inside("moreInfoModule"))


def _texts(one: Reader, *keys: str) -> None:
    for key in keys:
        one.text(key)


def _counts(one: Reader, *keys: str) -> None:
    for key in keys:
        one.count(key)


def _flow(module: Reader) -> None:
    _texts(module, "preAssignmentDetails", "recruitmentDetails", "typeUnitsAnalyzed")
    module.each("groups", MeasureGroup.read)
    module.each("periods", _period)


def _period(period: Reader) -> None:
    period.text("title")
    period.each("milestones", _steps("achievements"))
    period.each("dropWithdraws", _steps("reasons"))


def _steps(key: str) -> Check:
    """A row of the flow: what happened, and to how many of each group."""

    def check(step: Reader) -> None:
        _texts(step, "type", "comment")
        step.each(key, lambda one: _texts(one, "groupId", "comment", "numSubjects", "numUnits"))

    return check


def _baseline(module: Reader) -> None:
    _texts(module, "populationDescription", "typeUnitsAnalyzed")
    module.each("groups", MeasureGroup.read)
    module.each("denoms", Denom.read)
    module.each("measures", _baseline_measure)


def _baseline_measure(measure: Reader) -> None:
    _texts(measure, "title", "description", "populationDescription")
    _texts(measure, "unitOfMeasure", "denomUnitsSelected")
    measure.choice("paramType", MeasureParam)
    measure.choice("dispersionType", MeasureDispersionType)
    measure.flag("calculatePct")
    measure.each("denoms", Denom.read)
    measure.each("classes", MeasureClass.read)


def _adverse_events(module: Reader) -> None:
    _texts(module, "frequencyThreshold", "timeFrame", "description", "allCauseMortalityComment")
    module.each("eventGroups", _event_group)
    module.each("seriousEvents", _event)
    module.each("otherEvents", _event)


def _event_group(group: Reader) -> None:
    MeasureGroup.read(group)
    for kind in ("deaths", "serious", "other"):
        _counts(group, f"{kind}NumAffected", f"{kind}NumAtRisk")


def _event(event: Reader) -> None:
    _texts(event, "term", "organSystem", "sourceVocabulary", "notes")
    event.choice("assessmentType", EventAssessment)
    event.each("stats", _event_stats)


def _event_stats(stats: Reader) -> None:
    stats.text("groupId")
    _counts(stats, "numEvents", "numAffected", "numAtRisk")


def _more_info(module: Reader) -> None:
    module.inside("limitationsAndCaveats").text("description")
    agreement = module.inside("certainAgreement")
    agreement.flag("piSponsorEmployee")
    agreement.flag("restrictiveAgreement")
    agreement.choice("restrictionType", AgreementRestrictionType)
    agreement.text("otherDetails")
    contact = module.inside("pointOfContact")
    _texts(contact, "title", "organization", "email", "phone", "phoneExt")
