"""A question to `/studies`: which studies, in which order; made of what was given, once for all.

Boxes and filters are put into the registry's query language, so that all is found in one way.
"""

import dataclasses
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from trials import identifiers
from trials.api import boxes, search
from trials.api.errors import incorrect_format, unreadable
from trials.api.essie import Area, QueryError, parse, walk
from trials.api.ordering import Key, keys
from trials.api.parameters import LABELS, NCT_PATTERN, SEARCHED
from trials.api.pieces import find, find_area
from trials.api.reading import Given
from trials.models.study import StudyVersion, StudyVersionQuerySet
from trials.models.trial import Trial

GROUPS = ("filter", "postFilter")
EVERYTHING = "BasicSearch"
ABOUT_PAGES = frozenset(
    ("pageSize", "pageToken", "countTotal", "fields", "format", "markupFormat", "wholeSet")
)
"""What may differ from page to page: it changes how studies are given, not which."""
_NCT = re.compile(NCT_PATTERN)


@dataclasses.dataclass(frozen=True)
class Question:
    """Conditions that studies meet, keys to sort by, and a digest to know the question by."""

    conditions: tuple[Any, ...]
    by: tuple[Key, ...]
    queried: tuple[str, ...]
    mark: bytes
    since: dt.datetime | None = None
    unregistered: bool = False

    def versions(self, position: int | None = None) -> StudyVersionQuerySet:
        """The studies of the answer as they stood at a position, or as they stand now."""
        versions = StudyVersion.objects
        found = versions.current() if position is None else versions.as_of(position)
        if not self.unregistered:
            found = found.registered()
        if self.since:
            found = found.filter(rendered_at__gte=self.since)
        return found.filter(*self.conditions)


def question(given: Given) -> Question:
    """Understand what was asked; a BadRequest says what is wrong in which parameter."""
    numbers = _only_numbers(given)
    filters = [] if numbers is not None else [*_filters(given)]
    queries = [
        _condition(SEARCHED[name], given.text(name), LABELS[name])
        for name in SEARCHED
        if given.text(name) and not _numbers_in(given.text(name))
    ]
    ids = [_of_trials(numbers)] if numbers is not None else []
    return Question(
        tuple([*queries, *ids, *filters]),
        keys(given.words("sort"), search.relevance(_asked(given))),
        tuple(_queried(given)),
        mark(given),
        _since(given),
        given.flag("includeUnregistered"),
    )
