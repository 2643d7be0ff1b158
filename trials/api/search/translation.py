"""A query's tree as a condition on study versions: one function per operator.

A condition is `Words`, as long as the text search alone can answer it, or a Q.
"""

import dataclasses

from django.db.models import Q

from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Distance,
    Document,
    Expansion,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    Tilt,
    Value,
    Visitor,
)
from trials.api.index.numbers import is_compared
from trials.api.index.tags import BEGIN, tag
from trials.api.pieces import Kind, Piece
from trials.api.search import places, ranges, texts
from trials.api.search.context import Budget, Context
from trials.api.search.fields import counting, fields_of
from trials.api.search.placing import Placing
from trials.api.search.values import allowed, word_of
from trials.api.search.words import (
    Among,
    OfStudies,
    Words,
    all_of,
    any_of,
    either,
    found_by,
    lexeme,
)
from trials.models.people import Site

Condition = Words | Q
EVERYTHING = ~Q(pk__in=())


class Translation(Visitor[Context, Condition]):
    """What a study has to be like."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def term(self, node: Term, context: Context) -> Condition:
        """Words; a value of a list, a date, a number or an age where the field has such."""
        plain = self._plain(node.value, context)
        return texts.of_term(node.text, context, self.budget) if plain is None else plain

    def phrase(self, node: Phrase, context: Context) -> Condition:
        """The same, of words in order."""
        plain = self._plain(node.value, context)
        return texts.of_phrase(node.text, context, self.budget) if plain is None else plain

    def range(self, node: Range, context: Context) -> Condition:
        """Numbers of the field."""
        found = ranges.within_range(context.pieces, node)
        for _ in context.pieces:
            self.budget.scan()
        return found

    def distance(self, node: Distance, context: Context) -> Condition:
        """Studies with a place in the circle."""
        self.budget.scan()
        return at_places(places.near(node))

    def missing(self, node: Missing, context: Context) -> Condition:
        """None of the fields has a value."""
        reckoned = [piece for piece in context.pieces if piece.reckoned]
        marks = [lexeme(BEGIN, tag(piece)) for piece in context.pieces if not piece.reckoned]
        self.budget.look_up(len(marks))
        parts: list[Condition] = [ranges.absent(piece) for piece in reckoned]
        return conjunction([*parts, Words(either(marks), negative=True)] if marks else parts)

    def everything(self, node: All, context: Context) -> Condition:
        """No condition."""
        return EVERYTHING

    def negation(self, node: Not, context: Context) -> Condition:
        """The others."""
        return ~self.visit(node.of, context)

    def all_of(self, node: And, context: Context) -> Condition:
        """Words of all parts together, and the rest."""
        return conjunction([self.visit(part, context) for part in node.parts])

    def any_of(self, node: Or, context: Context) -> Condition:
        """Words of all parts together, or the rest."""
        return disjunction([self.visit(part, context) for part in node.parts])

    def area(self, node: Area, context: Context) -> Condition:
        """Other fields; of a list's size, the field that counts it."""
        if node.size:
            counted = ((counting(node.name), 1.0),)
            return self.visit(node.of, dataclasses.replace(context, fields=counted))
        return self.visit(node.of, context.into(node.name))

    def search(self, node: Search, context: Context) -> Condition:
        """The study, or any one of its places."""
        if node.document is Document.STUDY:
            return self.visit(node.of, context)
        self.budget.scan()
        placed = Placing(self).visit(node.of, context)
        return at_places(placed.on_places, placed.on_words)

    def coverage(self, node: Coverage, context: Context) -> Condition:
        """How much of a value has to match."""
        return self.visit(node.of, dataclasses.replace(context, coverage=node.degree))

    def expansion(self, node: Expansion, context: Context) -> Condition:
        """How far words are widened."""
        return self.visit(node.of, dataclasses.replace(context, expansion=node.degree))

    def tilt(self, node: Tilt, context: Context) -> Condition:
        """It says nothing of which studies are found."""
        fields_of(node.name)
        return self.visit(node.of, context)

    def _plain(self, value: Value, context: Context) -> Condition | None:
        """What a value means in fields that hold no text; None where any of them does."""
        pieces = context.pieces
        if all(piece.kind in {Kind.ENUM, Kind.BOOLEAN} for piece in pieces):
            return self._listed(value, pieces)
        if all(is_compared(piece) for piece in pieces):
            return self.range(Range(value, value), context)
        return None

    def _listed(self, value: Value, pieces: tuple[Piece, ...]) -> Words:
        """A word of the lists of these fields, in any of those that have it."""
        found = {piece: word_of(piece, value.text) for piece in pieces}
        lexemes = [lexeme(word, tag(piece)) for piece, word in found.items() if word]
        if not lexemes:
            raise allowed(pieces[0])
        self.budget.look_up(len(lexemes))
        return Words(either(lexemes))


def as_q(condition: Condition) -> Q:
    """The whole condition of a query as it stands in `filter()`."""
    return found_by(condition) if isinstance(condition, Words) else condition


def at_places(test: Q, words: Words | None = None) -> Q:
    """Studies with such a place; only places of studies with these words are looked at."""
    sites = Site.objects.filter(test).order_by()
    if words and not words.negative:
        sites = sites.filter(OfStudies(words))
    # Distinct: the planner makes no hash of what it takes to be larger than its memory.
    return Q(Among("trial", sites.values("trial").distinct()))


def conjunction(parts: list[Condition]) -> Condition:
    """What all of them find; the words of all are one condition."""
    words = [part for part in parts if isinstance(part, Words)]
    others = [part for part in parts if not isinstance(part, Words)]
    if not others:
        return all_of(words)
    total = found_by(all_of(words)) if words else others.pop(0)
    for other in others:
        total &= other
    return total


def disjunction(parts: list[Condition]) -> Condition:
    """What any of them finds."""
    words = [part for part in parts if isinstance(part, Words)]
    others = [part for part in parts if not isinstance(part, Words)]
    if not others:
        return any_of(words)
    total = found_by(any_of(words)) if words else others.pop(0)
    for other in others:
        total |= other
    return total


def translated(node: Node, context: Context, budget: Budget) -> Q:
    """The condition of a tree; QueryError where it asks for what is not, or costs too much."""
    return as_q(Translation(budget).visit(node, context))
