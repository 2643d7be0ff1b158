"""What the list of trials counts and filters by: what needs me, in one query for all rows."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from trials.admin.completeness import CompletenessFilter
from trials.admin.embargo import EmbargoFilter
from trials.admin.keys import is_key
from trials.attention import (
    lost,
    overtaken,
    retracted,
    stale,
    unexplained,
    unsourced,
    with_dead_links,
    without_status,
    without_status_source,
)
from trials.cohort_sums import uneven
from trials.discrepancies import differing
from trials.models import Finding, Organisation, Proposal, Trial
from trials.models.proposal import Decision
from trials.vocabulary import Phase
from trials.vocabulary import PublishingState as State

PARTS = ("findings", "approvals", "guideline_listings")
# Links of news to trials, under the name of the relation: the arrow points from news to here.
LINKS = "news_links"


def with_what_needs_me(changelist: type[ChangeList]) -> type[ChangeList]:
    """A list whose rows know their counts."""

    class Counting(changelist):  # type: ignore[misc,valid-type]
        def get_queryset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            """Rows with counts: from the root on, since the list can be sorted by them, too."""
            self.root_queryset = counted(self.model_admin.get_queryset(request))
            return super().get_queryset(request, *args, **kwargs)

    return Counting


def counted(trials: QuerySet[Any]) -> Any:
    """With numbers of findings and of what waits, and whether sources differ."""
    waiting = sum((_number(name, state=State.IN_REVIEW) for name in PARTS), Value(0))
    links = _number(LINKS, status="SUGGESTED")
    return trials.annotate(
        finding_count=_number("findings"),
        waiting_count=waiting,
        suggestion_count=links + _proposals(),
        differs=Exists(differing(Finding.objects.all()).filter(trial=OuterRef("pk"))),
    )


def _number(name: str, **conditions: Any) -> Any:
    rows = _related(name).objects.filter(trial=OuterRef("pk"), **conditions).order_by()
    return _count(rows.values("trial"))


def _proposals() -> Any:
    rows = Proposal.objects.filter(object_id=OuterRef("pk"), decision=Decision.OPEN).order_by()
    by_itself = rows.filter(draft=None)  # a draft is decided on as a whole
    of_trials = by_itself.filter(content_type__app_label="trials", content_type__model="trial")
    return _count(of_trials.values("object_id"))


def _count(grouped: QuerySet[Any]) -> Any:
    number = grouped.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _related(name: str) -> Any:
    return Trial._meta.get_field(name).related_model


ASKED = {
    "note": unexplained,
    "verification": stale,
    "date": overtaken,
    "status": without_status,
    "source": without_status_source,
    "cohorts": uneven,
    "retracted": retracted,
    "unsourced": unsourced,
    "link": with_dead_links,
}


class NeedsMe(admin.SimpleListFilter):
    """What waits for whom."""

    title = "what needs me"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The questions."""
        return [
            ("review", "A publisher: trial or parts in review"),
            ("suggestion", "A decision on a suggestion"),
            ("discrepancy", "A look at sources that differ"),
            ("note", "A note why sources differ"),
            ("verification", "Look: not verified for half a year"),
            ("date", "A date: one still planned is over"),
            ("status", "A status"),
            ("source", "A source for the status"),
            ("cohorts", "Look: cohorts do not add up"),
            ("retracted", "Look: a source was retracted"),
            ("unsourced", "A source of an approval or listing"),
            ("link", "Look: an address is gone"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Trials of which the answer is yes."""
        match self.value():
            case "review":
                return counted(queryset).filter(Q(state=State.IN_REVIEW) | Q(waiting_count__gt=0))
            case "suggestion":
                return counted(queryset).filter(suggestion_count__gt=0)
            case "discrepancy":
                return counted(queryset).filter(differs=True)
        asked = ASKED.get(self.value() or "")
        return asked(queryset) if asked else queryset


class PhaseFilter(admin.SimpleListFilter):
    """Trials that have this phase, alone or with another."""

    title = "phase"
    parameter_name = "phase"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """The registry's phases."""
        return Phase.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those trials."""
        return queryset.filter(phases__contains=[self.value()]) if self.value() else queryset


class GroupFilter(admin.SimpleListFilter):
    """Trials that a cooperative group leads."""

    title = "leading group"
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The groups."""
        groups = Organisation.objects.filter(is_group=True)
        return [(str(group.pk), str(group)) for group in groups]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those trials."""
        chosen = self.value() or ""
        if not is_key(chosen):
            return queryset
        leads = Q(memberships__organisation=chosen, memberships__role="GROUP")
        return queryset.filter(leads | Q(lead_sponsor=chosen)).distinct()


class RegistryFilter(admin.SimpleListFilter):
    """How trials stand to their records at the registry."""

    title = "the registry"
    parameter_name = "registry"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The questions."""
        return [
            ("differs", "Says otherwise, not decided"),
            ("missing", "Has no such record any more"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Trials of which the answer is yes."""
        match self.value():
            case "differs":
                waiting = Proposal.objects.waiting_by_registry()
                return queryset.filter(pk__in=waiting.values("registry_record__trial"))
            case "missing":
                return lost(queryset)
        return queryset


FILTERS = (
    NeedsMe,
    RegistryFilter,
    "state",
    EmbargoFilter,
    CompletenessFilter,
    "overall_status",
    "study_type",
    PhaseFilter,
    GroupFilter,
)
