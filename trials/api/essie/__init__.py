"""Essie, the query language of ClinicalTrials.gov: text in, a frozen tree out; pure.

`parse` reads, `str` of a tree writes, a `Visitor` translates. What areas and pieces are called, and
what their values are, is not known here: names and values are given as they were written.
"""

from trials.api.essie.distance import Distance, Unit, read_distance
from trials.api.essie.errors import QueryError
from trials.api.essie.parsing import parse
from trials.api.essie.tree import (
    All,
    And,
    Area,
    Coverage,
    Document,
    Expansion,
    FieldCoverage,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    TermExpansion,
    Tilt,
    walk,
)
from trials.api.essie.values import Age, Value
from trials.api.essie.visitor import Visitor

__all__ = [
    "Age",
    "All",
    "And",
    "Area",
    "Coverage",
    "Distance",
    "Document",
    "Expansion",
    "FieldCoverage",
    "Missing",
    "Node",
    "Not",
    "Or",
    "Phrase",
    "QueryError",
    "Range",
    "Search",
    "Term",
    "TermExpansion",
    "Tilt",
    "Unit",
    "Value",
    "Visitor",
    "parse",
    "read_distance",
    "walk",
]
