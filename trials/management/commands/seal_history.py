"""`seal_history`: that history was not changed since can be shown later (docs/history.md)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.sealing.chain import BATCH, PATIENCE, WORK, head, last_settled, seal
from trials.turns import alone

NOT_SETTLED = (
    "Somebody was at work all the while, so that events dated before now may still come; what could"
    " be seen is sealed, and the next run looks for the rest."
)


class Command(BaseCommand):
    """Seal all new events of all records, with their contexts, and the change log."""

    help = (
        "Seal the history: chain each record's new events by their hashes, and print a digest of"
        " all to keep elsewhere. May be stopped at any moment; the next run goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many at once, how long to wait."""
        parser.add_argument("--batch", type=int, default=BATCH, help="events in one transaction")
        parser.add_argument(
            "--patience",
            type=float,
            default=PATIENCE,
            help="seconds to wait for those who are at work, so that nothing older can come",
        )

    def handle(self, *args: Any, batch: int, patience: float, **options: Any) -> None:
        """Seal, and print the digest."""
        if batch < 1:
            raise CommandError("--batch is the number of events in one transaction: 1 or more.")
        events = seals = 0
        last = last_settled()
        with alone(WORK) as ours:
            if not ours:
                raise CommandError("seal_history is running already.")
            for sealed in seal(batch, patience):
                seals += 1
                events += sealed.events
                if options["verbosity"] > 1:
                    self.stderr.write(f"{sealed.table}: {sealed.events:,} events")
        self.stdout.write(f"{events:,} events sealed, in {seals:,} seals.")
        if seals and last_settled().at == last.at:
            self.stdout.write(NOT_SETTLED)
        if newest := head():
            self.stdout.write(f"Keep this elsewhere: seal {newest.number} {newest.printed_digest}")
