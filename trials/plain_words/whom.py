"""Of whom a number is, and of how many: “on Examplinib”, “18% of people”, “5 of 53 people”."""

import re
from collections.abc import Iterable

from trials.evidence_table import Line, from_registry
from trials.models import Finding
from trials.plain_words.endpoints import is_whole
from trials.plain_words.tested import treatment
from trials.vocabulary import Quantity

SHARE = re.compile(r"%|percent(age)?( (of|probability)\b.*)?", re.IGNORECASE)
PEOPLE = re.compile(r"(participant|patient|subject|person|individual)s?|people", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
MOST = 4  # groups in one breath; of more the tables tell


def about_all(line: Line) -> bool:
    """Whether it is of a whole group, at no time of its own, and nobody took it back."""
    return not line.lead.source.retracted_on and not line.lead.time_point and of_group(line) != ""


def of_group(line: Line) -> str:
    """“on Examplinib”, or the registry's own name of a group that is no arm here."""
    lead = line.lead
    if lead.comparator_id:
        return ""
    if lead.arm:
        return f"on {treatment(lead.arm)}" if is_whole(lead.population) else ""
    return f"in the group “{lead.population}”" if _names_a_group(lead) else ""


def named(line: Line) -> str:
    """The group as the label of its number: “Examplinib”."""
    return treatment(line.lead.arm) if line.lead.arm else str(line.lead.population)


def _names_a_group(finding: Finding) -> bool:
    """What a registry calls a population is the title of a group, if no arm is named."""
    return bool(finding.population) and from_registry(finding)


def share(finding: Finding) -> str:
    """“18% of people” or “5 of 53 people”; "" where the number does not say it."""
    if finding.value is None or not NUMBER.fullmatch(finding.value_text.strip(" %")):
        return ""
    number = finding.value_text.strip(" %")
    if finding.quantity in (Quantity.PROPORTION, Quantity.RATE):
        of_all = SHARE.fullmatch(finding.unit.strip()) or "%" in finding.value_text
        return f"{number}% of people" if of_all and 0 <= finding.value <= 100 else ""
    if finding.quantity in (Quantity.COUNT, Quantity.NUMBER) and finding.participants:
        return _counted(finding, number)
    return ""


def _counted(finding: Finding, number: str) -> str:
    value, analysed = finding.value, finding.participants
    if value is None or analysed is None or not PEOPLE.fullmatch(finding.unit.strip()):
        return ""
    is_count = value == value.to_integral() and value <= analysed
    return f"{number} of {analysed:,} people" if is_count else ""


def shares(lines: Iterable[Line]) -> list[tuple[Line, str]]:
    """Each group with its “18% of people on Examplinib”; none if they are too many for a breath."""
    found = [(line, share(line.lead)) for line in lines if about_all(line)]
    told = [(line, f"{said} {of_group(line)}") for line, said in found if said]
    return told if len(told) <= MOST and _are_apart(told) else []


def in_one_breath(people: list[str]) -> list[str]:
    """Two groups side by side in a sentence; of more each has its own."""
    if len(people) != 2:
        return people
    one, other = people
    return [f"{one} and {other.replace(' of people', '').replace(' people', '')}"]


def _are_apart(told: list[tuple[Line, str]]) -> bool:
    """Each group once: two numbers of one group would be two things by one name."""
    groups = [of_group(line) for line, _ in told]
    return len(groups) == len(set(groups))
