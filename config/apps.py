"""The app that both others stand on: settings, checks, roles and commands of the site."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """Registers the site-wide checks and receivers."""

    name = "config"

    def ready(self) -> None:
        """Grant once per migrate: the signal is sent per app, and never for one without models."""
        from config import checks, groups, roles  # noqa: F401
        from config.accounts import limits, receivers

        receivers.connect()

        sender = apps.get_app_config("auth")
        sender.verbose_name = "People and groups"  # as the admin heads it
        post_migrate.connect(limits.after_migrate, sender=sender, dispatch_uid="config.limits")
        post_migrate.connect(roles.after_migrate, sender=sender, dispatch_uid="config.roles")
        post_migrate.connect(groups.after_migrate, sender=sender, dispatch_uid="config.groups")
