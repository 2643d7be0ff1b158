"""The history tab: each change of a record and its parts as the database kept it, and by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from pghistory.models import Events

from trials.admin import remembered
from trials.admin.history_rows import Rows
from trials.admin.own_pages import OwnPages
from trials.history import DID
from trials.models import ImportRun

PER_PAGE = 50
# Rows of one kind in one change of which each is told; of more only their number.
FEW = 5
KIND = ("pgh_created_at", "pgh_obj_model", "pgh_label", "pgh_context")


@dataclass(frozen=True)
class Change:
    """One line of the tab."""

    at: Any
    who: str
    did: str
    what: str
    fields: list[tuple[str, str, str]]
    why: str = ""
    where: str = ""
    """The address of the page that did it."""
    run: Any = None
    """The import run that did it."""


class HistoryTab(OwnPages):
    """Django's own history knows only what the admin did; this one knows all."""

    object_history_template = "admin/record_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A page of changes, the newest first."""
        record = self.history_record(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        is_gone = record._state.adding
        events = self.history_events(request, record)
        page = Paginator(_kinds(events), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}{' (deleted)' if is_gone else ''}",
            "object": record,
            "is_gone": is_gone,
            "opts": self.opts,
            "page": page,
            "number": events.count(),
            "changes": changes(record, events, list(page)),
            "has_versions": hasattr(record, "revision"),
        }
        return TemplateResponse(
            request, self.object_history_template, context | (extra_context or {})
        )

    def history_record(self, request: HttpRequest, key: str) -> Any:
        """Whose history is asked for."""
        return self.get_object(request, key)

    def history_events(self, request: HttpRequest, record: Any) -> Any:
        """Of the record and of all that points to it."""
        return Events.objects.references(record)


def changes(record: Any, events: Any, kinds: Sequence[dict[str, Any]]) -> list[Change]:
    """Kinds of changes in words: each row of a few, the number of many."""
    told = _told(events, kinds)
    people, runs = _people(kinds), _runs(kinds)
    rows = Rows(record, [event for rows in told.values() for event in rows])
    return [
        change
        for kind in kinds
        for change in (
            [_change(kind, people, runs, event, rows) for event in told.get(_key(kind), [])]
            or [_change(kind, people, runs)]
        )
    ]


def _kinds(events: Any) -> Any:
    """What changed together: one import, one press of "Save"."""
    counted = events.values(*KIND).annotate(number=Count("*"), last=Max("pgh_id"))
    return counted.order_by("-pgh_created_at", "-last", "pgh_obj_model", "pgh_label")


def _key(kind: Any) -> tuple[Any, ...]:
    get = kind.get if isinstance(kind, dict) else lambda name: getattr(kind, name)
    return get("pgh_created_at"), get("pgh_obj_model"), get("pgh_label")


def _told(events: Any, kinds: Sequence[dict[str, Any]]) -> dict[Any, list[Any]]:
    """The rows of the kinds that have few, in one query."""
    few = [kind for kind in kinds if kind["number"] <= FEW]
    wanted = Q(pk__in=[])
    for kind in few:
        wanted |= Q(**dict(zip(KIND[:3], _key(kind), strict=True)))
    told: dict[Any, list[Any]] = {}
    for event in events.filter(wanted).order_by("-pgh_id") if few else []:
        told.setdefault(_key(event), []).append(event)
    return told


def _people(kinds: Iterable[dict[str, Any]]) -> dict[Any, Any]:
    return remembered.people({(kind["pgh_context"] or {}).get("user") for kind in kinds})


def _runs(kinds: Iterable[dict[str, Any]]) -> dict[Any, ImportRun]:
    ids = {(kind["pgh_context"] or {}).get("run") for kind in kinds}
    wanted = [one for one in ids if isinstance(one, int)]
    return ImportRun.objects.in_bulk(wanted) if wanted else {}


def _change(
    kind: dict[str, Any],
    people: dict[Any, Any],
    runs: dict[Any, ImportRun],
    event: Any = None,
    rows: Rows | None = None,
) -> Change:
    """One row with its fields, or without an event all rows of the kind."""
    opts = apps.get_model(kind["pgh_obj_model"])._meta
    context = kind["pgh_context"] or {}
    who = people.get(context.get("user"))
    what, fields = f"{kind['number']} {opts.verbose_name_plural}", []
    if event and rows:
        what, fields = rows.name(event) or str(opts.verbose_name), list(rows.fields(event))
    return Change(
        at=kind["pgh_created_at"],
        who=remembered.username(who) if who else by_program(context),
        did=DID.get(kind["pgh_label"], kind["pgh_label"]),
        what=what,
        fields=fields,
        why=told_why(context),
        where=str(context.get("url") or ""),
        run=runs.get(context.get("run")),
    )


def told_why(context: dict[str, Any]) -> str:
    """The reason; of what was a draft with its number and who prepared it."""
    reason = str(context.get("reason") or "")
    if not context.get("prepared_by"):
        return reason
    return f"{reason} (draft {context.get('draft')}, prepared by {context['prepared_by']})"


def by_program(context: dict[str, Any]) -> str:
    """The command, or the database's role and program of what was done by SQL."""
    database = context.get("database") or {}
    told = (context.get("command"), " · ".join(map(str, database.values())))
    return next((str(one) for one in told if one), "")
