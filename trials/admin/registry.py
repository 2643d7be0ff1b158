"""What a registry sent, version by version: to read, never to change.

Who: an editor who asks what ClinicalTrials.gov said and when. Next: the trial, to mend it there.
"""

import json
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.admin.by_id import TrialFilter
from trials.admin.read_only import ReadOnly, RunFilter, run_link
from trials.admin.readers import was_public
from trials.models import RegistryRecord


@admin.register(RegistryRecord)
class RegistryRecordAdmin(ReadOnly):
    """Versions of registry records."""

    list_display = ("trial", "registry", "version", "version_date", "received_at", "run_link")
    list_filter = (TrialFilter, RunFilter, "registry")
    list_select_related = ("trial", "run")
    date_hierarchy = "received_at"
    search_fields = ("trial__brief_title", "digest")
    fields = (
        "trial",
        "registry",
        "version",
        "version_date",
        "received_at",
        "run_link",
        "digest",
        "as_received",
    )
    readonly_fields = ("run_link", "as_received")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes only with a trial that never was public, when that is deleted."""
        user: Any = request.user
        return (
            obj is not None and user.has_perm("trials.delete_trial") and not was_public(obj.trial)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the JSON, which the list does not show."""
        return super().get_queryset(request).defer("study")

    @admin.display(description="import run", ordering="run")
    def run_link(self, record: Any) -> SafeString | str:
        """The run that brought it."""
        return run_link(record.run) if record.run else "-"

    @admin.display(description="as received")
    def as_received(self, record: Any) -> str:
        """The JSON, laid out to be read."""
        text = json.dumps(record.study, indent=2, ensure_ascii=False)
        return format_html('<pre class="as-received" tabindex="0">{}</pre>', text)
