"""Trials as a table for a spreadsheet: a row for each, in CSV (RFC 4180).

It begins with a byte order mark, without which Excel reads names as another alphabet's. A cell that
a spreadsheet would take for a formula gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from trials.cards import address_of
from trials.search.documents import Document

TYPE = "text/csv; charset=utf-8"
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
AT_A_TIME = 200  # rows that are sent together
# The wide forms of other scripts, too, which some spreadsheets read as the narrow ones.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BETWEEN = "|"  # as the registry's own tables have it
COLUMNS: Mapping[str, str] = {
    "ID": "id",
    "NCT ID": "nct_id",
    "Acronym": "acronym",
    "Title": "title",
    "Status": "status",
    "Status as of": "as_of",
    "Phases": "phases",
    "Study type": "study_type",
    "Conditions": "conditions",
    "Interventions": "interventions",
    "Sponsor": "sponsor",
    "Enrollment": "enrollment",
    "Start date": "start",
}
"""What a column is called, and which part of a card it has. The last column is the address."""


def answer(
    request: HttpRequest, lines: Iterable[str], name: str, kept: str
) -> StreamingHttpResponse:
    """A table as a file of this name, sent as it is made; `kept` says who may keep it.

    Who asks by HEAD gets its headers, and no row is read: servers make what they then leave out.
    """
    told: Iterable[str] = [] if request.method == "HEAD" else lines
    response = StreamingHttpResponse(told, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = kept
    return response


def csv_of(documents: Iterable[Document], site: str) -> Iterator[str]:
    """The table in pieces; `site` is the address of this one, without a slash at the end."""
    rows = (_row(document.card, site) for document in documents)
    yield from csv_lines(chain([[*COLUMNS, "Address"]], rows))


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Any table in pieces, its first row the names of the columns. No cell is a formula."""
    cells = ([_cell(value) for value in row] for row in rows)
    yield MARK + _lines(islice(cells, 1))
    while some := list(islice(cells, AT_A_TIME)):
        yield _lines(some)


def _row(card: Mapping[str, Any], site: str) -> list[Any]:
    return [*(card.get(part) for part in COLUMNS.values()), site + address_of(card["id"])]


def _cell(value: Any) -> str:
    """Words as the registry has them; empty where nothing is known."""
    if value is None:
        return ""
    return no_formula(BETWEEN.join(value) if isinstance(value, list) else str(value))


def no_formula(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would work it out."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def _lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
