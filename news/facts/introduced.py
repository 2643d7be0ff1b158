"""Names that a text itself gives to its arms: "randomized to the device or standard care".

A drug is known by how its name ends; a device, an operation or a brand only by where it stands.
"""

import re

_NAME = r"(?:the |an? )?(?P<{}>[A-Za-z][\w'-]{{2,24}}(?: [a-z][\w'-]{{1,24}}){{0,3}}?)"
_REST = (
    r"(?: (?:plus|and|with|followed by) [^.;,()]{1,60}?)?(?: \([^()]{1,40}\))?(?: arms?| groups?)?"
)
_ENDS = r"(?= ?[.,;:(]| (?:plus|and|with|in|for|after|until|every|alone|arms?|groups?)\b|$)"
_TWO = re.compile(
    r"\b(?:assigned|randomi[sz]ed|allocated)\b(?:[^.;:]|[0-9]:[0-9]){0,90}?"
    r"\bto (?:receive |undergo |either ){0,2}"
    + _NAME.format("one")
    + _REST
    + r",? (?:or|versus|vs\.?)(?: to)?(?: receive| undergo)? "
    + _NAME.format("two")
    + _ENDS
)
_NO_NAME = re.compile(
    r"\b(?:one|two|three|each|either|any|no|not|other|same|different|arms?|groups?|treatments?"
    r"|study|trial|receive|undergo|continue|stop|control|dose|daily|care|therapy|patients?|their"
    r"|standard|years?|months?|weeks?|have|had|the|was|were|will|be|of)\b",
    re.IGNORECASE,
)
MOST = 8


def introduced(text: str) -> re.Pattern[str] | None:
    """A pattern for the names of arms that the text introduces; None where it does so with none."""
    names: dict[str, None] = {}
    for match in _TWO.finditer(" ".join(text.split())):
        for name in match.group("one", "two"):
            if not _NO_NAME.search(name) and len(names) < MOST:
                names.setdefault(name)
    longest_first = sorted(names, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if names else None
