"""`import_ctgov` as tests call it: what it says, and what it counts."""

import io
import re

from django.core.management import call_command

COUNTS = re.compile(r"created (\d+), updated (\d+), unchanged (\d+), refused (\d+)")


def run(*arguments: object, **options: object) -> str:
    """What it prints."""
    out = io.StringIO()
    call_command("import_ctgov", *map(str, arguments), stdout=out, stderr=out, **options)
    return out.getvalue()


def counted(said: str) -> tuple[int, ...]:
    """Created, updated, unchanged, refused."""
    (found,) = COUNTS.findall(said)
    return tuple(map(int, found))
