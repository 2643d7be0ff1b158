"""How complete trials are by WHO's 24 items: on a trial's form, and a page of all.

Who: an editor before a trial goes to a journal or a registry. Why: a missing item is asked for late
and by strangers. Next: the field that the item's link leads to.
"""

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.functional import SimpleLazyObject

from trials.admin.publishing import Published
from trials.completeness import ITEMS, complete_only, missing, scored
from trials.models import Trial
from trials.vocabulary import PublishingState as State

PER_PAGE = 50
SHOWN = ("pk", "protocol_id", "nct_id", "acronym", "brief_title", "state")
BY_NUMBER = {str(item.number): item for item in ITEMS}


class WithCompleteness(Published):
    """A trial with a meter, and a page that lists trials by it."""

    def get_urls(self) -> list[URLPattern]:
        """With the address of that page."""
        own = self.own_path("completeness/", self.completeness_view, "completeness")
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give the template what the saved trial lacks, asked when it is shown."""
        record = context.get("original")
        if record is not None:
            context["completeness"] = SimpleLazyObject(partial(_told, record))
        return super().render_change_form(request, context, *args, **kwargs)

    def completeness_view(self, request: HttpRequest) -> HttpResponse:
        """The least complete first, or those that lack one item."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        item = BY_NUMBER.get(request.GET.get("missing", ""))
        rows = scored(_kept(Trial.objects.all())).only(*SHOWN)
        rows = rows.filter(**{item.column: 0}) if item else rows
        page = Paginator(rows.order_by("complete", "pk"), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Trials without: {item.name}" if item else "How complete trials are",
            "opts": self.opts,
            "page": page,
            "rows": [(row, missing(row)) for row in page],
            "items": ITEMS,
            "item": item,
            "all": len(ITEMS),
        }
        return TemplateResponse(request, "admin/trials/trial/completeness_list.html", context)


def _told(record: Trial) -> dict[str, Any]:
    row = scored(Trial.objects.filter(pk=record.pk)).get()
    return {"row": row, "missing": missing(row), "all": len(ITEMS)}


def _kept(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Neither withdrawn here nor merged into another."""
    return trials.filter(~Q(state=State.WITHDRAWN), merged_into=None)


class CompletenessFilter(admin.SimpleListFilter):
    """Trials by how many of the 24 items they have."""

    title = "completeness (WHO's 24 items)"
    parameter_name = "complete"
    ranges = {"few": (0, 11), "half": (12, 17), "most": (18, 22), "all": (23, 24)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """From the least complete."""
        return [(name, f"{low} to {high} items") for name, (low, high) in self.ranges.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Those trials."""
        chosen = self.ranges.get(self.value() or "")
        return complete_only(queryset).filter(complete__range=chosen) if chosen else queryset
