"""Drafts of public records: the queue, and the page of one, where it is discussed and decided on.

Who: a publisher who asks what waits, an editor whose draft came back. Why: readers get a change
when a second person has read it. Next: approve it, or write a remark at the field.
"""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.text import capfirst

from trials import zones
from trials.admin import sent
from trials.admin.draft_acts import Press, TimeForm, act_of
from trials.admin.draft_page import May, rights, since_approval
from trials.admin.draft_words import told
from trials.admin.keys import is_key
from trials.admin.locks import again_after_deadlock
from trials.admin.read_only import ReadOnly
from trials.admin.readers import was_public
from trials.admin.refusals import sentence
from trials.admin.row_versions import refuse_moved, versions
from trials.drafts.applying import held
from trials.drafts.lines import lines_of
from trials.drafts.writing import write
from trials.models import Draft, Trial
from trials.models.draft import DraftState


class RecordFilter(admin.SimpleListFilter):
    """The drafts of one record; it shows only when a link chose one."""

    title = "record"
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The chosen one."""
        chosen = self.value() or ""
        return [(chosen, f"number {chosen}")] if is_key(chosen) else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Its drafts."""
        chosen = self.value() or ""
        return queryset.filter(object_id=chosen) if is_key(chosen) else queryset


class KindFilter(admin.SimpleListFilter):
    """Trials, or news."""

    title = "kind of record"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those of which there are drafts."""
        kinds = ContentType.objects.filter(pk__in=Draft.objects.values("content_type"))
        return [(kind.model, str(capfirst(kind.name))) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Drafts of this kind."""
        chosen = self.value()
        return queryset.filter(content_type__model=chosen) if chosen else queryset


class RemarkFilter(admin.SimpleListFilter):
    """Those that come back with a remark."""

    title = "remarks"
    parameter_name = "remarks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One."""
        return [("open", "With an open remark")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Drafts that wait for an answer."""
        return queryset.remarked() if self.value() == "open" else queryset


class ObstacleFilter(admin.SimpleListFilter):
    """Those that come back from the clock."""

    title = "time"
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """One."""
        return [("missed", "Could not take effect in its time")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Drafts that were approved and wait again."""
        return queryset.missed() if self.value() == "missed" else queryset


class AuthorFilter(admin.SimpleListFilter):
    """My own, or what I may decide on."""

    title = "author"
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Two."""
        return [("me", "Me"), ("others", "Others")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By who began it."""
        match self.value():
            case "me":
                return queryset.filter(author=request.user)
            case "others":
                return queryset.exclude(author=request.user)
        return queryset


def _is_to_come(draft: Draft) -> bool:
    """Whether its time lies ahead, and the draft may still meet it."""
    at = draft.takes_effect_at
    unfinished = draft.state in (DraftState.OPEN, DraftState.APPROVED)
    return unfinished and at is not None and at > timezone.now()


@admin.register(Draft)
class DraftAdmin(ReadOnly):
    """Drafts, those that wait first."""

    list_display = (
        *("name", "what_became", "field_count", "remarks"),
        *("author", "edited_at", "takes_effect"),
    )
    list_filter = ("state", KindFilter, AuthorFilter, RemarkFilter, ObstacleFilter, RecordFilter)
    search_fields = ("reason",)
    ordering = ("-edited_at", "-id")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With their records and what is counted."""
        rows = super().get_queryset(request).select_related("author", "content_type")
        records = [
            kind.model_class()._base_manager.all()  # type: ignore[union-attr]
            for kind in ContentType.objects.filter(pk__in=Draft.objects.values("content_type"))
        ]
        return rows.prefetch_related(GenericPrefetch("target", records)).annotate(
            field_count=Count("proposals", distinct=True),
            remark_count=Count("remarks", Q(remarks__closed_at=None), distinct=True),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The drafts of the trial with this identifier, else those whose reason has the words."""
        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is not None:
            return queryset.of(trial), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="draft")
    def name(self, draft: Any) -> str:
        """Of which record."""
        return str(draft)

    @admin.display(description="state", ordering="state")
    def what_became(self, draft: Any) -> str:
        """Waits for approval, or again, since it could not take effect."""
        return str(draft.state_told)

    @admin.display(description="changes")
    def field_count(self, draft: Any) -> str:
        """How many fields and rows it changes."""
        return str(draft.field_count)

    @admin.display(description="open remarks")
    def remarks(self, draft: Any) -> str:
        """How many nobody closed."""
        return str(draft.remark_count or "")

    @admin.display(description="takes effect at", ordering="takes_effect_at")
    def takes_effect(self, draft: Any) -> str:
        """In the zone of its record, as its page says it."""
        return zones.in_short(draft.takes_effect_at, zones.zone_of(draft.target))

    def get_urls(self) -> list[URLPattern]:
        """With the preview."""
        own = self.own_path("<path:object_id>/preview/", self.preview_view, "preview")
        return [own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a draft; a button of it does its act and comes back to it."""
        draft, record, may = self._found(request, object_id)
        if request.method != "POST":
            return self._page(request, draft, record, may)
        if answer := sent.done_before(request):
            return answer
        press = Press(request, draft, may)
        act_of(press)  # who may not is sent away before anything is looked at
        try:
            do = partial(sent.once, request, lambda: self._press(press, record))
            return again_after_deadlock(do)
        except ValidationError as refusal:
            refused = refusal.messages
        except IntegrityError as refusal:
            refused = [sentence(refusal)]
        return self._page(request, *self._found(request, object_id), refused)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The public page as it would be: made of changes that are taken back after it is made."""
        draft, _, _ = self._found(request, object_id)
        if draft.state not in (DraftState.OPEN, DraftState.APPROVED):
            raise Http404("This draft changes nothing any more.")
        try:
            response = self._as_it_would_be(request, draft)
        except ValidationError as refusal:
            response = self._no_preview(request, draft, refusal.messages)
        except IntegrityError as refusal:
            response = self._no_preview(request, draft, [sentence(refusal)])
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _as_it_would_be(self, request: HttpRequest, draft: Draft) -> HttpResponse:
        with transaction.atomic():
            locked, record = held(draft)
            write(locked, record)
            page = self._screen(record).public_page()
            fresh = type(record)._base_manager.get(pk=record.pk)
            request.draft_shown = locked  # type: ignore[attr-defined]
            response: HttpResponse = page(request, fresh, preview=not was_public(fresh))
            transaction.set_rollback(True)
        response.headers.pop("Link", None)
        return response

    def _no_preview(self, request: HttpRequest, draft: Draft, refused: list[str]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "draft": draft, "refused": refused}
        context |= {"title": "There is no preview", "opts": self.opts}
        return render(request, "admin/trials/draft/no_preview.html", context, status=409)

    def _press(self, press: Press, record: Any) -> HttpResponse:
        act = act_of(press)
        if act.over_what_was_seen:
            refuse_moved(press.request, [record, press.draft])
        said = act.do(press)
        self.message_user(press.request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:trials_draft_change", args=[press.draft.pk]))

    def _found(self, request: HttpRequest, object_id: str) -> tuple[Draft, Any, May]:
        draft = self.get_object(request, object_id) if is_key(object_id) else None
        record = draft and draft.target
        if draft is None or record is None:
            raise Http404("There is no draft with this key.")
        screen = self._screen(record)
        if not (
            self.has_view_permission(request, draft)
            and screen.has_view_or_change_permission(request, record)
        ):
            raise PermissionDenied
        return draft, record, rights(request, screen, draft, record)

    def _screen(self, record: Any) -> Any:
        """The screen of the record, by whose rights its drafts go."""
        return self.admin_site.get_model_admin(type(record))

    def _page(
        self, request: HttpRequest, draft: Any, record: Any, may: May, refused: Any = ()
    ) -> HttpResponse:
        typed = request.POST if refused else None
        seen = versions([record, draft])  # first: what is newer than the page does not count
        lines = lines_of(draft, record)
        asked = typed is not None and typed.get("act") == "time"
        time = TimeForm(
            typed if asked else None, initial={"takes_effect_at": draft.takes_effect_at}
        )
        context = {
            **self.admin_site.each_context(request),
            "title": str(draft),
            "opts": self.opts,
            "draft": draft,
            "record": record,
            "record_page": self._screen(record).address("change", record),
            "may": may,
            "fields": told(lines, record),
            "remarks": self._remarks(draft, {line.place for line in lines}),
            "others": self._others(draft, record),
            "since_approval": since_approval(record),
            "effect": zones.in_words(draft.takes_effect_at, zones.zone_of(record))
            if draft.takes_effect_at
            else "",
            "is_to_come": _is_to_come(draft),
            "is_open": draft.state == DraftState.OPEN,
            "is_waiting": draft.state == DraftState.APPROVED,
            "time": time,
            "media": self.media + time.media,
            "typed": typed or {},
            "refused": refused,
            "versions": seen,
        }
        return TemplateResponse(request, "admin/trials/draft/page.html", context)

    def _remarks(self, draft: Draft, places: set[str]) -> QuerySet[Any]:
        """Those on the whole, and on what is no longer in the draft: nobody else shows them."""
        return draft.remarks.exclude(field__in=places).select_related("author", "closed_by")

    def _others(self, draft: Draft, record: Any) -> QuerySet[Draft]:
        rows = Draft.objects.of(record).unfinished().exclude(pk=draft.pk)
        return rows.select_related("author")[:20]
