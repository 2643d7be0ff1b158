"""The trial's screens: a list that says what needs me, and a form in the registry's order.

Who: an editor with a protocol or a registry page open. Why: the record is what all else hangs on.
Next: "Submit for review", which takes the drafts of its findings and approvals along.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import F, QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trials.admin.base import OfTrial
from trials.admin.completeness import WithCompleteness
from trials.admin.data_cut import WithDataCuts
from trials.admin.drift import Drifting
from trials.admin.fields import Spelled
from trials.admin.fieldsets import without
from trials.admin.links import rows_of
from trials.admin.merging import Merging
from trials.admin.preview import Previewed
from trials.admin.renumbering import Renumbering
from trials.admin.trial_lists import FILTERS, with_what_needs_me
from trials.admin.trial_sections import SECTIONS, inlines_of, laid_out
from trials.models import Trial
from trials.partial_dates import in_words
from trials.pictures import pictures
from trials.record import TrialRecord

LONGEST_SPELLING = 60
# What is told of a trial that is saved.
SAVED_ONLY = (
    "main_identifiers",
    "site_list",
    "evidence_lists",
    "in_pictures",
    "registry_list",
    "version",
    "last_change",
)


@admin.register(Trial)
class TrialAdmin(
    Merging, Renumbering, WithDataCuts, WithCompleteness, Drifting, Previewed, OfTrial
):
    """Trials."""

    trial_lookup = "pk"
    list_display = (
        "public_id",
        "short_title",
        "state",
        "public_from",
        "status",
        "finding_count",
        "waiting",
    )
    list_filter = FILTERS
    date_hierarchy = "updated_at"
    search_fields = (
        "protocol_id",
        "nct_id",
        "brief_title",
        "official_title",
        "acronym",
        "identifiers__value",
        "former_names__name",
    )
    autocomplete_fields = ("lead_sponsor",)
    published_parts = ("findings", "approvals", "guideline_listings")
    change_form_template = "admin/trials/trial/form.html"
    readonly_fields = (
        "main_identifiers",
        "status",
        "site_list",
        "evidence_lists",
        "in_pictures",
        "registry_list",
        "version",
        "last_change",
    )
    fieldsets = [(title, {"fields": fields}) for title, fields, _ in SECTIONS]

    class Media:
        css = {"all": ["css/figures.css"]}

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """The two main IDs in any spelling, which may be longer than what is kept."""
        if db_field.name in ("protocol_id", "nct_id"):
            kwargs |= {"form_class": Spelled, "max_length": LONGEST_SPELLING}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a new trial only what can be typed, and its status."""
        sections = super().get_fieldsets(request, obj)
        return sections if obj else without(sections, SAVED_ONLY)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the source of the status, which is never shown without it."""
        return super().get_queryset(request).select_related("status_source")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The list counts what waits; the form and autocomplete need none of that."""
        return with_what_needs_me(super().get_changelist(request, **kwargs))

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Findings come after the first save, when there are arms and cohorts to choose."""
        return inlines_of(obj)

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give the template its sections: fields, then the rows that belong to them."""
        context["sections"] = laid_out(context["adminform"], context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="version")
    def version(self, trial: Any) -> str:
        """Its number, as the history calls it."""
        return str(trial.revision)

    @admin.display(description="updated at")
    def last_change(self, trial: Any) -> str:
        """By the database's clock."""
        return f"{trial.updated_at:%Y-%m-%d %H:%M} UTC"

    @admin.display(description="ID", ordering=F("protocol_id").asc(nulls_last=True))
    def public_id(self, trial: Any) -> str:
        """The ID of its address."""
        return str(trial.public_id)

    @admin.display(description="title", ordering="brief_title")
    def short_title(self, trial: Any) -> str:
        """Acronym and title."""
        names = dict.fromkeys(filter(None, [trial.acronym, trial.brief_title]))
        return ": ".join(names)

    @admin.display(description="status", ordering="overall_status")
    def status(self, trial: Any) -> str:
        """Status, as of when, and who says so."""
        if not trial.overall_status:
            return "not known: add a status change"
        words = [trial.get_overall_status_display()]
        if trial.status_as_of:
            words.append(f"as of {in_words(trial.status_as_of)}")
        return ", ".join([*words, str(trial.status_source or "no source")])

    @admin.display(description="findings", ordering="finding_count")
    def finding_count(self, trial: Any) -> int:
        """How many numbers."""
        return int(trial.finding_count)

    @admin.display(description="what waits", ordering=F("waiting_count") + F("suggestion_count"))
    def waiting(self, trial: Any) -> str:
        """What waits for a publisher, what for a decision, and whether sources differ."""
        review, opened = trial.waiting_count, trial.suggestion_count
        said = [
            f"{review} in review" if review else "",
            f"{opened} suggestion{'s' if opened > 1 else ''}" if opened else "",
            "sources differ" if trial.differs else "",
        ]
        return ", ".join(filter(None, said))

    @admin.display(description="all main IDs")
    def main_identifiers(self, trial: Any) -> str:
        """The protocol and NCT IDs it has or had; all lead here."""
        kept = trial.identifiers.filter(kind__in=["PROTOCOL", "NCT"])
        return ", ".join(f"{one}{' (given up)' if one.retired else ''}" for one in kept) or "-"

    @admin.display(description="sites")
    def site_list(self, trial: Any) -> SafeString:
        """A link to the paged list of sites."""
        return rows_of(trial, "sites")

    @admin.display(description="approvals and listings")
    def evidence_lists(self, trial: Any) -> SafeString:
        """Links to what rests on the trial."""
        names = ("approvals", "guideline_listings", "findings")
        return format_html_join(" · ", "{}", ((rows_of(trial, name),) for name in names))

    @admin.display(description="in pictures")
    def in_pictures(self, trial: Any) -> str:
        """What the numbers and dates that are saved look like, drafts included."""
        shown = pictures(TrialRecord.load(trial.pk, preview=True))
        context = {"pictures": shown, "page": self.address("preview", trial)}
        return render_to_string("admin/trials/trial/pictures.html", context)

    @admin.display(description="registry's versions")
    def registry_list(self, trial: Any) -> SafeString:
        """Links to the JSON as received, and to what of it we say otherwise."""
        rows = rows_of(trial, "registry_records", add=False)
        page = self.address("registry", trial)
        return format_html('{} · <a href="{}">what the registry says now</a>', rows, page)
