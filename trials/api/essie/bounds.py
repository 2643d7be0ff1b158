"""How large a query may be. What is larger is refused before it costs anything."""

import unicodedata

from lark import Token

from trials.api.essie.errors import QueryError, shown

MAX_LENGTH = 8_192  # characters; no common server takes a longer address
# A list of NCT IDs joined by OR (15 characters each) fills the longest text with 546 of them.
MAX_OPERATORS = 600  # AND, OR, NOT, commas, pairs of parentheses, everything with brackets
MAX_WORDS = 1_000  # each is looked for; an abstract pasted as a query has 300
MAX_WORD = 500  # characters; PostgreSQL's text search refuses words of 2,047 bytes
MAX_DEPTH = 64  # nodes under each other; visitors recurse, and hand-made queries stay under 10
REFUSED = "Too complicated query"  # the registry's own words

_NO_OPERATORS = frozenset({"WORD", "PHRASE", "_SHUT", "_CLOSE"})


def check_text(text: str) -> None:
    """Refuse a text that is too long or has characters that no text of a record has."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            REFUSED, 0, f"It has {len(text):,} characters; at most {MAX_LENGTH:,} are read."
        )
    for column, character in enumerate(text, 1):
        if not character.isprintable() and not character.isspace():
            _check_character(character, column)


def _check_character(character: str, column: int) -> None:
    """Control characters and halves of surrogate pairs; the database could not take them."""
    if unicodedata.category(character) in {"Cc", "Cs"}:
        raise QueryError(
            f"token recognition error at: '{shown(character)}'",
            column,
            f"Take out the control character U+{ord(character):04X}.",
        )


class Counter:
    """Counts what a query consists of, token by token, and knows which parentheses are open."""

    def __init__(self) -> None:
        self.words = self.operators = 0
        self.open: list[int] = []

    def count(self, token: Token) -> None:
        """Take one more token into account; raises QueryError where it is one too many."""
        if token.type in {"WORD", "PHRASE"}:
            self._count_words(token)
        elif token.type not in _NO_OPERATORS:
            self.operators += 1
            _refuse_over(MAX_OPERATORS, self.operators, "operators", token)

    def enter(self, token: Token) -> None:
        """Note the parenthesis that a token opened or closed, once it was found to be in place."""
        if token.type == "_OPEN":
            self.open.append(column_of(token))
        elif token.type == "_SHUT":
            self.open.pop()

    def _count_words(self, token: Token) -> None:
        words = token.split()
        self.words += len(words)
        _refuse_over(MAX_WORDS, self.words, "words", token)
        if any(len(word) > MAX_WORD for word in words):
            sentence = f"No word has more than {MAX_WORD} characters."
            raise QueryError(REFUSED, column_of(token), sentence)


def check_depth(depth: int) -> None:
    """Refuse a tree that visitors should not recurse into."""
    if depth > MAX_DEPTH:
        sentence = f"It is nested more than {MAX_DEPTH} deep; take out parentheses or a NOT."
        raise QueryError(REFUSED, 0, sentence)


def column_of(token: Token) -> int:
    """The column a token begins at, from 1."""
    return (token.start_pos or 0) + 1


def _refuse_over(most: int, counted: int, what: str, token: Token) -> None:
    if counted > most:
        sentence = f"It has more than {most:,} {what}; ask in several queries."
        raise QueryError(REFUSED, column_of(token), sentence)
