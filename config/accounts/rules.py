"""Who needs a second factor, when a session has shown one, and how a lost one is taken away.

A second factor is a code app or a passkey; recovery codes stand in for it. Whoever can make things
public, or give rights away, needs one. It is shown by a session, not by a person: one that began
before the factor was set up has to show it, too.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from config.accounts import sessions

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SHOWN = "second_factor"
"""In a session: the key of the person who has shown a second factor in it."""


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Superusers, and whoever may publish or change what people may."""
    return bool(user.is_superuser) or any(map(_is_weighty, user.get_all_permissions()))


def _is_weighty(permission: str) -> bool:
    app, _, code = permission.partition(".")
    return code.startswith("publish_") or (app == "auth" and not code.startswith("view_"))


def has_second_factor(user: User | AnonymousUser) -> bool:
    """Whether a code app or a passkey is set up."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def has_shown_it(session: SessionBase, user: User | AnonymousUser) -> bool:
    """Whether this session has shown its person's second factor."""
    return bool(session.get(SHOWN) == str(user.pk))


def note_shown(request: HttpRequest, user: User, **_: Any) -> None:
    """Receiver: a second factor was used in this session, or set up, which takes a code of it."""
    request.session[SHOWN] = str(user.pk)


@transaction.atomic
def forget_second_factor(user: User) -> int:
    """Take away all factors and recovery codes, end all sessions; the number of factors."""
    held = Authenticator.objects.filter(user=user)
    number = int(held.filter(type__in=FACTORS).count())
    held.delete()
    sessions.end(user)
    return number
