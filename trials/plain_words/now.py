"""What it means now: whether people can join, why it stopped, what agencies and guidelines say."""

from collections.abc import Iterator

from trials.first_letters import small
from trials.models import Approval, GuidelineListing
from trials.partial_dates import in_words
from trials.plain_words.statement import Statement, sentence
from trials.record import TrialRecord
from trials.vocabulary import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    PAUSED_STATUSES,
    PLANNED_STATUSES,
    ApprovalDecision,
    Status,
)

MOST = 4  # approvals and guidelines; all stand below

BY_STATUS = {
    **dict.fromkeys(OPEN_STATUSES, "The trial is open: people can join."),
    **dict.fromkeys(PLANNED_STATUSES, "The trial is not open yet."),
    **dict.fromkeys(PAUSED_STATUSES, "The trial is on hold: nobody can join for now."),
    **dict.fromkeys(CLOSED_STATUSES, "The trial is closed: nobody can join any more."),
    Status.ENROLLING_BY_INVITATION: "The trial is open to people who are asked to join.",
    Status.COMPLETED: "The trial is over.",
    Status.ACTIVE_NOT_RECRUITING: "Nobody can join any more. Those in it are still followed.",
    Status.WITHDRAWN: "The trial was called off before anyone joined.",
}
WITH_ARTICLE = {"FDA", "EMA", "MHRA", "PMDA", "TGA", "European Commission"}
DECIDED = {
    ApprovalDecision.APPROVED: "approved {product}",
    ApprovalDecision.ACCELERATED_APPROVAL: "approved {product} early, with more proof to come",
    ApprovalDecision.CONDITIONAL_APPROVAL: "approved {product} under conditions",
    ApprovalDecision.CONVERTED: "approved {product} in full",
    ApprovalDecision.REFUSED: "did not approve {product}",
    ApprovalDecision.WITHDRAWN: "took back its approval of {product}",
}


def now(record: TrialRecord) -> list[Statement]:
    """As far as the record says it."""
    said = [*_status(record), *_reasons(record)]
    decisions = [_approval(one) for one in record.approvals]
    said += [one for one in decisions if one][:MOST]
    return said + [_guideline(one) for one in record.guideline_listings[:MOST]]


def _status(record: TrialRecord) -> Iterator[Statement]:
    change = record.status
    words = BY_STATUS.get(Status(change.status)) if change else None
    if change and words:
        day = change.as_of or change.effective
        yield Statement(words, source=change.source, day=day, link="dates")


def _reasons(record: TrialRecord) -> Iterator[Statement]:
    """Why it stopped, in the words of who said so; once where two say it the same."""
    if record.trial.why_stopped:
        yield Statement(f"Why it stopped: {record.trial.why_stopped}", link="dates")
    for change in record.status_changes:
        if change.reason and not (change.cohort_id or change.arm_id):
            if change.reason == record.trial.why_stopped:
                return
            yield Statement(
                change.reason, source=change.source, day=change.as_of or change.effective
            )
            return


def _approval(approval: Approval) -> Statement | None:
    """A decision; designations stand only below."""
    decided = DECIDED.get(ApprovalDecision(approval.decision))
    if decided is None:
        return None
    words = f"{_agency(approval)} {decided.format(product=approval.product)}{_when(approval)}."
    whom = f" It is for {small(approval.population.rstrip('.'))}." if approval.population else ""
    return Statement(sentence(words) + whom, source=approval.source, link="decisions")


def _agency(approval: Approval) -> str:
    return f"The {approval.agency}" if approval.agency in WITH_ARTICLE else str(approval.agency)


def _when(approval: Approval) -> str:
    """“on 26 March 2025”, “in March 2025”; or when that was made known."""
    day = approval.decided_on or approval.announced_on
    if not day:
        return ""
    said = f"{'on' if len(day) == len('2025-03-26') else 'in'} {in_words(day)}"
    return f" {said}" if approval.decided_on else f" (made known {said})"


def _guideline(listing: GuidelineListing) -> Statement:
    when = f", {in_words(listing.listed_on)}" if listing.listed_on else ""
    category = f": {listing.category}" if listing.category else ""
    named = listing.treatment or "the treatment"
    words = f"A guideline of {listing.body} names {named}{category}{when}."
    return Statement(words, source=listing.source, link="decisions")
