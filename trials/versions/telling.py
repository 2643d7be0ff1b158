"""A version in words: each field with its label, each part by its name, for people and programs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import capfirst

from trials import zones
from trials.history import KEPT_BY_THE_DATABASE
from trials.list_words import list_in_words
from trials.partial_dates import PartialDateField, in_words
from trials.printed import limit, plain
from trials.publishing import Publishing
from trials.versions.kinds import Kind, columns, keys, links_of, parts_of
from trials.versions.names import label, list_name, name_of_finding, name_of_kind
from trials.versions.rebuilding import Row, Snapshot
from trials.vocabulary import document_label

LONGEST_NAME = 140
DEPTH = 2
"""How far keys are followed for the name of a row: a finding's arm, and what that one points to."""
# How a row is kept, not what it says.
NEVER_SAID = {"id", "position", "key", "created_at", "intake_digest", *KEPT_BY_THE_DATABASE}


@dataclass(frozen=True)
class Said:
    """One field: what people call it and read of it, and its value for programs."""

    label: str
    words: str
    value: Any


@dataclass(frozen=True)
class Entry:
    """One part: a row with a name."""

    kind: Kind
    key: int
    name: str
    fields: dict[str, Said]
    rows: list[Row] = field(repr=False, compare=False)
    """Its own and those it points to: while they stand, and the names beside them, its words do."""
    names: Any = field(repr=False, compare=False)

    @property
    def what(self) -> str:
        """What it is: “finding”."""
        return name_of_kind(self.kind)

    @property
    def path(self) -> str:
        """Where it stands in the JSON of the version."""
        return f"/{list_name(self.kind)}/{self.key}"


@dataclass(frozen=True)
class Told:
    """A version: its own fields, and its parts by kind and key."""

    fields: dict[str, Said] = field(default_factory=dict)
    entries: dict[Kind, dict[int, Entry]] = field(default_factory=dict)


def tell(
    snapshots: Iterable[Snapshot],
    kinds: Collection[Kind],
    unsaid: Collection[str] = (),
    people: Mapping[int, str] | None = None,
) -> list[Told]:
    """What versions say in their own fields and in parts of these kinds, without fields `unsaid`.

    `people`: what the people that they point to are called, for those who may know. Accounts are no
    part of a record's past, and readers are told of none.
    """
    told: list[Told] = []
    for one in snapshots:
        telling = _Telling(one, {*NEVER_SAID, *unsaid}, people or {})
        told.append(telling.told(kinds, told[-1] if told else Told()))
    return told


def people_in(snapshots: Iterable[Snapshot]) -> set[int]:
    """The keys of the people that rows of these versions point to."""
    return {
        row[key.attname]
        for one in snapshots
        for kind, rows in one.rows.items()
        for key in keys(kind)
        if key.related_model is get_user_model()
        for row in rows.values()
    } - {None}


def _in_order(rows: dict[int, Row]) -> list[tuple[int, Row]]:
    return sorted(rows.items(), key=lambda pair: (pair[1].get("position", 0), pair[0]))


class _Telling:
    """Words for the rows of one snapshot."""

    def __init__(self, snapshot: Snapshot, unsaid: set[str], people: Mapping[int, str]) -> None:
        self._snapshot = snapshot
        self._unsaid = unsaid
        self._people = people
        self._parts = parts_of(snapshot.record)
        self._joined = self._links()
        own = snapshot.own
        self._own_name = str(self._instance(snapshot.record, own)) if own else ""

    def told(self, kinds: Collection[Kind], last: Told) -> Told:
        """With the words of the version before it for what stands as it stood."""
        own, entries = self._snapshot.own, {}
        for kind in kinds:
            if rows := self._snapshot.rows.get(kind):
                before = last.entries.get(kind, {})
                entries[kind] = {
                    key: self._entry(kind, key, row, before.get(key))
                    for key, row in _in_order(rows)
                }
        return Told(self.fields(self._snapshot.record, own) if own else {}, entries)

    def _entry(self, kind: Kind, key: int, row: Row, last: Entry | None) -> Entry:
        """Sites by the thousand stay as they were: looking is quicker than telling them again."""
        rows, names = [*self._rows_of(kind, row)], (self._own_name, self._joined.get((kind, key)))
        # The same and not only equal: 13.8 and 13.80 are two texts.
        if last and last.names == names and [*map(id, last.rows)] == [*map(id, rows)]:
            return last
        return Entry(kind, key, self.name(kind, row), self.fields(kind, row), rows, names)

    def _rows_of(self, kind: Kind, row: Row, depth: int = DEPTH + 1) -> Iterator[Row]:
        """It and all that names within it tell of, but the record, which most versions change."""
        yield row
        for one in keys(kind) if depth else ():
            other: Any = one.related_model
            found = self._snapshot.find(other, row[one.attname])
            if found and found is not self._snapshot.own:
                yield from self._rows_of(other, found, depth - 1)

    def fields(self, kind: Kind, row: Row) -> dict[str, Said]:
        kept, of_record = set(columns(kind)), self._parts.get(kind)
        said = {
            one.name: Said(label(one), self._in_row(one, value, row), self.value(one, value))
            for one in kind._meta.concrete_fields
            if one.attname in kept and one.attname != of_record and not self._leaves_out(kind, one)
            for value in [row[one.attname]]
        }
        for name, (what, names) in self._joined.get((kind, row["id"]), {}).items():
            said[name] = Said(what, ", ".join(names), names)
        return said

    def _in_row(self, one: Any, value: Any, row: Row) -> str:
        """A limit as the trial's page writes it, with the decimals of the value beside it."""
        if one.name in ("lower", "upper") and isinstance(value, Decimal):
            return limit(value, row.get("value_text", ""))
        return self.words(one, value)

    def _leaves_out(self, kind: Kind, one: Any) -> bool:
        """A site's state is its place; that of a finding is how we keep it."""
        own = one.name == "state" and not issubclass(kind, Publishing)
        return one.name in self._unsaid and not own

    def name(self, kind: Kind, row: Row | None) -> str:
        if row is None:
            return ""
        if kind._meta.model_name == "statuschange":
            words = self.words(kind._meta.get_field("status"), row["status"])
            return ", ".join(filter(None, [words, in_words(row["effective"] or row["as_of"])]))
        if kind._meta.model_name == "finding":
            return name_of_finding(self._instance(kind, row))
        name = " ".join(str(self._instance(kind, row)).split())
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"

    def words(self, one: Any, value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if one.is_relation:
            return self._pointed(one, value)
        if isinstance(value, list):
            return list_in_words(one, value)
        if isinstance(value, dict):
            return ", ".join(f"{key}: {each}" for key, each in value.items() if each)
        return _word(one, value)

    def value(self, one: Any, value: Any) -> Any:
        if value is not None and one.is_relation:
            own = one.related_model in self._parts and value in self._snapshot.rows.get(
                one.related_model, {}
            )
            return f"/{list_name(one.related_model)}/{value}" if own else self._pointed(one, value)
        if isinstance(value, Decimal):
            return plain(value)
        return value.isoformat() if isinstance(value, date) else value

    def _pointed(self, one: Any, key: Any) -> str:
        if one.related_model is get_user_model():
            return self._people.get(key) or f"number {key}"
        row = self._snapshot.find(one.related_model, key)
        return self.name(one.related_model, row) or f"number {key}"

    def _instance(self, kind: Kind, row: Row, depth: int = DEPTH) -> Any:
        """The row as an unsaved instance with what it points to, so that it knows its own name."""
        names = [one.attname for one in kind._meta.concrete_fields]
        present = [name for name in names if name in row]
        made = kind.from_db(None, present, [row[name] for name in present])
        for one in kind._meta.concrete_fields:
            if not one.is_relation or one.attname not in row:
                continue
            found = self._snapshot.find(one.related_model, row[one.attname])  # type: ignore[arg-type]
            other: Any = one.related_model
            pointed = self._instance(other, found, depth - 1) if found and depth else None
            one.set_cached_value(made, pointed)  # type: ignore[attr-defined]
        return made

    def _links(self) -> dict[tuple[Kind, int], dict[str, tuple[str, list[str]]]]:
        """By a part, the names of what it is linked to."""
        found: dict[tuple[Kind, int], dict[str, tuple[str, list[str]]]] = {}
        for link, (attname, kind) in links_of(self._snapshot.record).items():
            other = next(one for one in keys(link) if one.attname != attname)
            target: Any = other.related_model
            name = str(target._meta.verbose_name_plural)
            for row in self._snapshot.rows.get(link, {}).values():
                of = found.setdefault((kind, row[attname]), {})
                linked_to = self._snapshot.find(target, row[other.attname])
                of.setdefault(name, (capfirst(name), []))[1].append(self.name(target, linked_to))
        for linked in found.values():
            for _, names in linked.values():
                names.sort()
        return found


def _word(one: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return zones.in_words(value, "UTC")
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(one, PartialDateField):
        return in_words(value)
    if isinstance(one, models.JSONField):  # may hold what is no key of a dict
        return str(value)
    if one.name == "type_abbrev":
        return document_label(value)
    choices: Any = getattr(one, "choices", None) or []
    return str(dict(choices).get(value, value))
