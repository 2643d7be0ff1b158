"""The versions of a public trial as readers see them: when, by whom, why, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from typing import Any

from trials.models import RegistryRecord, Trial
from trials.paging import Page, page_of
from trials.partial_dates import in_words
from trials.versions.differences import Difference, differences, matched, sentences
from trials.versions.log import Version, log_of, version
from trials.versions.public import (
    PublicEye,
    keeps_its_reason,
    public_kinds,
    told_to_readers,
    was_public,
)
from trials.versions.rebuilding import Of, Snapshot
from trials.versions.telling import Told
from trials.versions.walking import Step, walk
from trials.vocabulary import PublishingState

PER_PAGE = 20
PASSED_OVER = 10
"""Pages in which nothing may be told, at most: each costs as much as one that is shown."""
IMPORT = "import_ctgov"
BY_IMPORT = "With an import from ClinicalTrials.gov"
BY_EDITOR = "By the editors of this site"
BY_PROGRAM = "Written by a program of this site"
LOST = "ClinicalTrials.gov had no such record when it was asked"
FOUND = "ClinicalTrials.gov has the record again"
BACK = "The record was published again"


@dataclass(frozen=True)
class Seen:
    """One version that readers could read."""

    version: Version
    told: Told
    before: Told
    source: str
    reason: str
    notes: Sequence[str]
    """What happened to the record itself."""
    is_first: bool
    public_since: Any

    @property
    def changes(self) -> list[Difference]:
        """Against the version before; of the first there is none."""
        return [] if self.is_first else differences(self.before, self.told)

    @cached_property
    def sentences(self) -> list[str]:
        """The same in lines, for people."""
        if self.is_first:
            return []
        return [*self.notes, *sentences(differences(matched(self.before, self.told), self.told))]


def page_of_versions(trial: Trial, after: str = "") -> tuple[Page, list[Seen]]:
    """A page of what was public, the latest first; BadKeyError for a wrong `after`.

    A version in which nothing changed that may be told is left out; of a page of only such ones
    the next stands in its place, so that many drafts in a row hide nothing that readers had.
    """
    page, seen = _page(trial, after)
    for _ in range(PASSED_OVER):
        if seen or not page.next_key:
            break
        found, seen = _page(trial, page.next_key)
        page = replace(found, is_first=page.is_first)
    return page, seen


def _page(trial: Trial, after: str) -> tuple[Page, list[Seen]]:
    rows = log_of(Trial, trial.pk).filter(end__gt=trial.release_at)
    page = page_of(rows, ["revision"], after, size=PER_PAGE)
    seen = _seen(trial, [version(row) for row in reversed(page.items)])
    if seen and seen[0].is_first:
        page = Page(page.items, "", page.is_first)
    return page, [one for one in reversed(seen) if one.is_first or one.sentences]


def version_seen(trial: Trial, revision: int) -> Seen | None:
    """One version; None where there was none that readers could read."""
    row = log_of(Trial, trial.pk).filter(revision=revision).first()
    seen = _seen(trial, [version(row)]) if row else []
    return seen[0] if seen else None


def followed_by(trial: Trial, seen: Seen) -> Seen | None:
    """The next in which something changed that may be told; None while readers have this one.

    However many are passed over: an old version that seems to stand misleads whoever reads it.
    """
    later = log_of(Trial, trial.pk).filter(revision__gt=seen.version.revision)
    for first in count(0, PER_PAGE):
        rows = list(later.order_by("revision")[first : first + PER_PAGE])
        if not rows:
            break
        found = _seen(trial, [version(row) for row in rows])
        if told := next((one for one in found if one.is_first or one.sentences), None):
            return told
    return None


def _seen(trial: Trial, versions: list[Version]) -> list[Seen]:
    if not versions:
        return []
    kinds = public_kinds()
    steps = walk(Of(Trial, trial.pk), versions, [Trial, *kinds])
    eye = PublicEye([step.snapshot for step in steps])
    views = [eye.see(step.snapshot, step.version.end) for step in steps]
    registry = _versions_at_registry(trial, versions)
    told = told_to_readers(views)
    return [
        _one(step, registry, steps[place], views[place : place + 2], told[place : place + 2])
        for place, step in enumerate(steps[1:])
        if was_public(step.snapshot.own, step.version.end)
    ]


def _one(
    step: Step, registry: dict[Any, Any], last: Step, views: list[Snapshot], told: list[Told]
) -> Seen:
    was, own = last.snapshot.own, step.snapshot.own
    first = not was_public(was, step.version.at)
    explained = not first and keeps_its_reason(step, last, *views)
    return Seen(
        step.version,
        told[1],
        told[0],
        _source(step, registry),
        str(step.told("reason") or "") if explained else "",
        [] if first else _notes(was, own),
        first,
        max(step.version.at, own["release_at"]),
    )


def _notes(was: dict[str, Any], own: dict[str, Any]) -> list[str]:
    said = []
    if was["state"] != own["state"]:
        reason = f": {own['withdrawal_reason']}" if own["withdrawal_reason"] else ""
        withdrawn = own["state"] == PublishingState.WITHDRAWN
        said.append(f"The record was withdrawn{reason}" if withdrawn else BACK)
    if (was["missing_since"] is None) != (own["missing_since"] is None):
        said.append(FOUND if own["missing_since"] is None else LOST)
    return said


def _source(step: Step, registry: dict[Any, Any]) -> str:
    command = step.told("command")
    if command == IMPORT:
        return f"{BY_IMPORT}{registry.get(step.version.at, '')}"
    return BY_PROGRAM if command else BY_EDITOR


def _versions_at_registry(trial: Trial, versions: list[Version]) -> dict[Any, str]:
    """By the moment of an import's version, which version of the registry's record it took in."""
    received = (versions[0].at, versions[-1].end)
    records = RegistryRecord.objects.filter(trial=trial, received_at__range=received)
    found = list(records.order_by("version").values_list("received_at", "version", "version_date"))
    return {
        one.at: f" (version {number} of its record{f', of {in_words(day)}' if day else ''})"
        for one in versions
        for at, number, day in found
        if one.at <= at and (one.until is None or at < one.until)
    }
