"""The history tab: each change of a record and its parts as the database kept it, and by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from pghistory.models import Events

PER_PAGE = 100
DID = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Change:
    """One line of the tab."""

    at: Any
    who: str
    did: str
    what: str
    fields: list[tuple[str, Any, Any]]


class HistoryTab(admin.ModelAdmin):  # type: ignore[type-arg]
    """Django's own history knows only what the admin did; this one knows all."""

    object_history_template = "admin/record_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A page of changes, the newest first."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        events = Events.objects.references(record).order_by("-pgh_created_at", "-pgh_id")
        page = Paginator(events, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "object": record,
            "opts": self.opts,
            "page": page,
            "changes": changes(list(page)),
        }
        return TemplateResponse(request, self.object_history_template, context)


def changes(events: Sequence[Any]) -> list[Change]:
    """Events in words; the names of all who made them in one query."""
    ids = {(event.pgh_context or {}).get("user") for event in events}
    people = get_user_model()._default_manager.in_bulk([one for one in ids if one])
    return [_change(event, people) for event in events]


def _change(event: Any, people: dict[Any, Any]) -> Change:
    model = apps.get_model(event.pgh_obj_model)
    context = event.pgh_context or {}
    who = people.get(context.get("user"))
    return Change(
        at=event.pgh_created_at,
        who=who.get_username() if who else str(context.get("command", "")),
        did=DID.get(event.pgh_label, event.pgh_label),
        what=str(model._meta.verbose_name),
        fields=list(_fields(model, event)),
    )


def _fields(model: Any, event: Any) -> Iterable[tuple[str, Any, Any]]:
    """What an update changed; what an added or removed row said."""
    labels = {field.column: str(field.verbose_name) for field in model._meta.concrete_fields}
    if event.pgh_label == "update":
        for column, (before, after) in (event.pgh_diff or {}).items():
            yield labels.get(column, column), before, after
        return
    for column, value in event.pgh_data.items():
        if value not in (None, False, "", [], {}) and column != "id" and not column.endswith("_id"):
            yield labels.get(column, column), None, value
