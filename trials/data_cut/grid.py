"""Which places a trial has for numbers: a table for each endpoint, a row for each cohort.

Names of places say what stands in them, so that what was typed keeps its meaning whatever else is
shown: `v.<endpoint>.<quantity>.<cohort>.<arm>`, `c.` and `p.` the same with the arm that it is
compared to behind, `n.<cohort>.<arm>`. 0 stands for all cohorts, or all arms. Pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trials.data_cut.parts import ENROLLMENT, KINDS, Chosen, Parts
from trials.vocabulary import Quantity

UNITS = {Quantity.MEDIAN: "months", Quantity.RATE: "%", Quantity.PROPORTION: "%"}
MOST = 600  # places of one page
PREFIXES = ("v.", "c.", "p.", "n.")
PARTS_OF_NAMES = {
    "v": ("endpoint", "quantity", "cohort", "arm"),
    "c": ("endpoint", "quantity", "cohort", "arm", "arm"),
    "p": ("endpoint", "", "cohort", "arm", "arm"),
    "n": ("cohort", "arm"),
}


@dataclass(frozen=True)
class Place:
    """One cell: how it is read, and what a number in it is about."""

    name: str
    label: str
    reads: str
    subject: Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """The cells of one cohort."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Block:
    """A table: an endpoint by one quantity, or the enrollment."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    has_time: bool = False


def blocks_of(parts: Parts, chosen: Chosen) -> list[Block]:
    """The tables in the order of the trial, enrollment first."""
    arms = [one for one in parts.arms if str(one.pk) in chosen.arms]
    blocks = [_enrollment(parts, chosen, arms)] if ENROLLMENT in chosen.lines else []
    for endpoint in parts.endpoints:
        kinds = [kind for kind in KINDS if f"{endpoint.pk}.{kind}" in chosen.lines]
        for kind in kinds:
            blocks.append(_block(parts, chosen, arms, endpoint, kind, kind == kinds[0]))
    return blocks


def places_of(blocks: Iterable[Block]) -> dict[str, Place]:
    """All places by name."""
    return {place.name: place for block in blocks for row in block.rows for place in row.places}


def _cohorts(parts: Parts, chosen: Chosen, only: set[Any]) -> list[Any]:
    """Those chosen that the endpoint is measured in; None for all."""
    rows = [one for one in parts.cohorts if not only or one.pk in only]
    found: list[Any] = [one for one in rows if str(one.pk) in chosen.cohorts]
    return [*found, None] if "0" in chosen.cohorts or not found else found


def _enrollment(parts: Parts, chosen: Chosen, arms: list[Any]) -> Block:
    columns: list[Any] = [*arms, None]
    rows = tuple(
        Row(
            _named(cohort, "All cohorts"),
            tuple(_count_place(cohort, arm) for arm in columns),
        )
        for cohort in _cohorts(parts, chosen, set())
    )
    return Block(ENROLLMENT, "Enrollment", tuple(_named(one, "All arms") for one in columns), rows)


def _count_place(cohort: Any, arm: Any) -> Place:
    label = f"Enrollment, {_named(cohort, 'all cohorts')}, {_named(arm, 'all arms')}"
    subject = {"cohort": cohort, "arm": arm, "quantity": Quantity.ENROLLMENT}
    return Place(f"n.{_key(cohort)}.{_key(arm)}", label, "count", subject)


def _block(
    parts: Parts, chosen: Chosen, arms: list[Any], endpoint: Any, kind: Quantity, first: bool
) -> Block:
    control = next((one for one in arms if str(one.pk) == chosen.control), None)
    others = [one for one in arms if control and one != control] if first else []
    compared = chosen.comparison(kind)
    columns = [str(one) for one in arms] or ["All arms"]
    for arm in others:
        columns += [f"{compared.label}: {arm} against {control}", "p-value"]
    rows = tuple(
        Row(
            _named(cohort, "All cohorts"),
            tuple(_places(endpoint, kind, cohort, arms, others, control, compared)),
        )
        for cohort in _cohorts(parts, chosen, parts.only_in.get(endpoint.pk, set()))
    )
    title, key = f"{endpoint}: {kind.label.lower()}", f"{endpoint.pk}.{kind}"
    return Block(key, title, tuple(columns), rows, UNITS.get(kind, ""), has_time=True)


def _places(
    endpoint: Any,
    kind: Quantity,
    cohort: Any,
    arms: list[Any],
    others: list[Any],
    control: Any,
    compared: Quantity,
) -> Iterator[Place]:
    about = f"{endpoint}, {_named(cohort, 'all cohorts')}"
    common = {"cohort": cohort, "endpoint": endpoint}
    for arm in arms or [None]:
        name = f"v.{endpoint.pk}.{kind}.{_key(cohort)}.{_key(arm)}"
        label = f"{about}, {kind.label.lower()}, {_named(arm, 'all arms')}"
        yield Place(name, label, "value", {**common, "arm": arm, "quantity": kind})
    for arm in others:
        rest = f"{endpoint.pk}.{compared}.{_key(cohort)}.{arm.pk}.{control.pk}"
        pair = {**common, "arm": arm, "comparator": control}
        arms_said = f"{arm} against {control}"
        said = f"{about}, {compared.label.lower()}, {arms_said}"
        yield Place(f"c.{rest}", said, "value", {**pair, "quantity": compared})
        said = f"{about}, p-value, {arms_said}"
        yield Place(f"p.{rest}", said, "p", {**pair, "quantity": Quantity.P_VALUE})


def _key(part: Any) -> str:
    return "0" if part is None else str(part.pk)


def _named(part: Any, otherwise: str) -> str:
    return otherwise if part is None else str(part)


def name_in_words(parts: Parts, name: str) -> str:
    """What a place that is not shown is about: “PFS, median, pNET, Placebo”."""
    sort, *keys = name.split(".")
    known = {"endpoint": parts.endpoints, "cohort": parts.cohorts, "arm": parts.arms}
    said = [
        _of(known, kind, key) for kind, key in zip(PARTS_OF_NAMES.get(sort, ()), keys, strict=False)
    ]
    return ", ".join(["p-value"] * (sort == "p") + [one for one in said if one]) or "a number"


def _of(known: Mapping[str, tuple[Any, ...]], kind: str, key: str) -> str:
    if kind == "quantity":
        return Quantity(key).label.lower() if key in Quantity.values else ""
    if key == "0" or kind not in known:
        return ""
    gone = f"{kind} that is gone"
    return next((str(one) for one in known[kind] if str(one.pk) == key), gone)
