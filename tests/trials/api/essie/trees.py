"""Trees and texts for the properties: anything that can be said, and much that cannot."""

from hypothesis import strategies as st

from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Distance,
    Document,
    Expansion,
    FieldCoverage,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    TermExpansion,
    Tilt,
    Unit,
    Value,
)

OPERATORS = ["AND", "OR", "NOT", "ALL", "MISSING", "MIN", "MAX", "AREA", "SEARCH", "RANGE"]
OPERATORS += ["DISTANCE", "TILT", "COVERAGE", "COVER", "EXPANSION", "EXPAND"]
# Every sign of the language, and what else stands in names of drugs, genes and companies.
SIGNS = "()[],\"\\“”„'\u2019+-/^:.;&%*~!?=<>|{}\u00a0\t\nμβéab1"
PARTS = [*SIGNS, *OPERATORS, *(f"{word}[" for word in OPERATORS[7:]), "Phase]", "or", "2020-01-01"]
PARTS += [
    "25mi",
    "FullMatch]",
    "None]",
    "Location]",
    "Study]",
    ":size]",
    " ",
    " AND ",
    " OR ",
    '"a"',
]

anything = st.characters(exclude_categories=("Cc", "Cs"))
word = (
    st.text(st.sampled_from(SIGNS) | anything, min_size=1, max_size=8)
    .map(lambda text: "".join(text.split()))
    .filter(bool)
) | st.sampled_from(OPERATORS)
words = st.lists(word, min_size=1, max_size=4).map(" ".join)
terms = words.map(Term)
values = words.map(Value)
decimals = st.decimals(min_value=-90, max_value=90, places=7)
distances = st.builds(
    Distance,
    decimals,
    decimals,
    st.decimals(min_value=1, max_value=500, places=3),
    st.just(Unit.MILES),
)
sources = (
    terms
    | words.map(Phrase)
    | st.builds(Range, st.none() | values, st.none() | values)
    | distances
    | st.just(Missing())
    | st.just(All())
)
names = word.filter(lambda name: not name.endswith(":size"))


def _over(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(And, parts)
        | st.builds(Or, parts)
        | st.builds(Not, nodes)
        | st.builds(Area, names, nodes, st.booleans())
        | st.builds(Search, st.sampled_from(Document), nodes)
        | st.builds(Coverage, st.sampled_from(FieldCoverage), nodes)
        | st.builds(Expansion, st.sampled_from(TermExpansion), nodes)
        | st.builds(Tilt, names, nodes)
    )


trees: st.SearchStrategy[Node] = st.recursive(sources, _over, max_leaves=12)
soup = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
texts = st.text(max_size=60) | soup
