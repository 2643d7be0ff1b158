"""One function per kind of node: what translates a tree, to SQL or to words, is a Visitor."""

from abc import ABC, abstractmethod
from typing import Generic, TypeVar, assert_never

from trials.api.essie.distance import Distance
from trials.api.essie.tree import (
    All,
    And,
    Area,
    Coverage,
    Expansion,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    Tilt,
)

Context = TypeVar("Context")
Result = TypeVar("Result")


class Visitor(ABC, Generic[Context, Result]):
    """What to make of each kind of node.

    The context is what a node is under: the area, the coverage, the document. A function that
    stands over others calls `visit` for them, with the context that it makes of its own.
    """

    def visit(self, node: Node, context: Context) -> Result:
        """What the function for this kind of node makes of it."""
        match node:
            case Term() | Phrase() | Range() | Distance() | Missing() | All():
                return self._source(node, context)
            case Not():
                return self.negation(node, context)
            case And():
                return self.all_of(node, context)
            case Or():
                return self.any_of(node, context)
            case Area():
                return self.area(node, context)
            case Search():
                return self.search(node, context)
            case Coverage():
                return self.coverage(node, context)
            case Expansion():
                return self.expansion(node, context)
            case Tilt():
                return self.tilt(node, context)
            case _:
                assert_never(node)

    def _source(
        self, node: Term | Phrase | Range | Distance | Missing | All, context: Context
    ) -> Result:
        match node:
            case Term():
                return self.term(node, context)
            case Phrase():
                return self.phrase(node, context)
            case Range():
                return self.range(node, context)
            case Distance():
                return self.distance(node, context)
            case Missing():
                return self.missing(node, context)
            case All():
                return self.everything(node, context)
            case _:
                assert_never(node)

    @abstractmethod
    def term(self, node: Term, context: Context) -> Result:
        """Words searched together."""

    @abstractmethod
    def phrase(self, node: Phrase, context: Context) -> Result:
        """Words found together in this order."""

    @abstractmethod
    def range(self, node: Range, context: Context) -> Result:
        """Values between two."""

    @abstractmethod
    def distance(self, node: Distance, context: Context) -> Result:
        """Places around a point."""

    @abstractmethod
    def missing(self, node: Missing, context: Context) -> Result:
        """No value."""

    @abstractmethod
    def everything(self, node: All, context: Context) -> Result:
        """All studies."""

    @abstractmethod
    def negation(self, node: Not, context: Context) -> Result:
        """What is not found."""

    @abstractmethod
    def all_of(self, node: And, context: Context) -> Result:
        """What every part finds."""

    @abstractmethod
    def any_of(self, node: Or, context: Context) -> Result:
        """What any part finds."""

    @abstractmethod
    def area(self, node: Area, context: Context) -> Result:
        """Where to search."""

    @abstractmethod
    def search(self, node: Search, context: Context) -> Result:
        """In what to search."""

    @abstractmethod
    def coverage(self, node: Coverage, context: Context) -> Result:
        """How much of a field to match."""

    @abstractmethod
    def expansion(self, node: Expansion, context: Context) -> Result:
        """How far to widen terms."""

    @abstractmethod
    def tilt(self, node: Tilt, context: Context) -> Result:
        """What to rank higher."""
