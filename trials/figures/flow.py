"""Participant flow in the manner of CONSORT 2010: enrolled, cohorts, allocation, arms, crossover.

Boxes hold what sources say and stay without a number where none is known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trials.figures.flow_boxes import Box, boxes_side_by_side, fits_side_by_side, outline
from trials.figures.picture import Picture, Table
from trials.figures.sheet import Sheet

NAME = "participants"
TITLE = "Participant flow"
MOST_COHORTS, MOST_ARMS = 12, 12
NOT_BY_COHORT = "Arms; no source counts them by cohort"


@dataclass(frozen=True)
class Count:
    """How many people, as printed; and what other sources say, each with its name."""

    printed: str
    source: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A cohort, or an arm of one; `inner` are the arms that its people were allocated to."""

    label: str
    count: Count | None = None
    name: str = ""
    ratio: str = ""
    crossover: str = ""
    inner: "tuple[Part, ...]" = ()


@dataclass(frozen=True)
class Flow:
    """From all who were enrolled, or are planned to be, to the arms."""

    whole: Part
    beside: tuple[Part, ...] = ()
    """Arms of which no source says in which cohort they are."""


def picture(data: Flow) -> Picture | None:
    """The flow; None where there is nothing beyond the whole."""
    if not data.whole.inner and len(data.beside) < 2:
        return None
    table = Table(("Group", "People", "Source"), tuple(_cells(data)))
    told = " ".join(_described(data))
    return Picture(NAME, TITLE, told, table, lambda sheet: _draw(sheet, data))


def _described(data: Flow) -> Iterator[str]:
    yield f"{_said(data.whole)}."
    for cohort in data.whole.inner[:MOST_COHORTS]:
        arms = _listed(cohort.inner)
        yield f"{_said(cohort)}{f': {arms}' if arms else ''}."
    if data.beside:
        yield f"{NOT_BY_COHORT}: {_listed(data.beside)}."


def _listed(arms: Sequence[Part]) -> str:
    return ", ".join(_said(arm) for arm in arms[:MOST_ARMS])


def _said(part: Part) -> str:
    said = f"{part.label} {part.count.printed}" if part.count else part.label
    return f"{said} allocated {part.ratio}" if part.ratio and part.inner else said


def _cells(data: Flow) -> Iterator[tuple[str, ...]]:
    yield _row("", data.whole)
    for part in (*data.whole.inner, *data.beside):
        yield _row("", part)
        for arm in part.inner:
            yield _row(f"{part.label}, ", arm)


def _row(of: str, part: Part) -> tuple[str, ...]:
    crossover = part.crossover and f"Crossover: {part.crossover}"
    ratio = part.ratio and f"Allocated {part.ratio}"
    count = part.count or Count("not known")
    sources = "; ".join(filter(None, [count.source, *count.others]))
    said = ". ".join(filter(None, [f"{of}{part.label}", part.name, ratio, crossover]))
    return said, count.printed, sources


def _draw(sheet: Sheet, data: Flow) -> None:
    root = _box(data.whole, MOST_COHORTS)
    beside = [_box(arm, MOST_ARMS) for arm in data.beside[:MOST_ARMS]]
    if not beside and fits_side_by_side(sheet, root):
        boxes_side_by_side(sheet, root)
        return
    outline(sheet, root)
    if beside:
        sheet.move(10)
        sheet.write(NOT_BY_COHORT, kind="d-soft")
        sheet.move(4)
        for box in [*beside, *_rest(data.beside, MOST_ARMS)]:
            outline(sheet, box)
            sheet.move(8)


def _box(part: Part, most: int) -> Box:
    inner = [_box(one, MOST_ARMS) for one in part.inner[:most]]
    aside = f"Crossover: {part.crossover}" if part.crossover else ""
    ratio = part.ratio and f"Allocated {part.ratio}"
    boxes = (*inner, *_rest(part.inner, most))
    return Box(_lines(part), boxes, aside, ratio)


def _rest(parts: Sequence[Part], most: int) -> list[Box]:
    more = len(parts) - most
    return [Box(((f"and {more} more, in the table", "d-soft"),))] if more > 0 else []


def _lines(part: Part) -> tuple[tuple[str, str], ...]:
    count = part.count
    number = f"n = {count.printed}" if count else ""
    others = f"Other sources: {'; '.join(count.others)}" if count and count.others else ""
    source = count.source if count else ""
    rows = ((part.label, "d-strong"), (part.name, ""), (number, ""))
    return tuple(row for row in (*rows, (source, "d-soft"), (others, "d-soft")) if row[0])
