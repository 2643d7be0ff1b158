"""A draft -> rows: the news item, the issue it stands in, its quotations and pictures."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from news.intake.draft import Draft, Issue
from news.intake.filing import keep_pictures
from news.models import NewsItem, NewsletterIssue, Quotation
from news.models.item import TAKEN_SLUG
from trials.models import FormerAddress
from trials.turns import wait_for_turn

SLUG_LENGTH = 100
NAMELESS = "release"
AS_READ = (
    *("kind", "title", "dated", "summary", "body", "media_contact", "boilerplate", "section"),
    *("release_line", "language"),
)


@transaction.atomic
def take_in(draft: Draft) -> tuple[NewsItem, bool]:
    """Save a draft; gives the item and whether it is new: the same words are taken in once.

    Its pictures are written to disk once the transaction is through.
    """
    wait_for_turn("import_release")
    digests = [value for value in (draft.digest, draft.former_digest) if value]
    before = NewsItem.objects.filter(intake_digest__in=digests).order_by("pk").first()
    if before is not None:
        return before, False
    item = NewsItem.objects.create(**_values(draft))
    _keep_quotations(item, draft)
    keep_pictures(item, draft.images)
    return item, True


def _values(draft: Draft) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(draft, name) for name in AS_READ}
    values |= {
        "slug": free_slug(draft.title),
        "issue": _issue(draft.issue),
        "intake_digest": draft.digest,
        "release_at": draft.embargo,
    }
    return values | ({"release_zone": draft.zone} if draft.zone else {})


def _keep_quotations(item: NewsItem, draft: Draft) -> None:
    Quotation.objects.bulk_create(
        Quotation(
            item=item,
            text=quote.text,
            speaker=quote.speaker,
            affiliation=quote.affiliation,
            position=position,
        )
        for position, quote in enumerate(draft.quotations)
    )


def free_slug(title: str) -> str:
    """The title as the end of an address that no item has or had."""
    base = slugify(title)[:SLUG_LENGTH].strip("-") or NAMELESS
    taken = _taken(base)
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _taken(base: str) -> set[str]:
    """Slugs that begin like this, those that only forward among them, and that of no item."""
    slugs = NewsItem.objects.filter(Q(slug=base) | Q(slug__startswith=f"{base}-"))
    former = FormerAddress.objects.filter(path__startswith=f"/news/{base}")
    paths = former.values_list("path", flat=True)
    return {
        TAKEN_SLUG,
        *slugs.values_list("slug", flat=True),
        *(path.partition("?")[0].split("/")[2] for path in paths),
    }


def _issue(issue: Issue | None) -> NewsletterIssue | None:
    """The issue, found again where its newsletter was printed with a longer or shorter name.

    And where it was renamed since: what its old address leads to is the same issue.
    """
    if issue is None:
        return None
    slug = _leads_to(slugify(issue.title)[:120])
    alike = [
        other
        for other in NewsletterIssue.objects.filter(Q(slug=slug) | Q(dated=issue.dated))
        if other.slug == slug or _is_the_same(other.title, issue.title)
    ]
    found: NewsletterIssue = (
        min(alike, key=lambda other: other.slug != slug)
        if alike
        else NewsletterIssue.objects.create(slug=slug, title=issue.title[:200], dated=issue.dated)
    )
    return found


def _leads_to(slug: str) -> str:
    """The end of the address to which that of an issue moved; the same if it did not."""
    former = FormerAddress.objects.filter(path=f"/news/issues/{slug}/").first()
    return former.moved_to.strip("/").rpartition("/")[2] if former else slug


def _is_the_same(title: str, other: str) -> bool:
    """Whether one is the end of the other, as "E-News, May 2025" of "Alliance E-News, May 2025"."""
    short, long = sorted((title.casefold(), other.casefold()), key=len)
    return f" {long}".endswith(f" {short}")
