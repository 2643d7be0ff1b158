"""`detect_trials`: texts in, the trials they speak of out, for programs. It changes nothing."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from trials.detection import Match, detect
from trials.models import Trial


class BadLine(Exception):
    """A line that is no text to look at; the message says why."""


class Command(BaseCommand):
    """A line of JSON in, a line of JSON out."""

    help = 'Find the trials named in texts: lines {"id", "text"} in, lines {"id", "matches"} out.'

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the lines are."""
        parser.add_argument("file", metavar="FILE.jsonl", help="or - for standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Answer every line that can be read; exit with 1 if one could not."""
        bad = 0
        with _opened(file) as lines, _reading_only():
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    asked = _asked(line)
                except BadLine as error:
                    bad += 1
                    self.stderr.write(f"{file}, line {number}: {error}.")
                    continue
                matches = [_wire(match) for match in detect(asked["text"])]
                self.stdout.write(json.dumps({"id": asked["id"], "matches": matches}))
        if bad:
            raise CommandError(f"Not read: {bad} {'line' if bad == 1 else 'lines'}, see above.")


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(file, "rb") as lines:
            yield lines
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None


@contextmanager
def _reading_only() -> Iterator[None]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


def _asked(line: bytes) -> dict[str, Any]:
    """The line's object; raises BadLine."""
    try:
        asked = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLine('it is not JSON: each line is an object {"id": ..., "text": "..."}') from None
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise BadLine('an object with "id" and "text" is wanted, the text a string')
    if not _is_json(asked["id"]):
        raise BadLine("its id is no number that JSON has")
    return asked


def _is_json(value: object) -> bool:
    """Python reads NaN and 1e999, and would write what others cannot read."""
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return True


def _wire(match: Match) -> dict[str, Any]:
    """A match as the contract has it: IDs, or candidates where several fit alike."""
    if match.candidates:
        whose: dict[str, Any] = {"candidates": [_ids(trial) for trial in match.candidates]}
    elif match.trial:
        whose = _ids(match.trial)
    else:
        whose = {"protocol_id": match.protocol_id or None, "nct_id": match.nct_id or None}
    if match.nearest:
        whose["nearest"] = _ids(match.nearest)
    return whose | {
        "known": match.known,
        "start": match.start,
        "end": match.end,
        "text": match.text,
        "method": match.method.value.lower(),
        "confidence": float(match.confidence),
    }


def _ids(trial: Trial) -> dict[str, str | None]:
    return {"protocol_id": trial.protocol_id, "nct_id": trial.nct_id}
