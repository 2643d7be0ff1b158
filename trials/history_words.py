"""The revisions of a trial's own fields since it is public, in words and in pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from trials.models import Trial
from trials.paging import Page, page_of
from trials.vocabulary import PublishingState

# Status changes and news have their own place; the rest is how we keep the record.
UNSAID = {
    *("id", "state", "release_at", "withdrawn_at", "withdrawal_reason", "created_at"),
    *("overall_status", "status_as_of", "status_source", "last_known_status"),
    *("responsible_party", "merged_into", "last_update_posted", "missing_since"),
}
# What the context of an import names itself.
IMPORT = "import_ctgov"
LOST = "ClinicalTrials.gov had no such record when it was asked"
FOUND = "ClinicalTrials.gov has the record again"
LONGEST_QUOTE = 120


@dataclass(frozen=True)
class Revision:
    """What changed at one moment."""

    at: datetime
    changes: Sequence[str]
    by_import: bool = False
    """Whether it came from the registry, not from a person here."""


def history_of(trial: Trial, after: str = "") -> tuple[Page, list[Revision]]:
    """A page of events and what they say, the latest first; BadKeyError for a wrong `after`."""
    history: Any = Trial
    events = history.pgh_event_model.objects.filter(pgh_obj=trial.pk)
    events = events.select_related("pgh_context")
    page = page_of(events.filter(pgh_created_at__gte=trial.release_at), ["pgh_id"], after)
    oldest = page.items[-1].pgh_id if page.items else 0
    before = events.filter(pgh_id__lt=oldest).order_by("-pgh_id")[:1]
    return page, revisions([*before, *reversed(page.items)])


def revisions(events: Iterable[Any]) -> list[Revision]:
    """The latest first. The events come in order of time; the first is only compared with."""
    found = [
        Revision(new.pgh_created_at, _changes(old, new), _by_import(new))
        for old, new in pairwise(events)
        if _was_public(old, until=new.pgh_created_at)
    ]
    return [revision for revision in reversed(found) if revision.changes]


def _was_public(event: Any, until: datetime) -> bool:
    """Whether readers could see this state; what a draft said before is nobody's business."""
    public = event.state in (PublishingState.APPROVED, PublishingState.WITHDRAWN)
    return public and event.release_at is not None and event.release_at < until


def _by_import(event: Any) -> bool:
    context = event.pgh_context
    return context is not None and context.metadata.get("command") == IMPORT


def _changes(old: Any, new: Any) -> list[str]:
    said = [_change(field, old, new) for field in Trial._meta.concrete_fields]
    if old.state != new.state == PublishingState.WITHDRAWN:
        reason = f": {new.withdrawal_reason}" if new.withdrawal_reason else ""
        said.append(f"The record was withdrawn{reason}")
    if (old.missing_since is None) != (new.missing_since is None):
        said.append(FOUND if new.missing_since is None else LOST)
    return [sentence for sentence in said if sentence]


def _change(field: Any, old: Any, new: Any) -> str:
    if field.name in UNSAID or not hasattr(new, field.attname):
        return ""
    before, after = getattr(old, field.attname), getattr(new, field.attname)
    if before == after:
        return ""
    name = f"{field.verbose_name[:1].upper()}{field.verbose_name[1:]}"
    if field.is_relation:
        return f"{name} changed"
    return _sentence(name, _shown(field, before), _shown(field, after))


def _sentence(name: str, before: str, after: str) -> str:
    if not before:
        return f"{name} added" if len(after) > LONGEST_QUOTE else f"{name} added: {after}"
    if not after:
        return f"{name} removed"
    if max(len(before), len(after)) > LONGEST_QUOTE:
        return f"{name} changed"
    return f"{name} changed from “{before}” to “{after}”"


def _shown(field: Any, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        choices = dict(getattr(field, "base_field", field).choices or [])
        return ", ".join(str(choices.get(one, one)) for one in value)
    return str(dict(field.choices or []).get(value, value))
