"""`manage.py load_example_data`: CABINET in full, more of the group's trials, two releases."""

from typing import Any

import pghistory
from django.core.management import BaseCommand
from django.db import transaction

from config.example_data.news import load_news
from config.example_data.trials import load_trials


class Command(BaseCommand):
    """Adds what is missing, changes nothing that is there."""

    help = "Load the example records: the trial CABINET with its releases, and other trials."

    def handle(self, *args: Any, **options: Any) -> None:
        """All in one transaction."""
        with transaction.atomic(), pghistory.context(command="load_example_data"):
            trials, items = load_trials(), load_news()
        self.stdout.write(f"{len(trials)} trials and {len(items)} releases added.")
