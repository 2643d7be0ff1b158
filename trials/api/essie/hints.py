"""What to do about a query that cannot be read, in one sentence where that is clear."""

from collections.abc import Set as AbstractSet

from trials.api.essie.operators import BRACKETED

JOINS = frozenset({"AND", "OR", "NOT"})


def hint(before: str, rest: str, expected: AbstractSet[str], opened: list[int]) -> str:
    """A suggestion, or ""; from the text before and after the mistake.

    `expected` names the terminals that could stand there, `opened` the columns of the parentheses
    that are still open.
    """
    match rest[:1]:
        case "":
            return _at_the_end(before.rstrip(), expected, opened)
        case '"':
            return 'Close the quotation mark, or put \\ before it to search for a ".'
        case "[":
            return _at_bracket(before)
        case "]":
            return _at_closing_bracket(before.rstrip(), expected)
        case ")":
            return _at_closing_parenthesis(before.rstrip(), opened)
    return _at_word(rest, expected)


def _at_the_end(before: str, expected: AbstractSet[str], opened: list[int]) -> str:
    """What is missing where the text ends."""
    last = before.split()[-1].rpartition("(")[2] if before else ""
    if not before:
        return "Say what to look for."
    if last in JOINS:
        return f"Say what follows {last}, or put \\ before it to search for the word."
    if before.endswith("("):
        return "Put something between the parentheses."
    if before.endswith("[") or ("_COMMA" in expected and "_AND" not in expected):
        return _inside(before)
    if "_CLOSE" in expected:
        return "Close the bracket with ]."
    if "_SHUT" in expected:
        return f"Close the parenthesis that opens in column {opened[-1]}."
    return "Say what to look for after the bracket." if before.endswith("]") else ""


def _inside(before: str) -> str:
    """What an operator takes between its brackets."""
    operator = before.rpartition("[")[0]
    if operator.endswith("RANGE"):
        return "RANGE takes two values: RANGE[min,max]."
    if operator.endswith("DISTANCE"):
        return "DISTANCE takes latitude, longitude and radius: DISTANCE[39.0,-77.1,25mi]."
    return "Say what stands between the brackets."


def _at_bracket(before: str) -> str:
    """A bracket that no operator takes."""
    words = before.split()
    word = words[-1].rpartition("(")[2] if words else ""
    if word in BRACKETED:
        return f"Write {word}[ without a space before the bracket."
    if word.upper() in BRACKETED:
        return f"Operators are written in upper case: {word.upper()}[."
    return "Brackets belong to operators such as AREA[Phase]; put \\ before one that is text."


def _at_closing_bracket(before: str, expected: AbstractSet[str]) -> str:
    """A ] that comes too early, or that nothing opened."""
    if expected <= {"WORD", "PHRASE", "_COMMA"}:
        return _inside(before)
    return "No bracket is open here; take it out, or put \\ before it."


def _at_closing_parenthesis(before: str, opened: list[int]) -> str:
    """A ) that comes too early, or that nothing opened."""
    if not opened:
        return "No parenthesis is open here; take it out, or put \\ before it."
    if before.endswith("("):
        return "Put something between the parentheses."
    return "Say what to look for before the parenthesis closes."


def _at_word(rest: str, expected: AbstractSet[str]) -> str:
    """A word, comma or operator where none can stand."""
    word = rest.split()[0].rstrip("(,")
    if "_CLOSE" in expected:
        return "Close the bracket with ] first."
    if expected <= {"WORD", "PHRASE", "_COMMA"}:
        return "Between brackets stand names and values; put \\ before a word that is an operator."
    if word in JOINS:
        return f"Say what stands before {word}, or put \\ before it to search for the word."
    return "Take out the comma." if rest.startswith(",") else ""
