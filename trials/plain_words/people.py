"""In whom: the diseases, how many people, in which groups; who can join where that is open."""

from trials.durations import duration_in_words
from trials.evidence_table import Line
from trials.models import Cohort, Trial
from trials.plain_words.diseases import disease
from trials.plain_words.statement import Number, Statement
from trials.plain_words.tested import is_over, names
from trials.record import TrialRecord
from trials.vocabulary import EnrollmentType, PrimaryPurpose


def people(record: TrialRecord) -> list[Statement]:
    """As far as the record says it."""
    said = (_diseases(record), _number(record), _groups(record), _ages(record.trial, record))
    return [statement for statement in said if statement]


def _diseases(record: TrialRecord) -> Statement | None:
    if not record.conditions:
        return None
    listed = names([disease(condition.name) for condition in record.conditions])
    verb = "was" if is_over(record.status) else "is"
    about = (
        "for people with" if record.trial.primary_purpose == PrimaryPurpose.TREATMENT else "about"
    )
    return Statement(f"It {verb} {about} {listed}.")


def _number(record: TrialRecord) -> Statement | None:
    line = record.enrollment.get(None)
    if line:
        return Statement(
            f"{_counted(line)} took part.{_differ(line)}",
            source=line.lead.source,
            link="findings-all",
        )
    trial = record.trial
    if trial.enrollment is None:
        return None
    counted = f"{trial.enrollment:,} {'person' if trial.enrollment == 1 else 'people'}"
    if trial.enrollment_type == EnrollmentType.ACTUAL:
        return Statement(f"{counted} took part.")
    if trial.enrollment_type == EnrollmentType.ESTIMATED:
        verb = "was" if is_over(record.status) else "is"
        return Statement(f"The plan {verb} for {counted} to take part.")
    return Statement(f"The record gives {counted}, but not if this is a plan or a count.")


def _counted(line: Line) -> str:
    """Without the unit: a source may count “participants”."""
    return f"{line.lead.value_text} {'person' if line.lead.value == 1 else 'people'}"


def _differ(line: Line) -> str:
    return " Sources give more than one count." if line.discrepancies else ""


def _groups(record: TrialRecord) -> Statement | None:
    cohorts = record.cohorts
    if len(cohorts) < 2:
        return None
    lines = [(cohort, record.enrollment.get(cohort.pk)) for cohort in cohorts]
    numbers = [Number(_named(cohort), line.lead) for cohort, line in lines if line]
    verb = "were" if is_over(record.status) else "are"
    words = f"There {verb} {len(cohorts)} groups (cohorts), each with results of its own."
    if any(line and line.discrepancies for _, line in lines):
        words += " Sources count them in more than one way."
    return Statement(words, numbers=numbers)


def _named(cohort: Cohort) -> str:
    return f"People in {cohort.label}{f': {cohort.name}' if cohort.name else ''}"


def _ages(trial: Trial, record: TrialRecord) -> Statement | None:
    """Only where somebody may still join."""
    if is_over(record.status) or not (trial.minimum_age or trial.maximum_age):
        return None
    least, most = map(duration_in_words, (trial.minimum_age, trial.maximum_age))
    span = (
        f"from {least} to {most}"
        if least and most
        else f"from {least} up"
        if least
        else (f"up to {most}")
    )
    return Statement(f"It is for ages {span}.", link="eligibility")
