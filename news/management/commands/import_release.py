"""`manage.py import_release FILE...`: releases become drafts with suggested links, printed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from news.intake import Draft, ReleaseRefused, limit, read_release, take_in
from news.linking import suggest_links
from news.mentions import read_mentions
from news.models import NewsItem, TrialLink
from trials.partial_dates import in_words


class Command(BaseCommand):
    """Each file by itself: one that is refused does not hold up the others."""

    help = "Take releases in, as drafts with suggested links to trials."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files."""
        parser.add_argument("files", nargs="+", metavar="FILE", help=".txt, .md, .html, .docx or .eml")

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        """Take in what can be; exit with 1 if any file was refused."""
        refused = 0
        for name in files:
            try:
                self._take(name)
            except ReleaseRefused as error:
                refused += 1
                self.stderr.write(str(error))
        if refused:
            raise CommandError(
                f"Refused: {refused} of {len(files)} files. Nothing of what is refused is kept."
            )

    def _take(self, name: str) -> None:
        draft = read_release(name, _bytes(name))
        with (
            transaction.atomic(),
            pghistory.context(command="import_release", file=Path(name).name),
        ):
            item, is_new = take_in(draft)
            reading = read_mentions(item)
            links = suggest_links(item, reading)
        self.stdout.write("\n".join(_report(name, draft, item, is_new)))
        for link in links:
            self.stdout.write("\n".join(_link_lines(link)))
        if not links:
            self.stdout.write("  No trial of the registry is named in it.")
        if reading.unknown:
            self.stdout.write(f"  Not in the registry: {', '.join(reading.unknown)}")


def _bytes(name: str) -> bytes:
    """The file's content; no more of a large one than shows that it is too large."""
    path = Path(name)
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise ReleaseRefused(f"{name} is not a file.")
    try:
        with path.open("rb") as file:
            return file.read(limit(name) + 1)
    except OSError as error:
        raise ReleaseRefused(f"{name} cannot be read: {error.strerror}.") from None


def _report(name: str, draft: Draft, item: NewsItem, is_new: bool) -> list[str]:
    facts = {
        "Kind": item.get_kind_display(),
        "Date": in_words(item.dated),
        "Issue": str(item.issue or ""),
        "Section": item.section,
        "Release": draft.release_line,
        "Admin": reverse("admin:news_newsitem_change", args=[item.pk]),
    }
    news = "taken in as a draft" if is_new else f"taken in before ({item.get_state_display()})"
    return [f"{name}: {news}", f"  {item.title}"] + [
        f"  {label}: {value}" for label, value in facts.items() if value
    ]


def _link_lines(link: TrialLink) -> list[str]:
    confidence = f", {link.confidence:.0%}" if link.confidence is not None else ""
    how = f"{link.get_role_display()}; {link.get_method_display()}{confidence}"
    return [f"  {link.get_status_display()}: {link.trial} ({how})", f"    {link.evidence}"]
