"""The status a study states: a new StatusChange, or a later "as of" of the last one."""

from django.db.models import Q

from trials.ctgov.importer.values import status_dates, version_date, word
from trials.ctgov.records import Study
from trials.models import RegistryRecord, Source, StatusChange, Trial
from trials.vocabulary import STOPPED_STATUSES, SourceKind

STUDY_PAGE = "https://clinicaltrials.gov/study/"
PUBLISHER = "ClinicalTrials.gov"


def registry_source(
    trial: Trial, study: Study, last: RegistryRecord | None, *, is_new: bool
) -> Source:
    """The trial's record at the registry as a source, dated by its last update."""
    described = _described(study)
    found = last.source if last else None
    if found is None and not is_new:
        found = _found(described)
    date = version_date(study)
    if found is None:
        return Source.objects.create(**described, kind=SourceKind.REGISTRY, date=date)
    if date > found.date:
        found.date = date
        found.save(update_fields=["date"])
    return found


def _found(described: dict[str, str]) -> Source | None:
    """The one an editor made before, by its address or title."""
    same = Q(title=described["title"])
    if described["url"]:
        same |= Q(url=described["url"])
    return Source.objects.filter(same, kind=SourceKind.REGISTRY).order_by("id").first()


def _described(study: Study) -> dict[str, str]:
    """Only what the registry numbered has a page there."""
    if number := study.identification.nct_id:
        title, url = f"{PUBLISHER} record {number}", f"{STUDY_PAGE}{number}"
        return {"title": title, "short_title": PUBLISHER, "publisher": PUBLISHER, "url": url}
    own = study.identification.org_study_id
    return {"title": f"Study record {own.id.strip() if own else ''}", "url": ""}


def record_status(
    trial: Trial, study: Study, base: Study | None, source: Source
) -> tuple[str, str] | None:
    """Add what changed; (last, new) where a status set by hand stays instead."""
    new, before = word(study.status.overall_status), word(base and base.status.overall_status)
    if not new:
        return None
    if new == trial.overall_status:
        _hold_longer(trial, study, source)
    elif trial.overall_status in ("", before):
        _add(trial, study, source)
    elif new != before:
        return before, new
    return None


def _add(trial: Trial, study: Study, source: Source) -> None:
    """As of the best date that is no earlier than that of the status it follows."""
    dates = status_dates(study) or [""]
    StatusChange.objects.create(
        trial=trial,
        status=word(study.status.overall_status),
        as_of=next((date for date in dates if date >= trial.status_as_of), dates[0]),
        reason=study.status.why_stopped if study.status.overall_status in STOPPED_STATUSES else "",
        source=source,
    )


def _hold_longer(trial: Trial, study: Study, source: Source) -> None:
    """The registry still says so: its own row holds as of a later date."""
    date = next(iter(status_dates(study)), "")
    if date <= trial.status_as_of:
        return
    current = StatusChange.objects.filter(
        trial=trial, cohort=None, arm=None, site=None, status=trial.overall_status, source=source
    )
    if (row := current.order_by("id").last()) and row.as_of == trial.status_as_of:
        row.as_of = date
        row.save(update_fields=["as_of"])
