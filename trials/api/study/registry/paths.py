"""Reading and changing JSON at a path such as `statusModule.whyStopped`; nothing stays empty."""

from typing import Any

from trials.ctgov.importer.merge import is_empty

Json = dict[str, Any]


def at(document: Json, path: str) -> Any:
    """What stands there; None for nothing."""
    found: Any = document
    for step in path.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def put(document: Json, path: str, value: Any) -> None:
    """Write a value; an empty one is taken away, with the objects that held nothing else."""
    step, _, rest = path.partition(".")
    if not rest:
        _write(document, step, value)
        return
    inner = document.get(step)
    inner = inner if isinstance(inner, dict) else {}
    put(inner, rest, value)
    if _says_nothing(step, inner):
        document.pop(step, None)
    else:
        document[step] = inner


def _write(document: Json, key: str, value: Any) -> None:
    if is_empty(value):
        document.pop(key, None)
    else:
        document[key] = value


def _says_nothing(key: str, inner: Json) -> bool:
    """Nothing in it, or the type of a date or number that is not there."""
    if key.endswith("DateStruct"):
        return "date" not in inner
    return not inner or (key == "enrollmentInfo" and "count" not in inner)
