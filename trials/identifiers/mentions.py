"""Finds the identifiers that a text mentions, and says how sure that is. Linear in its length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from trials.identifiers.folding import CACHED, SCHEMES, cased, fold
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


class _Spelling(NamedTuple):
    """What certain characters spell, wherever they stand."""

    scheme: Scheme
    key: str
    certain: bool


@dataclass
class _Hits:
    """Where a plain text has which spelling, and how sure; in columns, since there may be many."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    spellings: list[_Spelling] = field(default_factory=list)
    certain: list[bool] = field(default_factory=list)


# A spelling begins with one of these, and has a digit before any comma: said first, since most
# words of a text are none.
_LOOKS = r"(?=[A-EGHIJKLMNOPRSUWZa-egijkmnprsuw2]|[(\[][A-Za-z])"
_HAS_DIGIT = "(?=[^0-9,;]{0,40}[0-9])"
# "AllianceA212102" in short links and "%20S1418" in long ones are beginnings of a word too.
_BEGIN = (
    "(?:(?<![A-Za-z0-9])|(?<=[0-9A-Fa-f])(?:(?<=%[0-9A-Fa-f]{2})|(?<=[Aa]lliance)|(?<=ALLIANCE)))"
)
_END = "(?![A-Za-z0-9])"
# The spellings of two schemes never begin alike, so the order of the branches does not matter.
_SCAN = re.compile(
    f"{_LOOKS}{_BEGIN}{_HAS_DIGIT}(?:"
    + "|".join(f"({cased(scheme)})" for scheme in SCHEMES)
    + f"){_END}",
    re.ASCII,
)
_SPELLED = {
    scheme.name: re.compile(scheme.spelling, 0 if scheme.exact_case else re.IGNORECASE)
    for scheme in SCHEMES
    if scheme.spelling
}
_LIST = re.compile(r"\s?[,;/&+]?\s?(?:(?:and|or|y|o|e)\s)?", re.IGNORECASE)
_SAME_TRIAL = re.compile(r"[ )\]]{0,2}[/(\[,;]{1,2}[ ]?")


def find_mentions(text: str) -> list[Mention]:
    """Find every identifier written in a text, in its order; of two that overlap the longer."""
    return mentions_in(readings(text), text)


def mentions_in(plain_texts: list[Plain], text: str) -> list[Mention]:
    """The same for a text of which the readings are there already."""
    mentions = [mention for plain in plain_texts for mention in _scan(plain, text)]
    return mentions if len(plain_texts) == 1 else _apart(mentions)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Of two readings' mentions that overlap keep the longer."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=itemgetter(0)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.end - mention.start > found[-1].end - found[-1].start:
            found[-1] = mention
    return found


def in_one_list(text: str, end: int, start: int) -> bool:
    """Say whether only what joins a list stands between one's end and the next one's start."""
    return _LIST.fullmatch(text, end, start) is not None


def _scan(plain: Plain, text: str) -> Iterator[Mention]:
    """Find what one reading of the text mentions."""
    hits = _hits(plain)
    _vouch_along(hits, plain.text)
    for at, until, (scheme, key, _), certain in zip(
        hits.starts, hits.ends, hits.spellings, hits.certain, strict=True
    ):
        start, end = plain.span(at, until)
        if plain.joined and end - start == until - at:
            continue  # the first reading has it too
        yield Mention(start, end, text[start:end], key, scheme.name, scheme.kind, certain)


def _hits(plain: Plain) -> _Hits:
    """Find the spellings, without bare ones that something else claims."""
    around, hits = Surroundings(plain), _Hits()
    refused: tuple[Scheme | None, int] = (None, 0)
    for match in _SCAN.finditer(plain.text):
        spelling = _spelling(match.lastindex or 1, match[0])
        (start, end), (scheme, _, certain) = match.span(), spelling
        if not certain and (
            _goes_on(refused, scheme, start, plain.text) or around.refuse(scheme, start)
        ):
            refused = (scheme, end)
            continue
        hits.starts.append(start)
        hits.ends.append(end)
        hits.spellings.append(spelling)
        hits.certain.append(certain or around.vouch(scheme, start, end))
    return hits


@lru_cache(maxsize=CACHED)
def _spelling(branch: int, found: str) -> _Spelling:
    scheme = SCHEMES[branch - 1]
    spelled = scheme.name in _SPELLED and _SPELLED[scheme.name].fullmatch(found)
    return _Spelling(scheme, fold(found), bool(spelled))


def _goes_on(refused: tuple[Scheme | None, int], scheme: Scheme, start: int, text: str) -> bool:
    """Say whether it is the next of a list of numbers that something else claims."""
    return refused[0] is scheme and in_one_list(text, refused[1], start)


def _vouch_along(hits: _Hits, text: str) -> None:
    """Let a certain one vouch along a list, there and back, and for a number of the same trial."""
    certain, order = hits.certain, range(len(hits.certain))
    for one, other in (*pairwise(order), *pairwise(reversed(order))):
        if certain[one] and not certain[other] and _joined(hits, min(one, other), text):
            certain[other] = True


def _joined(hits: _Hits, at: int, text: str) -> bool:
    """Say whether only what joins a list, or two numbers of one trial, stands before the next."""
    end, start = hits.ends[at], hits.starts[at + 1]
    same_scheme = hits.spellings[at].scheme is hits.spellings[at + 1].scheme
    in_list = same_scheme and in_one_list(text, end, start)
    return in_list or _SAME_TRIAL.fullmatch(text, end, start) is not None
