"""News items: text, place in the newsletter, links, corrections, pictures.

Who: a staff member with a release. Why: a person confirms each link before readers see it. Next:
"Submit for review"; a publisher approves for a time.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from news.admin.corrections import (
    ABOUT_CORRECTIONS,
    ANSWERS,
    CorrectedForm,
    CorrectionRows,
    RestoredForm,
    publish_note,
    with_answer,
)
from news.admin.decisions import decide_pressed, linked_by_hand, pressed, warn
from news.admin.facts import FactsOfItem
from news.admin.intake import TakenIn
from news.admin.links import LinkRows
from news.admin.parts import AttachmentRows, ImageRows, QuotationRows
from news.admin.previews import PreviewLinks
from news.checks import told_early, unanswered_items
from news.linking import READ, read_again
from news.models import NewsItem, TrialLink
from news.proposing import propose_facts, withdraw_facts
from trials.admin.acts import APPROVE, SUBMIT, Act
from trials.admin.by_id import SearchByTrialId
from trials.admin.drafted import is_asked
from trials.admin.embargo import EmbargoFilter
from trials.admin.link_filter import link_filter
from trials.admin.list_filters import InLanguage
from trials.admin.publishing import PUBLISHING
from trials.admin.readers import was_public
from trials.versions.planning import Plan
from trials.vocabulary import LinkStatus, PublishingState

# How many identifiers a message names.
SHOWN = 10
LINK_COUNTS = {
    "open_count": Count("trial_links", Q(trial_links__status=LinkStatus.SUGGESTED)),
    "confirmed_count": Count("trial_links", Q(trial_links__status=LinkStatus.CONFIRMED)),
}


class ItemEmbargoFilter(EmbargoFilter):
    """With those that a record does not wait for."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Both questions."""
        told = ("told", "A public record says already what it tells")
        return [*super().lookups(request, model_admin), told]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Those items."""
        if self.value() == "told":
            return told_early(queryset)
        return super().queryset(request, queryset)


@admin.register(NewsItem)
class NewsItemAdmin(TakenIn, FactsOfItem, PreviewLinks, SearchByTrialId):
    """Releases, articles and announcements."""

    trial_lookup = "trial_links__trial"
    list_display = (
        "title",
        "kind",
        "dated",
        "state",
        "public_from",
        "issue",
        "open_count",
        "confirmed_count",
    )
    list_filter = (
        "state",
        ItemEmbargoFilter,
        "kind",
        "issue",
        ("language", InLanguage),
        link_filter(unanswered_items),
    )
    list_select_related = ("issue",)
    date_hierarchy = "release_at"
    search_fields = ("title", "summary", "body", "slug")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("issue", "source")
    # Enter in a field presses the first button of the form, which must be "Save".
    save_on_top = True
    form = CorrectedForm
    restore_form = RestoredForm
    inlines = (LinkRows, QuotationRows, ImageRows, AttachmentRows, CorrectionRows)
    fieldsets = (
        (None, {"fields": ("kind", "title", "slug", "dated", "language")}),
        ("Text", {"fields": ("summary", "body", "boilerplate", "media_contact")}),
        ("Newsletter", {"fields": (("issue", "section", "position"),)}),
        ("Where from", {"fields": ("release_line", "source_url", "source")}),
        ("Publishing", {"fields": PUBLISHING}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Below the text of a public item, what readers are told of a change."""
        sections = list(super().get_fieldsets(request, obj))
        if obj is not None and was_public(obj) and self.has_change_permission(request, obj):
            told = {"fields": ANSWERS, "description": ABOUT_CORRECTIONS}
            sections.insert(2, ("What readers are told of a change", told))
        return sections

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many links are open and confirmed."""
        return super().get_queryset(request).annotate(**LINK_COUNTS)

    @admin.display(description="suggested links", ordering="open_count")
    def open_count(self, item: Any) -> str:
        """How many wait for a decision."""
        return str(item.open_count or "")

    @admin.display(description="trials", ordering="confirmed_count")
    def confirmed_count(self, item: Any) -> str:
        """How many are linked."""
        return str(item.confirmed_count or "")

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the desk, where its links are decided."""
        return [
            ("Linking desk", reverse("desk-item", args=[record.pk])),
            *super().tools(request, record),
        ]

    def public_page(self) -> Callable[..., HttpResponse]:
        """The item's page."""
        from news.views import news_page

        return news_page

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a new item gets its address from its title."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft, such as a wrong intake, is thrown away; what went further is returned first."""
        if obj is not None and obj.state != PublishingState.DRAFT:
            return False
        return super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Its links go with it, though nobody deletes a link by itself."""
        listed, counts, needed, protected = super().get_deleted_objects(objs, request)
        return listed, counts, needed - {str(TrialLink._meta.verbose_name)}, protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """With what it proposed and nobody accepted."""
        withdraw_facts(obj)
        super().delete_model(request, obj)

    def needs_reason(self, request: HttpRequest, record: Any) -> bool:
        """A note for readers, the tick “Typo only” and the button of a link are reasons."""
        answered = any(request.POST.get(name) for name in ANSWERS) or pressed(request)
        return super().needs_reason(request, record) and not answered

    def reason_of(self, form: Any) -> str:
        """With what readers were told."""
        return with_answer(form, super().reason_of(form))

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """With the note, for readers."""
        super().save_model(request, obj, form, change)
        if not is_asked(request, change) and publish_note(form, obj):
            self.message_user(request, "Readers see the correction on its page.", messages.INFO)

    def save_formset(self, request: Any, form: Any, formset: Any, change: Any) -> None:
        """A link added by hand is one that a person confirmed."""
        if formset.model is TrialLink:
            for row in formset.extra_forms:
                if row.has_changed():
                    linked_by_hand(row.instance, request)
        super().save_formset(request, form, formset, change)
        if formset.model is TrialLink and formset.has_changed():
            propose_facts(form.instance)

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """With the decision whose button was pressed; all that was typed is saved too."""
        super().save_related(request, form, formsets, change)
        if is_asked(request, change):
            return
        if READ & set(form.changed_data):
            self._suggest(request, form.instance)
        request.decided = decide_pressed(request, TrialLink.objects.filter(item=form.instance))
        warn(request, request.decided)

    def was_restored(self, request: HttpRequest, record: Any, made: Plan) -> None:
        """Look for trials in the words that came back, too."""
        if READ & set(made.fields):
            self._suggest(request, record)

    def _suggest(self, request: HttpRequest, item: NewsItem) -> None:
        """Look for trials in the words as they are now, and say what was found."""
        read = read_again(item)
        found = [link.trial.public_id for link in read.links]
        unknown = read.reading.unknown[:SHOWN]
        named = (
            f"It names {', '.join(found[:SHOWN])}." if found else "It names no trial known here."
        )
        more = f" Not in the registry: {', '.join(unknown)}." if unknown else ""
        desk = reverse("desk-item", args=[item.pk])
        told = format_html('{}{} <a href="{}">To the linking desk</a>.', named, more, desk)
        self.message_user(request, told, messages.INFO)

    def warnings(self, act: Act, records: QuerySet[Any]) -> list[str]:
        """Readers see only confirmed links, so it is time to ask about the others."""
        items = records.annotate(**LINK_COUNTS) if act in (SUBMIT, APPROVE) else []
        return [sentence for item in items if (sentence := links_to_look_at(item))]

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After a decision, back to the form and its next suggestion."""
        if not pressed(request):
            return super().response_change(request, obj)
        decided: Any = request.decided  # type: ignore[attr-defined]
        said = "Saved, and the link is decided." if decided.done else "Saved; no link was decided."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(f"{request.path}#trial_links-group")


def links_to_look_at(item: Any) -> str:
    """What to decide before readers see the item, which is counted with LINK_COUNTS."""
    if item.open_count:
        links = "1 suggested link" if item.open_count == 1 else f"{item.open_count} suggested links"
        return (
            f"“{item}” has {links} to trials that nobody decided: readers see only confirmed ones."
        )
    return "" if item.confirmed_count else f"“{item}” is linked to no trial."
