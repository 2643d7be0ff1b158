"""An issue of the newsletter as an e-mail: HTML that survives mail programs, and plain text.

One column in a table, styles in the elements, addresses in full, no script and nothing that tells
who reads it. Rows in, text out; what may stand in it is the caller's to say.
"""

import textwrap
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.template.loader import render_to_string

from news.models import NewsItem, NewsletterIssue, TrialLink
from trials import zones
from trials.models import Trial
from trials.vocabulary import LinkStatus, PublishingState

# Gmail cuts what is longer and hides the rest behind a link.
LONGEST_BYTES = 102_000
LINE = 72


@dataclass(frozen=True)
class Entry:
    """An item in a letter; `embargo` says until when it is no reader's."""

    item: Any
    embargo: str = ""


@dataclass(frozen=True)
class Letter:
    """What an e-mail is made of: the issue, its items in order, and the site's address.

    `embargo` is when the last of them is public, if the letter holds what is not public yet.
    """

    issue: NewsletterIssue
    sections: list[tuple[str, list[Entry]]]
    site: str
    embargo: str = ""

    @property
    def subject(self) -> str:
        """The issue's title, on one line."""
        title = " ".join(self.issue.title.split())
        return f"[UNDER EMBARGO] {title}" if self.embargo else title

    @property
    def file_name(self) -> str:
        """Of its files, without the ending."""
        return f"{self.issue.slug}-under-embargo" if self.embargo else self.issue.slug


def letter(issue: NewsletterIssue, site: str, *, with_embargoed: bool = False) -> Letter:
    """The issue as it is public now, or with what is approved for later, marked."""
    listed = NewsItem.objects.listed().filter(issue=issue)
    approved = NewsItem.objects.filter(issue=issue, state=PublishingState.APPROVED)
    public = set(listed.values_list("pk", flat=True))
    items = list(_with_parts(approved if with_embargoed else listed))
    waiting = sorted((one for one in items if one.pk not in public), key=lambda one: one.release_at)
    until = {one.pk: zones.for_readers(one.release_at, one.release_zone) for one in waiting}
    sections = [
        (name, [Entry(one, until.get(one.pk, "")) for one in rows])
        for name, rows in issue.in_sections(items)
    ]
    return Letter(issue, sections, site, until[waiting[-1].pk] if waiting else "")


def as_html(letter: Letter) -> str:
    """A page of its own, with no file beside it but pictures at their public addresses."""
    return render_to_string("email/issue.html", {"letter": letter, "issue": letter.issue})


def as_text(letter: Letter) -> str:
    """The same for those who read plain text."""
    lines = [letter.issue.title, f"{letter.site}{letter.issue.get_absolute_url()}", ""]
    if letter.embargo:
        lines += ["UNDER EMBARGO. Not to be sent before", f"{letter.embargo}.", ""]
    lines += [_wrapped(letter.issue.introduction), ""] if letter.issue.introduction else []
    for name, entries in letter.sections:
        lines += [name.upper(), "=" * len(name), ""] if name else []
        for entry in entries:
            lines += [*_lines(entry, letter.site), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_message(letter: Letter) -> bytes:
    """A draft for a mail program (.eml): both, without sender, recipients and date."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"  # opens as a draft
    message.set_content(as_text(letter), cte="quoted-printable")
    message.add_alternative(as_html(letter), subtype="html", cte="quoted-printable")
    return message.as_bytes()


def _with_parts(items: QuerySet[Any]) -> QuerySet[Any]:
    """Items with their pictures and with those trials that readers may know of."""
    links = TrialLink.objects.filter(
        status=LinkStatus.CONFIRMED, trial__in=Trial.objects.listed()
    ).select_related("trial")
    trials = Prefetch("trial_links", links.order_by("id"), to_attr="shown_links")
    return items.prefetch_related("images", "corrections", trials)


def _lines(entry: Entry, site: str) -> list[str]:
    under = [f"(Under embargo until {entry.embargo})"] if entry.embargo else []
    address = f"{site}{entry.item.get_absolute_url()}"
    return [_wrapped(entry.item.title), *under, _wrapped(entry.item.opening), address]


def _wrapped(text: str) -> str:
    paragraphs = filter(None, (" ".join(part.split()) for part in text.split("\n\n")))
    return "\n\n".join(
        textwrap.fill(one, LINE, break_long_words=False, break_on_hyphens=False)
        for one in paragraphs
    )
