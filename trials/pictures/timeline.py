"""Dates of a trial, from its record, its sources, decisions on it, and news of it."""

from collections.abc import Iterator
from typing import Any

from trials.figures import timeline as figure
from trials.figures.event_marks import Kind
from trials.figures.picture import Foreign, Picture
from trials.figures.timeline import Event
from trials.models import Approval, GuidelineListing, Source, StatusChange
from trials.record import TrialRecord, since
from trials.site import LANGUAGE
from trials.vocabulary import ApprovalDecision, DateType, SourceKind

TOLD_BY = {
    SourceKind.PUBLICATION: "Published",
    SourceKind.ABSTRACT: "Presented",
    SourceKind.PRESENTATION: "Presented",
}
OWN_DATES = (
    ("start_date", "Start of the trial"),
    ("primary_completion_date", "Primary completion"),
    ("completion_date", "Completion"),
)
REGISTRY = "ClinicalTrials.gov"
POSTED = (
    ("first_posted", "Registered"),
    ("results_first_posted", "Results posted at the registry"),
)


def timeline(record: TrialRecord) -> Picture | None:
    """The line."""
    return figure.picture(
        [
            *_of_the_record(record),
            *_statuses(record),
            *_results(record),
            *(_approval(one) for one in record.approvals),
            *(_listing(one) for one in record.guideline_listings),
            *_news(record),
        ]
    )


def _of_the_record(record: TrialRecord) -> Iterator[Event]:
    trial = record.trial
    for field, words in POSTED:
        yield Event(getattr(trial, field), words, source=REGISTRY)
    for field, words in OWN_DATES:
        planned = getattr(trial, f"{field}_type") == DateType.ESTIMATED
        yield Event(getattr(trial, field), words, is_planned=planned)


def _statuses(record: TrialRecord) -> Iterator[Event]:
    """Of the whole trial, without what only says again that nothing changed."""
    own = [one for one in record.status_changes if not (one.cohort_id or one.arm_id)]
    before = ""
    for change in sorted(own, key=since):
        if change.status != before or change.reason:
            yield _status(change)
        before = change.status


def _status(change: StatusChange) -> Event:
    """The day of the change; where only a source has a day, that it said so then."""
    label = change.get_status_display()
    words = f"Status: {label}" if change.effective else f"Reported as: {label}"
    source = str(change.source or "")
    date = change.effective or change.as_of
    return Event(date, words, detail=change.reason, source=source)


def _results(record: TrialRecord) -> Iterator[Event]:
    """Papers and talks that numbers of the trial are from, each once."""
    findings = (
        finding
        for section in record.evidence
        for table in section.tables
        for line in table.lines
        for finding in line.findings
    )
    sources = {finding.source_id: finding.source for finding in findings}
    for source in sources.values():
        if source.kind in TOLD_BY:
            yield _told(source)


def _told(source: Source) -> Event:
    words = f"{TOLD_BY[SourceKind(source.kind)]}: {source}"
    return Event(source.date, words, Kind.RESULTS, source=source.title)


def _approval(approval: Approval) -> Event:
    decided = approval.get_decision_display()
    if approval.decision == ApprovalDecision.APPROVED:
        decided = "Approval" if approval.decided_on else "Approval announced"
    date = approval.decided_on or approval.announced_on
    words = f"{decided}: {approval.agency}"
    return Event(date, words, Kind.DECISION, approval.product, str(approval.source or ""))


def _listing(listing: GuidelineListing) -> Event:
    words = f"Guideline: {listing.body}"
    source = ", ".join(filter(None, [listing.guideline, str(listing.source or "")]))
    return Event(listing.listed_on, words, Kind.DECISION, listing.category, source)


def _news(record: TrialRecord) -> Iterator[Event]:
    for link in record.news:
        item = link.item
        date = item.dated or (item.release_at.date().isoformat() if item.release_at else "")
        yield Event(date, _told_of(f"{item.get_kind_display()}: ", item), Kind.NEWS)


def _told_of(kind: str, item: Any) -> str:
    is_ours = item.language == LANGUAGE
    return f"{kind}{item.title}" if is_ours else Foreign(kind, item.title, item.language)
