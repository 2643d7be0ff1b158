"""Checks of `manage.py check --deploy` that are this site's own."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from config.roles import application_role


@register(Tags.security, deploy=True)
def two_roles(**_: Any) -> list[CheckMessage]:
    """The registry's promises hold against our bugs only with a role that cannot break them."""
    if application_role() is not None:
        return []
    return [
        Warning(
            "The site connects with the role that owns its tables, so a bug could truncate them "
            "or rewrite history.",
            hint="Set MIGRATION_DATABASE_URL to the owner's role, and DATABASE_URL to another, "
            "which migrate makes if it is missing.",
            id="config.W001",
        )
    ]
