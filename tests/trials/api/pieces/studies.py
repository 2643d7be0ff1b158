"""Studies to look at: the invented one, the samples, and what stands where in them."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.trials.ctgov.studies import INVENTED

Json = dict[str, Any]


def invented() -> Json:
    return copy.deepcopy(INVENTED)


def of(folder: Path) -> dict[str, Json]:
    """Every sample study by its number."""
    files = sorted((folder / "ctgov").glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def fields(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key with what stands under it, lists not counted; a point is one value."""
    if isinstance(value, list):
        for item in value:
            yield from fields(item, path)
    elif isinstance(value, dict) and not path.endswith(".geoPoint"):
        for key, part in value.items():
            below = f"{path}.{key}" if path else key
            yield below, part
            yield from fields(part, below)


def merged(one: Any, other: Any) -> Any:
    """Two cuts of one study put together, items of lists by their places."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {key: merged(one.get(key), other.get(key)) for key in [*one, *other]}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(*pair) for pair in zip(one, other, strict=True)]
    return other if one is None else one
