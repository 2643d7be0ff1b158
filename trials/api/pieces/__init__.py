"""The registry's data model: every field of a study by piece name, and what is done with it.

Pure: studies are JSON as ClinicalTrials.gov's API v2 writes it. `table.py` has the fields, from
`sections/`; start with `find`.
"""

from trials.api.pieces.areas import AREAS, Area, find_area, search_areas
from trials.api.pieces.columns import COLUMNS, cells, columns
from trials.api.pieces.enums import enums
from trials.api.pieces.finding import find, suggest
from trials.api.pieces.metadata import metadata, statistics_type
from trials.api.pieces.piece import Kind, Piece, Reckoned
from trials.api.pieces.ris import ris
from trials.api.pieces.selection import Selection, UnknownField, selection
from trials.api.pieces.table import PIECES, SECTIONS
from trials.api.pieces.values import comparable, minutes, values_at

__all__ = [
    "AREAS",
    "COLUMNS",
    "PIECES",
    "SECTIONS",
    "Area",
    "Kind",
    "Piece",
    "Reckoned",
    "Selection",
    "UnknownField",
    "cells",
    "columns",
    "comparable",
    "enums",
    "find",
    "find_area",
    "metadata",
    "minutes",
    "ris",
    "search_areas",
    "selection",
    "statistics_type",
    "suggest",
    "values_at",
]
