"""What is approved and not public yet: a filter for every list of what is published."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class EmbargoFilter(admin.SimpleListFilter):
    """Records that wait for their time."""

    title = "embargo"
    parameter_name = "embargo"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The question."""
        return [("on", "Approved, waits for its time")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those records."""
        return queryset.embargoed() if self.value() == "on" else queryset
