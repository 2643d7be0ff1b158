"""What an item says about a trial, told by simple cues in its words."""

import re
from collections.abc import Iterable

from trials.vocabulary import LinkRole

# In the order of weight: an approval rests on results, and an interim analysis has some.
_AGENCY = r"\b(?:FDA|Food and Drug Administration|EMA|European Commission|MHRA|Health Canada)\b"
# Not "FDA-approved": trials speak of therapy that is approved already.
_APPROVAL = r"(?<![\w-])approv(?:e[sd]?|al)\b"
CUES = {
    LinkRole.APPROVAL: f"{_AGENCY}[^.]{{0,80}}{_APPROVAL}|{_APPROVAL}[^.]{{0,80}}{_AGENCY}",
    LinkRole.INTERIM: (
        r"\binterim (?:analysis|results|data)\b|\bstopp(?:ed|ing) early\b"
        r"|\bdata (?:and )?safety (?:and )?monitoring (?:board|committee)\b"
    ),
    LinkRole.ACTIVATION: (
        r"\b(?:now|newly) (?:open|activated|enrolling|recruiting)\b"
        r"|\b(?:trial|study|protocol) (?:(?:is|was|has been) )?(?:activated|activation)\b"
        r"|\bopen(?:s|ed)? (?:to|for) (?:accrual|enrol|patients)|\b(?:begins|starts) enrol"
    ),
    LinkRole.RESULTS: (
        r"\b(?:results?|findings)\b|\b(?:improve[sd]|prolong(?:s|ed)|extend(?:s|ed)|delay(?:s|ed))\b"
        r"|\b(?:published in|presented at)\b|\bmet (?:its|the) primary\b"
    ),
    LinkRole.ACCRUAL: (
        r"\baccrual\b|\bfully enrolled\b|\benroll?ment (?:is |has )?(?:complete|closed|goal)"
        r"|\b(?:completes?|completed|reache[sd]) (?:its )?enroll?ment\b"
    ),
}
_CUES = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in CUES.items()}


def role_of(texts: Iterable[str]) -> LinkRole:
    """The role whose cue stands in the first text that has one; background if none has."""
    for text in texts:
        for role, cue in _CUES.items():
            if cue.search(text):
                return role
    return LinkRole.BACKGROUND
