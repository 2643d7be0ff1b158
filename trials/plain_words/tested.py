"""What was tested: which treatment against which, how people came to it, who knew."""

import re
from collections.abc import Sequence

from trials.first_letters import small
from trials.models import Arm, StatusChange, Trial
from trials.plain_words.statement import Statement, sentence
from trials.vocabulary import (
    CLOSED_STATUSES,
    CONTROLS,
    PLANNED_STATUSES,
    ArmGroupType,
    DesignAllocation,
    DesignMasking,
    Phase,
    StudyType,
    WhoMasked,
    joined,
    phases_label,
)

# Of labels such as “Arm A (examplinib)” the word in brackets says what people get.
# A lone letter or number says no more than “Arm A” does.
PLACE_ONLY = re.compile(
    r"(arm|group|cohort|experimental|control|comparator|part|step)\b|([a-z]|[0-9]{1,3})$", re.I
)
IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
# “Arm A: Examplinib”, “Arm #2 - placebo”, “2. examplinib”: what stands behind it.
NUMBERED = re.compile(
    r"(?:(?:arm|group|cohort) ?#? ?[a-z0-9]{1,3} ?[:–-] ?|[0-9](?:[.:)] | (?=placebo)))"  # noqa: RUF001
    r"(?P<named>\S.+)",
    re.IGNORECASE,
)
DOES_NOTHING = re.compile(r"placebo|sham|observation|no (treatment|intervention)", re.IGNORECASE)
COMMON = re.compile(r"(Placebo|Observation|Surgery|Chemotherapy|Radiation|Standard|Best|Usual)\b")
SHOWN = 4  # names in one sentence
CARERS = {WhoMasked.CARE_PROVIDER, WhoMasked.INVESTIGATOR}


def what_was_tested(
    trial: Trial, arms: Sequence[Arm], status: StatusChange | None
) -> list[Statement]:
    """As far as the record says it."""
    said = (_what(trial, arms, status), _by_chance(trial, arms), _who_knew(trial), _change(arms))
    return [Statement(words) for words in said if words]


def treatment(arm: Arm) -> str:
    """What people in an arm get, in a word or few."""
    numbered = NUMBERED.fullmatch(arm.label.strip())
    label: str = numbered["named"] if numbered else arm.label
    if PLACE_ONLY.match(label):
        inside, given = IN_BRACKETS.search(label), getattr(arm, "given", None)
        label = inside[1] if inside else joined(given[:SHOWN]) if given else label
    return uncapped(label)


def uncapped(name: str) -> str:
    """A common word small inside a sentence; a name of a drug as the record writes it."""
    return name[:1].lower() + name[1:] if COMMON.match(name) else name


def names(words: Sequence[str]) -> str:
    """“a, b and c”; of many the first ones."""
    few = list(dict.fromkeys(words))
    return joined([*few[:SHOWN], "others"] if len(few) > SHOWN else few)


def is_over(status: StatusChange | None) -> bool:
    """Whether nobody joins any more, so that it is told in the past."""
    return status is not None and status.status in CLOSED_STATUSES


def _what(trial: Trial, arms: Sequence[Arm], status: StatusChange | None) -> str:
    kind = _kind(trial)
    if trial.study_type == StudyType.OBSERVATIONAL:
        return f"This is {kind}: it watches how people do and gives no treatment of its own."
    verb = "tested" if is_over(status) else "tests"
    verb = "will test" if status and status.status in PLANNED_STATUSES else verb
    compared = _compared(trial, arms)
    if compared:
        return f"This {kind.removeprefix('a ')} {verb} {compared}."
    return f"This is {kind}." if kind != "a trial" else ""


def _kind(trial: Trial) -> str:
    """“a phase 3 trial”."""
    if trial.study_type == StudyType.OBSERVATIONAL:
        return "an observational study"
    phases = set(trial.phases) - {Phase.NA, Phase.EARLY_PHASE1}
    return f"a {small(phases_label(phases))} trial" if phases else "a trial"


def _compared(trial: Trial, arms: Sequence[Arm]) -> str:
    """“a against b” where the record says which of them is compared with which."""
    new = [treatment(arm) for arm in arms if arm.type == ArmGroupType.EXPERIMENTAL]
    known = [treatment(arm) for arm in arms if arm.type in CONTROLS]
    if new and known and len(new) + len(known) == len(arms):
        return f"{names(new)} against {names(known)}"
    if len(arms) == 2 and new and trial.allocation == DesignAllocation.RANDOMIZED:
        one, other = sorted(arms, key=_comes_last)
        return f"{treatment(one)} against {treatment(other)}"
    return names(new)


def _comes_last(arm: Arm) -> tuple[bool, bool]:
    """Of two arms what is tried comes first, though a record may call a placebo that."""
    return bool(DOES_NOTHING.match(arm.label)), arm.type != ArmGroupType.EXPERIMENTAL


def _by_chance(trial: Trial, arms: Sequence[Arm]) -> str:
    if trial.allocation != DesignAllocation.RANDOMIZED:
        return ""
    if len(arms) == 2 and all(arm.ratio for arm in arms):
        one, other = arms
        return (
            "It is randomized: chance decides who gets which treatment. For every"
            f" {_counted(one.ratio)} on {treatment(one)} there {_are(other.ratio)} on"
            f" {treatment(other)}."
        )
    return "It is randomized: chance decides who gets which treatment."


def _counted(number: int | None) -> str:
    return "person" if number == 1 else f"{number} people"


def _are(number: int | None) -> str:
    return "is 1" if number == 1 else f"are {number}"


def _who_knew(trial: Trial) -> str:
    masked = {WhoMasked(word) for word in trial.who_masked}
    if WhoMasked.PARTICIPANT in masked and masked & CARERS:
        return "It is blinded: people in it and their doctors do not know who gets what."
    if WhoMasked.PARTICIPANT in masked:
        return "It is blinded: people in it do not know who gets what."
    if trial.masking == DesignMasking.NONE:
        return "It is open-label: all know who gets what."
    return "It is double-blind." if trial.masking == DesignMasking.DOUBLE else ""


def _change(arms: Sequence[Arm]) -> str:
    changing = [treatment(arm) for arm in arms if arm.crossover]
    return (
        sentence(f"people who get {names(changing)} may change arms later (crossover).")
        if (changing)
        else ""
    )
