"""A trial's design in sentences, made of what is known and nothing else."""

from collections.abc import Sequence

from trials.first_letters import small
from trials.models import Arm, Cohort, Trial
from trials.vocabulary import (
    CONTROLS,
    ArmGroupType,
    DesignAllocation,
    DesignMasking,
    EnrollmentType,
    Phase,
    PrimaryPurpose,
    StudyType,
    WhoMasked,
    joined,
    phases_label,
)

MASKING = {
    DesignMasking.NONE: "open-label",
    DesignMasking.SINGLE: "single-blind",
    DesignMasking.DOUBLE: "double-blind",
    DesignMasking.TRIPLE: "triple-blind",
    DesignMasking.QUADRUPLE: "quadruple-blind",
}
MASKED = {
    WhoMasked.PARTICIPANT: "participants",
    WhoMasked.CARE_PROVIDER: "those who care for them",
    WhoMasked.INVESTIGATOR: "investigators",
    WhoMasked.OUTCOMES_ASSESSOR: "those who judge the results",
}
PURPOSE = {
    PrimaryPurpose.TREATMENT: "treatment",
    PrimaryPurpose.PREVENTION: "prevention",
    PrimaryPurpose.DIAGNOSTIC: "diagnosis",
    PrimaryPurpose.ECT: "education, counseling or training",
    PrimaryPurpose.SUPPORTIVE_CARE: "supportive care",
    PrimaryPurpose.SCREENING: "screening",
    PrimaryPurpose.HEALTH_SERVICES_RESEARCH: "research into health services",
    PrimaryPurpose.BASIC_SCIENCE: "basic science",
    PrimaryPurpose.DEVICE_FEASIBILITY: "the feasibility of a device",
}


def design_in_words(trial: Trial, arms: Sequence[Arm], cohorts: Sequence[Cohort]) -> list[str]:
    """Sentences on kind, arms, cohorts, masking and size; as far as they are known."""
    return [
        sentence
        for sentence in (
            _kind(trial, arms),
            _populations(cohorts),
            _masked(trial),
            _crossover(arms),
            _size(trial),
        )
        if sentence
    ]


def _kind(trial: Trial, arms: Sequence[Arm]) -> str:
    """A phase 3, randomized (2:1), double-blind trial of treatment comparing A with B."""
    adjectives = ", ".join(filter(None, [_phase(trial), _allocation(trial), _masking(trial)]))
    noun = {
        StudyType.OBSERVATIONAL: "observational study",
        StudyType.EXPANDED_ACCESS: "expanded access program",
    }.get(StudyType(trial.study_type) if trial.study_type else StudyType.INTERVENTIONAL, "trial")
    purpose = PURPOSE.get(PrimaryPurpose(trial.primary_purpose)) if trial.primary_purpose else None
    compared = _compared(arms)
    if not (adjectives or purpose or compared or noun != "trial"):
        return ""
    words = f"{adjectives} {noun}".strip()
    ending = f"{f' of {purpose}' if purpose else ''}{compared}"
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}{ending}."


def _phase(trial: Trial) -> str:
    return small(phases_label(phase for phase in trial.phases if phase != Phase.NA))


def _allocation(trial: Trial) -> str:
    if trial.allocation == DesignAllocation.RANDOMIZED:
        return f"randomized ({trial.allocation_ratio})" if trial.allocation_ratio else "randomized"
    return "non-randomized" if trial.allocation == DesignAllocation.NON_RANDOMIZED else ""


def _masking(trial: Trial) -> str:
    return MASKING[DesignMasking(trial.masking)] if trial.masking else ""


def _compared(arms: Sequence[Arm]) -> str:
    """Which arm is compared with which, where their types say so."""
    controls = [arm.label for arm in arms if arm.type in CONTROLS]
    tested = [arm.label for arm in arms if arm.type == ArmGroupType.EXPERIMENTAL]
    if not (tested and controls and len(tested) + len(controls) == len(arms)):
        return ""
    return f" comparing {joined(tested)} with {joined(controls)}"


def _populations(cohorts: Sequence[Cohort]) -> str:
    if len(cohorts) < 2:
        return ""
    labels = joined([cohort.label for cohort in cohorts])
    return f"It has {len(cohorts)} cohorts, enrolled and analyzed separately: {labels}."


def _masked(trial: Trial) -> str:
    parties = [MASKED[WhoMasked(word)] for word in WhoMasked.values if word in trial.who_masked]
    if not parties:
        return ""
    words = joined(parties)
    return f"{words[0].upper()}{words[1:]} do not know who gets what."


def _crossover(arms: Sequence[Arm]) -> str:
    changing = [arm.label for arm in arms if arm.crossover]
    return f"Crossover is possible from {joined(changing)}." if changing else ""


def _size(trial: Trial) -> str:
    if trial.enrollment is None:
        return ""
    people = "person" if trial.enrollment == 1 else "people"
    number = f"{trial.enrollment:,} {people}"
    if trial.enrollment_type == EnrollmentType.ESTIMATED:
        return f"The study is planned to enroll {number}."
    if trial.enrollment_type == EnrollmentType.ACTUAL:
        return f"The study enrolled {number}."
    return f"Enrollment: {number}."
