"""Identifiers among what was typed: of trials in any spelling, DOIs and PubMed IDs; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trials import identifiers

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+[^\s\"<>.,;)]", re.IGNORECASE)
PMID = re.compile(
    r"(?:\b(?:pmid|pubmed(?:\s+id)?)[:\s]*|pubmed\.ncbi\.nlm\.nih\.gov/)([0-9]{4,9})\b",
    re.IGNORECASE,
)
BARE = re.compile(r"\s*([0-9]{7,8})\s*")
ADDRESS = re.compile(
    r"(?<!\S)(?:https?://|www\.|(?:[\w-]{1,60}\.){1,5}[a-z]{2,6}/)\S*", re.IGNORECASE
)
MISTYPED_NCT = re.compile(r"\bNCT[ :-]?([0-9]{7}|[0-9]{9})\b", re.IGNORECASE)
"""A digit is missing, or one too many."""
NCT_LENGTH = len("NCT00000000")
NO_WORD = re.compile(r"(?:and|or|y|o|doi|identifier|clinicaltrials\.gov|[\W_])*", re.IGNORECASE)
MINUS = re.compile(r"(?<!\S)(?:[-\u2212](?=\S)|NOT(?!\S))")
TOKEN = re.compile(r"[^\s,;]{1,20}+(?![^\s,;])")
DIGITS = "0123456789"
LONGEST = 60  # characters of a text that may be one identifier of an unusual kind


@dataclass(frozen=True)
class Identifier:
    """One, as typed and as it is looked up."""

    text: str
    key: str


def identifiers_in(text: str) -> tuple[list[Identifier], bool]:
    """All of them in order, and whether the text is nothing else."""
    found: list[tuple[int, int, Identifier]] = []
    for match in DOI.finditer(text):
        found.append((*match.span(), Identifier(match[0], f"doi:{match[0].lower()}")))
    for match in PMID.finditer(text):
        found.append((*match.span(), Identifier(match[0], f"pmid:{match[1]}")))
    for match in MISTYPED_NCT.finditer(text):
        found.append((*match.span(), Identifier(match[0], f"NCT{match[1]}")))
    for mention in identifiers.find_mentions(text):
        found.append((mention.start, mention.end, Identifier(mention.text, mention.key)))
    # A text names no trial by "a-021602", a visitor does.
    for token in TOKEN.finditer(text):
        key = identifiers.fold(token[0])
        if identifiers.is_protocol_id(key) or identifiers.is_nct_id(key):
            found.append((*token.span(), Identifier(token[0], key)))
    kept: list[tuple[int, int, Identifier]] = []
    for one in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    spans = [_with_address(text, start, end) for start, end, _ in kept]
    rest = "".join(_between(text, spans))
    unique = {one.key: one for _, _, one in kept}
    is_all = bool(kept) and NO_WORD.fullmatch(rest) is not None
    return list(unique.values()), is_all and not MINUS.search(text)


def as_words(text: str, found: Iterable[Identifier]) -> str:
    """The text with its identifiers as records write them, so that they can stand among words."""
    for one in found:
        if one.key.isalnum():
            text = text.replace(one.text.lstrip("-\u2212"), one.key)
    return text


def whole(text: str) -> list[Identifier]:
    """What the whole text may be: a number of its own kind, the digits of an NCT or PubMed ID."""
    found = []
    if len(text) <= LONGEST and (key := identifiers.fold(text)):
        found.append(Identifier(text.strip(), key))
    if bare := BARE.fullmatch(text):
        found += [Identifier(bare[1], f"{scheme}{bare[1]}") for scheme in ("pmid:", "NCT")]
    return found


def nearly(key: str) -> list[str]:
    """Keys that differ in one digit, or have two neighbours the other way round.

    An NCT ID that is too short or too long: those with one digit more or less.
    """
    places = [place for place, sign in enumerate(key) if sign in DIGITS]
    if key.startswith("NCT") and len(key) < NCT_LENGTH:
        ends = [*places, len(key)]
        return list(dict.fromkeys(f"{key[:at]}{one}{key[at:]}" for at in ends for one in DIGITS))
    if key.startswith("NCT") and len(key) > NCT_LENGTH:
        return list(dict.fromkeys(f"{key[:at]}{key[at + 1 :]}" for at in places))
    found = [f"{key[:at]}{digit}{key[at + 1 :]}" for at in places for digit in DIGITS]
    found += [
        f"{key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]}" for at in places if at + 1 in places
    ]
    return [one for one in dict.fromkeys(found) if one != key]


def _with_address(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole address of the page that an identifier stands in, if it does."""
    spans = (found.span() for found in ADDRESS.finditer(text))
    return next(((a, z) for a, z in spans if a <= start and end <= z), (start, end))


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    # Two identifiers in one address have the same span.
    return [text[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
