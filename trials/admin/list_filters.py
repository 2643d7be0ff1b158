"""What a filter of a list is headed by, and what its choice of nothing is called; for all lists.

Django heads a filter by the last word of its path, and writes "-" or nothing for what is empty.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin.filters import (
    AllValuesFieldListFilter,
    ChoicesFieldListFilter,
    FieldListFilter,
    RelatedFieldListFilter,
)
from django.db import models
from django.http import HttpRequest

NOT_TOLD = "Not told"


class Plain(FieldListFilter):
    """“By kind of source”, “No issue”."""

    empty_value_display: Any

    def __init__(
        self, field: Any, request: HttpRequest, params: Any, model: Any, own: Any, field_path: str
    ) -> None:
        super().__init__(field, request, params, model, own, field_path)
        if "__" in field_path:
            self.title = f"{field.verbose_name} of {field.model._meta.verbose_name}"
        self.empty_value_display = f"No {self.title}"


class Related(Plain, RelatedFieldListFilter):
    """By another record."""


class Chosen(Plain, ChoicesFieldListFilter):
    """By a word of a list."""


class Typed(Plain, AllValuesFieldListFilter):
    """By what was typed, if anything."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        """An empty text is a choice too, whose name would be its count, or nothing."""
        for choice in super().choices(changelist):
            words = str(choice["display"])
            nothing = not words or words.startswith(" (")
            yield choice | {"display": f"{NOT_TOLD}{words}"} if nothing else choice


FieldListFilter.register(lambda field: field.remote_field, Related, take_priority=True)
FieldListFilter.register(lambda field: bool(field.choices), Chosen, take_priority=True)
FieldListFilter.register(
    lambda field: isinstance(field, models.CharField), Typed, take_priority=True
)
