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

from django.db.models import BooleanField, ExpressionWrapper, Q

from trials import identifiers
from trials.api import search
from trials.api.asking import boxes
from trials.api.asking.ordering import Key, keys
from trials.api.asking.parameters import LABELS, NCT_PATTERN, SEARCHED
from trials.api.asking.reading import Given
from trials.api.errors import incorrect_format
from trials.api.essie import Area, parse, read_distance, walk
from trials.api.pieces import find, find_area
from trials.models.study import StudyVersion, StudyVersionQuerySet
from trials.models.trial import Trial
from trials.publishing import listed_by, withdrawn_by

GROUPS = ("filter", "postFilter")
ABOUT_PAGES = frozenset(
    ("pageSize", "pageToken", "countTotal", "fields", "format", "markupFormat", "wholeSet")
)
"""What may differ from page to page: it changes how studies are given, not which."""
_NCT = re.compile(NCT_PATTERN)
EARLIEST, LATEST = dt.datetime.min.replace(tzinfo=dt.UTC), dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Question:
    """Conditions that studies meet, keys to sort by, and a digest to know the question by.

    `ends` is when the database has to have answered, by `monotonic()`.
    """

    conditions: tuple[Any, ...]
    by: tuple[Key, ...]
    queried: tuple[str, ...]
    mark: bytes
    ends: float
    since: dt.datetime | None = None
    unregistered: bool = False

    def shown(self, position: int | None = None) -> StudyVersionQuerySet:
        """The studies of the answer as they stood at a position, or as they stand now.

        With `updatedSince` also all that were withdrawn, whatever they said: no condition asks.
        """
        versions = StudyVersion.objects
        found = versions.current() if position is None else versions.as_of(position)
        if not self.unregistered:
            found = found.registered()
        told = Q(listed_by("trial"), *self.conditions)
        if self.since:
            found, told = found.filter(rendered_at__gte=self.since), told | withdrawn_by("trial")
        listed = ExpressionWrapper(listed_by("trial"), BooleanField())
        shown: StudyVersionQuerySet = found.filter(told).annotate(is_listed=listed)
        return shown


def question(given: Given) -> Question:
    """Understand what was asked; BadRequest or QueryError says what is wrong, and where."""
    budget = search.Budget()
    since = _since(given)
    by = keys(given.words("sort"), lambda: _relevance(given))
    return Question(
        (*_queries(given, budget), *_filters(given, budget)),
        tuple(key.of_listed() for key in by) if since else by,
        tuple(_queried(given)),
        _mark(given),
        budget.ends,
        since,
        given.flag("includeUnregistered"),
    )


def _mark(given: Given) -> bytes:
    """A digest of all that says which studies are found, and in what order."""
    said = {name: value for name, value in given.values.items() if name not in ABOUT_PAGES}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


def _asked(given: Given) -> list[tuple[str, str]]:
    """Each query with the area that it looks into."""
    return [(area, given.text(name)) for name, area in SEARCHED.items() if given.text(name)]


def _relevance(given: Given) -> Any:
    """How well studies fit the queries; None where there is nothing to fit but numbers."""
    asked = [(area, text) for area, text in _asked(given) if not _numbers_in(text)]
    return search.relevance(asked) if asked else None


def _queries(given: Given, budget: search.Budget) -> Iterator[Any]:
    for name, area in SEARCHED.items():
        text = given.text(name)
        if numbers := _numbers_in(text):
            yield _of_trials(numbers)
        elif text:
            yield search.matching(area, text, LABELS[name], budget)


def _filters(given: Given, budget: search.Budget) -> Iterator[Any]:
    """None where a query holds nothing but NCT IDs: for the registry they do not count then."""
    if any(_numbers_in(text) for _, text in _asked(given)):
        return
    for group in GROUPS:
        for text in _filter_queries(given, group):
            where = LABELS[f"{group}.advanced"]
            yield search.matching(search.DEFAULT_AREA, text, where, budget)
        if geo := given.text(f"{group}.geo"):
            yield _near(f"{group}.geo", geo)
        if ids := given.words(f"{group}.ids"):
            yield _of_trials(_keys(f"{group}.ids", ids))
        if given.words(f"{group}.synonyms"):
            # The registry's numbers of synonyms are known to nobody else.
            yield Q(pk__in=[])
    for text in boxes.queries(given.words(boxes.PARAMETER)):
        yield search.matching(search.DEFAULT_AREA, text, boxes.PARAMETER, budget)


def _filter_queries(given: Given, group: str) -> Iterator[str]:
    """The filters of a group as queries."""
    if statuses := given.words(f"{group}.overallStatus"):
        yield f"AREA[OverallStatus]({' OR '.join(dict.fromkeys(statuses))})"
    if advanced := given.text(f"{group}.advanced"):
        yield advanced


def _near(parameter: str, text: str) -> Any:
    """`distance(39.0,-77.1,50)`: a radius without its unit is in miles."""
    latitude, longitude, radius = text.removeprefix("distance(").removesuffix(")").split(",")
    unit = "" if radius.endswith(("mi", "km")) else "mi"
    try:
        return search.near(read_distance(latitude, longitude, radius + unit))
    except ValueError as error:
        raise incorrect_format(parameter, str(error)) from error


def _numbers_in(text: str) -> list[str]:
    """The keys of NCT IDs, if there is nothing else in the text."""
    words = text.replace(",", " ").split()
    return [nct_key(word) for word in words] if all(map(_NCT.match, words)) else []


def nct_key(text: str) -> str:
    """An NCT ID in any spelling of the registry's, as the folded key of an identifier."""
    return f"NCT{int(text[3:]):08}"


def _keys(parameter: str, ids: list[str]) -> list[str]:
    found = [nct_key(one) if _NCT.match(one) else identifiers.fold(one) for one in ids]
    if "" in found:
        item = found.index("") + 1
        raise incorrect_format(parameter, "An ID has letters or digits.", item)
    return found


def _of_trials(keys: list[str]) -> Q:
    """Versions of the trials that these keys lead to."""
    return Q(trial__in=Trial.objects.public().led_to_by(keys))


def _queried(given: Given) -> Iterator[str]:
    """Fields and areas that the queries look into, by name: what `@query` stands for."""
    for area, text in _asked(given):
        yield area
        if not _numbers_in(text):
            named = [node.name for node in walk(parse(text)) if isinstance(node, Area)]
            yield from (name for name in named if find(name) or find_area(name))


def _since(given: Given) -> dt.datetime | None:
    text = given.text("updatedSince")
    if not text:
        return None
    # A plus sign that was not escaped has become a space.
    try:
        moment = dt.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return _in_utc(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
    except ValueError as error:
        says = "Write a date or time, as 2026-01-31 or 2026-01-31T08:00:00Z."
        raise incorrect_format("updatedSince", says) from error


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """The database takes no offset of 16 hours and more; nor do we what is in no calendar."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return EARLIEST if moment.year == 1 else LATEST
