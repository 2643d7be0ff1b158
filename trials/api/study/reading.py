"""The trials of a batch, and what the registry sent of them last, as text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Subquery, TextField
from django.db.models.functions import Cast, Now

from trials.ctgov.importer.values import REGISTRY
from trials.models import RegistryRecord, Trial

Row = dict[str, Any]
COLUMNS = (
    *("id", "nct_id", "protocol_id", "acronym", "plain_summary", "allocation_ratio"),
    *("revision", "updated_at", "state", "release_at"),
)


def trials_of(keys: Sequence[int]) -> tuple[list[Row], datetime | None]:
    """The trials in the order of these keys, and the time by the database's clock."""
    found = Trial.objects.filter(pk__in=keys).annotate(now=Now()).order_by()
    rows = {row["id"]: row for row in found.values(*COLUMNS, "now")}
    here = [rows[key] for key in keys if key in rows]
    return here, here[0]["now"] if here else None


def last_texts(trials: Sequence[int]) -> dict[int, str]:
    """The JSON of the version received last of each trial that has one."""
    versions = RegistryRecord.objects.filter(registry=REGISTRY, trial__in=trials)
    last = versions.order_by("trial_id", "-version").distinct("trial_id").values("pk")
    rows = RegistryRecord.objects.filter(pk__in=Subquery(last)).order_by()
    return dict(rows.values_list("trial_id", Cast("study", TextField())))
