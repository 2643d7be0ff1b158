"""Fieldsets of a form with other fields, or without those that have nothing to say."""

from collections.abc import Collection, Mapping
from typing import Any

Fieldsets = list[tuple[Any, dict[str, Any]]]


def renamed(fieldsets: Any, told: Mapping[str, str]) -> Fieldsets:
    """With a field in another's place."""
    return _each(fieldsets, lambda name: told.get(name, name))


def without(fieldsets: Any, names: Collection[str]) -> Fieldsets:
    """Without these fields; a section that loses all its fields stays, for its rows."""
    return _each(fieldsets, lambda name: None if name in names else name)


def _each(fieldsets: Any, change: Any) -> Fieldsets:
    return [
        (title, {**options, "fields": _lines(options["fields"], change)})
        for title, options in fieldsets
    ]


def _lines(lines: Any, change: Any) -> list[Any]:
    """Rows of fields beside each other, and fields by themselves."""
    changed = [
        change(line) if isinstance(line, str) else tuple(filter(None, map(change, line)))
        for line in lines
    ]
    return [line for line in changed if line]
