"""Studies as CSV: the registry's columns, row by row, for a page or for the whole set.

A cell that a spreadsheet would take for a formula gets an apostrophe, as in the site's own tables.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson
from django.http import HttpRequest
from django.urls import reverse

from trials import identifiers
from trials.api.errors import invalid_field, likest
from trials.api.pieces import COLUMNS, cells, columns
from trials.outputs.rows import no_formula

TYPE = "text/csv; charset=utf-8"
READ = ("body", "trial__nct_id", "trial__protocol_id")
"""What a row is made of."""


def chosen_columns(names: Iterable[str]) -> list[str]:
    """The columns of these names, or all; a BadRequest if one is none."""
    asked = list(names)
    for name in asked:
        if name not in COLUMNS:
            raise invalid_field(name, likest(name, COLUMNS))
    return columns(asked)


def site_of(request: HttpRequest) -> str:
    """The address of this site, without a slash at the end."""
    return request.build_absolute_uri("/")[:-1]


def table(
    read: Iterable[tuple[Any, ...]], names: Sequence[str], site: str, *, headed: bool
) -> Iterator[bytes]:
    """A line for each study that was read (`READ`), below the names of the columns.

    `site` is the address of this one, for studies that have no page at the registry.
    """
    if headed:
        yield _line(names)
    for body, nct_id, protocol_id in read:
        page = None if nct_id else site + _page(protocol_id.decode())
        yield _line(cells(orjson.loads(body), names, page))


def _page(protocol_id: str) -> str:
    return reverse("trial", args=[identifiers.slug(protocol_id)])


def _line(values: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(map(no_formula, values))
    return text.getvalue().encode()
