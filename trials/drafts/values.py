"""Values of a record's or a row's own columns, as a draft keeps them (JSON), and back again.

Of a row that another leads to the key is kept; of rows that are chosen from a list, the keys.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.db.models.fields.files import FieldFile, FileField

from trials.history import KEPT_BY_THE_DATABASE
from trials.proposals.fields import BY_ACTS

LEFT = {*BY_ACTS, *KEPT_BY_THE_DATABASE, "id", "created_at", "registry_record"}
Values = dict[str, Any]
"""By the names of fields."""


def columns(record: Model) -> Iterator[Any]:
    """The fields that a draft may change: none that acts or the database move."""
    return (one for one in record._meta.concrete_fields if one.name not in LEFT)


@cache
def fields_of(kind: type[Model], owner: str) -> tuple[Any, ...]:
    """The same of a kind of rows, with what is chosen from a list; `owner` leads to the record."""
    own = [
        one
        for one in kind._meta.concrete_fields
        if one.name not in LEFT
        and one.attname != owner
        and not one.generated
        and not one.has_db_default()
    ]
    chosen: list[Any] = list(kind._meta.many_to_many)
    lists = [one for one in chosen if one.remote_field.through._meta.auto_created]
    return (*own, *lists)


def has_file(kind: type[Model]) -> bool:
    """Whether such a row is a file, which no form can be filled in with."""
    return any(isinstance(one, FileField) for one in kind._meta.concrete_fields)


def kept(record: Any, field: Any) -> Any:
    """The value of a field as JSON."""
    if field.many_to_many:
        chosen = getattr(record, field.name).all() if record.pk else ()
        return sorted(one.pk for one in chosen)
    value = getattr(record, field.attname)
    value = value.name or "" if isinstance(value, FieldFile) else value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def given(field: Any, value: Any) -> Any:
    """The same as the column holds it."""
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)


def put(record: Any, values: Values) -> list[str]:
    """Write the proposed values into columns of the record, unsaved; the names of the fields."""
    names = []
    for name, value in values.items():
        field = record._meta.get_field(name)
        if not field.many_to_many:
            setattr(record, field.attname, given(field, value))
            names.append(field.name)
    return names
