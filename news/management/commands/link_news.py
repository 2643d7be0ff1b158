"""`manage.py link_news`: every item is read again, for what the registry or the detector learnt."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from news.linking.walk import DatabaseGoneError, Step, left, read_one, run_to_go_on, walk
from news.models import LinkingRun, NewsItem
from trials.turns import alone

NAME = "link_news"
SHOWN = 20


class Command(BaseCommand):
    """Suggestions follow the texts; what people decided stays."""

    help = (
        "Look for trials in all news again and suggest links to them. What a person confirmed or"
        " rejected stays. A run that was stopped goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All items, or some."""
        parser.add_argument(
            "--item", nargs="+", metavar="SLUG", default=[], help="only these, by their addresses"
        )
        parser.add_argument(
            "--restart", action="store_true", help="from the first item, not where a run stopped"
        )

    def handle(self, *args: Any, item: list[str], restart: bool, **options: Any) -> None:
        """Read them and count; exit with 1 if one could not be read."""
        self.counts: Counter[str] = Counter()
        with alone(NAME) as ours, pghistory.context(command=NAME):
            if not ours:
                raise CommandError("link_news is running already.")
            try:
                self._read(item, restart)
            except (KeyboardInterrupt, DatabaseGoneError) as stop:
                why = "stopped" if isinstance(stop, KeyboardInterrupt) else "no database any more"
                raise CommandError(
                    f"{self._counted()} Then: {why}. The next run goes on there."
                ) from None
        self.stdout.write(self._counted())
        if self.counts["failed"]:
            raise CommandError("Some items could not be read: see above, and try them with --item.")

    def _read(self, slugs: list[str], restart: bool) -> None:
        if slugs:
            items = _named(slugs)
            self._follow((read_one(one) for one in items), len(items))
            return
        run = run_to_go_on(restart)
        rest = left(run).count()
        if run.last_item:
            self.stdout.write(_gone_on(run, rest))
        self._follow(walk(run), rest)

    def _follow(self, steps: Iterable[Step], number: int) -> None:
        """Count what comes of each; a bar for who looks on."""
        for step in _with_bar(steps, number):
            if step.read is None:
                self.counts["failed"] += 1
                if self.counts["failed"] <= SHOWN:
                    self.stderr.write(f"{step.item.slug}: not read: {step.failure}")
                continue
            self.counts["read"] += 1
            self.counts["new"] += step.read.new
            self.counts["gone"] += step.read.gone
            self.counts["unknown"] += len(step.read.reading.unknown)

    def _counted(self) -> str:
        counts = self.counts
        return (
            f"items read: {counts['read']}, new suggestions: {counts['new']}, suggestions gone:"
            f" {counts['gone']}, numbers not in the registry: {counts['unknown']},"
            f" not read: {counts['failed']}."
        )


def _named(slugs: list[str]) -> list[NewsItem]:
    """The items of these addresses; raises CommandError."""
    items = list(NewsItem.objects.filter(slug__in=slugs).order_by("pk"))
    if unknown := set(slugs) - {item.slug for item in items}:
        raise CommandError(f"No item has the address {', '.join(sorted(unknown))}.")
    return items


def _gone_on(run: LinkingRun, rest: int) -> str:
    read = NewsItem.objects.filter(pk__lte=run.last_item).count()
    return (
        f"The run of {run.started_at:%Y-%m-%d %H:%M} UTC goes on: {read} items are read, {rest}"
        " are left (--restart begins anew)."
    )


def _with_bar(steps: Iterable[Step], number: int) -> Iterator[Step]:
    console = Console(stderr=True)
    columns = (TextColumn("Items"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with bar:
        yield from bar.track(steps, total=number)
