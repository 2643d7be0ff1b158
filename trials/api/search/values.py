"""Values that a query states, read as the field has them: words of lists, dates, numbers, ages."""

from functools import cache

from trials.api.essie import QueryError, Value
from trials.api.pieces import Kind, Piece
from trials.api.pieces.enums import legacy
from trials.folding import words_in

LATEST_HOUR = 0.9999
"""Times of a day are its decimals, `20180731.2359`; this is after all of them."""
MINUTES_OF_A_DAY = 1440
_YES_AND_NO = {"true": "true", "yes": "true", "y": "true", "false": "false", "no": "false"} | {
    "n": "false"
}


def word_of(piece: Piece, text: str) -> str | None:
    """The word of the field's list that a text means, also in the registry's former wording."""
    return _known(piece).get("".join(words_in(text)))


def allowed(piece: Piece) -> QueryError:
    """What to say where a text is no word of the field's list."""
    words = piece.words.values if piece.words else ["true", "false"]
    kind = "enum" if piece.words else "boolean"
    listed = ", ".join(f"`{word}`" for word in words)
    return QueryError(f"Allowed values for {kind} field `{piece.path}` are {listed}")


@cache
def _known(piece: Piece) -> dict[str, str]:
    """Each spelling with its word; one that two words had means neither of them."""
    if not piece.words:
        return _YES_AND_NO
    known: dict[str, str] = {}
    for word in piece.words:
        former = "".join(words_in(legacy(word)))
        known[former] = "" if former in known else word.value
    known |= {"".join(words_in(word.value)): word.value for word in piece.words}
    return {spelling: word for spelling, word in known.items() if word}


def lowest(piece: Piece, value: Value) -> float:
    """The number of a value, of a period its first; QueryError if the field has no such values."""
    return _number(piece, value, first=True)


def highest(piece: Piece, value: Value) -> float:
    """The same of a period's last: of `2018-07` all of July's days, of a day all of its minutes."""
    return _number(piece, value, first=False)


def _number(piece: Piece, value: Value, first: bool) -> float:
    if piece.is_date and value.date is not None:
        return _date(value.date, first)
    if piece.kind is Kind.TIME_SPAN and value.age is not None:
        return float(value.age.days * MINUTES_OF_A_DAY)
    if piece.is_number and value.number is not None:
        return float(value.number)
    what, example = _wanted(piece)
    message = f"Invalid value for {what} field `{piece.path}`: `{value.text}`"
    raise QueryError(message, 0, f"Write it as {example}.")


def _date(text: str, first: bool) -> float:
    """`2018-07` begins with 20180701 and ends with 20180799, as no month has so many days."""
    rest = "0101" if first else "9999"
    digits = text.replace("-", "")
    number = int(digits + rest[len(digits) - 4 :])
    return number if first else number + LATEST_HOUR


def _wanted(piece: Piece) -> tuple[str, str]:
    if piece.is_date:
        return "date", "2018-07-31, 2018-07, 2018 or 07/31/2018"
    if piece.kind is Kind.TIME_SPAN:
        return "age", "18 years or 6 months"
    return "number", "120"
