"""What a query finds, how well it fits, and what studies are sorted by, over StudyVersion.

Views ask `matching`, `near`, `relevance` and `sort_key`, and run what they make inside `within()`,
as long as the request's `Budget` says.
"""

import dataclasses
from collections.abc import Iterable
from contextlib import suppress

from django.db.models import Q
from django.db.models.expressions import Combinable

from trials.api.essie import Distance, Node, QueryError, parse
from trials.api.search import places
from trials.api.search.context import Budget, Context
from trials.api.search.fields import fields_of
from trials.api.search.limits import within
from trials.api.search.ranges import sort_key
from trials.api.search.relevance import weighed
from trials.api.search.synonyms import other_names
from trials.api.search.translation import at_places, translated

DEFAULT_AREA = "BasicSearch"

__all__ = ["DEFAULT_AREA", "Budget", "matching", "near", "relevance", "sort_key", "within"]


def matching(area: str, text: str, where: str, budget: Budget) -> Q:
    """The studies that a query finds in a search area, for `StudyVersion.objects.filter`.

    `where` is what the registry calls the parameter: "Intervention / treatment", "advanced filter".
    Raises QueryError in the registry's words. An empty text is no condition. The budget is one for
    all queries of a request.
    """
    try:
        node = _read(text)
        return _found(node, _context(area), budget) if node else Q()
    except QueryError as error:
        message = f"Error parsing query in {where}: {error.message}"
        raise QueryError(message, error.column, error.suggestion) from None


def _found(node: Node, context: Context, budget: Budget) -> Q:
    """What is wrong is told before the vocabulary is asked; no name makes a query too dear."""
    spent = dataclasses.replace(budget)
    found = translated(node, context, spent)
    if names := other_names(node):
        with suppress(QueryError):
            more = dataclasses.replace(budget)
            found = translated(node, dataclasses.replace(context, names=names), more)
            spent = more
    budget.lookups, budget.scans = spent.lookups, spent.scans
    return found


def near(distance: Distance) -> Q:
    """Studies with a place within a radius, as `filter.geo` asks."""
    return at_places(places.near(distance))


def relevance(asked: Iterable[tuple[str, str]]) -> Combinable:
    """How well a study fits queries that `matching` took: pairs of area and text; a number.

    Other names count nothing: what has the words of the query comes first.
    """
    trees = [(node, _context(area)) for area, text in asked if (node := _read(text))]
    return weighed(trees)


def _read(text: str) -> Node | None:
    return parse(text) if text.strip() else None


def _context(area: str) -> Context:
    return Context(fields_of(area or DEFAULT_AREA))
