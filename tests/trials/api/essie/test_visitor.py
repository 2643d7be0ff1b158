"""A translation is one function per kind of node; the context says what a node is under."""

import subprocess
import sys

import pytest
from hypothesis import given, settings

from tests.trials.api.essie.trees import trees
from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Distance,
    Expansion,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    Tilt,
    Visitor,
    parse,
    walk,
)


class InWords(Visitor[str, str]):
    """Says a query in words; the context is the name of the area."""

    def term(self, node: Term, context: str) -> str:
        return f"{node.text} in {context}"

    def phrase(self, node: Phrase, context: str) -> str:
        return f"“{node.text}” in {context}"

    def range(self, node: Range, context: str) -> str:
        low, high = (end.text if end else "any" for end in (node.low, node.high))
        return f"{context} from {low} to {high}"

    def distance(self, node: Distance, context: str) -> str:
        return f"{context} within {node.miles} miles"

    def missing(self, node: Missing, context: str) -> str:
        return f"no {context}"

    def everything(self, node: All, context: str) -> str:
        return "anything"

    def negation(self, node: Not, context: str) -> str:
        return f"not {self.visit(node.of, context)}"

    def all_of(self, node: And, context: str) -> str:
        return f"({' and '.join(self.visit(part, context) for part in node.parts)})"

    def any_of(self, node: Or, context: str) -> str:
        return f"({' or '.join(self.visit(part, context) for part in node.parts)})"

    def area(self, node: Area, context: str) -> str:
        return self.visit(node.of, f"the number of {node.name}" if node.size else node.name)

    def search(self, node: Search, context: str) -> str:
        return f"one {node.document} with {self.visit(node.of, context)}"

    def coverage(self, node: Coverage, context: str) -> str:
        return f"{node.degree} {self.visit(node.of, context)}"

    def expansion(self, node: Expansion, context: str) -> str:
        return f"{node.degree} {self.visit(node.of, context)}"

    def tilt(self, node: Tilt, context: str) -> str:
        return f"{self.visit(node.of, context)}, high {node.name} first"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a OR b AND NOT c", "(a in all or (b in all and not c in all))"),
        ('AREA[X](a OR "b c") d', "((a in X or “b c” in X) and d in all)"),
        ("AREA[X]AREA[Y]a", "a in Y"),
        ("AREA[Phase:size]2", "2 in the number of Phase"),
        ("AREA[X]RANGE[1,MAX] OR AREA[X]MISSING", "(X from 1 to any or no X)"),
        ("SEARCH[Location](a ALL)", "one Location with (a in all and anything)"),
        ("COVERAGE[FullMatch]EXPANSION[None]a", "FullMatch None a in all"),
        ("TILT[Z]DISTANCE[1,2,3mi]", "all within 3 miles, high Z first"),
    ],
)
def test_each_kind_of_node_has_its_function(text: str, words: str) -> None:
    assert InWords().visit(parse(text), "all") == words


@given(trees)
@settings(deadline=None)
def test_every_tree_can_be_visited_and_walked(tree: Node) -> None:
    assert InWords().visit(tree, "all")
    assert next(walk(tree)) == tree


def test_walking_goes_from_left_to_right() -> None:
    found = [node.text for node in walk(parse("a (b OR NOT c) AREA[X]d")) if isinstance(node, Term)]
    assert found == ["a", "b", "c", "d"]


def test_a_visitor_without_one_of_its_functions_cannot_be_made() -> None:
    class Half(Visitor[None, str]):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Half()  # type: ignore[abstract]


def test_the_package_knows_no_django() -> None:
    code = "import sys, trials.api.essie; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
