"""Identifiers among what was typed: of trials in any spelling, DOIs and PubMed IDs; pure."""

import re
from dataclasses import dataclass

from trials import identifiers

DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>]+[^\s\"<>.,;)]", re.IGNORECASE)
PMID = re.compile(
    r"(?:\b(?:pmid|pubmed(?:\s+id)?)[:\s]*|pubmed\.ncbi\.nlm\.nih\.gov/)([0-9]{4,9})\b",
    re.IGNORECASE,
)
BARE_PMID = re.compile(r"\s*([0-9]{7,8})\s*")
# Beside a number: a word that joins, what is written before a DOI, the address it was copied with.
NO_WORD = re.compile(r"(?:and|or|y|o|doi|https?://\S*+|[\W_])*", re.IGNORECASE)
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
    rest = "".join(_between(text, [(start, end) for start, end, _ in kept]))
    unique = {one.key: one for _, _, one in kept}
    return list(unique.values()), bool(kept) and NO_WORD.fullmatch(rest) is not None


def whole(text: str) -> list[Identifier]:
    """What the whole text may be: a number in a scheme of its own, or a PubMed ID."""
    found = []
    if len(text) <= LONGEST and (key := identifiers.fold(text)):
        found.append(Identifier(text.strip(), key))
    if bare := BARE_PMID.fullmatch(text):
        found.append(Identifier(bare[1], f"pmid:{bare[1]}"))
    return found


def nearly(key: str) -> list[str]:
    """Keys that differ in one digit, or have two neighbours the other way round."""
    places = [place for place, sign in enumerate(key) if sign in DIGITS]
    found = [f"{key[:at]}{digit}{key[at + 1 :]}" for at in places for digit in DIGITS]
    found += [
        f"{key[:at]}{key[at + 1]}{key[at]}{key[at + 2 :]}" for at in places if at + 1 in places
    ]
    return [one for one in dict.fromkeys(found) if one != key]


def _between(text: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]
