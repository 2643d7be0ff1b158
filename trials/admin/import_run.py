"""Runs of the import: when, what was given, what came of it. To read only.

Who: an editor who asks how last night's import went. Why: what was refused is nowhere else. Next:
the proposals that the run opened.
"""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from trials.admin.read_only import ReadOnly
from trials.models import ImportRun, Proposal

# Inputs that a line of a list names, and lines that a page shows.
FEW, MOST = 3, 200
COUNTS = ("created", "updated", "unchanged", "refused", "missing", "proposed")


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly):
    """Runs of the import, the last first."""

    trial_lookup = "registry_records__trial"
    list_display = ("started_at", "how_long", "given", *COUNTS)
    date_hierarchy = "started_at"
    search_fields = ("inputs",)
    fields = ("started_at", "how_long", "inputs_listed", COUNTS, "brought", "refusals_listed")
    readonly_fields = ("how_long", "inputs_listed", "brought", "refusals_listed")

    @admin.display(description="how long", ordering="finished_at")
    def how_long(self, run: Any) -> str:
        """To the second; a run without an end is under way, or nobody let it end."""
        if run.finished_at is None:
            return "under way, or stopped before its end"
        return str(timedelta(seconds=round((run.finished_at - run.started_at).total_seconds())))

    @admin.display(description="inputs")
    def given(self, run: Any) -> str:
        """Files and IDs, the first of them."""
        more = len(run.inputs) - FEW
        return ", ".join([*run.inputs[:FEW], *([f"and {more} more"] if more > 0 else [])])

    @admin.display(description="inputs")
    def inputs_listed(self, run: Any) -> SafeString | str:
        """Files and IDs as given."""
        return _lines(run.inputs)

    @admin.display(description="what it brought")
    def brought(self, run: Any) -> SafeString:
        """Links to the versions, what of them differs from what was changed here, what is gone."""
        links = [
            _counted("registryrecord", f"run={run.pk}", run.registry_records.count(), "version"),
            _counted("proposal", f"run={run.pk}", _proposals(run).count(), "proposal"),
        ]
        if run.missing:
            address = reverse("admin:trials_trial_changelist", query={"registry": "missing"})
            link = '<a href="{}">all trials that the registry has no more</a>'
            links.append(format_html(link, address))
        return format_html_join(" · ", "{}", ((link,) for link in links))

    @admin.display(description="refusals")
    def refusals_listed(self, run: Any) -> SafeString | str:
        """The first of them, each with its reason."""
        return _lines(run.refusals)


def _proposals(run: Any) -> Any:
    return Proposal.objects.filter(registry_record__run=run)


def _counted(model: str, query: str, number: int, word: str) -> SafeString:
    address = f"{reverse(f'admin:trials_{model}_changelist')}?{query}"
    return format_html('<a href="{}">{} {}{}</a>', address, number, word, pluralize(number))


def _lines(texts: list[str]) -> SafeString | str:
    """One text a line, as many as a page can take."""
    if not texts:
        return "-"
    rows = format_html_join("", "<li>{}</li>", ((text,) for text in texts[:MOST]))
    more = len(texts) - MOST
    last = format_html("<li>and {} more</li>", more) if more > 0 else ""
    return format_html('<ul class="lines">{}{}</ul>', rows, last)
