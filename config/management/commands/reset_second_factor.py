"""`manage.py reset_second_factor NAME --reason TEXT`: for one whom nobody else can help."""

from typing import Any

import pghistory
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError, CommandParser

from config.accounts.rules import forget_second_factor


class Command(BaseCommand):
    """Whoever can run commands on the machine can do all of it anyway."""

    help = "Take a person's second factor away and end all their sessions; a password then lets in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and why."""
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="kept in the history of the account")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset, and note it in the person's history."""
        name, reason = options["username"], options["reason"].strip()
        if not reason:
            raise CommandError("Say why: the reason stays in the history of the account.")
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name!r}.")
        with pghistory.context(reason=reason):
            number = forget_second_factor(user)
        told = f"Reset the second factor by command ({number} taken away). Reason: {reason}"
        LogEntry.objects.log_actions(user.pk, [user], CHANGE, told, single_object=True)
        self.stdout.write(
            f"{number} taken away, all sessions ended. {name} signs in by password, and is led to"
            f" a new second factor. (`manage.py changepassword {name}` sets another password.)"
        )
