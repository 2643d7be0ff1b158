"""Any list of the admin as a file: all rows that its filters find, in its columns, with their keys.

Who: an editor who counts or sorts elsewhere. Why: what the list shows fifty at a time. Next: a
spreadsheet, in which no cell is taken for a formula (trials/outputs/rows.py).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import DataError
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from trials.admin.own_pages import OwnPages
from trials.outputs.rows import answer, csv_lines

AT_A_TIME = 500
NO_COLUMN = "action_checkbox"
# A moment as lists tell it to people, within other words.
MOMENT = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}) UTC")


class ListCsv(OwnPages):
    """A list that can be taken away."""

    def get_urls(self) -> list[URLPattern]:
        """With the address of the file."""
        own = self.own_path("csv/", require_safe(self.csv_view), "csv")
        return [own, *super().get_urls()]

    def csv_view(self, request: HttpRequest) -> HttpResponseBase:
        """The rows, sent as they are read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.copy()
        asked.pop(PAGE_VAR, None)
        request.GET = asked  # type: ignore[assignment]
        try:
            found = self.get_changelist_instance(request)
        except (IncorrectLookupParameters, ValueError, OverflowError, DataError):
            return HttpResponseRedirect(f"{reverse(self.route('changelist'))}?e=1")
        lines, name = csv_lines(_table(self, found)), f"{self.opts.model_name}s.csv"
        return answer(request, lines, name, "no-store, private")


def _table(screen: Any, found: Any) -> Iterator[list[Any]]:
    columns = [name for name in found.list_display if name != NO_COLUMN]
    yield ["Key", *(_label(name, screen) for name in columns)]
    for row in found.queryset.iterator(AT_A_TIME):
        yield [row.pk, *(_value(name, row, screen) for name in columns)]


def _label(name: str, screen: Any) -> str:
    return capfirst(str(label_for_field(name, screen.model, screen)))


def _value(name: str, row: Any, screen: Any) -> Any:
    """What the list says: a choice by its label, a link by its text; times in ISO 8601."""
    try:
        field, shown, value = lookup_field(name, row, screen)
    except ObjectDoesNotExist:
        return None
    moment = getattr(row, str(getattr(shown, "admin_order_field", "")), value)
    if isinstance(moment, datetime):
        return moment.isoformat(timespec="seconds")
    if field is not None and getattr(field, "flatchoices", None):
        return dict(field.flatchoices).get(value, value)
    if field is not None and field.remote_field:
        return getattr(row, field.name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, SafeString):
        value = unescape(strip_tags(value))
    return MOMENT.sub(r"\1T\2:00+00:00", value) if isinstance(value, str) else value
