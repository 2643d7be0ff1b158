"""`restore_drill`: make a backup, restore it beside the site, and show that nothing is lost."""

import os
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from config import drill
from trials.models import Seal
from trials.sealing.chain import head


class Command(BaseCommand):
    """The site goes on meanwhile; what is saved after the dump began is not in it."""

    help = (
        "Seal the history, dump the database, restore the dump into a copy, verify the history"
        " there and compare all tables. Ends with 1 if the copy is not whole."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the copy is made, and whether the dump is kept."""
        parser.add_argument("--keep", type=Path, metavar="FILE", help="keep the dump here")
        parser.add_argument(
            "--server",
            metavar="URL",
            help="where the copy is made: postgres://... of an account that may make databases",
        )

    def handle(self, *args: Any, keep: Path | None, server: str | None, **options: Any) -> None:
        """Run each step, and say how long it took."""
        call_command("seal_history", stdout=self.stdout)
        newest = head()
        copied = drill.Server(server or superuser_url() or owner_url())
        with drill.dump_file(keep) as file:
            before = self._timed("dumped", drill.dump, owner_url(), file)
            start = time.monotonic()
            with drill.restored(file, copied) as copy:
                self.stdout.write(f"restored in {time.monotonic() - start:.1f} s")
                self._timed("history verified", verify, copy, newest)
                lost = different(before, drill.counts(copy))
            if lost:
                raise CommandError("The copy is not whole. " + " ".join(lost))
        self.stdout.write(
            f"The backup is good: {sum(before.values()):,} rows of {len(before)} tables are there."
        )

    def _timed(self, what: str, do: Any, *arguments: Any) -> Any:
        start = time.monotonic()
        done = do(*arguments)
        self.stdout.write(f"{what} in {time.monotonic() - start:.1f} s")
        return done


def owner_url() -> str:
    """The owner's address of the database, who may read all of it."""
    if settings.EMBEDDED_CLUSTER:
        return str(settings.EMBEDDED_CLUSTER.url())
    return str(settings.MIGRATION_DATABASE_URL or settings.DATABASE_URL)


def superuser_url() -> str | None:
    """Of the server of our own, whose superuser anybody on this machine's account is."""
    if not settings.EMBEDDED_CLUSTER:
        return None
    return owner_url().replace("://trialfolio@", "://postgres@")


def verify(copy: str, newest: Seal | None) -> None:
    """Have another process verify the history of the copy; CommandError with what it found."""
    kept = ("--digest", newest.printed_digest) if newest else ()
    command = [sys.executable, "manage.py", "verify_history", *kept]
    variables = os.environ | {"DATABASE_URL": copy, "MIGRATION_DATABASE_URL": copy}
    variables.setdefault("SECRET_KEY", settings.SECRET_KEY)
    done = subprocess.run(  # noqa: S603
        command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CommandError(f"The history of the copy is not whole: {done.stdout}{done.stderr}")


def different(dumped: dict[str, int], copied: dict[str, int]) -> list[str]:
    """What the dump has and the copy has not, in sentences."""
    return [
        f"{name}: {dumped.get(name, 'no table')} rows in the dump, {copied.get(name, 'no table')}"
        " in the copy."
        for name in sorted({*dumped, *copied})
        if dumped.get(name) != copied.get(name)
    ]
