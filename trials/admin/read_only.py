"""Rows that programs write: nobody adds, changes or deletes them; and the run they came with."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.admin.base import OfTrial
from trials.admin.keys import is_key
from trials.models import ImportRun


class ReadOnly(OfTrial):
    """Rows that are written by programs."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Programs add them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what was received."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is kept."""
        return False


class RunFilter(admin.SimpleListFilter):
    """What one run brought; it shows only when a link chose one."""

    title = "import run"
    parameter_name = "run"
    lookup = "run"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The chosen run."""
        chosen = self.value() or ""
        run = ImportRun.objects.filter(pk=chosen).first() if is_key(chosen) else None
        return [(chosen, str(run))] if run else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Its rows; none for a key that is not one."""
        chosen = self.value()
        if not chosen:
            return queryset
        return queryset.filter(**{self.lookup: chosen}) if is_key(chosen) else queryset.none()


def run_link(run: Any) -> SafeString:
    """A link to the run, by its time."""
    page = reverse("admin:trials_importrun_change", args=[run.pk])
    return format_html('<a href="{}">{}</a>', page, run)
