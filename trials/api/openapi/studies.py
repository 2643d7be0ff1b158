"""The schemas of a study and of the registry's lists of words, from the table of fields."""

from typing import Any

from trials.api.pieces import PIECES, SECTIONS, Kind, Piece

Schema = dict[str, Any]
TYPES = {
    Kind.BOOLEAN: "boolean",
    Kind.SHORT: "integer",
    Kind.INTEGER: "integer",
    Kind.LONG: "integer",
}
"""Everything else that holds a value is a string; dates too, which may end with the year."""
POINT: Schema = {
    "type": "object",
    "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}},
    "required": ["lat", "lon"],
}
BEYOND: Schema = {
    "type": "object",
    "description": (
        "Ours: what the registry's schema has no place for, such as cohorts, findings with their"
        " sources, approvals and releases. Left out under `strict=true`."
    ),
}


def reference(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def words() -> dict[str, Schema]:
    """Each list of words by the registry's name of it."""
    return {
        piece.words.__name__: {"type": "string", "enum": list(piece.words.values)}
        for piece in PIECES
        if piece.words and not piece.historic
    }


def study() -> Schema:
    """A study; nothing of it is required, since `fields` cuts it down."""
    properties = {piece.key: _of(piece) for piece in SECTIONS}
    return {"type": "object", "properties": properties | {"trialfolio": reference("Beyond")}}


def _of(piece: Piece) -> Schema:
    one = _one(piece)
    return {"type": "array", "items": one} if piece.many else one


def _one(piece: Piece) -> Schema:
    if piece.kind is Kind.STRUCT:
        written = (child for child in piece.children if not child.reckoned and not child.historic)
        return {"type": "object", "properties": {child.key: _of(child) for child in written}}
    if piece.kind is Kind.GEO_POINT:
        return POINT
    if piece.words:
        return reference(piece.words.__name__)
    return {"type": TYPES.get(piece.kind, "string")}
