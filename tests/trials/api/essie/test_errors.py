"""What is said of a query that cannot be read: the registry's words, the column, what to do."""

import pytest

from trials.api.essie import QueryError, parse

WHATEVER = (
    "{'(', 'NOT', 'SEARCH', 'AREA', 'RANGE', 'DISTANCE', Coverage, Expansion, 'TILT', 'ALL', "
    "'MISSING', StringLiteral, Term}"
)
GOING_ON = (
    "{<EOF>, '(', ',', 'NOT', 'AND', 'OR', 'SEARCH', 'AREA', 'RANGE', 'DISTANCE', Coverage, "
    "Expansion, 'TILT', 'ALL', 'MISSING', StringLiteral, Term}"
)


@pytest.mark.parametrize(
    ("text", "message", "column", "suggestion"),
    [
        ("", f"mismatched input '<EOF>' expecting {WHATEVER}", 1, "Say what to look for."),
        ("  \t", f"mismatched input '<EOF>' expecting {WHATEVER}", 4, "Say what to look for."),
        ("(a", "missing ')' at '<EOF>'", 3, "Close the parenthesis that opens in column 1."),
        ("a (b OR (c)", "missing ')' at '<EOF>'", 12, "that opens in column 3."),
        ("a)", "extraneous input ')' expecting <EOF>", 2, "No parenthesis is open here"),
        ("(a]", "mismatched input ']' expecting {'(', ')', ','", 3, "No bracket is open here"),
        ("()", f"mismatched input ')' expecting {WHATEVER}", 2, "Put something between"),
        ("(", f"mismatched input '<EOF>' expecting {WHATEVER}", 2, "Put something between"),
        ("(a AND )", f"mismatched input ')' expecting {WHATEVER}", 8, "before the parenthesis"),
        ("a AND", f"mismatched input '<EOF>' expecting {WHATEVER}", 6, "Say what follows AND"),
        ("a OR ", f"mismatched input '<EOF>' expecting {WHATEVER}", 6, "Say what follows OR"),
        ("(a NOT", f"mismatched input '<EOF>' expecting {WHATEVER}", 7, "Say what follows NOT"),
        ("OR a", f"mismatched input 'OR' expecting {WHATEVER}", 1, "Say what stands before OR"),
        ("a AND OR b", f"mismatched input 'OR' expecting {WHATEVER}", 7, "stands before OR"),
        (", a", f"mismatched input ',' expecting {WHATEVER}", 1, "Take out the comma."),
        ("AREA[Phase", "mismatched input '<EOF>' expecting ']'", 11, "Close the bracket with ]."),
        ("AREA[", "mismatched input '<EOF>' expecting Term", 6, "between the brackets."),
        ("AREA[]a", "mismatched input ']' expecting Term", 6, "between the brackets."),
        ("AREA[X]", f"mismatched input '<EOF>' expecting {WHATEVER}", 8, "after the bracket."),
        ("AREA[Brief Title]a", "mismatched input 'Title' expecting ']'", 12, "Close the bracket"),
        ("AREA[AREA[", "mismatched input 'AREA' expecting Term", 6, "stand names and values"),
        ("AREA [Phase]a", f"mismatched input '[' expecting {GOING_ON}", 6, "Write AREA[ without"),
        ("area[Phase]a", f"mismatched input '[' expecting {GOING_ON}", 5, "upper case: AREA[."),
        ("(Range[1,2])", "mismatched input '[' expecting {'(', ')', ','", 7, "upper case: RANGE[."),
        ("a [b]", f"mismatched input '[' expecting {GOING_ON}", 3, "Brackets belong to operators"),
        ("[a]", f"mismatched input '[' expecting {WHATEVER}", 1, "Brackets belong to operators"),
        ("a]", f"mismatched input ']' expecting {GOING_ON}", 2, "No bracket is open here"),
        ('"abc', "token recognition error at: '\"abc'", 1, "Close the quotation mark"),
        ('"a"b"', "token recognition error at: '\"'", 5, "Close the quotation mark"),
        ('"a\\"', "token recognition error at: '\"a\\\"'", 1, "Close the quotation mark"),
        (
            '""',
            "mismatched input '\"\"' expecting StringLiteral",
            1,
            "Put words between the marks.",
        ),
        (
            "“ ”",
            "mismatched input '“ ”' expecting StringLiteral",
            1,
            "Put words between the marks.",
        ),
        ("RANGE[1]", "mismatched input ']' expecting ','", 8, "RANGE takes two values"),
        ("RANGE[1", "mismatched input '<EOF>' expecting {',', Term}", 8, "RANGE takes two values"),
        ("RANGE[1,2", "mismatched input '<EOF>' expecting {']', Term}", 10, "Close the bracket"),
        ("RANGE[1,2,3]", "mismatched input ',' expecting ']'", 10, "Close the bracket"),
        ("RANGE[min,1]", "mismatched input 'min' expecting 'MIN'", 7, "both in upper case."),
        ("RANGE[1, MIN]", "mismatched input 'MIN' expecting 'MAX'", 10, "ends with MAX"),
        (
            "COVERAGE[full]a",
            "mismatched input 'full' expecting {'FullMatch', 'StartsWith', 'EndsWith', 'Contains'}",
            10,
            "Did you mean FullMatch?",
        ),
        (
            "EXPANSION[none]a",
            "mismatched input 'none' expecting {'None', 'Term', 'Concept', 'Relaxation', 'Lossy'}",
            11,
            "Did you mean None?",
        ),
        ("SEARCH[Site]a", "mismatched input 'Site' expecting {'Study', 'Location'}", 8, ""),
        ("DISTANCE[1,2]", "mismatched input ']' expecting ','", 13, "DISTANCE takes lat"),
        (
            "DISTANCE[91,0,5mi]",
            "mismatched input '91,0,5mi' expecting DISTANCE[lat,lon,radius]",
            10,
            "The latitude is a number from -90 to 90, not 91.",
        ),
        ("a\0b", "token recognition error at: '�'", 2, "Take out the control character U+0000."),
        ("\ud800", "token recognition error at: '�'", 1, "the control character U+D800."),
    ],
)
def test_errors(text: str, message: str, column: int, suggestion: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    error = raised.value
    assert error.message.startswith(message)
    assert error.column == column
    assert suggestion in error.suggestion
    assert str(error) == f"{error.message} (column {column}). {error.suggestion}".rstrip()


def test_long_mistakes_are_cut() -> None:
    with pytest.raises(QueryError) as raised:
        parse(f'"{"x" * 8000}')
    assert raised.value.message == f"token recognition error at: '\"{'x' * 38}…'"


def test_an_error_is_a_value_error_that_can_be_shown_and_sent() -> None:
    with pytest.raises(ValueError, match="missing") as raised:
        parse("(\u202e a")
    assert str(raised.value).encode()
