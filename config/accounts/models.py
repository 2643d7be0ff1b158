"""Who may do what, as history: each change of an account, a group, a membership, a permission given
or a second factor is an event, whoever made it (docs/decisions/0043).

The tables are Django's and allauth's; these proxies hang the triggers on them. No event holds what
a password was made into, nor the secret of a factor: of those it tells that they were changed.
"""

from typing import Any

import pghistory
import pgtrigger
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import models

from trials.history import tracked

GIVEN_PASSWORD = "given a new password"  # noqa: S105 (the name of an event)
GIVEN_SECRET = "given a new secret"  # noqa: S105 (the same)
KINDS = [
    (Authenticator.Type.TOTP, "Code app"),
    (Authenticator.Type.WEBAUTHN, "Passkey"),
    (Authenticator.Type.RECOVERY_CODES, "Recovery codes"),
]
IS_REPLACED = """
    NEW.data - ARRAY['name', 'used_mask', 'migrated_codes', 'viewed_at']
    IS DISTINCT FROM OLD.data - ARRAY['name', 'used_mask', 'migrated_codes', 'viewed_at']"""
"""SQL: not only the name, or what is noted when a code is used."""
NAME_OF_FACTOR = """
    NEW.name = coalesce(
        (SELECT data->>'name' FROM mfa_authenticator WHERE id = NEW.pgh_obj_id),
        (SELECT name FROM accounts_factorevent WHERE pgh_obj_id = NEW.pgh_obj_id
            ORDER BY pgh_id DESC LIMIT 1),
        '');
    RETURN NEW;"""
"""Of a factor that is taken away the last name that history knows."""


def _kept(*more: pghistory.UpdateEvent, **options: Any) -> Any:
    """The events of a proxy, which nobody needs a permission for: none is shown but as history."""
    options["meta"] = {"default_permissions": (), **options.get("meta", {})}
    return tracked(*more, obj_field=pghistory.ObjForeignKey(related_name="+"), **options)


@_kept(
    pghistory.UpdateEvent(
        GIVEN_PASSWORD, condition=pgtrigger.AnyChange("password"), trigger_name="password_update"
    ),
    exclude=["password", "last_login"],
)
class Person(User):
    """An account. That somebody signs in is no change of it."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "account"


@_kept()
class PeopleGroup(Group):
    """A group of people."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "group"


@_kept()
class Membership(User.groups.through):  # type: ignore[name-defined,misc]
    """A person in a group."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "membership"

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"


@_kept()
class PersonPermission(User.user_permissions.through):  # type: ignore[name-defined,misc]
    """A permission that one person has."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "permission of a person"
        verbose_name_plural = "permissions"

    def __str__(self) -> str:
        return f"{self.user}: {self.permission}"


@_kept()
class GroupPermission(Group.permissions.through):  # type: ignore[name-defined,misc]
    """A permission that all in a group have."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "permission of a group"
        verbose_name_plural = "permissions"

    def __str__(self) -> str:
        return f"{self.group}: {self.permission}"


@_kept(
    pghistory.UpdateEvent(
        "update",
        condition=pgtrigger.Condition("NEW.data->>'name' IS DISTINCT FROM OLD.data->>'name'"),
        trigger_name="name_update",
    ),
    pghistory.UpdateEvent(
        GIVEN_SECRET, condition=pgtrigger.Condition(IS_REPLACED), trigger_name="secret_update"
    ),
    exclude=["data", "last_used_at"],
    attrs={
        "type": models.CharField(max_length=20, choices=KINDS),
        "name": models.TextField(default="", db_default=""),
    },
    meta={
        "triggers": [
            pgtrigger.Trigger(
                name="name_of_factor",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NAME_OF_FACTOR,
            )
        ]
    },
)
class Factor(Authenticator):  # type: ignore[misc]
    """A code app, recovery codes, or a passkey with the name that its owner gave it."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "second factor"
