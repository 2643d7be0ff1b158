"""What a person is told of a release that was taken in, as lines of text."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.urls import reverse

from news.intake.draft import Draft
from news.models import NewsItem, TrialLink
from trials.partial_dates import in_words


def report(
    name: str, draft: Draft, item: NewsItem, is_new: bool, notes: Sequence[str]
) -> list[str]:
    """Give what became of a file: the item's facts, then what a person has to look at."""
    facts = {
        "Kind": item.get_kind_display(),
        "Date": in_words(item.dated),
        "Issue": str(item.issue or ""),
        "Section": item.section,
        "Release": draft.release_line,
        "Embargo": embargo_in_words(draft),
        "Quotations": _count(draft),
        "Pictures": _pictures(draft),
        "Admin": reverse("admin:news_newsitem_change", args=[item.pk]),
    }
    news = "taken in as a draft" if is_new else f"taken in before ({item.get_state_display()})"
    return [
        f"{name}: {news}",
        f"  {item.title}",
        *(f"  {label}: {value}" for label, value in facts.items() if value),
        *(f"  Note: {note}" for note in notes if note),
    ]


def embargo_in_words(draft: Draft) -> str:
    """The embargo by its own clock, such as "26 March 2025, 08:00 EDT (America/New_York)"."""
    if draft.embargo is None:
        return ""
    at = draft.embargo.astimezone(ZoneInfo(draft.zone))
    return f"{in_words(at.date().isoformat())}, {at:%H:%M} {at.tzname()} ({draft.zone})"


def link_lines(link: TrialLink) -> list[str]:
    """A link, how sure it is, and the words it rests on."""
    confidence = f", {link.confidence:.0%}" if link.confidence is not None else ""
    how = f"{link.get_role_display()}; {link.get_method_display()}{confidence}"
    return [f"  {link.get_status_display()}: {link.trial} ({how})", f"    {link.evidence}"]


def _count(draft: Draft) -> str:
    if not draft.quotations:
        return ""
    speakers = dict.fromkeys(quote.speaker for quote in draft.quotations if quote.speaker)
    return f"{len(draft.quotations)}" + (f" ({', '.join(speakers)})" if speakers else "")


def _pictures(draft: Draft) -> str:
    bare = sum(not image.alternative_text for image in draft.images)
    if not draft.images:
        return ""
    return f"{len(draft.images)}" + (f", {bare} without alternative text" if bare else "")
