"""Whom a number of the results is about: which arm of the trial a group is, if it is one. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trials.ctgov.importer.values import plain
from trials.ctgov.records import ArmGroup, Denom, MeasureGroup, OutcomeMeasure
from trials.vocabulary import ArmGroupType, joined

# “Placebo (FAS)”: a part of an arm, or its label: “Examplinib (Arm A)”.
_BRACKETS = re.compile(r"(.*\S)\s*\(([^()]+)\)")
# “Arm B: Placebo”, “Arm #2 - placebo”.
_NUMBERED = re.compile(r"(?:arm|group|cohort) ?#? ?[a-z0-9]{1,3} ?[:–-] ?(.+)")  # noqa: RUF001
# What is tried comes first in a comparison, what does nothing last.
_RANKS: dict[ArmGroupType, int] = {
    ArmGroupType.EXPERIMENTAL: 0,
    ArmGroupType.ACTIVE_COMPARATOR: 1,
    ArmGroupType.OTHER: 1,
    ArmGroupType.PLACEBO_COMPARATOR: 2,
    ArmGroupType.SHAM_COMPARATOR: 2,
    ArmGroupType.NO_INTERVENTION: 2,
}
_DIRECTION = r"\b{one}\s*(?:over|versus|vs\.?|/|compared (?:with|to))\s*{other}\b"


@dataclass(frozen=True, slots=True)
class Whom:
    """An arm, a part of one, or those whom only the registry's group names."""

    arm: str = ""
    population: str = ""
    comparator: str = ""


class Groups:
    """The groups of one outcome measure."""

    def __init__(self, measure: OutcomeMeasure, arms: Sequence[ArmGroup]) -> None:
        self._groups = {group.id: group for group in measure.groups}
        self._denoms = measure.denoms
        self._types = {arm.label.strip(): arm.type for arm in reversed(arms)}
        self._labels = list(dict.fromkeys(arm.label.strip() for arm in arms))
        self._whom: dict[str, Whom] = {}

    def missing(self, ids: Iterable[str]) -> str | None:
        """The first of the IDs that no group has, which may be an empty one."""
        return next((one for one in ids if one not in self._groups), None)

    def whom(self, group_id: str) -> Whom:
        """The arm that a group is, or else its title as the population; nothing is guessed."""
        if group_id not in self._whom:
            self._whom[group_id] = _whom(self._groups[group_id], self._labels)
        return self._whom[group_id]

    def participants(self, group_id: str, denoms: Sequence[Denom]) -> int | None:
        """How many people were analysed: of the class, where it says so, else of the measure."""
        for one in (*denoms, *self._denoms):
            if plain(one.units) == "participants":
                for count in one.counts:
                    if count.group_id == group_id:
                        return _whole(count.value)
        return None

    def compared(self, ids: Sequence[str], comment: str, *, symmetric: bool) -> Whom:
        """Two arms, one compared with the other; else the population names all groups.

        The registry lists the groups of a comparison in any order. What is compared with what is
        known from its comment, or as one arm is tried and the other a control; `symmetric`
        numbers (of a test) need no order.
        """
        found = [self.whom(one) for one in ids]
        if len(found) == 1:
            return found[0]
        if len(found) == 2 and _two_arms(*found):
            one, other = found
            if self._is_first(ids[1], other, ids[0], one, comment):
                return Whom(other.arm, one.population, one.arm)
            if symmetric or self._is_first(ids[0], one, ids[1], other, comment):
                return Whom(one.arm, one.population, other.arm)
        return Whom(population=self._names(ids))

    def _is_first(self, id1: str, one: Whom, id2: str, other: Whom, comment: str) -> bool:
        if _says(comment, self._groups[id1].title, self._groups[id2].title):
            return True
        if _says(comment, self._groups[id2].title, self._groups[id1].title):
            return False
        first, second = self._types[one.arm], self._types[other.arm]
        return first is not None and second is not None and _RANKS[first] < _RANKS[second]

    def _names(self, ids: Sequence[str]) -> str:
        if len(ids) > 3 and set(ids) == set(self._groups):
            return f"all {len(ids)} groups"
        return joined([self._groups[one].title.strip() for one in ids])


def _whom(group: MeasureGroup, labels: Sequence[str]) -> Whom:
    title = group.title.strip()
    if arm := title if title in labels else _only(plain(title), labels):
        return Whom(arm)
    found = _BRACKETS.fullmatch(title)
    if found is None or not found.group(2).strip():
        return Whom(population=title)
    before, within = found.groups()
    if arm := _called(plain(within), labels):
        return Whom(arm)
    if arm := _only(plain(before), labels):
        return Whom(arm, within.strip())
    return Whom(population=title)


def _only(name: str, labels: Sequence[str]) -> str:
    """The one arm of that name, with or without its number."""
    if arm := _called(name, labels):
        return arm
    bare = ((label, _NUMBERED.fullmatch(plain(label))) for label in labels)
    found = [label for label, match in bare if match and match.group(1) == name]
    return found[0] if len(found) == 1 else ""


def _called(name: str, labels: Sequence[str]) -> str:
    found = [label for label in labels if plain(label) == name]
    return found[0] if len(found) == 1 else ""


def _two_arms(one: Whom, other: Whom) -> bool:
    """Of one population: all of both arms, or the same part of them."""
    different = bool(one.arm and other.arm and one.arm != other.arm)
    return different and plain(one.population) == plain(other.population)


def _says(comment: str, one: str, other: str) -> bool:
    names = {"one": re.escape(plain(one)), "other": re.escape(plain(other))}
    return bool(one and other and re.search(_DIRECTION.format(**names), plain(comment)))


def _whole(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) else None
