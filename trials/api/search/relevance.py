"""How well a study fits a query, for `sort=@relevance`.

Each term counts by the weight of the weightiest field it is found in, by that of the word that is
found in the least one; the weights of all terms are added up. What is under NOT counts nothing.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator

from django.db.models import Case, FloatField, Value, When
from django.db.models.expressions import Combinable

from trials.api.essie import (
    Area,
    Expansion,
    Node,
    Not,
    Phrase,
    QueryError,
    Term,
)
from trials.api.essie.tree import under
from trials.api.index.folding import words_in
from trials.api.index.tags import is_indexed
from trials.api.search import texts
from trials.api.search.context import Budget, Context
from trials.api.search.fields import Fields
from trials.api.search.words import found_by

MOST_LEVELS = 60
"""Terms times weights; each costs looks into the index. Terms after that count nothing."""


def weighed(asked: Iterable[tuple[Node, Context]]) -> Combinable:
    """The sum over the terms of these trees, each with the fields it is asked of."""
    budget, room = Budget(), MOST_LEVELS
    total: Combinable = Value(0.0, FloatField())
    terms = (found for node, context in asked for found in _terms(node, context))
    for text, context in terms:
        levels = list(_levels(context.fields))
        room -= len(levels)
        try:
            weight = _weight(text, context, levels, budget)
        except QueryError:
            break
        if room < 0:
            break
        total = total + weight
    return total


def _terms(node: Node, context: Context) -> Iterator[tuple[str, Context]]:
    """Terms with what they are asked of, in the order of the text."""
    if isinstance(node, Term | Phrase):
        if any(is_indexed(piece) for piece in context.pieces):
            yield node.text, context
    elif isinstance(node, Area) and not node.size:
        yield from _terms(node.of, context.into(node.name))
    elif isinstance(node, Expansion):
        yield from _terms(node.of, dataclasses.replace(context, expansion=node.degree))
    elif not isinstance(node, Area | Not):
        for part in under(node):
            yield from _terms(part, context)


def _levels(fields: Fields) -> Iterator[tuple[float, Fields]]:
    """Each weight with all fields that have it or more, the highest first."""
    so_far: Fields = ()
    ordered = sorted(fields, key=lambda field: -field[1])
    for weight, alike in itertools.groupby(ordered, key=lambda field: field[1]):
        so_far = (*so_far, *alike)
        if any(is_indexed(piece) for piece, _ in so_far):
            yield weight, so_far


def _weight(
    text: str, context: Context, levels: list[tuple[float, Fields]], budget: Budget
) -> Case:
    """The words may stand apart: to see that they do not, each study's would have to be read."""
    apart = " ".join(words_in(text))
    found = (
        (weight, texts.of_term(apart, Context(fields, expansion=context.expansion), budget))
        for weight, fields in levels
    )
    whens = [When(found_by(words), then=Value(weight)) for weight, words in found]
    return Case(*whens, default=Value(0.0), output_field=FloatField())
