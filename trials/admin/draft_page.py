"""What stands round the pieces of a draft: who may do what, and what changed since an approval."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from trials.drafts.deciding import obstacles
from trials.models import Draft
from trials.models.draft import DraftState
from trials.versions.log import log_of
from trials.vocabulary import PublishingState


@dataclass(frozen=True)
class May:
    """What this person may do with the draft now."""

    change: bool
    decide: bool
    obstacles: list[str]

    @property
    def approve(self) -> bool:
        """Whether nothing stands in the way."""
        return self.decide and not self.obstacles


def rights(request: Any, screen: Any, draft: Draft, record: Any) -> May:
    """By the rights at the record."""
    may_decide = screen.has_publish_permission(request)
    standing = draft.state == DraftState.OPEN and may_decide
    return May(
        change=screen.has_change_permission(request, record),
        decide=may_decide,
        obstacles=obstacles(draft, record, request.user) if standing else [],
    )


def since_approval(record: Any) -> str:
    """The address of what changed since the record was approved last; "" where nothing did."""
    approved = _approved(record)
    if approved is None or approved >= record.revision:
        return ""
    opts = record._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_versions", args=[record.pk])
    return f"{page}?from={approved}&to={record.revision}"


def _approved(record: Any) -> int | None:
    """Its revision when a draft took effect or it was approved itself, whichever came last."""
    applied = Draft.objects.of(record).filter(state=DraftState.APPLIED, revision__isnull=False)
    drafted = applied.order_by("-revision").values_list("revision", flat=True).first()
    found = [one for one in (drafted, _approved_itself(record)) if one is not None]
    return max(map(int, found), default=None)


def _approved_itself(record: Any) -> int | None:
    """Its revision since when it is approved without a break."""
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")
    other = events.exclude(state=PublishingState.APPROVED).last()
    since = events.filter(pgh_id__gt=other.pgh_id) if other else events
    xact = since.values_list("pgh_xact", flat=True).first()
    log = log_of(type(record), record.pk).filter(xact=xact)
    first: int | None = log.values_list("revision", flat=True).first()
    return first
