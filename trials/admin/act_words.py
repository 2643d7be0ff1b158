"""What an act of publishing means for a record: what will happen, or why it cannot be done."""

from typing import Any

from django.utils import timezone

from trials import zones
from trials.admin.acts import APPROVE, RETURN, SUBMIT, WITHDRAW, Act
from trials.vocabulary import PublishingState as State


def refusal_of(act: Act, record: Any, public: bool) -> str:
    """Why it cannot be done to the record as it is; "" where it can."""
    state = record.state
    if getattr(record, "merged_into_id", None):
        return f"It was merged into {record.merged_into}: that one is published."
    if act is SUBMIT and state != State.DRAFT:
        return f"Only a draft is submitted; this is {State(state).label.lower()}."
    if act is RETURN and state == State.DRAFT:
        return "It is a draft already."
    if act is RETURN and (public or state == State.WITHDRAWN):
        return "It was public or withdrawn, so it is no draft any more."
    if act is APPROVE and public and state == State.APPROVED:
        return "It is public already."
    if act is WITHDRAW and state != State.APPROVED:
        return f"Only an approved record is withdrawn; this is {State(state).label.lower()}."
    return ""


def outcome_of(act: Act, record: Any, public: bool) -> str:
    """What will happen to the record."""
    if act is SUBMIT:
        return "Publishers will see it as waiting for them."
    if act is RETURN:
        return "It goes back to its editors and does not become public."
    if act is WITHDRAW:
        notice = "Its page stays and shows a notice; it leaves lists, search and feeds."
        return notice if public else "It will not become public; its time has not come yet."
    if public:
        return "It was withdrawn; it will be listed again, from the same time as before."
    return f"{_when(record)}{line_of(record)}{_held_back(record)}"


def line_of(record: Any) -> str:
    """What is printed above a release about its time, for who gives it one."""
    line = getattr(record, "release_line", "")
    return f" On it stands: “{line}”" if line else ""


def _held_back(record: Any) -> str:
    """A part waits for its source, as a release under embargo."""
    source = getattr(record, "source", None) if hasattr(record, "trial") else None
    if source is None or (source.public_from and source.public_from <= timezone.now()):
        return ""
    return f" It waits for its source, {source}, which is not public yet."


def _when(record: Any) -> str:
    at = record.release_at
    if at is None:
        return "Public at once, or from the time given below."
    moment = zones.in_words(at, zones.zone_of(record))
    if at <= timezone.now():
        return f"Public at once: its own time, {moment}, is past."
    return f"Public from {moment}, its own time."
