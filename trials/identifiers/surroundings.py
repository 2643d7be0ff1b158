"""What stands around the numbers of a text: names of groups, the word trial, words that refuse.

Each kind of words is looked for once in the whole text, when the first number asks.
"""

import re
from bisect import bisect_left
from functools import cached_property

from trials.identifiers.folding import SCHEMES
from trials.identifiers.scheme import Scheme

NEAR = 40
"""Characters within which the name of a group vouches for a bare number."""

_WORDS = {
    scheme.name: re.compile(f"(?<![A-Za-z])(?:{scheme.words})")
    for scheme in SCHEMES
    if scheme.words
}
_NOT_AFTER = {
    scheme.name: re.compile(
        rf"(?i)(?<![a-z])(?:{scheme.not_after})\.?(?:[ ](?:id|no|num|number)\.?)?[ .:#=_/-]{{0,3}}"
    )
    for scheme in SCHEMES
    if scheme.not_after
}
_TRIAL_BEFORE = re.compile(r"(?i)(?:trial|study|protocol|ensayo|estudio|protocolo)s?[ :#(]{1,2}")
_TRIAL_AFTER = re.compile(r"(?i)[ )]{1,2}(?:clinical |randomi[sz]ed )?(?:trial|study|protocol)")


class Surroundings:
    """The words of one plain text, by where they stand."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names: dict[str, tuple[list[int], list[int]]] = {}
        self._refusals: dict[str, set[int]] = {}

    def vouch(self, scheme: Scheme, start: int, end: int) -> bool:
        """Say whether the group's name is near, or the word trial (study, protocol) beside."""
        if scheme.name in _WORDS and self._named_near(scheme.name, start, end):
            return True
        return scheme.said_trial and (
            start in self._trial_ends or _TRIAL_AFTER.match(self._text, end) is not None
        )

    def refuse(self, scheme: Scheme, start: int) -> bool:
        """Say whether the words right before claim the number as something else."""
        if scheme.name not in _NOT_AFTER:
            return False
        if scheme.name not in self._refusals:
            found = _NOT_AFTER[scheme.name].finditer(self._text)
            self._refusals[scheme.name] = {match.end() for match in found}
        return start in self._refusals[scheme.name]

    def _named_near(self, name: str, start: int, end: int) -> bool:
        if name not in self._names:
            spans = [match.span() for match in _WORDS[name].finditer(self._text)]
            self._names[name] = ([span[0] for span in spans], [span[1] for span in spans])
        starts, ends = self._names[name]
        near = range(bisect_left(starts, start - NEAR), bisect_left(starts, end + NEAR))
        return any(
            ends[at] <= start or (starts[at] >= end and ends[at] <= end + NEAR) for at in near
        )

    @cached_property
    def _trial_ends(self) -> set[int]:
        return {match.end() for match in _TRIAL_BEFORE.finditer(self._text)}
