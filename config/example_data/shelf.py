"""Reads the TOML files, and looks up what several example records share: sources, organisations."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from trials.models import Organisation, Source

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str) -> dict[str, Any]:
    """What the file of this name says."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def source(key: str) -> Source:
    """The source of this key in sources.toml, made when it is first needed."""
    values = read("sources")[key]
    found, _ = Source.objects.get_or_create(
        kind=values["kind"], title=values["title"], defaults=values
    )
    return found


def organisation(key: str) -> Organisation:
    """The organisation of this key in organisations.toml, made when it is first needed."""
    values = read("organisations")[key]
    found, _ = Organisation.objects.get_or_create(name=values["name"], defaults=values)
    return found
