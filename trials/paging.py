"""Pages by key: the next page starts after a row, so rows that come or go move nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet

PAGE_SIZE = 25


class BadKeyError(ValueError):
    """The key of a page is none that we gave."""


@dataclass(frozen=True)
class Page:
    """Some rows of a list and the key of those that follow ("" at the end)."""

    items: list[Any]
    next_key: str
    is_first: bool


def page_of(
    rows: QuerySet[Any], fields: Sequence[str], after: str = "", size: int = PAGE_SIZE
) -> Page:
    """Rows in descending order of `fields` (the last one unique), from the key `after` on."""
    ordered = rows.order_by(*(F(field).desc() for field in fields))
    if after:
        ordered = ordered.filter(_follows(fields, _read(after, fields)))
    found = list(ordered[: size + 1])
    items = found[:size]
    key = _write(fields, items[-1]) if len(found) > size else ""
    return Page(items, key, is_first=not after)


def _follows(fields: Sequence[str], values: Sequence[Any]) -> Q:
    """The row comparison (fields) < (values), spelled out."""
    *before, (last, end) = zip(fields, values, strict=True)
    condition = Q(**{f"{last}__lt": end})
    for field, value in reversed(before):
        condition = Q(**{f"{field}__lt": value}) | (Q(**{field: value}) & condition)
    return condition


def _write(fields: Sequence[str], row: Any) -> str:
    values = [getattr(row, field) for field in fields]
    plain = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    return _signer(fields).sign_object(plain)


def _read(key: str, fields: Sequence[str]) -> list[Any]:
    try:
        values: list[Any] = _signer(fields).unsign_object(key)
    except signing.BadSignature as error:
        raise BadKeyError(key) from error
    return values


def _signer(fields: Sequence[str]) -> signing.Signer:
    """A key is good for one order only; signed, since its values go into a query.

    Without the time: a page that did not change has the same key, and a feed the same ETag.
    """
    return signing.Signer(salt=f"page:{','.join(fields)}")
