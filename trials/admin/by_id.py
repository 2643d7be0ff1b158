"""Search by any identifier a trial has or had, in any spelling, on every list about trials."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from trials.admin.keys import is_key
from trials.models import Trial


class SearchByTrialId(admin.ModelAdmin):  # type: ignore[type-arg]
    """What leads to one trial by its identifier shows that trial's rows, and no near misses."""

    # The way from a row to its trial: "trial", "pk" on the list of trials itself.
    trial_lookup = "trial"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The rows of the trial with this identifier, else those that contain the words."""
        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is not None:
            by_id = queryset.filter(**{self.trial_lookup: trial.pk})
            if by_id.exists():
                return by_id, False
        return super().get_search_results(request, queryset, search_term)


class TrialFilter(admin.SimpleListFilter):
    """Rows of one trial; it shows only when a link chose one."""

    title = "trial"
    parameter_name = "trial"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The chosen trial."""
        chosen = self.value() or ""
        trial = Trial.objects.filter(pk=chosen).first() if is_key(chosen) else None
        return [(chosen, str(trial))] if trial else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Its rows; none for an ID that is not one."""
        chosen = self.value()
        if not chosen:
            return queryset
        return queryset.filter(trial=chosen) if is_key(chosen) else queryset.none()
