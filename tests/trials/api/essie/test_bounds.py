"""Hostile queries: each is read or refused with a sentence, after a bounded number of tokens."""

import pytest

from trials.api.essie import Or, QueryError, parse, walk
from trials.api.essie.bounds import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_OPERATORS,
    MAX_WORD,
    MAX_WORDS,
    REFUSED,
)

TOO_LONG = "characters; at most 8,192 are read."
TOO_MANY_OPERATORS = "It has more than 600 operators; ask in several queries."
TOO_MANY_WORDS = "It has more than 1,000 words; ask in several queries."
TOO_DEEP = "It is nested more than 64 deep"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("(" * 4000, TOO_MANY_OPERATORS),
        ("(" * 4000 + "a" + ")" * 4000, TOO_MANY_OPERATORS),
        ("NOT(" * 2000, TOO_MANY_OPERATORS),
        ("NOT " * 2048, TOO_MANY_OPERATORS),
        (" OR ".join(["ab"] * 1000), TOO_MANY_OPERATORS),
        ("AREA[a]" * 1170, TOO_MANY_OPERATORS),
        ("a" + "," * 8000, TOO_MANY_OPERATORS),
        ("NOT " * 64 + "a", TOO_DEEP),
        ("(a OR NOT " * 200 + "a" + ")" * 200, TOO_DEEP),
        ("a " * 4000, TOO_MANY_WORDS),
        ('"a" ' * 2000, TOO_MANY_WORDS),
        ('"' + "a " * 2000 + '"', TOO_MANY_WORDS),
        ("\\(" * 4000, f"No word has more than {MAX_WORD} characters."),
        ("\\" * MAX_LENGTH, f"No word has more than {MAX_WORD} characters."),
        ("“\\" * 4000, f"No word has more than {MAX_WORD} characters."),
        ("x" * (MAX_LENGTH + 1), TOO_LONG),
        ("(" * 10_000_000, TOO_LONG),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_too_large_is_refused(text: str, suggestion: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert raised.value.message == REFUSED
    assert suggestion in raised.value.suggestion


@pytest.mark.parametrize(
    "text",
    [
        *(
            '"' * 8192,
            '"' * 8191,
            "AREA[" * 1638,
            "RANGE[" * 1365,
            "[" * 8192,
            ")" * 8192,
            "“" * 8192,
        ),
        *("RANGE[a," * 1024, "DISTANCE[" * 910, "," * 8192, " " * 8192, '\\"' * 200 + '"' * 7000),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_nonsense_ends_at_its_beginning(text: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert len(str(raised.value)) < 400


def test_what_is_just_small_enough_is_read() -> None:
    numbers = " OR ".join(f"NCT{number:08}" for number in range(546))
    assert len(numbers) <= MAX_LENGTH
    tree = parse(numbers)
    assert isinstance(tree, Or)
    assert len(tree.parts) == 546
    assert str(tree) == numbers
    parse("(" * (MAX_OPERATORS) + "a" + ")" * MAX_OPERATORS)
    parse("a " * MAX_WORDS)
    parse("a" * MAX_WORD)
    parse(" " * (MAX_LENGTH - 1) + "a")
    assert len(list(walk(parse("NOT " * (MAX_DEPTH - 1) + "a")))) == MAX_DEPTH
