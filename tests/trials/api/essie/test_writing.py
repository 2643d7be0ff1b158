"""What a tree writes is read as the same tree; what is read is a tree or a QueryError."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.api.essie.trees import texts, trees
from trials.api.essie import Node, Not, QueryError, Term, parse
from trials.api.essie.bounds import MAX_DEPTH
from trials.api.essie.tree import depth


@given(trees)
@settings(deadline=None, max_examples=examples(400))
def test_what_is_written_is_read_as_the_same(tree: Node) -> None:
    assert parse(str(tree)) == tree


@given(texts)
@settings(deadline=None, max_examples=examples(800))
def test_any_text_is_a_tree_or_an_error(text: str) -> None:
    with suppress(QueryError):
        tree = parse(text)
        assert parse(str(tree)) == tree


@given(
    st.sampled_from(["(", "NOT ", "AREA[a]", '"', "\\", "[", ",", "(a OR "]), st.integers(1, 9000)
)
@settings(deadline=None, max_examples=examples(60))
def test_any_repetition_is_a_tree_or_an_error(part: str, times: int) -> None:
    for text in (part * times, part * times + "a", part * times + "a" + ")" * times):
        with suppress(QueryError):
            parse(text)


def test_the_deepest_tree_is_written_and_compared() -> None:
    text = "NOT " * (MAX_DEPTH - 1) + "a"
    tree = parse(text)
    assert depth(tree) == MAX_DEPTH
    assert str(tree) == text
    assert hash(tree) == hash(parse(text))


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("heart   attack", "heart attack"),
        ("((heart attack))", "heart attack"),
        ("a, b", "a AND b"),
        ("lung cancer (NSCLC)", "lung cancer AND NSCLC"),
        ("metformin NOT insulin", "metformin AND NOT insulin"),
        ("(a AND b) OR c", "a AND b OR c"),
        ("a AND (b OR c)", "a AND (b OR c)"),
        ("NOT (a AND b)", "NOT (a AND b)"),
        ("a AND (b AND c)", "a AND (b AND c)"),
        ("AREA[StartDate] RANGE[ MIN , 01/01/2015 ]", "AREA[StartDate]RANGE[MIN,01/01/2015]"),
        ('EXPAND[Term] COVER[FullMatch] "x"', 'EXPANSION[Term]COVERAGE[FullMatch]"x"'),
        ("DISTANCE[+39.00, -77.1, 25 mi]", "DISTANCE[39.00,-77.1,25mi]"),
        ("“back  pain”", '"back pain"'),
        ('"say \\"ah\\""', '"say \\"ah\\""'),
        ("\\AND or AREA", "\\AND or \\AREA"),
        ("RANGE[1, \\MAX]", "RANGE[1,\\MAX]"),
        ('RANGE["1, 2", MAX]', "RANGE[1\\, 2,MAX]"),
    ],
)
def test_the_canonical_text(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


def test_trees_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Not(Term("a")).of = Term("b")  # type: ignore[misc]
