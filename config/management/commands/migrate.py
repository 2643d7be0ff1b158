"""Django's migrate, in steps (config/migration_steps.py says why)."""

from typing import Any

from django.core.management.commands import migrate

from config.migration_steps import SteppedExecutor


class Command(migrate.Command):
    """The same command; Django has no setting for its executor."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it with our executor."""
        django_executor = migrate.MigrationExecutor  # type: ignore[attr-defined]
        migrate.MigrationExecutor = SteppedExecutor  # type: ignore[attr-defined]
        try:
            super().handle(*args, **options)
        finally:
            migrate.MigrationExecutor = django_executor  # type: ignore[attr-defined]
