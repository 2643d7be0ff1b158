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
from trials.api.index.tags import is_indexed
from trials.api.search import texts
from trials.api.search.context import Budget, Context
from trials.api.search.fields import Fields
from trials.api.search.words import found_by
from trials.folding import words_in

MOST_LEVELS = 80
"""Terms times weights; each costs looks into the index. Terms after that count nothing."""


def weighed(asked: Iterable[tuple[Node, Context]]) -> Combinable:
    """The sum over the terms of these trees, each with the fields it is asked of."""
    budget, room = Budget(), MOST_LEVELS
    total: Combinable = Value(0.0, FloatField())
    terms = (found for node, context in asked for found in _terms(node, context))
    for text, context in terms:
        words = words_in(text)
        levels = _levels(context.fields, heaped=len(words) > 1)
        room -= len(levels)
        try:
            weight = _weight(words, context, levels, budget)
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


def _levels(fields: Fields, *, heaped: bool) -> list[tuple[float, Fields]]:
    """Each weight with its fields, the highest first; heaped, with all that have more as well."""
    known = sorted((field for field in fields if is_indexed(field[0])), key=lambda field: -field[1])
    grouped = itertools.groupby(known, key=lambda field: field[1])
    levels = [(weight, tuple(alike)) for weight, alike in grouped]
    if not heaped:
        return levels
    heaps = itertools.accumulate(alike for _, alike in levels)
    return list(zip((weight for weight, _ in levels), heaps, strict=True))


def _weight(
    words: list[str], context: Context, levels: list[tuple[float, Fields]], budget: Budget
) -> Case:
    """The words may stand apart: to see that they do not, each study's would have to be read."""
    apart = " ".join(words)
    found = (
        (weight, texts.of_term(apart, Context(fields, expansion=context.expansion), budget))
        for weight, fields in levels
    )
    whens = [When(found_by(query), then=Value(weight)) for weight, query in found]
    return Case(*whens, default=Value(0.0), output_field=FloatField())
