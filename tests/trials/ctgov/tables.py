"""What the registry's tables say, without what differs from run to run: keys, times, revisions."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import DateTimeField, Field, ForeignKey, JSONField, Model
from pghistory.models import Event

from trials.history import KEPT_BY_THE_DATABASE
from trials.models import (
    ChangeLogEntry,
    Condition,
    ImportRun,
    Organisation,
    SearchDead,
    SearchDocument,
    SearchPosting,
    SearchSegment,
    SearchTodo,
    SearchWord,
    Source,
    StudyToRender,
    StudyVersion,
    Trial,
)

Content = dict[str, Counter[str]]

LEFT_OUT = {*KEPT_BY_THE_DATABASE, "id", "pgh_obj", "pgh_context", "pgh_xact", "run"}
# How often a name that studies share was written depends on which of them came first.
SHARED = (Organisation, Condition, Source)
# Made of the others after they were committed, by the import or by the next reader.
RUNS = (ImportRun, ImportRun.pgh_event_model)  # type: ignore[attr-defined]
FOLLOWING = (
    *(StudyToRender, StudyVersion, SearchTodo, SearchDocument, SearchDead),
    *(SearchSegment, SearchPosting, SearchWord),
)


def tables() -> list[type[Model]]:
    """The models of the registry, one for each table; history last."""
    models = apps.get_app_config("trials").get_models(include_auto_created=True)
    own = [model for model in models if not model._meta.proxy]
    return sorted(own, key=lambda model: (issubclass(model, Event), model._meta.db_table))


def content(leave_out: Iterable[type[Model]] = (), without: Iterable[str] = ()) -> Content:
    """Every table as a bag of rows, each row with what it points to in words.

    Without these tables, and without the columns of these names in any.
    """
    reading = _Reading(frozenset(without))
    return {
        model._meta.db_table: Counter(reading.rows(model).values())
        for model in tables()
        if model not in (*RUNS, ChangeLogEntry, *leave_out) and not _of_shared(model)
    }


def differences(first: Content, second: Content) -> list[str]:
    """Rows that stand in one alone, as lines for a person."""
    lines = []
    for table in sorted(first.keys() | second.keys()):
        one, two = first.get(table, Counter()), second.get(table, Counter())
        lines += [f"{table} - {row}" for row in one - two]
        lines += [f"{table} + {row}" for row in two - one]
    return lines


def counts() -> dict[str, int]:
    """How many rows each table has, in one query."""
    selects = [
        f"SELECT '{model._meta.db_table}', count(*) FROM {model._meta.db_table}"
        for model in tables()
    ]
    return dict(_query(" UNION ALL ".join(selects)))


def made() -> int:
    """How many keys of rows were given out, those of transactions still open too."""
    return int(
        _query(
            "SELECT coalesce(sum(last_value), 0) FROM pg_sequences"
            " WHERE schemaname = current_schema() AND sequencename LIKE 'trials_%'"
        )[0][0]
    )


def by_trial() -> dict[str, str]:
    """A digest of each trial's own columns and of all its parts, in one query."""
    return dict(_query(_by_trial_sql()))


def written_rows() -> dict[str, set[str]]:
    """The place and the writing transaction of every row: a row written again has another."""
    return {
        model._meta.db_table: {
            f"{row[0]} {row[1]}" for row in _query(f"SELECT ctid, xmin FROM {model._meta.db_table}")
        }
        for model in tables()
        if model not in RUNS
    }


class _Reading:
    """The tables, each read once."""

    def __init__(self, without: frozenset[str]) -> None:
        self._without = without
        self._rows: dict[type[Model], dict[Any, str]] = {}
        self._named_rows: dict[Any, dict[int, str]] = {
            Trial: {trial.pk: trial.public_id for trial in Trial.objects.all()},
            Condition: {row.pk: row.name.casefold() for row in Condition.objects.all()},
            Organisation: dict(Organisation.objects.values_list("pk", "name")),
        }

    def rows(self, model: type[Model]) -> dict[Any, str]:
        """Each row by its key, in words."""
        if model not in self._rows:
            self._rows[model] = {}
            found = {row.pk: self._said(row) for row in model._default_manager.all()}
            self._rows[model] = found
        return self._rows[model]

    def _said(self, row: Model) -> str:
        said = {
            field.name: self._value(row, field)
            for field in row._meta.concrete_fields
            if not _is_left_out(field) and field.name not in self._without
        }
        return json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)

    def _value(self, row: Model, field: "Field[Any, Any]") -> Any:
        value = getattr(row, field.attname)
        if value is None:
            return None
        if isinstance(field, ForeignKey) and field.related_model is not ContentType:
            return self._named(field.related_model, value)
        if field.name == "object_id":
            kind = ContentType.objects.get_for_id(row.content_type_id)  # type: ignore[attr-defined]
            return self._named(kind.model_class(), value)
        if isinstance(field, JSONField):
            return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]
        return bool(value) if isinstance(field, DateTimeField) else value

    def _named(self, model: Any, pk: Any) -> str:
        """What a key stands for: its number or name, of all else a digest of what it says."""
        if model in self._named_rows:
            return self._named_rows[model].get(pk, "gone")
        said = self.rows(model).get(pk, "gone")
        return f"{model.__name__} {sha256(said.encode()).hexdigest()[:12]}"


def _is_left_out(field: "Field[Any, Any]") -> bool:
    return field.primary_key or field.name in LEFT_OUT


def _of_shared(model: type[Model]) -> bool:
    return issubclass(model, Event) and model.pgh_tracked_model in SHARED


def _parts() -> list[type[Model]]:
    return [
        model
        for model in tables()
        if not issubclass(model, Event)
        and model is not Trial
        and model not in FOLLOWING
        and any(field.name == "trial" for field in model._meta.concrete_fields)
    ]


@cache
def _by_trial_sql() -> str:
    rows = [f"SELECT id AS trial_id, {_columns_sql(Trial)} AS said FROM trials_trial AS t"]
    rows += [
        f"SELECT trial_id, '{model.__name__} ' || {_columns_sql(model)}"
        f" FROM {model._meta.db_table} AS t"
        for model in _parts()
    ]
    return (
        "SELECT (SELECT nct_id FROM trials_trial WHERE id = trial_id),"
        " md5(string_agg(said, '|' ORDER BY said))"
        f" FROM ({' UNION ALL '.join(rows)}) AS every GROUP BY trial_id"
    )


def _columns_sql(model: type[Model]) -> str:
    """The row's JSON, without keys, times and what is large."""
    fields = model._meta.concrete_fields
    dropped = [
        field.column
        for field in fields
        if _is_left_out(field)
        or isinstance(field, ForeignKey | DateTimeField)
        or field.name in ("object_id", "study")
    ]
    return f"(to_jsonb(t) - '{{{','.join(filter(None, dropped))}}}'::text[])::text"


def _query(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
