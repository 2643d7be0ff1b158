"""Sources and findings: every number with where it comes from.

Who: an editor with a paper, a label or a release open beside the form. Why: a number without its
source, cut-off and population misleads. Next: the next number of the same source, then "submit".
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.http import HttpRequest
from django.utils.text import Truncator

from trials import zones
from trials.admin.base import Part, Record, Rows
from trials.admin.by_id import TrialFilter
from trials.admin.embargo import EmbargoFilter
from trials.admin.fields import RowsFormSet
from trials.admin.fieldsets import without
from trials.admin.link_filter import link_filter
from trials.admin.publishing import PUBLISHING, Published
from trials.admin.readers import was_public
from trials.admin.zoned import ZonedField
from trials.attention import unanswered
from trials.discrepancies import printed_value
from trials.models import Document, Finding, Reference, Source
from trials.partial_dates import in_words

SHOWN = 80  # characters of an endpoint in the list
PARTS = ("cohort", "endpoint", "arm", "comparator")


class ReferenceRows(Rows):
    """Publications and pages that the record names."""

    model = Reference
    fields = ("type", "citation", "pmid", "url", "retraction", "source", "position")
    autocomplete_fields = ("source",)


class DocumentRows(Rows):
    """Protocols, plans and consent forms at the registry."""

    model = Document
    fields = (
        "label",
        "type_abbrev",
        "filename",
        "date",
        "has_protocol",
        "has_sap",
        "has_icf",
        "position",
    )


class PublishedRowsFormSet(RowsFormSet):
    """Rows of which those once public are withdrawn, not deleted."""

    def clean(self) -> None:
        """Refuse the tick at "Delete" beside what readers have seen."""
        super().clean()
        for form in self.deleted_forms:
            if was_public(form.instance):
                raise ValidationError(
                    f"“{form.instance}” was public: withdraw it on its own page, do not delete it."
                )


class FindingRows(Rows):
    """The numbers of a trial; time point, population and note stand on a finding's own page.

    Those of the registry's results, often hundreds, stand in the list that is linked above.
    """

    model = Finding
    formset = PublishedRowsFormSet
    fields = (
        "source",
        "quantity",
        "endpoint",
        "cohort",
        "arm",
        "comparator",
        "value_text",
        "value",
        "unit",
        "lower",
        "upper",
        "level",
        "p_value",
        "data_cutoff",
        "is_preferred",
        "state",
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("source",)
    parts = PARTS

    def get_queryset(self, request: HttpRequest) -> Any:
        """What people wrote."""
        return super().get_queryset(request).filter(registry_record=None)


@admin.register(Source)
class SourceAdmin(Record):
    """Papers, talks, labels, releases: what numbers are taken from."""

    list_display = ("__str__", "kind", "publisher", "date", "embargo", "finding_count")
    list_filter = ("kind", link_filter(unanswered))
    search_fields = ("title", "short_title", "publisher", "doi", "pmid", "session")
    fieldsets = (
        (None, {"fields": ("kind", "title", "short_title", "publisher", "date")}),
        ("Where", {"fields": ("url", ("doi", "pmid"), ("session", "presented_at"))}),
        ("Corrections", {"fields": (("corrected_on", "retracted_on"), "notice")}),
        ("Embargo", {"fields": ("public_from",)}),
    )
    formfield_overrides = {
        **Record.formfield_overrides,
        models.DateTimeField: {"form_class": ZonedField},
    }

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of findings."""
        return super().get_queryset(request).annotate(finding_count=Count("findings"))

    @admin.display(description="public from", ordering="public_from")
    def embargo(self, source: Any) -> str:
        """Until when it is held back, in the zone of the newsroom."""
        return zones.in_short(source.public_from, zones.zone_of(source))

    @admin.display(description="findings", ordering="finding_count")
    def finding_count(self, source: Any) -> int:
        """How many numbers rest on it."""
        return int(source.finding_count)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A release sets the embargo of the source that it is."""
        release = obj is not None and getattr(obj, "news_item", None) is not None
        return [*super().get_readonly_fields(request, obj), *(["public_from"] if release else [])]


@admin.register(Finding)
class FindingAdmin(Published, Part):
    """All findings, what waits for approval first to find."""

    list_display = ("trial", "about", "said", "shown", "where_from", "state", "public_from")
    list_display_links = ("said",)
    list_filter = (TrialFilter, "state", EmbargoFilter, "quantity", "is_preferred", "source__kind")
    list_select_related = ("trial", *PARTS, "source", "registry_record")
    date_hierarchy = "release_at"
    search_fields = ("value_text", "measure", "source__title", "source__short_title", "note")
    autocomplete_fields = ("trial", "source")
    readonly_fields = ("registry_version",)
    parts = PARTS
    fieldsets = (
        (None, {"fields": ("trial", ("source", "registry_version"), "data_cutoff")}),
        (
            "What it is about",
            {
                "fields": (
                    "quantity",
                    ("endpoint", "measure"),
                    "cohort",
                    ("arm", "comparator"),
                    ("time_point", "population"),
                )
            },
        ),
        (
            "Value",
            {
                "fields": (
                    ("value_text", "value", "unit"),
                    ("lower", "upper", "level"),
                    "dispersion",
                    ("p_value", "participants"),
                    "remark",
                )
            },
        ),
        ("Where sources differ", {"fields": ("is_preferred", "note")}),
        ("Publishing", {"fields": PUBLISHING}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the registry's version only where the registry brought the number."""
        sections = super().get_fieldsets(request, obj)
        is_registrys = obj is not None and obj.registry_record_id is not None
        return sections if is_registrys else without(sections, ["registry_version"])

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the version's date, without its JSON."""
        return super().get_queryset(request).defer("registry_record__study")

    @admin.display(description="what it is about", ordering="quantity")
    def about(self, finding: Any) -> str:
        """Quantity, endpoint or measure (of long titles the beginning), cohort and arms."""
        measured = Truncator(finding.endpoint or finding.measure).chars(SHOWN)
        arms = " against ".join(str(arm) for arm in (finding.arm, finding.comparator) if arm)
        parts = (finding.get_quantity_display(), measured, finding.cohort, arms)
        return ", ".join(str(part) for part in parts if part)

    @admin.display(description="value as printed", ordering="value_text")
    def said(self, finding: Any) -> str:
        """With its unit and spread."""
        return ", ".join(filter(None, [printed_value(finding), finding.dispersion]))

    @admin.display(description="shows first", ordering="is_preferred")
    def shown(self, finding: Any) -> str:
        """Whether it is the one that shows, where sources differ."""
        return "preferred" if finding.is_preferred else ""

    @admin.display(description="source", ordering="source")
    def where_from(self, finding: Any) -> str:
        """Who says it, of data until when, in which version of the registry's record."""
        cutoff = finding.data_cutoff and f"data to {in_words(finding.data_cutoff)}"
        version = finding.registry_record and f"version {self.registry_version(finding)}"
        return ", ".join(filter(None, [str(finding.source), cutoff, version]))

    @admin.display(description="version of the record")
    def registry_version(self, finding: Any) -> str:
        """Of the registry's record that brought the number; "-" where a person wrote it."""
        record = finding.registry_record
        if record is None:
            return "-"
        return f"{record.version}, of {in_words(record.version_date) or 'unknown date'}"

    def view_on_site(self, obj: Any) -> str | None:
        """The trial's page."""
        return obj.trial.get_absolute_url() if was_public(obj) else None
