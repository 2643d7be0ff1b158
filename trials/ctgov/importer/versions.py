"""The versions of a trial's record as received: which is new, and what the last one said."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from trials.ctgov.importer.values import REGISTRY, version_date
from trials.ctgov.records import Problem, Study, StudyRefused, parse_study
from trials.models import RegistryRecord, Trial
from trials.vocabulary import Status

STATUS = "protocolSection.statusModule"
HOLDERS = f"""
    SELECT held.digest, trial.id, coalesce(trial.protocol_id, trial.nct_id),
        trial.missing_since IS NOT NULL
    FROM trials_registryrecord held JOIN trials_trial trial ON trial.id = held.trial_id
    WHERE held.digest = ANY (%s) AND held.registry = '{REGISTRY}' AND NOT EXISTS (
        SELECT FROM trials_registryrecord newer WHERE newer.trial_id = held.trial_id
            AND newer.registry = held.registry AND newer.version > held.version)
"""  # noqa: S608 (a word of ours)  # nosec B608
# What a record has once it keeps, at the registry; without it this is an extract somebody made.
LASTING = (
    "statusModule",
    "sponsorCollaboratorsModule",
    "descriptionModule",
    "conditionsModule",
    "designModule",
    "armsInterventionsModule",
    "outcomesModule",
    "eligibilityModule",
    "contactsLocationsModule",
)
# A study of which the registry shows little, or which took in nobody, may lose them.
BARE = (Status.WITHHELD, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Holder:
    """A trial that holds a version: its key, its ID, and whether the registry had lost it."""

    trial: int
    name: str
    is_missing: bool


def holders(digests: Iterable[str]) -> dict[str, Holder]:
    """The trials whose version received last has one of these digests."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDERS, [list(digests)])
        return {digest: Holder(*row) for digest, *row in cursor.fetchall()}


def last_version(trial: Trial) -> RegistryRecord | None:
    """The version received last."""
    return last_versions([trial.pk]).get(trial.pk)


def last_versions(trials: Iterable[int]) -> dict[int, RegistryRecord]:
    """The version received last of each trial that has one."""
    found = _versions().filter(trial__in=trials).select_related("source")
    last = found.order_by("trial_id", "-version").distinct("trial_id")
    return {record.trial_id: record for record in last}


def _versions() -> QuerySet[RegistryRecord]:
    return RegistryRecord.objects.filter(registry=REGISTRY)


def last_study(last: RegistryRecord | None) -> Study | None:
    """What it said; None where there is none, or where it could not be read today."""
    if last is None:
        return None
    try:
        return parse_study(last.study)
    except StudyRefused:
        return None


def refuse_step_back(last: RegistryRecord | None, data: Any, study: Study) -> None:
    """An older version, or an extract, never takes the place of what is held."""
    if last is None:
        return
    date = version_date(study)
    if date and last.version_date and date < last.version_date:
        reason = f"this version is of {date}; the one held here is of {last.version_date}"
        raise StudyRefused([Problem(f"{STATUS}.lastUpdatePostDateStruct", reason)])
    held, given = last.study["protocolSection"], data["protocolSection"]
    missing = [module for module in LASTING if module in held and module not in given]
    if missing and study.status.overall_status not in BARE:
        reason = f"this is an extract: {', '.join(missing)}, which the version held has, is missing"
        raise StudyRefused([Problem("protocolSection", reason)])
