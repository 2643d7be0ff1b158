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
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from pghistory.models import Events

from trials.admin.words import in_words, label
from trials.models import ImportRun

PER_PAGE = 50
# Rows of one kind in one change of which each is told; of more only their number.
FEW = 5
DID = {"insert": "added", "update": "changed", "delete": "removed"}
KIND = ("pgh_created_at", "pgh_obj_model", "pgh_label", "pgh_context")
# What every line says by itself, and what no person asks for.
UNSAID = {"id", "created_at", "trial", "item", "key", "positions", "intake_digest"}


@dataclass(frozen=True)
class Change:
    """One line of the tab."""

    at: Any
    who: str
    did: str
    what: str
    fields: list[tuple[str, str, str]]
    why: str = ""
    run: Any = None
    """The import run that did it."""


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
        events = Events.objects.references(record)
        page = Paginator(_kinds(events), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "object": record,
            "opts": self.opts,
            "page": page,
            "changes": changes(events, list(page)),
        }
        return TemplateResponse(request, self.object_history_template, context)


def changes(events: Any, kinds: Sequence[dict[str, Any]]) -> list[Change]:
    """Kinds of changes in words: each row of a few, the number of many."""
    told = _told(events, kinds)
    people, runs = _people(kinds), _runs(kinds)
    names = _names(event for rows in told.values() for event in rows)
    return [
        change
        for kind in kinds
        for change in (
            [_change(kind, people, runs, event, names) for event in told.get(_key(kind), [])]
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
    ids = {(kind["pgh_context"] or {}).get("user") for kind in kinds}
    return get_user_model()._default_manager.in_bulk([one for one in ids if one])


def _runs(kinds: Iterable[dict[str, Any]]) -> dict[Any, ImportRun]:
    ids = {(kind["pgh_context"] or {}).get("run") for kind in kinds}
    wanted = [one for one in ids if isinstance(one, int)]
    return ImportRun.objects.in_bulk(wanted) if wanted else {}


def _change(
    kind: dict[str, Any],
    people: dict[Any, Any],
    runs: dict[Any, ImportRun],
    event: Any = None,
    names: Any = None,
) -> Change:
    """One row with its fields, or without an event all rows of the kind."""
    opts = apps.get_model(kind["pgh_obj_model"])._meta
    context = kind["pgh_context"] or {}
    who = people.get(context.get("user"))
    return Change(
        at=kind["pgh_created_at"],
        who=who.get_username() if who else str(context.get("command", "")),
        did=DID.get(kind["pgh_label"], kind["pgh_label"]),
        what=str(opts.verbose_name if event else f"{kind['number']} {opts.verbose_name_plural}"),
        fields=list(_fields(event, names)) if event else [],
        why=str(context.get("reason", "")),
        run=runs.get(context.get("run")),
    )


def _values(event: Any) -> Iterable[tuple[Any, Any, Any]]:
    """Field, before and after: of an update what changed, else what the row said."""
    model = apps.get_model(event.pgh_obj_model)
    fields = {field.column: field for field in model._meta.concrete_fields}
    changed = event.pgh_diff or {}
    if event.pgh_label != "update":
        changed = {column: (None, value) for column, value in event.pgh_data.items() if value}
    for column, (before, after) in changed.items():
        field = fields.get(column)
        if field is not None and field.name not in UNSAID:
            yield field, before, after


def _names(events: Iterable[Any]) -> dict[Any, dict[Any, Any]]:
    """The rows that keys lead to, one query for each model."""
    keys: dict[Any, set[Any]] = {}
    for event in events:
        for field, *values in _values(event):
            if field.is_relation:
                keys.setdefault(field.related_model, set()).update(filter(None, values))
    return {model: model._base_manager.in_bulk(wanted) for model, wanted in keys.items()}


def _fields(event: Any, names: dict[Any, dict[Any, Any]]) -> Iterable[tuple[str, str, str]]:
    for field, before, after in _values(event):
        if field.is_relation:
            known = names.get(field.related_model, {})
            before, after = known.get(before, before), known.get(after, after)
        yield label(field), in_words(field, before), in_words(field, after)
