"""The invented study of tests/data/ctgov, and ways to change a copy of it."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import trials

DATA = Path(trials.__file__).parent.parent / "tests" / "data" / "ctgov"
INVENTED = json.loads((DATA / "invented_study.json").read_text(encoding="utf-8"))

Steps = tuple[str | int, ...]


def with_value(steps: Steps, value: object) -> Any:
    """A copy of the invented study with another value at one place."""
    study = copy.deepcopy(INVENTED)
    parent = study
    for step in steps[:-1]:
        parent = parent[step]
    parent[steps[-1]] = value
    return study


def without(*steps: str | int) -> Any:
    """A copy without one key."""
    study = with_value(steps, None)
    parent = study
    for step in steps[:-1]:
        parent = parent[step]
    del parent[steps[-1]]
    return study


def places(value: object, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Every place of a JSON document with what stands there."""
    if steps:
        yield steps, value
    if isinstance(value, dict | list):
        for step, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(part, (*steps, step))


def path(steps: Steps) -> str:
    """The place as a refusal names it."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def steps_of(place: str) -> Steps:
    """The steps to a place that is written as a refusal names it."""
    found = re.findall(r"[^.\[\]]+", place)
    return tuple(int(step) if step.isdigit() else step for step in found)


def protocol(**modules: object) -> dict[str, object]:
    """A study of these modules alone."""
    return {"protocolSection": modules}
