"""The versions of a trial's record as received: which is new, and what the last one said."""

import hashlib
import json
from typing import Any

from django.db.models import QuerySet

from trials.ctgov.importer.values import version_date
from trials.ctgov.records import Problem, Study, StudyRefused, parse_study
from trials.models import RegistryRecord, Source, Trial
from trials.vocabulary import Status

STATUS = "protocolSection.statusModule"
REGISTRY = "ClinicalTrials.gov"
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


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON, without the day's date that the registry puts in all of it."""
    derived = data.get("derivedSection", {})
    undated = {**derived.get("miscInfoModule", {})}
    undated.pop("versionHolder", None)
    canonical = {**data, "derivedSection": {**derived, "miscInfoModule": undated}}
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_held(trial: Trial, data: Any) -> bool:
    """Whether the version received last says the same."""
    digests = _versions(trial).values_list("digest", flat=True)
    return digests.first() == digest(data)


def last_version(trial: Trial) -> RegistryRecord | None:
    """The version received last."""
    return _versions(trial).first()


def _versions(trial: Trial) -> QuerySet[RegistryRecord]:
    records = RegistryRecord.objects.filter(trial=trial, registry=REGISTRY)
    return records.order_by("-version")


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


def keep_version(
    trial: Trial, data: Any, study: Study, last: RegistryRecord | None, source: Source
) -> RegistryRecord:
    """Keep this version as received."""
    return RegistryRecord.objects.create(
        trial=trial,
        registry=REGISTRY,
        version=last.version + 1 if last else 1,
        version_date=version_date(study),
        digest=digest(data),
        study=data,
        source=source,
    )
