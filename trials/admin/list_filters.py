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
from django.utils.translation import get_language_info

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


class InLanguage(Typed):
    """By language: “Spanish”, where the column says “es”."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        """A choice with its name, and its count if that is asked for."""
        for choice in super().choices(changelist):
            code, blank, count = str(choice["display"]).partition(" ")
            yield choice | {"display": f"{_language(code)}{blank}{count}"}


def _language(code: str) -> str:
    """Its name; what is no code of one that Django knows stays as it is."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


FieldListFilter.register(lambda field: field.remote_field, Related, take_priority=True)
FieldListFilter.register(lambda field: bool(field.choices), Chosen, take_priority=True)
FieldListFilter.register(
    lambda field: isinstance(field, models.CharField), Typed, take_priority=True
)
