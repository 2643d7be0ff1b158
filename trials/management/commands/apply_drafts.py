"""Approved drafts whose time has come, put into effect without waiting for a visitor."""

from typing import Any

from django.core.management import BaseCommand

from trials.drafts.due import apply_due


class Command(BaseCommand):
    """For programs that read the database themselves; pages need none of it."""

    help = "Put approved drafts into effect whose time has come."

    def handle(self, *args: Any, **options: Any) -> None:
        """All that are due, and how many they were."""
        self.stdout.write(f"Drafts put into effect: {apply_due()}")
