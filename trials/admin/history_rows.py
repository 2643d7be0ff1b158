"""Rows of the history tab in words: what each is called, and its fields before and after."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from trials import zones
from trials.admin import remembered
from trials.admin.words import in_words, label

# Events that tell the whole row; others tell what changed.
WHOLE = ("insert", "delete")
# What every line says by itself, and what no person asks for.
UNSAID = {"id", "created_at", "date_joined", "trial", "item", "key", "positions", "intake_digest"}


class Rows:
    """Events of the history of a record, told with the names of what they point to."""

    def __init__(self, record: Any, events: Iterable[Any]) -> None:
        """One query for each model that is pointed to."""
        self._record = record
        self._zone = zones.zone_of(record)
        keys: dict[Any, set[Any]] = {}
        for event in events:
            for field, *values in self._values(event):
                if field.is_relation:
                    keys.setdefault(field.related_model, set()).update(values)
        self._names = {model: remembered.by_key(model, wanted) for model, wanted in keys.items()}

    def name(self, event: Any) -> str:
        """What a row that only links the record to another is called: as the other is."""
        if event.pgh_label not in WHOLE or not _is_link(event):
            return ""
        others = [(field, after) for field, _, after in self._values(event) if field.is_relation]
        if len(others) != 1:
            return ""
        [(field, key)] = others
        return f"{field.related_model._meta.verbose_name} “{self._named(field, key)}”"

    def fields(self, event: Any) -> Iterable[tuple[str, str, str]]:
        """Label, before and after; nothing of a row whose name says it all."""
        for field, before, after in [] if self.name(event) else self._values(event):
            yield label(field), self._told(field, before), self._told(field, after)

    def _told(self, field: Any, value: Any) -> str:
        return in_words(field, self._named(field, value), self._zone)

    def _named(self, field: Any, value: Any) -> Any:
        return self._names[field.related_model].get(value, value) if field.is_relation else value

    def _values(self, event: Any) -> Iterable[tuple[Any, Any, Any]]:
        """Field, before and after: of what was added or removed what the row said, else what
        changed; without the key of the record itself.
        """
        fields = {one.column: one for one in apps.get_model(event.pgh_model)._meta.concrete_fields}
        changed = event.pgh_diff or {}
        if event.pgh_label in WHOLE:
            changed = {column: (None, value) for column, value in event.pgh_data.items() if value}
        for column, field in fields.items():
            before, after = changed.get(column, (None, None))
            if column in changed and field.name not in UNSAID and not self._is_own(field, after):
                yield field, before, after

    def _is_own(self, field: Any, key: Any) -> bool:
        return field.related_model is type(self._record) and bool(key == self._record.pk)


def _is_link(event: Any) -> bool:
    """Whether the row is of a table that Django made to join two others."""
    model: Any = apps.get_model(event.pgh_obj_model)
    return bool(model._meta.concrete_model._meta.auto_created)
