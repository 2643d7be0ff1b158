"""What the plain words are made of: parts, their statements, the numbers beside these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trials.discrepancies import printed_value
from trials.first_letters import begun, small_unit
from trials.glossary import Term, terms_in
from trials.models import Finding, Source


@dataclass(frozen=True)
class Number:
    """A finding and what it is: “Median, cabozantinib”."""

    label: str
    finding: Finding


@dataclass(frozen=True)
class Statement:
    """A sentence or two, and what it rests on."""

    words: str
    topic: str = ""
    """What is measured, by the name that its source gives it."""
    numbers: Sequence[Number] = ()
    source: Source | None = None
    """Of a statement without numbers; a number has its own."""
    day: str = ""
    """As of when it is so, where it may have changed since."""
    link: str = ""
    """The id of the section that says more."""

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Part:
    """One question of a reader, answered."""

    anchor: str
    heading: str
    statements: Sequence[Statement]
    terms: Sequence[Term] = ()
    """Words in it that a reader may not know."""


def words_of(statements: Iterable[Statement]) -> list[Term]:
    """The terms that these statements use."""
    texts: list[str] = []
    for each in statements:
        texts += [each.topic, each.words, *(number.label for number in each.numbers)]
    return terms_in(*texts)


def sentence(*clauses: str) -> str:
    """Clauses that are not empty, the first letter a capital."""
    return begun(" ".join(filter(None, clauses)))


def value_in_words(finding: Finding) -> str:
    """The value as printed, with its unit in small letters: “13.8 months”, “1 month”."""
    words = printed_value(finding).replace(finding.unit, small_unit(finding.unit))
    return words.removesuffix("s") if finding.value_text.strip() == "1" else words
