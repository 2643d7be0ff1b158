"""Finds the identifiers that a text mentions, and says how sure that is. Linear in its length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from trials.identifiers.folding import SCHEMES, cased, fold
from trials.identifiers.plain import Plain, readings
from trials.identifiers.scheme import Scheme
from trials.vocabulary import IdentifierKind

NEAR = 40
"""Characters within which the name of a group vouches for a bare number."""


@dataclass(frozen=True)
class Mention:
    """One identifier in a text: `start` and `end` count code points of the text as given."""

    start: int
    end: int
    text: str
    key: str
    scheme: str
    kind: IdentifierKind
    certain: bool
    """False if other things look like this too: to be trusted only if the number is known."""


# "AllianceA212102" in short links and "%20S1418" in long ones are beginnings of a word too.
_BEGIN = r"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2})|(?<=[Aa]lliance)|(?<=ALLIANCE))"
_END = "(?![A-Za-z0-9])"
# The spellings of two schemes never begin alike, so the order of the branches does not matter.
_SCAN = re.compile(
    f"(?=[A-Za-z2(\\[]){_BEGIN}(?:"
    + "|".join(f"(?P<s{n}>{cased(scheme)})" for n, scheme in enumerate(SCHEMES))
    + f"){_END}",
    re.ASCII,
)
_SPELLED = {
    scheme.name: re.compile(scheme.spelling, 0 if scheme.exact_case else re.IGNORECASE)
    for scheme in SCHEMES
    if scheme.spelling
}
_WORDS = {
    scheme.name: re.compile(f"(?<![A-Za-z])(?:{scheme.words})")
    for scheme in SCHEMES
    if scheme.words
}
_NOT_AFTER = {
    scheme.name: re.compile(
        rf"(?i)(?<![a-z])(?:{scheme.not_after})\.?(?:[ ](?:id|no|num|number)\.?)?[ .:#=_/-]{{0,3}}$"
    )
    for scheme in SCHEMES
    if scheme.not_after
}
_TRIAL_BEFORE = re.compile(r"(?i)(?:trial|study|protocol|ensayo|estudio|protocolo)s?[ :#(]{1,2}$")
_TRIAL_AFTER = re.compile(r"(?i)[ )]{1,2}(?:clinical |randomi[sz]ed )?(?:trial|study|protocol)")
_LIST = re.compile(r"[ ]?[,;/&+]?[ ]?(?:(?:and|or|y|o|e)[ ])?", re.IGNORECASE)
_SAME_TRIAL = re.compile(r"[ ]?[/(\[,;]{1,2}[ ]?")


def find_mentions(text: str) -> list[Mention]:
    """Find every identifier written in a text, in its order; of two that overlap the longer."""
    found: list[Mention] = []
    readings_found = (mention for plain in readings(text) for mention in _scan(plain, text))
    for mention in sorted(readings_found, key=lambda mention: (mention.start, -mention.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.end - mention.start > found[-1].end - found[-1].start:
            found[-1] = mention
    return found


def _scan(plain: Plain, text: str) -> Iterator[Mention]:
    """Find what one reading of the text mentions."""
    for mention in _spread(_matches(plain.text), plain.text):
        start, end = plain.origin(mention.start), plain.origin(mention.end - 1) + 1
        yield replace(mention, start=start, end=end, text=text[start:end])


def _matches(text: str) -> Iterator[Mention]:
    """Find the spellings, leaving out bare ones that something else claims."""
    refused: tuple[str, int] = ("", 0)
    for match in _SCAN.finditer(text):
        scheme = SCHEMES[int((match.lastgroup or "s0")[1:])]
        spelled = scheme.name in _SPELLED and _SPELLED[scheme.name].fullmatch(match[0])
        if not spelled and _refused(scheme, text, match.start(), refused):
            refused = (scheme.name, match.end())
            continue
        certain = bool(spelled) or _vouched(scheme, text, *match.span())
        yield Mention(*match.span(), match[0], fold(match[0]), scheme.name, scheme.kind, certain)


def _refused(scheme: Scheme, text: str, start: int, last: tuple[str, int]) -> bool:
    """Say whether the words before claim the number, or the list whose last one they claimed."""
    pattern = _NOT_AFTER.get(scheme.name)
    if pattern is None:
        return False
    in_list = last[0] == scheme.name and _LIST.fullmatch(text, last[1], start)
    return bool(in_list or pattern.search(text, max(0, start - NEAR), start))


def _vouched(scheme: Scheme, text: str, start: int, end: int) -> bool:
    """Say whether the group's name is near, or the word trial (study, protocol) beside."""
    before, after = (max(0, start - NEAR), start), (end, end + NEAR)
    words = _WORDS.get(scheme.name)
    if words and (words.search(text, *before) or words.search(text, *after)):
        return True
    return scheme.said_trial and bool(
        _TRIAL_BEFORE.search(text, *before) or _TRIAL_AFTER.match(text, *after)
    )


def _spread(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Let a certain mention vouch along a list, and for another number of the same trial."""
    forward = _vouch_on(list(mentions), text)
    return _vouch_on(forward[::-1], text)[::-1]


def _vouch_on(mentions: list[Mention], text: str) -> list[Mention]:
    """Go through neighbours in the given order, each vouching for the next."""
    for index in range(1, len(mentions)):
        one, other = mentions[index - 1], mentions[index]
        if one.certain and not other.certain and _joined(one, other, text):
            mentions[index] = replace(other, certain=True)
    return mentions


def _joined(one: Mention, other: Mention, text: str) -> bool:
    """Say whether only what joins a list, or two numbers of one trial, stands between."""
    gap = (min(one.end, other.end), max(one.start, other.start))
    in_list = one.scheme == other.scheme and _LIST.fullmatch(text, *gap)
    return bool(in_list or _SAME_TRIAL.fullmatch(text, *gap))
