"""Questions of every request, put into SQL once: Django takes longer to write one than PostgreSQL
takes to answer it.

What is asked stays in the words of the domain; only a value differs from one request to the next.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Func, Model, QuerySet

One = str | int | list[str]
Value = One | tuple[One, ...]

ANY = "A000000"
"""Stands for a text while the statement is written: a key, as of no trial."""
ANY_ROW = -(2**62) - 1
"""The same for the key of a row."""


class OneOf(Func):
    """Whether the first is an element of the second: all of a list are one parameter."""

    template, arg_joiner = "%(expressions)s)", " = ANY ("
    output_field = BooleanField()


class Statement:
    """What `ask` asks about one text, or about the row with one key; nothing else may differ.

    Or about several values, given as a tuple: each stands where its own of `standing` stood.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any]], standing: Value = ANY_ROW) -> None:
        self._ask = ask
        self._standing = _several(standing)

    @cached_property
    def _written(self) -> tuple[QuerySet[Any], Any, str, tuple[Any, ...]]:
        asked = self._ask(*self._standing)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        return asked, compiler, sql, values

    def all(self, value: Value, owner: Model | None = None) -> list[Any]:
        """The rows about this value; where they are parts of a record, they know it as `owner`.

        A list, since of a question that is written no other one can be made.
        """
        asked, compiler, sql, values = self._written
        given = tuple(self._given(one, _several(value)) for one in values)
        compiler = copy(compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (sql, given)
        rows: Any = asked._chain()  # type: ignore[attr-defined]
        rows.query.get_compiler = lambda *_, **__: compiler
        if owner is not None:
            rows._known_related_objects = {
                field: {owner.pk: owner} for field in rows._known_related_objects
            }
        return list(rows)

    def first(self, value: Value) -> Any:
        """The only row, or None."""
        return next(iter(self.all(value)), None)

    def _given(self, one: Any, values: tuple[One, ...]) -> Any:
        return values[self._standing.index(one)] if one in self._standing else one


def _several(value: Value) -> tuple[One, ...]:
    return value if isinstance(value, tuple) else (value,)
