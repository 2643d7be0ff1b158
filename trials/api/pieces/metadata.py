"""The table told as the registry tells it: `/studies/metadata`, and kinds for its statistics."""

from typing import Any

from trials.api.pieces.piece import Kind, Piece
from trials.api.pieces.table import OTHER_NAMES, SECTIONS

SOURCES = {
    Kind.STRUCT: "STRUCT",
    Kind.MARKUP: "MARKUP",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.SHORT: "NUMERIC",
    Kind.INTEGER: "NUMERIC",
    Kind.LONG: "NUMERIC",
    Kind.DATE: "DATE",
    Kind.PARTIAL_DATE: "DATE",
    Kind.MINUTE: "DATE",
    Kind.TIME_SPAN: "TIME",
    Kind.GEO_POINT: "GEO_POINT",
}
"""Everything else is TEXT."""
STATISTICS = {
    Kind.ENUM: "ENUM",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.SHORT: "INTEGER",
    Kind.INTEGER: "INTEGER",
    Kind.LONG: "INTEGER",
    Kind.DATE: "DATE",
    Kind.PARTIAL_DATE: "DATE",
    Kind.MINUTE: "DATE",
}
"""Everything else that holds a value is STRING."""


def statistics_type(piece: Piece) -> str:
    """Under which type `/stats/field/values` counts a field; "" for a branch or a point."""
    if piece.kind in (Kind.STRUCT, Kind.GEO_POINT):
        return ""
    return STATISTICS.get(piece.kind, "STRING")


def metadata(*, indexed_only: bool = False, historic_only: bool = False) -> list[dict[str, Any]]:
    """The tree of fields; with those that only the search knows, or only former versions."""
    return [_node(piece, indexed_only, historic_only) for piece in SECTIONS]


def _node(piece: Piece, indexed_only: bool, historic_only: bool) -> dict[str, Any]:
    children = [
        _node(child, indexed_only, historic_only)
        for child in piece.children
        if (indexed_only or not child.reckoned) and (historic_only or not child.historic)
    ]
    node = {
        "name": piece.key,
        "piece": piece.name,
        "sourceType": SOURCES.get(piece.kind, "TEXT"),
        "type": (piece.shape or piece.kind.value) + ("[]" if piece.many else ""),
        **_remarks(piece),
    }
    return {**node, "children": children} if children else node


def _remarks(piece: Piece) -> dict[str, Any]:
    """What is said of a field only where it is so."""
    said = {
        "altPieceNames": [other for other, name in OTHER_NAMES.items() if name == piece.name],
        "isEnum": piece.kind is Kind.ENUM,
        "synonyms": piece.synonyms,
        "nested": piece.nested,
        "indexedOnly": bool(piece.reckoned),
        "historicOnly": piece.historic,
    }
    return {key: value for key, value in said.items() if value}
