"""What a query says, as a frozen tree; `str` of a node writes it so that it is read as the same.

A node is a term or source operator, or stands over others: `of` is the one, `parts` are the many.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from trials.api.essie.distance import Distance
from trials.api.essie.operators import escaped, quoted
from trials.api.essie.values import Value


class FieldCoverage(StrEnum):
    """How much of a field a term has to match."""

    FULL_MATCH = "FullMatch"
    STARTS_WITH = "StartsWith"
    ENDS_WITH = "EndsWith"
    CONTAINS = "Contains"


class TermExpansion(StrEnum):
    """How far a term may be widened, each further than the one before."""

    NONE = "None"
    TERM = "Term"
    CONCEPT = "Concept"
    RELAXATION = "Relaxation"
    LOSSY = "Lossy"


class Document(StrEnum):
    """In what several areas have to match together: the study, or one of its locations."""

    STUDY = "Study"
    LOCATION = "Location"


@dataclass(frozen=True, slots=True)
class Term:
    """Words side by side, without their escapes and with one space between them."""

    text: str

    @property
    def value(self) -> Value:
        """The same as a date, number or age: `AREA[StartDate]2022`."""
        return Value(self.text)

    def __str__(self) -> str:
        return escaped(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotation marks, to be found together and in this order."""

    text: str

    @property
    def value(self) -> Value:
        """The same as a date, number or age."""
        return Value(self.text)

    def __str__(self) -> str:
        return quoted(self.text)


@dataclass(frozen=True, slots=True)
class Range:
    """Values from low to high, both of them in; None is MIN or MAX, without a limit."""

    low: Value | None
    high: Value | None

    def __str__(self) -> str:
        low = escaped(self.low.text) if self.low else "MIN"
        high = escaped(self.high.text) if self.high else "MAX"
        return f"RANGE[{low},{high}]"


@dataclass(frozen=True, slots=True)
class Missing:
    """Studies that have no value in the area."""

    def __str__(self) -> str:
        return "MISSING"


@dataclass(frozen=True, slots=True)
class All:
    """All studies there are."""

    def __str__(self) -> str:
        return "ALL"


@dataclass(frozen=True, slots=True)
class Not:
    """Studies that the node under it does not find."""

    of: "Node"

    def __str__(self) -> str:
        return f"NOT {_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class Area:
    """Where to search: the name of an area or piece, or a dotted path.

    With `size` the number of entries of that list is compared, `AREA[Phase:size]2`.
    """

    name: str
    of: "Node"
    size: bool = False

    def __str__(self) -> str:
        return f"AREA[{escaped(self.name)}{':size' if self.size else ''}]{_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class Search:
    """In which document everything under it has to be true at once."""

    document: Document
    of: "Node"

    def __str__(self) -> str:
        return f"SEARCH[{self.document}]{_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a field the terms under it have to match."""

    degree: FieldCoverage
    of: "Node"

    def __str__(self) -> str:
        return f"COVERAGE[{self.degree}]{_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class Expansion:
    """How far the terms under it may be widened."""

    degree: TermExpansion
    of: "Node"

    def __str__(self) -> str:
        return f"EXPANSION[{self.degree}]{_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class Tilt:
    """The same studies, ranked with a bias towards higher values of a piece."""

    name: str
    of: "Node"

    def __str__(self) -> str:
        return f"TILT[{escaped(self.name)}]{_operand(self.of)}"


@dataclass(frozen=True, slots=True)
class And:
    """Studies that every part finds; two parts at least."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " AND ".join(_operand(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Studies that any part finds; two parts at least."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(
            str(part) if isinstance(part, And) else _operand(part) for part in self.parts
        )


Source: TypeAlias = Term | Phrase | Range | Distance | Missing | All
Over: TypeAlias = Not | Area | Search | Coverage | Expansion | Tilt
Node: TypeAlias = Source | Over | And | Or


def under(node: Node) -> tuple[Node, ...]:
    """The nodes directly under one."""
    if isinstance(node, And | Or):
        return node.parts
    return (node.of,) if isinstance(node, Over) else ()


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, each before those under it, in the order of the text."""
    waiting = [node]
    while waiting:
        yield (here := waiting.pop())
        waiting.extend(reversed(under(here)))


def depth(node: Node) -> int:
    """How many nodes stand one under the other at most."""
    level: Iterable[Node] = (node,)
    levels = 0
    while level:
        level, levels = [below for here in level for below in under(here)], levels + 1
    return levels


def _operand(node: Node) -> str:
    """The node as NOT, AND and brackets take it: AND and OR need parentheses there."""
    return f"({node})" if isinstance(node, And | Or) else str(node)
