"""Which line of a release says when it may appear, such as "FOR IMMEDIATE RELEASE"."""

import re

SHORT = 120
"""Characters; a longer line has to name a time."""
LONGEST = 300
_START = (
    r"(?:(?:press|news|media) release\W{1,5})?"
    r"(?:(?:strictly|confidential|news|press|media|publication|please|under(?: strict)?|bajo)"
    r"\W{1,3})*"
)
_ORDER = re.compile(
    _START + r"(?:for (?:immediate |general )?release|immediate release|release\W{1,3}immediate"
    r"|embargoed|embargad[oa]|publicaci\u00f3n inmediata"
    r"|embargo(?=\W*(?:$|[0-9:|\u2013-]|until|till|to |hasta|lift|date|expir|ends|not ))"
    r"|para (?:publicaci\u00f3n|difusi\u00f3n|divulgaci\u00f3n)"
    r"|(?:hold|not) for (?:release|publication)"
    r"|for (?:use|publication|distribution|release) (?:on|at|after|until|not before|immediately)"
    r"|releas(?:e|ed) (?:on|at|after|not before)(?= .*[0-9])"
    r"|(?:hold|do not (?:release|publish|print|post|use|distribute|broadcast)"
    r"|not to be (?:released|published|printed|posted|used|distributed|broadcast)"
    r"|no (?:publicar|difundir|divulgar))\b.{0,60}?\b(?:until|before|prior to|hasta|antes)"
    r")\b",
    re.IGNORECASE,
)
_EMBARGO = re.compile(r"\b(?:embargo(?:ed)?|embargad[oa])\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\b(?:until|till|before|to|lifts|expires|ends|hasta)\b.*(?:[0-9]|noon|midnight|mediod)",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(r"immediate|inmediata", re.IGNORECASE)
_HELD = re.compile(
    r"embarg|\bhold\b|\bnot\b|\bno\b|until|before|prior to|hasta|antes", re.IGNORECASE
)


def is_release_line(text: str) -> bool:
    """Whether a line of the header says so; the marks around it are off."""
    if len(text) > LONGEST:
        return False
    if _ORDER.match(text):
        return len(text) <= SHORT or bool(re.search("[0-9]", text))
    embargo = _EMBARGO.search(text)
    return bool(embargo and _WHEN.search(text, embargo.end()))


def is_immediate(line: str) -> bool:
    """Whether it may appear at once."""
    return bool(_IMMEDIATE.search(line))


def holds_back(line: str) -> bool:
    """Whether the line asks to wait for something."""
    return bool(_HELD.search(line)) and not is_immediate(line)
