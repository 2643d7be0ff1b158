"""The meaning of a query, told as plainly as can be: study by study, value by value, in Python."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from math import acos, cos, radians, sin
from typing import Any

from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Distance,
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
    Value,
)
from trials.api.pieces import Kind, Piece, comparable, find, find_area, values_at
from trials.api.pieces.enums import legacy
from trials.api.search.variants import variants
from trials.folding import words_in

Json = dict[str, Any]
PLACE = "protocolSection.contactsLocationsModule.locations"


@dataclass(frozen=True)
class Asked:
    """What a node is under, and the study and place that it is asked of."""

    study: Json
    pieces: tuple[Piece, ...]
    coverage: FieldCoverage = FieldCoverage.CONTAINS
    expansion: TermExpansion = TermExpansion.RELAXATION
    place: Json | None = None


def pieces_of(name: str) -> tuple[Piece, ...]:
    area = find_area(name)
    piece = find(name)
    return tuple(part for part, _ in area.parts) if area else (piece,) if piece else ()


def finds(node: Node, asked: Asked) -> bool:
    """Whether a study, or one place of it, is what the query asks for."""
    match node:
        case All():
            return True
        case Not():
            return not finds(node.of, asked)
        case And():
            return all(finds(part, asked) for part in node.parts)
        case Or():
            return any(finds(part, asked) for part in node.parts)
        case Area():
            return finds(node.of, replace(asked, pieces=pieces_of(node.name)))
        case Coverage():
            return finds(node.of, replace(asked, coverage=node.degree))
        case Expansion():
            return finds(node.of, replace(asked, expansion=node.degree))
        case Tilt():
            return finds(node.of, asked)
        case Search():
            whole = replace(asked, place=None)
            if node.document is Document.STUDY:
                return finds(node.of, whole)
            return any(finds(node.of, replace(asked, place=one)) for one in places(asked.study))
        case Distance():
            near = [asked.place] if asked.place else places(asked.study)
            return any(_is_near(place, node) for place in near)
        case Missing():
            here = _here(asked)
            return not any(_values(piece, here) for piece in here.pieces)
        case Range():
            here = _here(asked)
            return any(_within(piece, node, here) for piece in here.pieces)
        case Term() | Phrase():
            return _says(node, _here(asked))
    raise TypeError(node)


def places(study: Json) -> list[Json]:
    return values_at(study, "Location")


def _here(asked: Asked) -> Asked:
    """In a place only its own fields count; a field of the study is asked of the study."""
    if asked.place is None:
        return asked
    own = tuple(piece for piece in asked.pieces if piece.path.startswith(f"{PLACE}."))
    return replace(asked, pieces=own) if own else replace(asked, place=None)


def _values(piece: Piece, asked: Asked) -> list[Any]:
    if asked.place is None:
        return values_at(asked.study, piece)
    module = {"locations": [asked.place]}
    return values_at({"protocolSection": {"contactsLocationsModule": module}}, piece)


def _is_near(place: Json, asked: Distance) -> bool:
    point = place.get("geoPoint")
    if not point:
        return False
    here, there = radians(point["lat"]), radians(float(asked.latitude))
    turn = radians(point["lon"] - float(asked.longitude))
    angle = acos(min(1, sin(here) * sin(there) + cos(here) * cos(there) * cos(turn)))
    return angle * 3958.76 <= float(asked.miles)


def _within(piece: Piece, asked: Range, study: Asked) -> bool:
    found = [comparable(piece, value) for value in _values(piece, study)]
    low = _limit(piece, asked.low, 0) if asked.low else None
    high = _limit(piece, asked.high, 1) if asked.high else None
    return any(
        value is not None and (low is None or value >= low) and (high is None or value <= high)
        for value in found
    )


def _limit(piece: Piece, value: Value, end: int) -> Any:
    if not piece.is_date:
        return comparable(piece, int(value.text))
    return _period(value.date or "")[end]


def _period(text: str) -> tuple[dt.date, dt.date]:
    """First and last day of `2018`, `2018-07` or `2018-07-15`."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    last_month = month or 12
    last_day = day or calendar.monthrange(year, last_month)[1]
    return dt.date(year, month or 1, day or 1), dt.date(year, last_month, last_day)


def _says(node: Term | Phrase, asked: Asked) -> bool:
    if all(piece.is_date or piece.is_number for piece in asked.pieces):
        return any(_within(piece, Range(node.value, node.value), asked) for piece in asked.pieces)
    if all(piece.kind is Kind.ENUM for piece in asked.pieces):
        return any(node.text in _values(piece, asked) for piece in asked.pieces)
    wide = {TermExpansion.RELAXATION, TermExpansion.LOSSY}
    apart = asked.coverage is FieldCoverage.CONTAINS and asked.expansion in wide
    if isinstance(node, Phrase) or not apart:
        return _has(words_in(node.text), asked)
    found = [_has(words, asked) for word in node.text.split() if (words := words_in(word))]
    if not found:
        return False
    return any(found) if asked.expansion is TermExpansion.LOSSY else all(found)


def _has(words: list[str], asked: Asked) -> bool:
    return bool(words) and any(
        _is_in(words, words_in(text), asked)
        for piece in asked.pieces
        for value in _values(piece, asked)
        for text in _wordings(piece, value)
    )


def _wordings(piece: Piece, value: Any) -> list[str]:
    if piece.words:
        return [value, legacy(piece.words(value))]
    return [] if piece.is_date or piece.is_number else [str(value)]


def _is_in(words: list[str], text: list[str], asked: Asked) -> bool:
    exact = asked.expansion is TermExpansion.NONE
    forms = [{word} if exact else set(variants(word)) for word in words]
    starts = range(len(text) - len(words) + 1)
    if asked.coverage in {FieldCoverage.FULL_MATCH, FieldCoverage.STARTS_WITH}:
        starts = starts[:1]
    if asked.coverage in {FieldCoverage.FULL_MATCH, FieldCoverage.ENDS_WITH}:
        starts = range(max(len(text) - len(words), 0), len(text) - len(words) + 1)
        if asked.coverage is FieldCoverage.FULL_MATCH and len(text) != len(words):
            return False
    return any(
        all(word in form for form, word in zip(forms, text[at:], strict=False)) for at in starts
    )
