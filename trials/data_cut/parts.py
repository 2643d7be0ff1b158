"""Which parts of a trial have numbers, and which of them are shown: all that can be, and at first.

Pure, but for `Parts.of`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trials.vocabulary import CONTROLS, EndpointLevel, Quantity

KINDS = (Quantity.MEDIAN, Quantity.RATE, Quantity.PROPORTION, Quantity.MEAN, Quantity.COUNT)
SHARES = ("orr", "response", "complete", "control rate", "pcr", "adverse", "toxicit", "safety")
LEADING = (EndpointLevel.PRIMARY, EndpointLevel.SECONDARY)
FEW = 6  # parts of a kind that are shown unasked
ENROLLMENT = "n"


@dataclass(frozen=True)
class Parts:
    """The parts of a trial that have numbers, in their order."""

    cohorts: tuple[Any, ...]
    arms: tuple[Any, ...]
    endpoints: tuple[Any, ...]
    only_in: Mapping[Any, set[Any]] = field(default_factory=dict)
    """Keys of the cohorts of an endpoint that is not measured in all."""

    @classmethod
    def of(cls, trial: Any) -> "Parts":
        """In four queries."""
        endpoints = tuple(trial.endpoints.prefetch_related("cohorts"))
        only_in = {one.pk: {cohort.pk for cohort in one.cohorts.all()} for one in endpoints}
        return cls(tuple(trial.cohorts.all()), tuple(trial.arms.all()), endpoints, only_in)


@dataclass(frozen=True)
class Chosen:
    """Which of the parts are shown: by keys, endpoints with their quantity as `12.MEDIAN`."""

    lines: frozenset[str]
    cohorts: frozenset[str]
    arms: frozenset[str]
    control: str = ""
    compared: str = Quantity.HAZARD_RATIO
    shares_compared: str = Quantity.DIFFERENCE

    def comparison(self, kind: Quantity) -> Quantity:
        """By what two arms are compared: times by one quantity, shares and means by another."""
        in_time = kind in (Quantity.MEDIAN, Quantity.RATE)
        return Quantity(self.compared if in_time else self.shares_compared)


def line_choices(parts: Parts) -> list[tuple[str, str]]:
    """What can be shown: the enrollment, and each endpoint by each quantity."""
    choices = [(ENROLLMENT, "Enrollment")]
    for endpoint in parts.endpoints:
        choices += [(f"{endpoint.pk}.{kind}", f"{endpoint}: {kind.label}") for kind in KINDS]
    return choices


def at_first(parts: Parts) -> Chosen:
    """What most papers give: enrollment, and the first endpoints by the usual quantity."""
    told = [one for one in parts.endpoints if one.level in LEADING] or list(parts.endpoints)
    return Chosen(
        frozenset([ENROLLMENT, *(f"{one.pk}.{usual_kind(one)}" for one in told[:FEW])]),
        frozenset(str(one.pk) for one in parts.cohorts[:FEW]) | {"0"},
        frozenset(str(one.pk) for one in parts.arms[:FEW]),
        control_of(parts.arms),
    )


def usual_kind(endpoint: Any) -> Quantity:
    """A proportion of responses and the like, else a median."""
    words = f"{endpoint.abbreviation} {endpoint.measure}".lower()
    return Quantity.PROPORTION if any(one in words for one in SHARES) else Quantity.MEDIAN


def control_of(arms: Iterable[Any]) -> str:
    """The arm that others are compared with, as far as its type tells; of one arm none."""
    arms = list(arms)
    found = [one for kind in CONTROLS for one in arms if one.type == kind]
    return str(found[0].pk) if found and len(arms) > 1 else ""
