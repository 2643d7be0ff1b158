"""Studies as tests make them: on the fast path, and compared with our rows."""

from typing import Any

from trials.api.study import Rendered, studies_of
from trials.models import Trial


def fast(trial: Trial) -> Rendered:
    """Of a trial that nobody edited."""
    (found,) = studies_of([trial.pk], set())
    return found


def compared(trial: Trial) -> Rendered:
    """Of a trial that somebody may have edited."""
    (found,) = studies_of([trial.pk], {trial.pk})
    return found


def differences(one: Any, other: Any, place: str = "") -> dict[str, tuple[Any, Any]]:
    """By place, what two documents say there; None for nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        keys: Any = {**one, **other}
        pairs = [(f"{place}.{key}", one.get(key), other.get(key)) for key in keys]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(f"{place}[{at}]", a, b) for at, (a, b) in enumerate(zip(one, other, strict=True))]
    else:
        return {} if one == other else {place.removeprefix(".protocolSection."): (one, other)}
    found: dict[str, tuple[Any, Any]] = {}
    for inner, a, b in pairs:
        found |= differences(a, b, inner)
    return found
