"""The filter for records of which an address answers no more."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


def link_filter(unanswered: Callable[[QuerySet[Any]], Any]) -> type[admin.SimpleListFilter]:
    """A filter by one condition."""

    class LinkFilter(admin.SimpleListFilter):
        title = "addresses"
        parameter_name = "link"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            return [("gone", "An address no longer answers")]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
            return unanswered(queryset) if self.value() == "gone" else queryset

    return LinkFilter
