"""What django-allauth asks the site: whence a request comes, what to say, how to keep secrets."""

import base64
import logging
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from config.accounts.limits import in_words, seconds_to_wait
from config.accounts.rules import has_second_factor, has_shown_it
from config.accounts.sessions import BEGUN
from trials.api import visitors
from trials.site import SITE_NAME

logger = logging.getLogger(__name__)

UNKNOWN = "0.0.0.0"  # noqa: S104 (an address that is none: all who have none count as one)  # nosec B104
JUST_NOW = 300
"""Seconds after signing in in which nobody is asked for the same again."""
BY_PASSWORD = "reauthenticate"  # noqa: S105 (the name of a way)


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by superusers, and no mail is sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "There is no such account with this password. Check both.",
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your password until now.",
        "too_many_login_attempts": "Too many wrong tries. Wait 5 minutes, then try again.",
        "rate_limited": "Too many wrong tries. Wait 5 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account here but a superuser."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that the API's limit counts by, too."""
        return str(visitors.address_of(request) or UNKNOWN)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The name as the database compares it; by whichever name of the site it was asked."""
        return str(credentials.get("username", "")).upper()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse one try too many, and say how long to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            wait = in_words(seconds_to_wait(request, "login_failed", key))
            says = f"Too many wrong tries. Wait {wait}, then try again."
            raise ValidationError(says, code="too_many_login_attempts") from error

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Who has a second factor shows that: a password alone may not take it away."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        factors = [way for way in ways if way["id"] != BY_PASSWORD]
        return factors or ways

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of one who has signed in just now, with all that the account has."""
        session, user = context.request.session, context.request.user
        just_now = time.time() - session.get(BEGUN, 0) < JUST_NOW
        if just_now and (has_shown_it(session, user) or not has_second_factor(user)):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The site sends no mail."""


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are kept encrypted; the key is made of SECRET_KEY, which is in no backup."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or it was used already. Wait for the next one.",
    }

    def encrypt(self, text: str) -> str:
        """What is kept of a secret."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where SECRET_KEY was changed, one that no code fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor cannot be read: was SECRET_KEY changed? Reset it.")
            return str(generate_totp_secret())

    def build_totp_svg(self, url: str) -> str:
        """The QR code as a picture within the page, which has a name."""
        svg = super().build_totp_svg(url)
        named = '<svg role="img" aria-label="QR code of the secret" '
        return str(named + svg[svg.index("<svg ") + 5 :])

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A name to start with."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def _get_site_name(self) -> str:
        return SITE_NAME


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = (salted_hmac("config.accounts", "", secret=key, algorithm="sha256") for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each.digest())) for each in made])
