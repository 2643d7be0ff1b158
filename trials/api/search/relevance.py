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
    Coverage,
    Expansion,
    Node,
    Not,
    Phrase,
    Term,
)
from trials.api.essie.tree import under
from trials.api.index.tags import is_indexed
from trials.api.search import texts
from trials.api.search.context import Budget, Context
from trials.api.search.fields import Fields
from trials.api.search.words import found_by

MOST_LEVELS = 60
"""Terms times weights; each costs a look into the index. Terms after that count nothing."""


def weighed(asked: Iterable[tuple[Node, Context]]) -> Combinable:
    """The sum over the terms of these trees, each with the fields it is asked of."""
    budget, room = Budget(lookups=60_000), MOST_LEVELS
    total: Combinable = Value(0.0, FloatField())
    for node, context in asked:
        for term, there in _terms(node, context):
            levels = list(_levels(there.fields))
            room -= len(levels)
            if room < 0:
                return total
            total = total + _weight(term, there, levels, budget)
    return total


def _terms(node: Node, context: Context) -> Iterator[tuple[Term | Phrase, Context]]:
    """Terms with what they are asked of, in the order of the text."""
    if isinstance(node, Term | Phrase):
        if any(is_indexed(piece) for piece in context.pieces):
            yield node, context
    elif isinstance(node, Area) and not node.size:
        yield from _terms(node.of, context.into(node.name))
    elif isinstance(node, Coverage):
        yield from _terms(node.of, dataclasses.replace(context, coverage=node.degree))
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
    term: Term | Phrase, context: Context, levels: list[tuple[float, Fields]], budget: Budget
) -> Case:
    of = texts.of_term if isinstance(term, Term) else texts.of_phrase
    found = (
        (weight, of(term.text, dataclasses.replace(context, fields=fields), budget))
        for weight, fields in levels
    )
    whens = [When(found_by(words), then=Value(weight)) for weight, words in found]
    return Case(*whens, default=Value(0.0), output_field=FloatField())
