"""Which trials have any of the parts of which most have none: of the others nothing is read."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Exists, F, Func, OuterRef, Q, Value

from trials.api.study.beyond.telling import Json
from trials.models import (
    Approval,
    Arm,
    Cohort,
    Endpoint,
    Finding,
    FormerName,
    GuidelineListing,
    Membership,
    SupportingTrial,
    Trial,
    TrialOrganisation,
)
from trials.vocabulary import EndpointLevel

OF_TRIAL = {"trial": OuterRef("pk")}
MORE_OF_AN_ARM = Q(ratio__isnull=False) | ~Q(crossover="")
MORE_OF_AN_ENDPOINT = (
    ~Q(abbreviation="")
    | Q(level=EndpointLevel.POST_HOC)
    | Exists(Cohort.objects.filter(endpoints=OuterRef("pk")))
)


class _AnyOf(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    arity = 2
    output_field = BooleanField()


def any_of(keys: Collection[int], column: str = "trial_id") -> Func:
    """Rows with one of these keys, as one parameter: hundreds take longer than the look-up."""
    array = Value(list(keys), output_field=ArrayField(BigIntegerField()))
    return _AnyOf(F(column), array)


def links() -> Any:
    """The links of trials to news."""
    relation: Any = Trial._meta.get_field("news_links")
    return relation.related_model._default_manager


def rare_parts() -> dict[str, Any]:
    """By name, the parts of a trial of an outer query, public or not."""
    return {
        "has_cohorts": Cohort.objects.filter(**OF_TRIAL),
        "has_arms": Arm.objects.filter(MORE_OF_AN_ARM, **OF_TRIAL),
        "has_endpoints": Endpoint.objects.filter(MORE_OF_AN_ENDPOINT, **OF_TRIAL),
        "has_groups": TrialOrganisation.objects.filter(role=Membership.GROUP, **OF_TRIAL),
        "has_former_names": FormerName.objects.filter(**OF_TRIAL),
        "has_findings": Finding.objects.filter(**OF_TRIAL),
        "has_approvals": Approval.objects.filter(**OF_TRIAL),
        "has_supported": SupportingTrial.objects.filter(**OF_TRIAL),
        "has_listings": GuidelineListing.objects.filter(**OF_TRIAL),
        "has_links": links().filter(**OF_TRIAL),
    }


class Having:
    """The trials of a batch by what they have."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.rows = list(rows)
        self.all = [row["id"] for row in self.rows]

    def any(self, *parts: str) -> list[int]:
        """Those with parts of one of these names."""
        return [row["id"] for row in self.rows if any(row[f"has_{part}"] for part in parts)]

    def read(
        self, read: Callable[[list[int]], dict[int, list[Json]]], *parts: str
    ) -> dict[int, list[Json]]:
        """What is told of them; nothing is asked where there are none."""
        trials = self.any(*parts)
        return read(trials) if trials else {}
