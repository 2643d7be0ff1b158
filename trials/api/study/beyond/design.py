"""What the registry has no place for in a trial's design: cohorts, shares of arms, endpoints."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from trials.api.study.beyond.having import MORE_OF_AN_ARM, MORE_OF_AN_ENDPOINT, any_of
from trials.api.study.beyond.telling import Json, by_trial, renamed
from trials.models import Arm, Cohort, Endpoint

Lists = dict[int, list[Json]]
COHORT = {
    "id": "id",
    "label": "label",
    "name": "name",
    "description": "description",
    "allocation_ratio": "allocationRatio",
}
ARM = {"id": "id", "label": "label", "ratio": "share", "crossover": "crossover"}
ENDPOINT = {
    "id": "id",
    "level": "level",
    "measure": "measure",
    "abbreviation": "abbreviation",
    "time_frame": "timeFrame",
    "description": "definition",
    "labels": "cohorts",
}


def cohorts(trials: Sequence[int]) -> Lists:
    """Populations enrolled and analysed on their own."""
    return _told(Cohort.objects.filter(any_of(trials)), COHORT)


def arms(trials: Sequence[int], named: Collection[int]) -> Lists:
    """Those that are named, or have a share of the participants, or may be left for another."""
    more = Q(pk__in=named) | MORE_OF_AN_ARM
    return _told(Arm.objects.filter(any_of(trials), more), ARM)


def endpoints(trials: Sequence[int], named: Collection[int]) -> Lists:
    """Those that findings name, and those of which the registry could not say all."""
    labels = Cohort.objects.filter(endpoints=OuterRef("pk")).order_by("position", "id")
    more = Q(pk__in=named) | MORE_OF_AN_ENDPOINT
    rows = Endpoint.objects.filter(any_of(trials), more)
    return _told(rows.annotate(labels=ArraySubquery(labels.values("label"))), ENDPOINT)


def _told(rows: Any, keys: dict[str, str]) -> Lists:
    in_order = rows.order_by("position", "id").values("trial_id", *keys)
    return by_trial((row["trial_id"], renamed(row, keys)) for row in in_order)


def labels_of(told: Lists) -> dict[int, str]:
    """By the key of a part."""
    return {part["id"]: part["label"] for parts in told.values() for part in parts}
