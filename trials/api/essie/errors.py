"""Why a query cannot be read: in the registry's wording, with the column and what to do about it.

The registry's parser says `mismatched input ']' expecting <EOF>` and a few sentences more of that
kind; clients look for them. What follows in the text of the error is ours.
"""

from collections.abc import Collection

LONGEST_SHOWN = 40  # characters of the query in a sentence
# As the registry names what it expects, and in its order.
_NAMES = {
    "$END": "<EOF>",
    "_OPEN": "'('",
    "_SHUT": "')'",
    "_CLOSE": "']'",
    "_COMMA": "','",
    "_NOT": "'NOT'",
    "_AND": "'AND'",
    "_OR": "'OR'",
    "_SEARCH": "'SEARCH'",
    "_AREA": "'AREA'",
    "_RANGE": "'RANGE'",
    "_DISTANCE": "'DISTANCE'",
    "_COVERAGE": "Coverage",
    "_EXPANSION": "Expansion",
    "_TILT": "'TILT'",
    "_ALL": "'ALL'",
    "_MISSING": "'MISSING'",
    "PHRASE": "StringLiteral",
    "WORD": "Term",
}


class QueryError(ValueError):
    """A query that cannot be read or is too large.

    `message` is the registry's wording alone, `column` counts from 1 (0 where no place is to
    blame), `suggestion` is a sentence of ours or "".
    """

    def __init__(self, message: str, column: int = 0, suggestion: str = "") -> None:
        self.message, self.column, self.suggestion = message, column, suggestion
        place = f"{message} (column {column})." if column else f"{message}."
        super().__init__(f"{place} {suggestion}".rstrip())


def mismatched(found: str, expected: Collection[str]) -> str:
    """Say that something else was expected; by the names of the grammar's terminals."""
    return f"mismatched input '{found}' expecting {expecting(expected)}"


def expecting(terminals: Collection[str]) -> str:
    """List terminals by their names in the registry, one alone without braces."""
    names = [name for terminal, name in _NAMES.items() if terminal in terminals]
    return names[0] if len(names) == 1 else f"{{{', '.join(names)}}}"


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Some of what was sent, short and without what cannot be printed."""
    short = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(character if character.isprintable() else "�" for character in short)
