"""What the record says on the subject of a proposal, and whether that agrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from trials.vocabulary import joined


class Verdict(StrEnum):
    """How a proposal stands to the record as it is now."""

    DIFFERS = "differs"
    NEW = "new"
    SAME = "same"


class Said(NamedTuple):
    """One statement of the record, and the source it names, if any."""

    words: str
    source: str
    agrees: bool
    source_pk: int | None = None


@dataclass(frozen=True)
class Standing:
    """How a proposal stands to the record, in sentences."""

    verdict: Verdict
    sentences: Sequence[str]


def standing(said: Iterable[Said]) -> Standing:
    """Compare: one statement that differs makes it differ, and is told before those that agree."""
    rows = list(dict.fromkeys(said))
    agreeing = [one for one in rows if one.agrees]
    differing = [one for one in rows if not one.agrees]
    if differing:
        return Standing(Verdict.DIFFERS, [*_each(differing), *_each(agreeing, " too")])
    return Standing(Verdict.SAME if agreeing else Verdict.NEW, _same(agreeing))


def ended(words: str) -> str:
    """The words as a sentence: with one full stop, where they bring their own, too."""
    return f"{words.rstrip('.')}."


def _same(rows: list[Said]) -> list[str]:
    if not rows:
        return []
    sources = list(dict.fromkeys(one.source for one in rows if one.source))
    named = f" ({listed(sources)})" if sources else f": {rows[0].words}" if rows[0].words else ""
    return [ended(f"The record says the same{named}")]


def _each(rows: list[Said], more: str = "") -> list[str]:
    """“NEJM 2024 says 95.” and, of what has no source, “The record says 2:1.”"""
    by_words: dict[str, list[str]] = {}
    for one in rows:
        by_words.setdefault(one.words, []).append(one.source or "The record")
    return [
        ended(f"{listed(names)} {'says' if len(set(names)) == 1 else 'say'} {words}{more}")
        for words, names in by_words.items()
    ]


def listed(names: Sequence[str]) -> str:
    """“A, B and C”, each once."""
    return joined(list(dict.fromkeys(names)))
