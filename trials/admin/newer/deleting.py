"""Deleting what its page showed, and nothing newer; with why, where readers have the record."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst

from trials.admin import reasons, sent
from trials.admin.newer.in_the_way import in_the_way
from trials.admin.readers import any_read
from trials.admin.row_versions import refuse_moved, versions
from trials.models import StudyToRender

NOTES = StudyToRender._meta


class Deleting(admin.ModelAdmin):  # type: ignore[type-arg]
    """A record that is deleted on a page which carries its version."""

    # As in `Newer`.
    asks_why = True
    delete_confirmation_template = "admin/delete_one.html"
    delete_selected_confirmation_template = "admin/delete_many.html"

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say what is not as the page showed it; the same page sent twice deletes once."""
        if request.method == "POST" and (answer := sent.done_before(request)):
            return answer
        view = partial(super().delete_view, request, object_id, extra_context)
        try:
            return sent.once(request, view) if request.method == "POST" else view()
        except ValidationError as refusal:
            return self._refused(request, refusal)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All that an action does, once, or nothing."""
        view = partial(super().changelist_view, request, extra_context)
        try:
            return sent.once(request, view) if request.method == "POST" else view()
        except ValidationError as refusal:
            return self._refused(request, refusal)

    def get_deleted_objects(self, objs: Any, request: Any) -> Any:
        """With what the page carries, of one record or of many."""
        request.deleting = to_delete(objs) | {"asks_why": self.asks_why}
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        counts = {
            name: count for name, count in counts.items() if name != NOTES.verbose_name_plural
        }
        if (needed or protected) and len(objs) == 1:
            request.deleting["in_the_way"] = in_the_way(request, self.admin_site, objs[0])
        return _without_notes(listed), counts, needed, protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """As the page showed it."""
        _check(request, [obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """As the page showed them."""
        _check(request, list(queryset))
        super().delete_queryset(request, queryset)

    def _refused(self, request: HttpRequest, refusal: ValidationError) -> HttpResponse:
        self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def _without_notes(listed: Any) -> list[Any]:
    """Of a nested list, what an editor knows: without the notes of what to render."""
    note = f"{capfirst(NOTES.verbose_name)}: "
    return [
        _without_notes(one) if isinstance(one, list) else one
        for one in listed
        if isinstance(one, list) or not str(one).startswith(note)
    ]


def to_delete(records: Any) -> dict[str, Any]:
    """What the page that asks carries."""
    records = list(records)
    is_needed = any_read(records)
    told = reasons.PUBLIC_HELP if is_needed else reasons.HELP
    return {"versions": versions(records), "is_reason_needed": is_needed, "why": told}


def _check(request: HttpRequest, records: list[Any]) -> None:
    refuse_moved(request, records)
    if not reasons.typed(request) and any_read(records):
        raise ValidationError(reasons.NEEDED)
    reasons.note(reasons.typed(request))
