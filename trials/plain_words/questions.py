"""Questions to take along to a doctor, by whether people can join and what came of the trial."""

from trials.plain_words.tested import names, treatment
from trials.record import TrialRecord
from trials.vocabulary import PLANNED_STATUSES, ArmGroupType


def questions(record: TrialRecord) -> list[str]:
    """A handful, the most pressing first."""
    may_join = record.is_open or (record.status and record.status.status in PLANNED_STATUSES)
    asked = [*_on_joining()] if may_join else [*_on_results(record)]
    return [*asked, "Is there another trial that fits me better?", "Who can help me with costs?"]


def _on_joining() -> tuple[str, ...]:
    return (
        "Could I join this trial? What speaks for it in my case, and what against?",
        "What would I get if I do not join?",
        "How often would I have to come, and how far would I travel?",
        "What side effects should I expect?",
        "Can I leave the trial if I want to?",
    )


def _on_results(record: TrialRecord) -> tuple[str, ...]:
    new = [treatment(arm) for arm in record.arms if arm.type == ArmGroupType.EXPERIMENTAL]
    named = names(new) if new else "this treatment"
    return (
        "Is my cancer like that of the people in this trial?",
        f"Is {named} a choice for me? What else could I get?"
        if record.granted
        else f"Can I get {named} outside of a trial?",
        "What side effects should I expect, and what can be done about them?",
        "What would we look at to see if it works?",
    )
