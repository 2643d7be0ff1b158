"""What readers may see of a version: what was public then, and may be shown now.

A version is told as it was at its end. What was a draft or under embargo then was not public; what
is a draft, under embargo or withdrawn now shows at no version, whatever it was.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from trials.models import Approval, Source, Trial
from trials.publishing import Publishing
from trials.versions.kinds import Kind, keys, links_of, parts_of
from trials.versions.rebuilding import Row, Rows, Snapshot
from trials.versions.telling import Told, tell
from trials.versions.walking import Step
from trials.vocabulary import PublishingState

PUBLIC_STATES = (PublishingState.APPROVED, PublishingState.WITHDRAWN)
# Changes of status are told by themselves; the rest is how we keep the record.
UNSAID = {
    *("state", "release_at", "withdrawn_at", "withdrawal_reason", "created_at", "recorded_at"),
    *("overall_status", "status_as_of", "status_source", "responsible_party", "merged_into"),
    *("missing_since", "registry_record", "last_update_posted", "is_preferred"),
}


def public_kinds() -> list[Kind]:
    """Parts that readers are told of; a link to news stands on the page of the trial."""
    return [kind for kind in parts_of(Trial) if kind._meta.app_label == Trial._meta.app_label]


class PublicEye:
    """Of some versions of one trial, what may be shown now."""

    def __init__(self, snapshots: list[Snapshot]) -> None:
        """Asks what is listed now of all that stood in them, a query for each kind."""
        self._listed: dict[Kind, set[int]] = {}
        published = [kind for kind in public_kinds() if issubclass(kind, Publishing)]
        asked_of: list[Kind] = [*published, Source]
        for kind in asked_of:
            asked: Any = kind
            wanted = {
                key
                for one in snapshots
                for rows in (one.rows, one.shared)
                for key in rows.get(kind, ())
            }
            listed = asked.objects.listed().filter(pk__in=wanted)
            self._listed[kind] = set(listed.values_list("pk", flat=True))

    def see(self, snapshot: Snapshot, until: datetime) -> Snapshot:
        """The version without what may not be shown; nothing where it was not public."""
        if not was_public(snapshot.own, until):
            return Snapshot(snapshot.record, snapshot.key, snapshot.revision, {})
        rows: Rows = {snapshot.record: snapshot.rows[snapshot.record]}
        for kind in (*public_kinds(), *links_of(snapshot.record)):
            rows[kind] = {
                key: row
                for key, row in snapshot.rows.get(kind, {}).items()
                if self._shows(snapshot, kind, key, row, until)
            }
        sources = snapshot.shared.get(Source, {})
        shared = {
            key: row
            for key, row in sources.items()
            if self._shows(snapshot, Source, key, row, until)
        }
        return Snapshot(
            snapshot.record,
            snapshot.key,
            snapshot.revision,
            rows,
            {**snapshot.shared, Source: shared},
        )

    def _shows(self, snapshot: Snapshot, kind: Kind, key: int, row: Row, until: datetime) -> bool:
        if kind in self._listed and key not in self._listed[kind]:
            return False
        if issubclass(kind, Publishing) and not _was_listed(row, until):
            return False
        if kind is Source:
            return row["public_from"] is not None and row["public_from"] < until
        return all(
            self._shows(snapshot, target, row[one.attname], found, until) if found else False
            for one in keys(kind)
            if (target := one.related_model) in (Source, Approval) and row[one.attname] is not None
            for found in [snapshot.find(target, row[one.attname])]
        )


def was_public(own: Row, until: datetime) -> bool:
    """Whether a trial with these fields had a page before that moment."""
    if not own or own["state"] not in PUBLIC_STATES or own["release_at"] is None:
        return False
    withdrawn = own["withdrawn_at"]
    return own["release_at"] < until and (withdrawn is None or withdrawn >= own["release_at"])


def _was_listed(row: Row, until: datetime) -> bool:
    return (
        row["state"] == PublishingState.APPROVED
        and row["release_at"] is not None
        and row["release_at"] < until
    )


def told_to_readers(seen: Iterable[Snapshot]) -> list[Told]:
    """Seen versions in words."""
    return tell(seen, public_kinds(), UNSAID)


def keeps_its_reason(step: Step, last: Step, before: Snapshot, after: Snapshot) -> bool:
    """Whether readers had all that a transaction changed, or have it since then.

    Else its reason may speak of what is not shown. What stood there unseen, as a draft or under
    embargo, was explained to editors, also where readers have it by now.
    """
    return all(
        before.find(kind, key) or (after.find(kind, key) and not last.snapshot.find(kind, key))
        for kind, key in step.changed
    )
