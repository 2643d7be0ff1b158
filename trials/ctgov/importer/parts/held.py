"""The rows of a kind that are here, of many trials at once; and what of ours rests on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from trials.ctgov.importer.parts.kind import Ids, Key, Kind
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.writes import Table


def rows_of(kind: Kind, trials: Iterable[int]) -> dict[int, list[Row]]:
    """The rows of these trials, in one query."""
    columns = ("id", *kind.made, *kind.looked_up, *kind.state)
    rows = kind.model._default_manager.filter(kind.among, **{f"{kind.trial}__in": trials})
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows.values(*dict.fromkeys((kind.trial, *columns))):
        found[row[kind.trial]].append(row)
    return found


def with_keys(kind: Kind, rows: list[Row], ids: Mapping[str, Ids]) -> list[Row]:
    """The rows with the keys of what they point to."""
    for column, other in kind.pointers:
        keys: dict[int | None, Key | None] = {pk: key for key, pk in ids[other].items()}
        rows = [row | {column: keys.get(row[f"{column}_id"])} for row in rows]
    return rows


def pinned(kind: Kind, ids: list[int], going: Mapping[Table, set[int]]) -> set[int]:
    """Those of these rows that something of ours rests on, which does not go as well."""
    found: set[int] = set()
    for name in kind.pinned_by if ids else ():
        relation: Any = kind.model._meta.get_field(name)
        if relation.one_to_many:
            back = relation.field.attname
            resting = relation.related_model._default_manager.filter(**{f"{back}__in": ids})
            kept = resting.exclude(pk__in=going.get(relation.related_model, ()))
            found |= set(kept.values_list(back, flat=True))
        else:
            rows = kind.model._default_manager.filter(pk__in=ids, **{f"{name}__isnull": False})
            found |= set(rows.values_list("pk", flat=True))
    return found
