"""A filled grid as findings that are not saved yet, or as sentences beside its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from trials.ctgov.importer.results.numbers import number
from trials.data_cut.cell import Cell, Unreadable, read_cell, read_count, read_p
from trials.data_cut.grid import PREFIXES, Block, Place, places_of
from trials.models import Finding
from trials.vocabulary import Quantity

TWO_P = "The p-value stands in two places, and they differ. Leave one of them empty."
OF_TABLE = {"unit": "unit", "time_point": "time point"}
"""What a table says once for all its cells, and what people call it."""


@dataclass(frozen=True)
class Cut:
    """What all numbers of a page have in common."""

    trial: Any
    data_cutoff: str = ""
    population: str = ""
    level: Decimal | None = None


@dataclass
class Filled:
    """Findings by the name of their cell, and what is wrong with other cells."""

    findings: dict[str, Finding] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def left_over(typed: Mapping[str, str], blocks: list[Block]) -> dict[str, str]:
    """What was typed in places that are not shown now."""
    shown = places_of(blocks)
    return {
        name: text
        for name, text in typed.items()
        if name.startswith(PREFIXES) and text.strip() and name not in shown
    }


def read_grid(cut: Cut, blocks: list[Block], typed: Mapping[str, str]) -> Filled:
    """Read each cell in which something stands; `typed` has units and time points too."""
    filled = Filled()
    for block in blocks:
        told = {
            "unit": _bare(typed.get(f"unit.{block.key}", "")),
            "time_point": _bare(typed.get(f"when.{block.key}", "")),
        }
        for row in block.rows:
            for place in row.places:
                text = typed.get(place.name, "").strip()
                if text:
                    _read(cut, place, text, told, filled)
    return filled


def _bare(text: str) -> str:
    return text.replace("\0", "").strip()


def _read(cut: Cut, place: Place, text: str, told: dict[str, str], filled: Filled) -> None:
    try:
        if place.reads == "p":
            _take_p(cut, place, read_p(text), told, filled)
            return
        cell = read_count(text) if place.reads == "count" else read_cell(text)
        filled.findings[place.name] = _finding(cut, place, cell, told)
    except Unreadable as refusal:
        filled.errors[place.name] = str(refusal)


def _take_p(cut: Cut, place: Place, p: str, told: dict[str, str], filled: Filled) -> None:
    """Beside its ratio, which comes before it in the grid; alone it is a finding of its own."""
    ratio = filled.findings.get(f"c.{place.name.removeprefix('p.')}")
    if ratio is None:
        plain = number(p.lstrip("="))
        filled.findings[place.name] = _finding(cut, place, Cell(p, plain), {**told, "unit": ""})
    elif ratio.p_value and ratio.p_value != p:
        raise Unreadable(TWO_P)
    else:
        ratio.p_value = p


def _finding(cut: Cut, place: Place, cell: Cell, told: dict[str, str]) -> Finding:
    _check_length(told)
    has_interval = cell.lower is not None or cell.upper is not None
    return Finding(
        trial=cut.trial,
        **place.subject,
        value_text=cell.value_text,
        value=cell.value,
        unit=_unit(place, cell, told["unit"]),
        lower=cell.lower,
        upper=cell.upper,
        level=(cell.level or cut.level) if has_interval else None,
        p_value=cell.p_value,
        time_point="" if place.reads == "count" else told["time_point"],
        population=cut.population,
        data_cutoff=cut.data_cutoff,
    )


def _check_length(told: dict[str, str]) -> None:
    for name, called in OF_TABLE.items():
        field: Any = Finding._meta.get_field(name)
        most = field.max_length
        if len(told[name]) > most:
            raise Unreadable(f"The {called} of this table is longer than {most} characters.")


def _unit(place: Place, cell: Cell, of_block: str) -> str:
    """The unit of the cell, or of its table; a ratio has none."""
    quantity = place.subject["quantity"]
    if place.subject.get("comparator") is not None:
        if cell.unit and quantity != Quantity.DIFFERENCE:
            raise Unreadable(f"A {Quantity(quantity).label.lower()} has no unit.")
        return cell.unit
    if cell.unit and of_block and cell.unit != of_block:
        raise Unreadable(f"This table is in {of_block}, this cell in {cell.unit}.")
    unit = cell.unit or of_block
    if unit == "%" and any(one is not None and one > 100 for one in (cell.value, cell.upper)):
        raise Unreadable("More than 100%. Check it against the source.")
    has_number = any(character.isdigit() for character in cell.value_text)
    return unit if has_number or cell.lower is not None or cell.upper is not None else ""
