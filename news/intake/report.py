"""What a person is told of a release that was taken in, as lines of text."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import Truncator

from news.intake.arrival import Arrival
from news.intake.plain_text import words
from news.models import NewsItem, TrialLink
from trials import zones
from trials.models import Proposal
from trials.partial_dates import in_words
from trials.proposals import proposal_in_words

FACTS_SHOWN = 30

SHOWN = 120
"""Characters of a text that is only there to be known again."""


def report(arrival: Arrival) -> list[str]:
    """Give what became of a file: the item's facts, what to look at, its links to trials."""
    item = arrival.item
    news = "as a draft" if arrival.is_new else f"before ({item.get_state_display()})"
    facts = {**facts_of(item), "Admin": reverse("admin:news_newsitem_change", args=[item.pk])}
    return [
        f"{arrival.name}: taken in {news}",
        f"  {item.title}",
        *(f"  {label}: {value}" for label, value in facts.items()),
        *(f"  Note: {note}" for note in [*arrival.notes, note_on_copy(arrival.like)] if note),
        *(line for link in arrival.links for line in link_lines(link)),
        *fact_lines(arrival.facts),
        *_without_links(arrival),
    ]


def facts_of(item: NewsItem) -> dict[str, str]:
    """Give what the item says of itself, by its labels; nothing that is empty."""
    facts = {
        "Kind": item.get_kind_display(),
        "Date": in_words(item.dated),
        "Issue": str(item.issue or ""),
        "Section": item.section,
        "Release": item.release_line,
        "Embargo": _embargo(item),
        "Quotations": _quotations(item),
        "Media contact": ", ".join(item.media_contact.split("\n")),
        "About the group": shortened(item.boilerplate),
        "Pictures": _pictures(item),
    }
    return {label: value for label, value in facts.items() if value}


def note_on_copy(other: NewsItem | None) -> str:
    """Give the sentence on an item that says nearly the same; "" where there is none."""
    if other is None:
        return ""
    state = other.get_state_display()
    return f"Nearly the same as “{other.title}” ({state}): perhaps a new version."


def link_lines(link: TrialLink) -> list[str]:
    """A link, how sure it is, and the words it rests on."""
    confidence = f", {link.confidence:.0%}" if link.confidence is not None else ""
    how = f"{link.get_role_display()}; {link.get_method_display()}{confidence}"
    return [f"  {link.get_status_display()}: {link.trial} ({how})", f"    {link.evidence}"]


def shortened(text: str) -> str:
    """The beginning of a long text, to tell it by."""
    return Truncator(" ".join(words(text[: 4 * SHOWN]).split())).chars(SHOWN)


def fact_lines(proposals: Sequence[Proposal]) -> list[str]:
    """What the text states of its trials, the first of it; where it waits for an editor."""
    if not proposals:
        return []
    told = [f"    {proposal_in_words(proposal)}" for proposal in proposals[:FACTS_SHOWN]]
    more = len(proposals) - len(told)
    return [
        f"  Facts proposed: {len(proposals)} (decided one by one, in the admin under “Facts”)",
        *told,
        *([f"    and {more} more"] if more else []),
    ]


def _without_links(arrival: Arrival) -> list[str]:
    none = [] if arrival.links else ["  No trial of the registry is named in it."]
    unknown = ", ".join(arrival.unknown)
    return [*none, *([f"  Not in the registry: {unknown}"] if unknown else [])]


def _embargo(item: NewsItem) -> str:
    """By the clock it was printed in."""
    if item.release_at is None:
        return ""
    return f"{zones.in_words(item.release_at, item.release_zone)}, {item.release_zone}"


def _quotations(item: NewsItem) -> str:
    quotations = item.quotations.all()
    speakers = dict.fromkeys(one.speaker for one in quotations if one.speaker)
    named = f" ({', '.join(speakers)})" if speakers else ""
    return f"{len(quotations)}{named}" if quotations else ""


def _pictures(item: NewsItem) -> str:
    images = item.images.all()
    bare = sum(not image.alternative_text for image in images)
    without = f", {bare} without alternative text" if bare else ""
    return f"{len(images)}{without}" if images else ""
