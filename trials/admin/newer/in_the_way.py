"""Why a record cannot be deleted: the lists of what rests on it, for the page that refuses."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class InTheWay:
    """Records of one kind that rest on it."""

    number: int
    kind: str
    address: str


def in_the_way(request: HttpRequest, site: AdminSite, record: Any) -> list[InTheWay]:
    """Each kind that has a list here which this person may see, one query for each."""
    found = []
    for relation in record._meta.related_objects:
        screen = site._registry.get(relation.related_model)
        if screen is None or not screen.has_view_permission(request):
            continue
        field, opts = relation.field, screen.opts
        number = screen.model._default_manager.filter(**{field.name: record.pk}).count()
        if number:
            kind = opts.verbose_name if number == 1 else opts.verbose_name_plural
            page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            found.append(InTheWay(number, str(kind), f"{page}?{field.name}={record.pk}"))
    return found
