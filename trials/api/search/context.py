"""What a part of a query is under, and how much a query may cost."""

import dataclasses
import time

from trials.api.essie import FieldCoverage, QueryError, TermExpansion
from trials.api.essie.bounds import REFUSED
from trials.api.pieces import Piece
from trials.api.search.fields import Fields, fields_of
from trials.api.search.limits import SECONDS
from trials.api.search.synonyms import OtherNames

MOST_FIELDS = 12
"""Larger areas are looked through as a whole, those of their fields without synonyms as well."""
CONCEPTS = {TermExpansion.CONCEPT, TermExpansion.RELAXATION, TermExpansion.LOSSY}


@dataclasses.dataclass(frozen=True)
class Context:
    """Fields to look into, how much of a field to match, how far to widen what is written."""

    fields: Fields
    coverage: FieldCoverage = FieldCoverage.CONTAINS
    expansion: TermExpansion = TermExpansion.RELAXATION
    names: OtherNames = dataclasses.field(default_factory=dict)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The fields without their weights."""
        return tuple(piece for piece, _ in self.fields)

    @property
    def of_names(self) -> "Context | None":
        """What other names are looked for in: fields that the registry takes synonyms for."""
        if self.expansion not in CONCEPTS or not self.names:
            return None
        fields = tuple(field for field in self.fields if field[0].synonyms)
        large = len(fields) > MOST_FIELDS
        return (
            dataclasses.replace(self, fields=self.fields if large else fields) if fields else None
        )

    def into(self, name: str) -> "Context":
        """The same for other fields."""
        return dataclasses.replace(self, fields=fields_of(name))


@dataclasses.dataclass
class Budget:
    """Counts what all queries of a request cost before the database is asked (decision 22).

    Its clock runs from the first of them on, so that reading them counts, too.
    """

    lookups: int = 6_000  # of words in the index; 500 numbers of studies in query.id take 2,500
    scans: int = 50  # conditions that are tried on each study, or on each place
    ends: float = dataclasses.field(default_factory=lambda: time.monotonic() + SECONDS)

    def look_up(self, words: int) -> None:
        """Take so many words; QueryError if they are too many."""
        self.lookups -= words
        if self.lookups < 0:
            raise QueryError(REFUSED, 0, "It looks for too many words in too many fields.")

    def scan(self) -> None:
        """Take one more condition on numbers or places; QueryError if it is one too many."""
        self.scans -= 1
        if self.scans < 0:
            raise QueryError(REFUSED, 0, "It has too many ranges or conditions on places.")
