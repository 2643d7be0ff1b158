"""Rows that tests of pages need: one function for each kind, public unless it is said otherwise."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from model_bakery import baker

from news.models import NewsItem, NewsletterIssue, TrialLink
from trials.models import Approval, Finding, GuidelineListing, Source, StatusChange, Trial

YESTERDAY = timezone.now() - timedelta(days=1)
PUBLIC: dict[str, Any] = {"state": "APPROVED", "release_at": YESTERDAY}
NOT_LISTED: dict[str, dict[str, Any]] = {
    "draft": {"state": "DRAFT"},
    "in-review": {"state": "IN_REVIEW", "release_at": YESTERDAY},
    "future": {"state": "APPROVED", "release_at": YESTERDAY + timedelta(days=30)},
    "withdrawn": {
        "state": "WITHDRAWN",
        "release_at": YESTERDAY,
        "withdrawn_at": timezone.now(),
        "withdrawal_reason": "It was wrong.",
    },
}


def a_trial(protocol_id: str | None = "A021602", **fields: Any) -> Trial:
    """A trial with an ID and a title; all else unknown."""
    fields = {"brief_title": f"Testing {protocol_id}", "lead_sponsor": None, **PUBLIC, **fields}
    trial: Trial = baker.make(Trial, protocol_id=protocol_id, **fields)
    return Trial.objects.get(pk=trial.pk)


def a_source(short_title: str = "NEJM 2024", **fields: Any) -> Source:
    """A source that may be named."""
    fields = {"kind": "PUBLICATION", "title": short_title, "date": "2024-09-16", **fields}
    source: Source = baker.make(Source, short_title=short_title, **fields)
    return source


def a_status(trial: Trial, status: str, **fields: Any) -> StatusChange:
    """A status of a trial, with a day and no source."""
    fields = {"as_of": "2024-04-04", **fields}
    change: StatusChange = baker.make(StatusChange, trial=trial, status=status, **fields)
    return change


def a_finding(trial: Trial, value_text: str, source: Source, **fields: Any) -> Finding:
    """A number of the whole trial, or of the parts given."""
    number = value_text if value_text.replace(".", "").isdigit() else None
    fields = {"quantity": "ENROLLMENT", "value": number, **PUBLIC, **fields}
    finding: Finding = baker.make(
        Finding, trial=trial, value_text=value_text, source=source, **fields
    )
    return finding


def an_approval(trial: Trial, agency: str = "FDA", **fields: Any) -> Approval:
    """A decision on a product."""
    fields = {"product": "Cabozantinib", "decided_on": "2025-03-26", **PUBLIC, **fields}
    approval: Approval = baker.make(Approval, trial=trial, agency=agency, **fields)
    return approval


def a_guideline_listing(trial: Trial, guideline: str, **fields: Any) -> GuidelineListing:
    """A place in a guideline."""
    fields = {"body": "NCCN", **PUBLIC, **fields}
    listing: GuidelineListing = baker.make(
        GuidelineListing, trial=trial, guideline=guideline, **fields
    )
    return listing


def an_item(slug: str = "a-release", **fields: Any) -> NewsItem:
    """A press release with a title and a body."""
    fields = {"title": f"About {slug}", "body": "Text.", **PUBLIC, **fields}
    item: NewsItem = baker.make(NewsItem, slug=slug, **fields)
    return item


def an_issue(slug: str = "e-news-march-2025", **fields: Any) -> NewsletterIssue:
    """An issue of the newsletter, empty."""
    fields = {"title": "E-News, March 2025", "dated": "2025-03", **fields}
    issue: NewsletterIssue = baker.make(NewsletterIssue, slug=slug, **fields)
    return issue


def an_editor() -> Any:
    """Who decides."""
    return get_user_model().objects.get_or_create(username="editor")[0]


def a_link(item: NewsItem, trial: Trial, status: str = "CONFIRMED") -> TrialLink:
    """A link that a person confirmed, or a suggestion."""
    decided: dict[str, Any] = {}
    if status != "SUGGESTED":
        decided = {"decided_by": an_editor(), "decided_at": timezone.now()}
    link: TrialLink = baker.make(TrialLink, item=item, trial=trial, status=status, **decided)
    return link
