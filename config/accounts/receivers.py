"""What is noted in a session when someone signs in, and when a second factor is shown."""

from allauth.mfa.signals import authenticator_added, authenticator_used
from django.contrib.auth.signals import user_logged_in

from config.accounts import rules, sessions


def connect() -> None:
    """Once, when the apps are there."""
    user_logged_in.connect(sessions.note_begin, dispatch_uid="config.begun")
    authenticator_used.connect(rules.note_shown, dispatch_uid="config.used")
    authenticator_added.connect(rules.note_shown, dispatch_uid="config.added")
