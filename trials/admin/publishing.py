"""Screens of what is published: its times in words with their zone, and nothing public deleted.

States move by acts with a page of their own, never by typing (act_pages.py).
"""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from trials import zones
from trials.admin.act_pages import ActPages
from trials.admin.fieldsets import renamed, without
from trials.admin.readers import was_public
from trials.admin.zoned import ZonedField, zone_typed
from trials.vocabulary import PublishingState as State

PUBLIC_FROM = (
    "The record shows from this moment on, to the second. Leave it empty, and it shows from its"
    " approval on, or from the time that the publisher gives then."
)
PUBLISHING = ("state", "release_at", "withdrawn_at", "withdrawal_reason")
# Times that nobody can type any more are told with their zone.
TOLD = {"release_at": "release_time", "withdrawn_at": "withdrawn"}
WITHDRAWAL = ("withdrawn", "withdrawal_reason")


class Published(ActPages):
    """A record with a state and a time."""

    @admin.display(description="public from", ordering="release_at")
    def public_from(self, record: Any) -> str:
        """For a list: the time in the zone of its embargo, in full where one points at it."""
        return zones.in_short(record.release_at, zones.zone_of(record))

    @admin.display(description="public from")
    def release_time(self, record: Any) -> str:
        """The time, in the zone of its embargo and in UTC."""
        return _told(record.release_at, record)

    @admin.display(description="withdrawn at")
    def withdrawn(self, record: Any) -> str:
        """The time, as that of its release."""
        return _told(record.withdrawn_at, record) or "-"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """What a year or a day finds: those of the newsroom, as the list tells them."""
        with timezone.override(settings.NEWSROOM_ZONE):
            return super().get_changelist_instance(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Years and days to choose from, those of the newsroom too."""
        if request.method != "GET":
            return super().changelist_view(request, extra_context)
        with timezone.override(settings.NEWSROOM_ZONE):
            answer: Any = super().changelist_view(request, extra_context)
            return answer.render() if isinstance(answer, TemplateResponse) else answer

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """Say of the time what the page of approval says of it, in the zone of the record."""
        told = {"release_at": PUBLIC_FROM, **(kwargs.pop("help_texts", None) or {})}
        form = super().get_form(request, obj, change=change, help_texts=told, **kwargs)
        field: Any = form.base_fields.get("release_at")
        if field is not None:
            field.zone = zones.zone_of(obj)
        return form

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """The time of release with its zone."""
        if db_field.name == "release_at":
            return db_field.formfield(form_class=ZonedField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Keep the zone that was chosen, where the record has one."""
        record = super().save_form(request, form, change)
        if hasattr(record, "release_zone") and "release_at" in form.fields:
            record.release_zone = zone_typed(form, "release_at") or record.release_zone
        return record

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Times in words where they are only read; of withdrawal only of what is withdrawn."""
        told = TOLD if self._settled(request, obj) else {"withdrawn_at": TOLD["withdrawn_at"]}
        sections = renamed(super().get_fieldsets(request, obj), told)
        is_withdrawn = obj is not None and obj.state == State.WITHDRAWN
        return sections if is_withdrawn else without(sections, WITHDRAWAL)

    def _settled(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the time of release is no longer typed here."""
        if obj is None:
            return False
        approved = obj.state in (State.APPROVED, State.WITHDRAWN)
        return approved or not self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn, never deleted."""
        if obj is not None and was_public(obj):
            return False
        return super().has_delete_permission(request, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who might delete it, had it not been public, is told what to do instead."""
        record = self.get_object(request, unquote(object_id))
        if record is None or not was_public(record) or not super().has_delete_permission(request):
            return super().delete_view(request, object_id, extra_context)
        said = f"“{record}” was public, so it is never deleted: withdraw it, and say why."
        self.message_user(request, said, messages.ERROR)
        return HttpResponseRedirect(self.address("change", record))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """State and withdrawal move by acts; the time is settled once a publisher approved it."""
        kept = ["state", "withdrawn_at", "withdrawal_reason", *TOLD.values()]
        if self._settled(request, obj):
            kept.append("release_at")
        return [*super().get_readonly_fields(request, obj), *kept]

    def view_on_site(self, obj: Any) -> str | None:
        """The public page, where there is one: of the record as saved, not as typed in a form."""
        saved = type(obj)._default_manager.public().filter(pk=obj.pk).first()
        return saved.get_absolute_url() if saved else None


def _told(at: Any, record: Any) -> str:
    return zones.in_words(at, zones.zone_of(record)) if at else ""
