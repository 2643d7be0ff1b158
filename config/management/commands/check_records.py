"""`check_records`: which records need a look, each with its address and what to do."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.record_checks import CHECKS
from trials.checks.answers import AnswersRefused, take_in
from trials.checks.check import Problem
from trials.checks.rules import rules_not_held

SHOWN = 20


class Command(BaseCommand):
    """The same checks that the admin's first page counts."""

    help = (
        "Say which records need a look: not verified for half a year, planned dates that passed,"
        " cohorts that do not add up, retracted or missing sources, differing sources without a"
        " note, what a record tells before its release, addresses that answer no more. Asks no"
        " address itself: see --links."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which checks, in which form."""
        names = [check.name for check in CHECKS]
        parser.add_argument("--only", choices=names, action="append", help="only these checks")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--strict", action="store_true", help="end with 1 if there is anything")
        parser.add_argument("--all", action="store_true", help=f"say more than {SHOWN} of a check")
        parser.add_argument(
            "--links",
            metavar="FILE",
            help="first take in answers of addresses: CSV with URL, status, checked at",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in the answers, then say what is found."""
        if options["links"]:
            self._take_in(options["links"], quiet=options["format"] == "json")
        checks = [one for one in CHECKS if not options["only"] or one.name in options["only"]]
        rules = [] if options["only"] else list(rules_not_held())
        if options["format"] == "json":
            number = self._say_json(checks, rules)
        else:
            number = self._say(checks, rules, most=None if options["all"] else SHOWN)
        if number and options["strict"]:
            raise CommandError(f"{number:,} to look at.")

    def _take_in(self, file: str, *, quiet: bool) -> None:
        try:
            with open(file, encoding="utf-8-sig", newline="") as lines:
                number = take_in(lines)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not text in UTF-8: save it as CSV UTF-8.") from None
        except AnswersRefused as refusal:
            raise CommandError(f"{file}: {refusal} Nothing of it was kept.") from None
        if not quiet:
            self.stdout.write(f"{number:,} answers of addresses taken in.")

    def _say(self, checks: Any, rules: list[str], most: int | None) -> int:
        total = len(rules)
        for rule in rules:
            self.stdout.write(rule)
        for check in checks:
            number = 0
            for number, problem in enumerate(check.problems(), 1):
                if most is None or number <= most:
                    self.stdout.write(str(problem))
            if most is not None and number > most:
                self.stdout.write(f"and {number - most:,} more of “{check.name}”: --all says them")
            total += number
        told = f"{total:,} to look at, by {len(checks)} checks."
        self.stdout.write(told if total else "All well.")
        return total

    def _say_json(self, checks: Any, rules: list[str]) -> int:
        """One document, written as it is found."""
        counts: Counter[str] = Counter(rules=len(rules))
        self.stdout.write(f'{{"rules": {json.dumps(rules)}, "problems": [', ending="")
        for check in checks:
            for problem in check.problems():
                self.stdout.write(_item(problem, first=counts.total() == len(rules)), ending="")
                counts[check.name] += 1
        self.stdout.write(f'\n], "counts": {json.dumps(counts)}}}')
        return counts.total()


def _item(problem: Problem, *, first: bool) -> str:
    text = json.dumps(problem.as_dict(), ensure_ascii=False)
    return f"\n{text}" if first else f",\n{text}"
