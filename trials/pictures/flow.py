"""Participants: how many were enrolled, in which cohorts and arms, as far as sources say."""

from trials.discrepancies import value_of
from trials.evidence_table import Line
from trials.figures import flow as figure
from trials.figures.flow import Count, Part
from trials.figures.picture import Picture
from trials.models import Arm, Cohort, Trial
from trials.record import TrialRecord
from trials.vocabulary import EnrollmentType, Quantity

CALLED: dict[str, str] = {
    EnrollmentType.ACTUAL: "Enrolled",
    EnrollmentType.ESTIMATED: "Planned enrollment",
}
Counts = dict[tuple[int | None, int | None], Line]
"""By cohort and arm; None is all of them."""


def flow(record: TrialRecord) -> Picture | None:
    """The flow, if the trial has cohorts, or several arms."""
    counts = _counts(record)
    if not (counts or record.trial.enrollment is not None):
        return None
    cohorts = tuple(_cohort(cohort, record, counts) for cohort in record.cohorts)
    arms = tuple(_arm(arm, None, counts) for arm in record.arms)
    if cohorts:
        beside = () if any(cohort.inner for cohort in cohorts) else arms
        return figure.picture(figure.Flow(_whole(record.trial, counts, cohorts), beside))
    inner = arms if len(arms) > 1 else ()
    ratio = str(record.trial.allocation_ratio) if inner else ""
    return figure.picture(figure.Flow(_whole(record.trial, counts, inner, ratio)))


def _counts(record: TrialRecord) -> Counts:
    """Of each group the line that says how many it has, and of nobody in particular there."""
    found: Counts = {}
    for section in record.evidence:
        for table in section.tables:
            for line in table.lines:
                lead = line.lead
                if lead.quantity == Quantity.ENROLLMENT and not (lead.measure or lead.population):
                    found.setdefault((lead.cohort_id, lead.arm_id), line)
    return found


def _whole(trial: Trial, counts: Counts, inner: tuple[Part, ...], ratio: str = "") -> Part:
    """As sources count it; as the record does, that may be a plan, or not say what it is."""
    label, count, line = "Enrolled", None, counts.get((None, None))
    if line:
        count = _count(line)
    elif trial.enrollment is not None:
        label = CALLED.get(trial.enrollment_type, "Enrollment")
        count = Count(f"{trial.enrollment:,}")
    return Part(label, count, ratio=ratio, inner=inner)


def _cohort(cohort: Cohort, record: TrialRecord, counts: Counts) -> Part:
    """With its arms, if all share in its ratio; else with those that are counted in it."""
    counted = [arm for arm in record.arms if (cohort.pk, arm.pk) in counts]
    shares = str(cohort.allocation_ratio).count(":") + 1 if cohort.allocation_ratio else 0
    arms = record.arms if shares and shares == len(record.arms) else counted
    line = counts.get((cohort.pk, None))
    return Part(
        str(cohort.label),
        _count(line) if line else None,
        str(cohort.name),
        str(cohort.allocation_ratio) if arms else "",
        inner=tuple(_arm(arm, cohort, counts) for arm in arms),
    )


def _arm(arm: Arm, cohort: Cohort | None, counts: Counts) -> Part:
    line = counts.get((cohort.pk if cohort else None, arm.pk))
    return Part(str(arm.label), _count(line) if line else None, crossover=str(arm.crossover))


def _count(line: Line) -> Count:
    """The number to show, who says it, and who says otherwise."""
    lead, *others = line.findings
    differing = [one for one in others if value_of(one) != value_of(lead)]
    said = dict.fromkeys(f"{one.value_text} ({one.source})" for one in differing)
    return Count(str(lead.value_text), str(lead.source), tuple(said))
