"""What agencies and guidelines made of a trial's results."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from trials.api.study.beyond.having import any_of
from trials.api.study.beyond.telling import Json, by_trial, renamed
from trials.models import Approval, GuidelineListing, SupportingTrial

Lists = dict[int, list[Json]]
APPROVAL = {
    "id": "id",
    "agency": "agency",
    "decision": "decision",
    "decided_on": "decidedOn",
    "announced_on": "announcedOn",
    "product": "product",
    "population": "population",
    "application_number": "applicationNumber",
    "source_id": "sourceId",
}
LISTING = {
    "id": "id",
    "body": "body",
    "guideline": "guideline",
    "listed_on": "listedOn",
    "category": "category",
    "treatment": "treatment",
    "population": "population",
    "source_id": "sourceId",
}
INDICATION = ("indication", "indication_is_verbatim")


def approvals(trials: Sequence[int]) -> Lists:
    """Decisions that rest on a trial, alone or among others; the latest first."""
    further: dict[int, list[int]] = {}
    supporting = SupportingTrial.objects.filter(any_of(trials))
    for approval, trial in supporting.values_list("approval_id", "trial_id"):
        further.setdefault(approval, []).append(trial)
    resting = Q(any_of(trials)) | Q(pk__in=further)
    rows = Approval.objects.listed().filter(resting).latest_first()
    wanted = set(trials)
    return by_trial(
        (trial, _approval(row, role))
        for row in rows.values("trial_id", *INDICATION, *APPROVAL)
        for trial, role in (
            (row["trial_id"], "PIVOTAL"),
            *((trial, "SUPPORTING") for trial in further.get(row["id"], [])),
        )
        if trial in wanted
    )


def _approval(row: dict[str, Any], role: str) -> Json:
    """Whose words its indication is in is told with it."""
    told = renamed(row, APPROVAL) | {"trialRole": role}
    if row["indication"]:
        words = "QUOTED" if row["indication_is_verbatim"] else "SUMMARY"
        told["indication"] = {"text": row["indication"], "type": words}
    return told


def guideline_listings(trials: Sequence[int]) -> Lists:
    """Guidelines that name the treatment."""
    rows = GuidelineListing.objects.listed().filter(any_of(trials))
    in_order = rows.order_by("-listed_on", "-id").values("trial_id", *LISTING)
    return by_trial((row["trial_id"], renamed(row, LISTING)) for row in in_order)
