"""A draft -> rows: the news item and the newsletter issue it stands in."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from news.intake.draft import Draft, Issue
from news.models import NewsItem, NewsletterIssue
from trials.models import FormerAddress
from trials.turns import wait_for_turn

SLUG_LENGTH = 100
NAMELESS = "release"


@transaction.atomic
def take_in(draft: Draft) -> tuple[NewsItem, bool]:
    """Save a draft; gives the item and whether it is new: the same text is taken in once."""
    wait_for_turn("import_release")
    as_read = ("kind", "title", "dated", "summary", "body", "media_contact", "boilerplate")
    values: dict[str, Any] = {name: getattr(draft, name) for name in (*as_read, "section")}
    values["slug"] = lambda: free_slug(draft.title)
    values["issue"] = lambda: _issue(draft.issue)
    found: tuple[NewsItem, bool] = NewsItem.objects.get_or_create(
        intake_digest=draft.digest, defaults=values
    )
    return found


def free_slug(title: str) -> str:
    """The title as the end of an address that no item has or had."""
    base = slugify(title)[:SLUG_LENGTH].strip("-") or NAMELESS
    taken = _taken(base)
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _taken(base: str) -> set[str]:
    """Slugs that begin like this, those that only forward among them."""
    slugs = NewsItem.objects.filter(Q(slug=base) | Q(slug__startswith=f"{base}-"))
    former = FormerAddress.objects.filter(path__startswith=f"/news/{base}")
    paths = former.values_list("path", flat=True)
    return {*slugs.values_list("slug", flat=True), *(path.split("/")[2] for path in paths)}


def _issue(issue: Issue | None) -> NewsletterIssue | None:
    if issue is None:
        return None
    found, _ = NewsletterIssue.objects.get_or_create(
        slug=slugify(issue.title), defaults={"title": issue.title, "dated": issue.dated}
    )
    return found
