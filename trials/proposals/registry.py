"""What a registry's proposal sets that no form has: a status, an organisation by its exact name."""

from typing import Any

from django.core.exceptions import ValidationError

from trials.ctgov.importer.values import status_as_of
from trials.ctgov.importer.versions import last_study
from trials.models import Organisation, StatusChange, Trial
from trials.partial_dates import in_words
from trials.vocabulary import STOPPED_STATUSES

MAIN_IDS = frozenset({"nct_id", "protocol_id"})
# Columns without a form that an import writes, by model and name.
BY_THE_REGISTRY = frozenset({("trial", "overall_status"), ("trial", "responsible_party")})
LATER = (
    "Our status is dated {}, the registry's {}: the later one stays the current one. Change the"
    " rows under “Status” on the trial's form if the registry is right."
)
UNREADABLE = "The version it comes from cannot be read any more: import the record again."


def exact_organisation(name: str) -> Organisation:
    """The organisation that the registry calls so, made where there is none."""
    found = Organisation.objects.filter(name=name).order_by("pk").first()
    return found or Organisation.objects.create(name=name)


def add_status(trial: Trial, proposal: Any) -> None:
    """A status change by the registry, as of when its version says so.

    ValidationError where ours is of a later day: the new one would not become the current one.
    """
    study = last_study(proposal.registry_record)
    if study is None:
        raise ValidationError(UNREADABLE)
    change = StatusChange.objects.create(
        trial=trial,
        status=proposal.proposed_value,
        as_of=status_as_of(study, trial.status_as_of),
        reason=study.status.why_stopped if proposal.proposed_value in STOPPED_STATUSES else "",
        source=proposal.registry_record.source,
    )
    trial.refresh_from_db(fields=["overall_status", "status_as_of"])
    if trial.overall_status != proposal.proposed_value:
        ours, theirs = in_words(trial.status_as_of), in_words(change.as_of)
        raise ValidationError(LATER.format(ours or "later", theirs or "on no day"))
