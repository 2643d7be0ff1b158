"""Finds the identifiers that a text mentions, and says how sure that is. Linear in its length."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from trials.identifiers.folding import SCHEMES, cased, fold
from trials.identifiers.plain import Plain, readings
from trials.identifiers.scheme import Scheme
from trials.identifiers.surroundings import Surroundings
from trials.vocabulary import IdentifierKind


class Mention(NamedTuple):
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
    rf"(?=[A-Za-z2]|[(\[][A-Za-z]){_BEGIN}(?:"
    + "|".join(f"(?P<s{n}>{cased(scheme)})" for n, scheme in enumerate(SCHEMES))
    + f"){_END}",
    re.ASCII,
)
_SPELLED = {
    scheme.name: re.compile(scheme.spelling, 0 if scheme.exact_case else re.IGNORECASE)
    for scheme in SCHEMES
    if scheme.spelling
}
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
    for one in _spread(_matches(plain.text), plain.text):
        start, end = plain.origin(one.start), plain.origin(one.end - 1) + 1
        yield Mention(start, end, text[start:end], one.key, one.scheme, one.kind, one.certain)


def _matches(text: str) -> Iterator[Mention]:
    """Find the spellings, leaving out bare ones that something else claims."""
    around = Surroundings(text)
    refused: tuple[str, int] = ("", 0)
    for match in _SCAN.finditer(text):
        (start, end), found = match.span(), match[0]
        scheme = SCHEMES[int((match.lastgroup or "s0")[1:])]
        spelled = scheme.name in _SPELLED and _SPELLED[scheme.name].fullmatch(found)
        if not spelled and _refused(scheme, around, start, refused, text):
            refused = (scheme.name, end)
            continue
        certain = bool(spelled) or around.vouch(scheme, start, end)
        yield Mention(start, end, found, fold(found), scheme.name, scheme.kind, certain)


def _refused(
    scheme: Scheme, around: Surroundings, start: int, last: tuple[str, int], text: str
) -> bool:
    """Say whether the words before claim the number, or the list whose last one they claimed."""
    in_list = last[0] == scheme.name and _LIST.fullmatch(text, last[1], start)
    return bool(in_list or around.refuse(scheme, start))


def _spread(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Let a certain mention vouch along a list, and for another number of the same trial."""
    forward = _vouch_on(list(mentions), text)
    return _vouch_on(forward[::-1], text)[::-1]


def _vouch_on(mentions: list[Mention], text: str) -> list[Mention]:
    """Go through neighbours in the given order, each vouching for the next."""
    for index in range(1, len(mentions)):
        one, other = mentions[index - 1], mentions[index]
        if one.certain and not other.certain and _joined(one, other, text):
            mentions[index] = other._replace(certain=True)
    return mentions


def _joined(one: Mention, other: Mention, text: str) -> bool:
    """Say whether only what joins a list, or two numbers of one trial, stands between."""
    gap = (min(one.end, other.end), max(one.start, other.start))
    in_list = one.scheme == other.scheme and _LIST.fullmatch(text, *gap)
    return bool(in_list or _SAME_TRIAL.fullmatch(text, *gap))
