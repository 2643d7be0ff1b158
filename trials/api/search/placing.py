"""What is under SEARCH[Location]: conditions on one place, beside what they say of the study.

A place that is in Boston is of a study with the word Boston. That is known from the index, so that
only the places of few studies are looked at.
"""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q

from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Distance,
    Expansion,
    Missing,
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
from trials.api.pieces import Kind, Piece
from trials.api.search import places, ranges, texts
from trials.api.search.context import Context
from trials.api.search.fields import counting, fields_of
from trials.api.search.values import allowed, word_of
from trials.api.search.words import Words, all_of, any_of, found_by
from trials.folding import words_in
from trials.models.study import StudyVersion

if TYPE_CHECKING:
    from trials.api.search.translation import Condition, Translation

Source = TypeVar("Source", Term, Phrase, Range, Missing)


@dataclasses.dataclass(frozen=True)
class Placed:
    """A condition on places, and one on the words of studies that follows from it, if any does."""

    on_places: Q
    on_words: Words | None = None


class Placing(Visitor[Context, Placed]):
    """What a place has to be like; what no place has is asked of its study."""

    def __init__(self, studies: "Translation") -> None:
        self.studies, self.budget = studies, studies.budget

    def term(self, node: Term, context: Context) -> Placed:
        """Words somewhere in the place."""
        return self._of_place(node, context, lambda here: self._text(node, here, phrase=False))

    def phrase(self, node: Phrase, context: Context) -> Placed:
        """Words in order."""
        return self._of_place(node, context, lambda here: self._text(node, here, phrase=True))

    def range(self, node: Range, context: Context) -> Placed:
        """A place has one number: of its contacts."""
        return self._of_place(node, context, lambda here: self._number(here, node))

    def distance(self, node: Distance, context: Context) -> Placed:
        """In the circle."""
        self.budget.scan()
        return Placed(places.near(node))

    def missing(self, node: Missing, context: Context) -> Placed:
        """The place says nothing in these fields."""
        return self._of_place(node, context, self._nothing)

    def everything(self, node: All, context: Context) -> Placed:
        """Any place."""
        return Placed(places.EVERYWHERE)

    def negation(self, node: Not, context: Context) -> Placed:
        """Other places; that a place is not in Boston says nothing of the study."""
        return Placed(~self.visit(node.of, context).on_places)

    def all_of(self, node: And, context: Context) -> Placed:
        """All of it at one place."""
        return self._joined(node, context, all_of, every=False)

    def any_of(self, node: Or, context: Context) -> Placed:
        """Any of it."""
        return self._joined(node, context, any_of, every=True)

    def area(self, node: Area, context: Context) -> Placed:
        """Other fields."""
        if node.size:
            counted = ((counting(node.name), 1.0),)
            return self.visit(node.of, dataclasses.replace(context, fields=counted))
        return self.visit(node.of, context.into(node.name))

    def search(self, node: Search, context: Context) -> Placed:
        """Another document: a condition on the study."""
        return self._of_study(self.studies.visit(node, context))

    def coverage(self, node: Coverage, context: Context) -> Placed:
        """How much of a value has to match."""
        return self.visit(node.of, dataclasses.replace(context, coverage=node.degree))

    def expansion(self, node: Expansion, context: Context) -> Placed:
        """How far words are widened."""
        return self.visit(node.of, dataclasses.replace(context, expansion=node.degree))

    def tilt(self, node: Tilt, context: Context) -> Placed:
        """It says nothing of which places are found."""
        fields_of(node.name)
        return self.visit(node.of, context)

    def _of_place(self, node: Source, context: Context, test: Callable[[Context], Q]) -> Placed:
        """A test of the fields that a place has; with none of those it is one of the study."""
        here = tuple(field for field in context.fields if places.is_of_a_place(field[0]))
        if not here:
            return self._of_study(self.studies.visit(node, context))
        self.budget.scan()
        there = dataclasses.replace(context, fields=here)
        on_places = test(there)
        if isinstance(node, Term | Phrase) and not here[0][0].reckoned:
            return Placed(on_places, self._words(node, there))
        return Placed(on_places)

    def _words(self, node: Term | Phrase, context: Context) -> Words | None:
        """What the study says if the place says this; that words stand together the place tells."""
        if all(piece.kind is Kind.ENUM for piece in context.pieces):
            words = self.studies.visit(node, context)
            return words if isinstance(words, Words) else None
        anywhere = Context(context.fields, expansion=context.expansion)
        return texts.of_term(" ".join(words_in(node.text)), anywhere, self.budget)

    def _of_study(self, condition: "Condition") -> Placed:
        self.budget.scan()
        q = found_by(condition) if isinstance(condition, Words) else condition
        studies = StudyVersion.objects.current().filter(q).order_by()
        words = condition if isinstance(condition, Words) else None
        return Placed(Q(trial__in=studies.values("trial")), words)

    def _joined(
        self,
        node: And | Or,
        context: Context,
        join: Callable[[list[Words]], Words],
        *,
        every: bool,
    ) -> Placed:
        """`every`: something is known of the study only if each of the parts says something."""
        parts = [self.visit(part, context) for part in node.parts]
        words = [part.on_words for part in parts if part.on_words]
        known = len(words) == len(parts) if every else bool(words)
        test = parts[0].on_places
        for part in parts[1:]:
            test = test | part.on_places if every else test & part.on_places
        return Placed(test, join(words) if known else None)

    def _text(self, node: Term | Phrase, here: Context, *, phrase: bool) -> Q:
        if all(piece.kind is Kind.ENUM for piece in here.pieces):
            return self._listed(node.value, here.pieces)
        if here.pieces[0].reckoned:
            return self._number(here, Range(node.value, node.value))
        return places.with_text(node.text, here, phrase=phrase)

    def _listed(self, value: Value, pieces: tuple[Piece, ...]) -> Q:
        words = {piece: word_of(piece, value.text) for piece in pieces}
        found = [places.with_word(piece, word) for piece, word in words.items() if word]
        if not found:
            raise allowed(pieces[0])
        total = found[0]
        for other in found[1:]:
            total |= other
        return total

    def _number(self, here: Context, node: Range) -> Q:
        (piece, *others) = here.pieces
        if others or not piece.reckoned:
            return ranges.within_range(here.pieces, node)  # says why it cannot be
        return places.with_contacts(*ranges.limits(piece, node))

    def _nothing(self, here: Context) -> Q:
        total = places.EVERYWHERE
        for piece in here.pieces:
            total &= places.without(piece)
        return total
