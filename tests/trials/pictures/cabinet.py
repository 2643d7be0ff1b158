"""A trial with what pictures are made of: two cohorts, two arms, numbers of three sources."""

from typing import Any

from tests.records import a_finding, a_source, a_trial
from trials.models import Source, Trial
from trials.record import TrialRecord

LABEL: dict[str, Any] = {"is_preferred": True}


def a_cabinet(**fields: Any) -> Trial:
    """Without any finding."""
    trial = a_trial("A021602", acronym="CABINET", allocation_ratio="2:1", **fields)
    for at, label in enumerate(("Cabozantinib", "Placebo")):
        trial.arms.create(label=label, position=at, crossover="Later." if at else "")
    for at, label in enumerate(("pNET", "epNET")):
        trial.cohorts.create(label=label, position=at, allocation_ratio="2:1")
    trial.endpoints.create(level="PRIMARY", measure="PFS", position=0)
    trial.endpoints.create(level="SECONDARY", measure="OS", position=1)
    return trial


def record(trial: Trial) -> TrialRecord:
    """As its page reads it."""
    return TrialRecord.load(trial.pk)


def a_ratio(trial: Trial, printed: str, source: Source, /, **fields: Any) -> None:
    """A hazard ratio of the two arms, for PFS in pNET unless it is said otherwise."""
    fields = {
        "quantity": "HAZARD_RATIO",
        "cohort": trial.cohorts.get(label="pNET"),
        "endpoint": trial.endpoints.get(measure="PFS"),
        "arm": trial.arms.get(label="Cabozantinib"),
        "comparator": trial.arms.get(label="Placebo"),
    } | fields
    a_finding(trial, printed, source, **fields)


def a_median(trial: Trial, of: str, printed: str, source: Source, /, **fields: Any) -> None:
    """Of an arm, for PFS in pNET unless it is said otherwise."""
    of_arm = {"arm": trial.arms.get(label=of), "comparator": None, "quantity": "MEDIAN"}
    a_ratio(trial, printed, source, **{"unit": "months", **of_arm, **fields})


def an_enrollment(trial: Trial, printed: str, source: Source, *of: str, **fields: Any) -> None:
    """Of the whole trial, of a cohort, or of an arm in a cohort."""
    for label in of:
        cohort = trial.cohorts.filter(label=label).first()
        arm = trial.arms.filter(label=label).first()
        fields |= {"cohort": cohort} if cohort else {"arm": arm}
    a_finding(trial, printed, source, **fields)


def sources() -> tuple[Source, Source]:
    """The label, and a paper."""
    return a_source("FDA label", kind="LABEL", date="2025-03"), a_source("NEJM 2024")
