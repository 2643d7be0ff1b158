"""`verify_history`: whether anything of the history was changed, or is missing, or was added."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trials.sealing.checks import Counts, KeptDigest, verify

SHOWN = 200
DIGEST = re.compile(r"(?:seal ([0-9]+)[ :,]+)?\b([0-9a-f]{64})\b", re.IGNORECASE)
SPOILT = re.compile(r"\w{40,}")  # meant as one: no other word that we print is so long
NOTHING_KEPT = (
    "No digest was given: seals and events that were cut off together show only against a digest"
    " that seal_history printed and that was kept elsewhere (--digest, --digests)."
)


class Command(BaseCommand):
    """Compare the history with its seals, with kept digests, and with the records."""

    help = (
        "Compare every event with its seal, the seals with digests kept elsewhere, and the records"
        " with their history. Says what is wrong and then ends with 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What was kept elsewhere."""
        parser.add_argument(
            "--digest", action="append", default=[], help="a digest that seal_history printed"
        )
        parser.add_argument(
            "--digests", metavar="FILE", help="a file of them: all lines that seal_history printed"
        )
        parser.add_argument("--all", action="store_true", help=f"say more than {SHOWN} sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each thing that is wrong, then the counts."""
        kept = [one for text in options["digest"] for one in _kept(text)]
        if options["digests"]:
            kept += _read(options["digests"])
        counts = Counts()
        for problem in verify(kept, counts):
            if options["all"] or counts.problems <= SHOWN:
                self.stdout.write(problem)
        if counts.problems > SHOWN and not options["all"]:
            self.stdout.write(f"and {counts.problems - SHOWN:,} more: --all says them")
        self.stdout.write(str(counts))
        if not kept:
            self.stdout.write(NOTHING_KEPT)
        if counts.problems:
            raise CommandError("The history is not what was sealed: see above.")


def _kept(text: str) -> list[KeptDigest]:
    """The digests of an argument; raises CommandError where there is none."""
    found = list(_digests(text))
    if not found:
        raise CommandError(f"“{text[:80]}” holds no digest: 64 of the letters 0-9 and a-f.")
    return found


def _digests(text: str) -> Iterator[KeptDigest]:
    for number, digest in DIGEST.findall(text):
        yield KeptDigest(digest.lower(), int(number) if number else None)


def _read(path: str) -> list[KeptDigest]:
    """The digests of a file; raises CommandError where there is none, or a line spoils one."""
    found: list[KeptDigest] = []
    for number, line in enumerate(_lines(path), 1):
        of_line = list(_digests(line))
        if not of_line and SPOILT.search(line):
            raise CommandError(
                f"Line {number} of {path} holds no digest: 64 of the letters 0-9 and a-f."
            )
        found += of_line
    if not found:
        raise CommandError(f"No line of {path} holds a digest: 64 of the letters 0-9 and a-f.")
    return found


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not text.") from None
