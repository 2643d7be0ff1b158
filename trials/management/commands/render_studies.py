"""What the API gives, made before anybody asks: after an upgrade, or after a restore."""

from typing import Any

from django.core.management import BaseCommand

from trials.api.rendering import renew


class Command(BaseCommand):
    """Does only what is missing; without it the first reader would wait."""

    help = "Make the study JSON of each public trial that changed, or that another release made."

    def handle(self, *args: Any, **options: Any) -> None:
        """Render, and say how many."""
        if count := renew():
            self.stdout.write(f"Rendered {count:,} {'trial' if count == 1 else 'trials'}")
