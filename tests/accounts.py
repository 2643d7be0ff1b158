"""People of the three groups, logged in."""

import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.test import Client

from config.accounts import rules

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the code app of whoever has one in a test."""
PASSWORD = "quite a long one"


def member(name: str, *groups: str) -> User:
    user = User.objects.create_user(name, password="secret", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def with_password(user: User) -> User:
    """Signs in as people do, by PASSWORD."""
    user.set_password(PASSWORD)
    user.save()
    return user


def client_of(user: User) -> Client:
    client = Client()
    let_in(client, user)
    return client


def let_in(client: Client, user: User) -> None:
    """Signed in, with all that the site asks of this person: a second factor of who needs one."""
    client.force_login(user)
    if rules.needs_second_factor(user):
        with_app(user)
        session = client.session
        session[rules.SHOWN] = str(user.pk)
        session.save()


def with_app(user: User) -> None:
    """Has a code app."""
    if not rules.has_second_factor(user):
        TOTP.activate(user, SECRET)


def code(later: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    return code_of(SECRET, later)


def code_of(secret: str, later: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later)))
