"""Fields and values as a person says them, where the database gives columns and words in code."""

from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst

from trials import zones
from trials.admin.labels import labels_of
from trials.list_words import list_in_words


def label(field: Any) -> str:
    """What forms call the field."""
    return capfirst(str(labels_of(field.model).get(field.name, field.verbose_name)))


def in_words(field: Any, value: Any, zone: str = "UTC") -> str:
    """A value of this field (None where it is not known which): nothing is an empty text.

    A moment is told in that zone, with UTC beside it.
    """
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return list_in_words(field, value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {one}" for key, one in value.items() if one not in (None, ""))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, models.DateTimeField):
        return _moment(value, zone)
    return str(_choices(field).get(str(value), value))


def _choices(field: Any) -> dict[str, str]:
    return {str(key): str(words) for key, words in getattr(field, "choices", None) or []}


def _moment(value: Any, zone: str) -> str:
    at = parse_datetime(value) if isinstance(value, str) else value
    return zones.in_words(at, zone) if at and at.tzinfo else str(value)
