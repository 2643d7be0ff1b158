"""The trials of a batch, and what the registry sent of them last, as text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, Subquery, TextField
from django.db.models.functions import Cast, Now

from trials.api.study.beyond import any_of, rare_parts
from trials.ctgov.importer.values import REGISTRY
from trials.models import RegistryRecord, Trial

Row = dict[str, Any]
COLUMNS = (
    *("id", "nct_id", "protocol_id", "acronym", "plain_summary", "allocation_ratio"),
    *("revision", "updated_at", "state", "release_at"),
)


def trials_of(keys: Sequence[int]) -> tuple[list[Row], datetime | None]:
    """The trials in the order of these keys, and the time by the database's clock.

    With each, whether it has any of the parts of which most trials have none.
    """
    has = {kind: Exists(parts) for kind, parts in rare_parts().items()}
    found = Trial.objects.filter(any_of(keys, "pk")).annotate(now=Now(), **has).order_by()
    rows = {row["id"]: row for row in found.values(*COLUMNS, "now", *has)}
    here = [rows[key] for key in keys if key in rows]
    return here, here[0]["now"] if here else None


class Version(NamedTuple):
    """The version received last: which one it is, and its JSON."""

    number: int
    text: str


def last_versions(trials: Sequence[int]) -> dict[int, Version]:
    """Of each trial that has one."""
    versions = RegistryRecord.objects.filter(any_of(trials), registry=REGISTRY)
    last = versions.order_by("trial_id", "-version").distinct("trial_id").values("pk")
    rows = RegistryRecord.objects.filter(pk__in=Subquery(last)).order_by()
    texts = rows.values_list("trial_id", "version", Cast("study", TextField()))
    return {trial: Version(number, text) for trial, number, text in texts}
