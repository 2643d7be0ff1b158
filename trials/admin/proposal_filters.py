"""By what the list of proposals is filtered: its kind of record, its field, its trial, its run."""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst

from trials.admin.by_id import TrialFilter
from trials.admin.keys import is_key
from trials.admin.read_only import RunFilter
from trials.models import Proposal, Trial
from trials.models.proposal import Decision
from trials.proposals import field_in_words

# Fields that the filter offers, those with the most open proposals first.
MOST = 60


class KindFilter(admin.SimpleListFilter):
    """The kinds of record that something is proposed for."""

    title = "kind of record"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Only those there are."""
        kinds = ContentType.objects.filter(pk__in=Proposal.objects.values("content_type"))
        return [(str(kind.pk), str(capfirst(kind.name))) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Proposals for records of this kind."""
        chosen = self.value() or ""
        return queryset.filter(content_type=chosen) if is_key(chosen) else queryset


class FieldFilter(admin.SimpleListFilter):
    """One field of one kind of record: to take forty new completion dates at once."""

    title = "field"
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those with open proposals."""
        waiting = Proposal.objects.filter(decision=Decision.OPEN).order_by()
        counted = waiting.values_list("content_type", "field").annotate(number=Count("pk"))
        kinds = ContentType.objects.in_bulk([kind for kind, _, _ in counted])
        rows = sorted(counted, key=lambda row: (-row[2], row[1]))[:MOST]
        return [(f"{kind}-{name}", _told(kinds[kind], name)) for kind, name, _ in rows]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Proposals for this field."""
        kind, _, name = (self.value() or "").partition("-")
        asked = is_key(kind) and name.isidentifier()
        return queryset.filter(content_type=kind, field=name) if asked else queryset


def _told(kind: ContentType, name: str) -> str:
    words = field_in_words(Proposal(content_type=kind, field=name))
    return words if kind.model == "trial" else f"{words} of {kind.name}"


class OfTrialFilter(TrialFilter):
    """Proposals for one trial, or by the registry for its parts."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Its proposals; none for an ID that is not one."""
        chosen = self.value()
        if not chosen:
            return queryset
        if not is_key(chosen):
            return queryset.none()
        own = Q(content_type=ContentType.objects.get_for_model(Trial), object_id=chosen)
        return queryset.filter(own | Q(registry_record__trial=chosen))


class OfRunFilter(RunFilter):
    """Proposals that one import run opened or renewed."""

    lookup = "registry_record__run"


FILTERS = ("decision", "origin", KindFilter, FieldFilter, OfTrialFilter, OfRunFilter)
