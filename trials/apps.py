"""The trials app: the registry."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrialsConfig(AppConfig):
    """Trials and everything that is said of them."""

    name = "trials"
    verbose_name = "Registry"

    def ready(self) -> None:
        """After each migrate: the vocabulary of the program, and how history notes who and why."""
        from trials.sealing import origins
        from trials.search.vocabulary import starter

        post_migrate.connect(
            origins.after_migrate, sender=self, dispatch_uid="trials.sealing.origins"
        )
        post_migrate.connect(
            starter.after_migrate, sender=self, dispatch_uid="trials.search.vocabulary"
        )
