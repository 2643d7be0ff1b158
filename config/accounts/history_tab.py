"""The history of a person or of a group: as of any record, and what the admin's own log adds.

Who: a superuser who asks who let somebody in, and when. Why: rights are given and taken with a
trace, which stays when the account is deleted. Next: the person's form.
"""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.views.decorators.http import require_safe
from pghistory.core import event_models
from pghistory.models import Event, Events

from config.accounts.models import Membership
from trials.admin import remembered
from trials.admin.history import PER_PAGE, HistoryTab
from trials.admin.keys import is_key

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

    def get_urls(self) -> list[URLPattern]:
        """With the list of those that were deleted."""
        own = self.own_path("deleted/", require_safe(self.deleted_view), "deleted")
        return [own, *super().get_urls()]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """Whoever was deleted, the last first, each with the way to its history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        (kept,) = event_models(tracks_model=self.model)
        events: Any = kept._base_manager.filter(pgh_label="delete").order_by("-pgh_id")
        page = Paginator(events.values("pgh_obj_id", "pgh_created_at"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        known = remembered.by_key(self.model, {one["pgh_obj_id"] for one in page})
        context = {
            **self.admin_site.each_context(request),
            "title": f"Deleted {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "page": page,
            "gone": [(known[one["pgh_obj_id"]], one["pgh_created_at"]) for one in page],
        }
        return TemplateResponse(request, "admin/deleted.html", context)

    def history_record(self, request: HttpRequest, key: str) -> Any:
        """Also one that was deleted, as history knew it last."""
        record = super().history_record(request, key)
        if record is None and is_key(key):
            return remembered.by_key(self.model, {int(key)}).get(int(key))
        return record

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
