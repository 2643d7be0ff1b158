"""Every pattern of the resolver, and the addresses that it makes of the records of a world."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.urls import URLPattern, get_resolver

from tests.permissions.world import World

QUERIES = {
    "admin/autocomplete/": "?app_label=trials&model_name=finding&field_name=trial&term=a",
    "compare/": "?id=A021602",
    "search/": "?q=testing",
    "suggest/": "?q=testing",
}
FIXED = {
    "<citation:kind>": "ris",
    "<feed:kind>": "atom",
    "<slug:name>": "timeline",
    "<int:revision>": "1",
    "<slug:section>": "trials",
    "^(?P<app_label>auth|news|trials)/$": "news/",
    "(?P<url>.*)$": "nowhere/",
    "api/nowhere": "api/nowhere",
}


# The admin has them in the order in which they were imported.
APPS = re.compile(r"(?<=<app_label>)[a-z|]+")


class Address(NamedTuple):
    """One to ask: by its pattern, of such a record, and what a list is to do on a POST."""

    url: str
    of: str
    path: str
    action: str = ""


def patterns() -> list[str]:
    """As the resolver has them, in the site's order, each once."""
    return list(dict.fromkeys(_walk(get_resolver(), "")))


def _walk(resolver: Any, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        whole = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            # The API's last pattern takes all that is left.
            yield f"{whole}nowhere" if one.name == "api-nowhere" else APPS.sub(_in_order, whole)
        else:
            yield from _walk(one, whole)


def _in_order(names: "re.Match[str]") -> str:
    return "|".join(sorted(names[0].split("|")))


def addresses(world: World) -> Iterator[Address]:
    """All of them; a list of the admin once more for each action on its rows."""
    for pattern in patterns():
        for of, given in _records(pattern, world).items():
            yield Address(pattern, of, _filled(pattern, given))
        for name in _actions(pattern):
            yield Address(pattern, f"action {name}", _filled(pattern, {}), name)


def _filled(pattern: str, given: dict[str, Any]) -> str:
    path = pattern
    for hole, value in {**FIXED, **given}.items():
        path = path.replace(hole, str(value))
    assert not set("<(^") & set(path), f"{pattern}: tests/permissions has no record for it"
    return f"/{path}{QUERIES.get(pattern, '')}"


def _records(pattern: str, world: World) -> dict[str, dict[str, Any]]:
    """What to put into a pattern's holes, by the kind of record."""
    for start, records in world.by_start.items():
        if pattern.startswith(start) and all(hole in pattern for hole in records.holes):
            return {of: dict(zip(records.holes, row, strict=True)) for of, row in records.items()}
    return {"": {}}


def _actions(pattern: str) -> list[str]:
    """Of a list of the admin, what can be done to its rows."""
    screens: dict[Any, Any] = admin.site._registry
    for model, screen in screens.items():
        if pattern == f"admin/{model._meta.app_label}/{model._meta.model_name}/":
            return [name for _, name, _ in screen._get_base_actions()]
    return []
