"""Makes the tree from what the grammar recognises, node by node, from the leaves up."""

import difflib
from enum import StrEnum
from typing import NamedTuple, TypeVar

from lark import Token, Transformer

from trials.api.essie.bounds import column_of
from trials.api.essie.distance import Distance, read_distance
from trials.api.essie.errors import QueryError, shown
from trials.api.essie.operators import unescaped
from trials.api.essie.tree import (
    All,
    And,
    Area,
    Coverage,
    Document,
    Expansion,
    FieldCoverage,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    TermExpansion,
    Tilt,
)
from trials.api.essie.values import Value

Word = TypeVar("Word", bound=StrEnum)
SIZE = ":size"


class Written(NamedTuple):
    """A value between brackets: as written, as meant, and where."""

    raw: str
    text: str
    column: int


class Builder(Transformer[Token, Node]):
    """One function per rule of the grammar, given what its parts became."""

    def term(self, words: list[Token]) -> Term:
        """Words side by side."""
        return Term(_text(words))

    def phrase(self, tokens: list[Token]) -> Phrase:
        """What stands in quotation marks, straight or curly."""
        text = " ".join(unescaped(tokens[0][1:-1]).split())
        if not text:
            message = f"mismatched input '{shown(tokens[0])}' expecting StringLiteral"
            raise QueryError(message, column_of(tokens[0]), "Put words between the marks.")
        return Phrase(text)

    def value(self, words: list[Token]) -> Written:
        """A value between brackets."""
        return Written(" ".join(words), _text(words), column_of(words[0]))

    def range(self, ends: list[Written | Phrase]) -> Range:
        """Two values, or MIN and MAX in their places."""
        low, high = ends
        return Range(_end(low, "MIN", "MAX"), _end(high, "MAX", "MIN"))

    def distance(self, numbers: list[Written]) -> Distance:
        """A point and a radius."""
        latitude, longitude, radius = numbers
        try:
            return read_distance(latitude.text, longitude.text, radius.text)
        except ValueError as reason:
            written = ",".join(number.raw for number in numbers)
            message = f"mismatched input '{shown(written)}' expecting DISTANCE[lat,lon,radius]"
            raise QueryError(message, latitude.column, str(reason)) from None

    def missing(self, _: list[Token]) -> Missing:
        """The operator without anything."""
        return Missing()

    def everything(self, _: list[Token]) -> All:
        """The operator without anything."""
        return All()

    def negation(self, under: list[Node]) -> Not:
        """What follows NOT."""
        return Not(under[0])

    def area(self, parts: tuple[Token, Node]) -> Area:
        """The name, and what to find there."""
        name, of = unescaped(parts[0]), parts[1]
        return Area(name.removesuffix(SIZE), of, name.endswith(SIZE))

    def search(self, parts: tuple[Token, Node]) -> Search:
        """One of two documents."""
        return Search(_one_of(Document, parts[0]), parts[1])

    def coverage(self, parts: tuple[Token, Node]) -> Coverage:
        """One of four degrees."""
        return Coverage(_one_of(FieldCoverage, parts[0]), parts[1])

    def expansion(self, parts: tuple[Token, Node]) -> Expansion:
        """One of five degrees."""
        return Expansion(_one_of(TermExpansion, parts[0]), parts[1])

    def tilt(self, parts: tuple[Token, Node]) -> Tilt:
        """The name of the piece."""
        return Tilt(unescaped(parts[0]), parts[1])

    def all_of(self, parts: list[Node]) -> Node:
        """Several parts, or the one there is."""
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def any_of(self, parts: list[Node]) -> Node:
        """Several parts, or the one there is."""
        return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _text(words: list[Token]) -> str:
    return " ".join(unescaped(word) for word in words)


def _end(found: Written | Phrase, unlimited: str, other: str) -> Value | None:
    """One end of a range: a value, or None where the word for "no limit" stands."""
    if isinstance(found, Phrase) or found.raw.upper() not in {unlimited, other}:
        return Value(found.text)
    if found.raw == unlimited:
        return None
    message = f"mismatched input '{found.raw}' expecting '{unlimited}'"
    suggestion = "A range begins with MIN and ends with MAX, both in upper case."
    raise QueryError(message, found.column, suggestion)


def _one_of(words: type[Word], token: Token) -> Word:
    """A word of a fixed list; the nearest one is suggested where it is none."""
    known = [word.value for word in words]
    if token in known:
        return words(token)
    near = difflib.get_close_matches(token.lower(), [word.lower() for word in known], 1)
    meant = next((word for word in known if near and word.lower() == near[0]), None)
    listed = ", ".join(f"'{word}'" for word in known)
    message = f"mismatched input '{shown(token)}' expecting {{{listed}}}"
    raise QueryError(message, column_of(token), f"Did you mean {meant}?" if meant else "")
