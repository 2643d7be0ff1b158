"""The history of a person or of a group: as of any record, and what the admin's own log adds.

Who: a superuser who asks who let somebody in, and when. Why: rights are given and taken with a
trace. Next: the person's form.
"""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from pghistory.models import Event, Events

from config.accounts.models import Membership
from trials.admin.history import HistoryTab

MOST_ACTS = 50


class AccountHistory(HistoryTab):
    """Only what was done to the account or group: what a person did stands at other records."""

    object_history_template = "admin/account_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With acts that change no row that is kept, such as the end of all sessions."""
        more = {"acts": self._acts(object_id)} | (extra_context or {})
        return super().history_view(request, object_id, more)

    def history_events(self, request: HttpRequest, record: Any) -> Any:
        """Who is in a group is told only to who may see people."""
        models = apps.get_app_config("accounts").get_models()
        kept: list[Any] = [model for model in models if issubclass(model, Event)]
        if not request.user.has_perm("auth.view_user"):
            kept = [model for model in kept if model.pgh_tracked_model is not Membership]
        return Events.objects.across(*kept).references(record)

    def _acts(self, object_id: str) -> Any:
        """From Django's log what is a sentence: of its forms' lists of fields events tell more."""
        kind = ContentType.objects.get_for_model(self.model)
        own = LogEntry.objects.filter(content_type=kind, object_id=object_id)
        told = own.exclude(change_message__startswith="[").exclude(change_message="")
        return told.select_related("user")[:MOST_ACTS]
