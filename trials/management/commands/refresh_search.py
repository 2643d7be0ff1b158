"""The index of the search, made before anybody searches: after an upgrade, or after a restore."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from trials.models import SearchSegment
from trials.search import rebuild, refresh
from trials.search.code import code


class Command(BaseCommand):
    """Does only what is missing; without it the first visitor would wait."""

    help = "Index the records that changed; all of them if another release made the index."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --rebuild."""
        parser.add_argument("--rebuild", action="store_true", help="make the whole index anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Index, and say how many."""
        made_by = set(SearchSegment.objects.values_list("made_by", flat=True))
        if options["rebuild"] or made_by != {code()}:
            self.stdout.write(f"Indexed {rebuild():,} records for the search")
        else:
            refresh()
