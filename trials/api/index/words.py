"""A study's words as the text of a `tsvector`: each with its field, `'carcinoid/Condition':1,7`.

Positions count within a field. Before and after each value stand marks, and a gap, so that a phrase
neither goes on from one value to the next nor from one field to the next.
"""

from collections import defaultdict
from functools import lru_cache
from typing import Any

from trials.api.index.gathering import Json, gathered, plan_of
from trials.api.index.tags import BEGIN, END, GROUPS, is_indexed, tag
from trials.api.pieces import Kind, Piece
from trials.api.pieces.enums import legacy
from trials.folding import words_in

LAST_POSITION = 16_383  # what is further on has this position: found as a word, not as a phrase
MOST_POSITIONS = 255  # of one lexeme; the database drops more
ROOM = 900_000  # bytes; the database takes a tsvector of 1 MB
_GAP = 2  # positions that stay empty between two values

Positions = dict[str, list[int]]
_PLAN = plan_of(lambda piece: True)


class _Writer:
    """Lexemes with their positions, as long as there is room."""

    def __init__(self) -> None:
        self.lexemes: Positions = {}
        self.ends: defaultdict[str, int] = defaultdict(int)
        self.room = ROOM

    def has(self, lexeme: str) -> None:
        """A lexeme without a position."""
        if lexeme not in self.lexemes:
            self.room -= 4 * len(lexeme) + 8
            self.lexemes[lexeme] = []

    def value(self, words: list[str], after: str, marked: bool) -> None:
        """The words of one value under a tag, which begins with "/"."""
        written = [BEGIN, *words, END] if marked else words
        lexemes, at = self.lexemes, self.ends[after]
        self.ends[after] = at + len(written) + _GAP
        for word in written:
            at += 1
            lexeme = word + after
            places = lexemes.get(lexeme)
            if places is None:
                if self.room < 0:
                    return
                self.room -= len(lexeme) + 8
                places = lexemes[lexeme] = []
            if len(places) < MOST_POSITIONS and at <= LAST_POSITION:
                places.append(at)
                self.room -= 2


def words_of(study: Json) -> str:
    """What a query for words looks into: text that PostgreSQL reads as a `tsvector`."""
    writer = _Writer()
    for piece, values in gathered(study, _PLAN).items():
        after = f"/{tag(piece)}"
        writer.has(BEGIN + after)
        if is_indexed(piece):
            _write(writer, piece, values, after)
    return " ".join(map(_written, writer.lexemes, writer.lexemes.values()))


def _write(writer: _Writer, piece: Piece, values: list[Any], after: str) -> None:
    group = GROUPS.get(piece.name)
    # A value that is there twice, as the country of a hundred places, says nothing more.
    for value in dict.fromkeys(map(_text, values)):
        if piece.words and value in piece.words:
            writer.has(value + after)
        for words in _wordings(piece, value):
            writer.value(words, after, marked=True)
            if group:
                writer.value(words, f"/{group}", marked=False)


def _text(value: Any) -> str:
    """A value as it is searched: of JSON's words only true and false are in lower case."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _wordings(piece: Piece, value: str) -> list[list[str]]:
    """The words of a value; a word of a list also as the registry wrote it formerly."""
    return _of_enum(piece, value) if piece.kind is Kind.ENUM else [words_in(value)]


@lru_cache(maxsize=2048)
def _of_enum(piece: Piece, value: str) -> list[list[str]]:
    own = words_in(value)
    if not piece.words or value not in piece.words:
        return [own]
    former = words_in(legacy(piece.words(value)))
    return [own] if former == own else [own, former]


def _written(lexeme: str, places: list[int]) -> str:
    """Lexemes have letters, digits and the signs of tags: nothing that a quotation could end at."""
    return f"'{lexeme}':{','.join(map(str, places))}" if places else f"'{lexeme}'"
