"""Text in, tree out. Linear in the text, which is bounded; whatever is wrong is a QueryError."""

from lark import Lark, Token, UnexpectedInput
from lark.parsers.lalr_interactive_parser import InteractiveParser

from trials.api.essie.bounds import Counter, check_depth, check_text
from trials.api.essie.building import Builder
from trials.api.essie.errors import QueryError, mismatched, shown
from trials.api.essie.hints import hint
from trials.api.essie.tree import Node, depth

_DELIMITERS = frozenset("()[],")
_PARSER = Lark.open(
    "grammar.lark",
    rel_to=__file__,
    parser="lalr",
    # The contextual lexer would read AND as a word wherever the operator cannot stand.
    lexer="basic",
    transformer=Builder(),
    maybe_placeholders=False,
)


def parse(text: str) -> Node:
    """Read a query; raises QueryError, also for a blank one, which callers take as not given."""
    check_text(text)
    tree = _tree(text)
    check_depth(depth(tree))
    return tree


def _tree(text: str) -> Node:
    """The tree, token by token, so that a query that is too large ends where it is so."""
    steps, counter = _PARSER.parse_interactive(text), Counter()
    try:
        for token in steps.lexer_thread.lex(steps.parser_state):  # type: ignore[no-untyped-call]
            counter.count(token)
            steps.feed_token(token)
            counter.enter(token)
        tree: Node = steps.feed_token(Token("$END", ""))
    except UnexpectedInput as error:
        at = len(text) if error.pos_in_stream is None else error.pos_in_stream
        raise _refusal(text, at, steps, counter) from None
    return tree


def _refusal(text: str, at: int, steps: InteractiveParser, counter: Counter) -> QueryError:
    """What the registry's parser would say, and what to do."""
    expected: set[str] = steps.accepts()  # type: ignore[no-untyped-call]
    message = _message(text[at:], expected, counter.open)
    return QueryError(message, at + 1, hint(text[:at], text[at:], expected, counter.open))


def _message(rest: str, expected: set[str], opened: list[int]) -> str:
    if rest.startswith('"'):
        return f"token recognition error at: '{shown(rest)}'"
    if not rest and opened and "_SHUT" in expected:
        return "missing ')' at '<EOF>'"
    if rest.startswith(")") and not opened and "$END" in expected:
        return "extraneous input ')' expecting <EOF>"
    return mismatched(shown(_found(rest)) or "<EOF>", expected)


def _found(rest: str) -> str:
    """The word or the delimiter that a text begins with."""
    if rest[:1] in _DELIMITERS:
        return rest[:1]
    end = next((at for at, sign in enumerate(rest) if sign.isspace() or sign in _DELIMITERS), None)
    return rest[:end]
