"""What each operator of the language becomes; precedence; what is text although it looks odd."""

from decimal import Decimal

import pytest

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
    parse,
)

a, b, c, d = Term("a"), Term("b"), Term("c"), Term("d")


def both(*parts: Node) -> And:
    return And(parts)


def either(*parts: Node) -> Or:
    return Or(parts)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("cancer", Term("cancer")),
        ("heart attack", Term("heart attack")),
        ('"back pain"', Phrase("back pain")),
        ("AREA[InterventionName]aspirin", Area("InterventionName", Term("aspirin"))),
        ("AREA[ConditionSearch] lung cancer", Area("ConditionSearch", Term("lung cancer"))),
        (
            "AREA[protocolSection.designModule.phases]PHASE3",
            Area("protocolSection.designModule.phases", Term("PHASE3")),
        ),
        ("AREA[Phase:size] 2", Area("Phase", Term("2"), size=True)),
        ("AREA[ResultsFirstPostDate]MISSING", Area("ResultsFirstPostDate", Missing())),
        ("ALL", All()),
        (
            "AREA[StartDate]RANGE[2024-01-01, MAX]",
            Area("StartDate", Range(Value("2024-01-01"), None)),
        ),
        (
            "AREA[MinimumAge]RANGE[MIN, 16 years]",
            Area("MinimumAge", Range(None, Value("16 years"))),
        ),
        ("RANGE[MIN,MAX]", Range(None, None)),
        ("RANGE[-1.5,10]", Range(Value("-1.5"), Value("10"))),
        (
            "AREA[LocationGeoPoint]DISTANCE[39.0035707,-77.1013313,50mi]",
            Area(
                "LocationGeoPoint",
                Distance(Decimal("39.0035707"), Decimal("-77.1013313"), Decimal(50), Unit.MILES),
            ),
        ),
        ("DISTANCE[0,0,80km]", Distance(Decimal(0), Decimal(0), Decimal(80), Unit.KILOMETRES)),
        (
            "SEARCH[Location](AREA[LocationCity]Portland AND AREA[LocationState]Maine)",
            Search(
                Document.LOCATION,
                both(Area("LocationCity", Term("Portland")), Area("LocationState", Term("Maine"))),
            ),
        ),
        ("SEARCH[Study]a", Search(Document.STUDY, a)),
        ("COVERAGE[FullMatch]pain", Coverage(FieldCoverage.FULL_MATCH, Term("pain"))),
        ("COVERAGE[StartsWith]a", Coverage(FieldCoverage.STARTS_WITH, a)),
        ("COVERAGE[EndsWith]a", Coverage(FieldCoverage.ENDS_WITH, a)),
        ("COVERAGE[Contains]a", Coverage(FieldCoverage.CONTAINS, a)),
        ("EXPANSION[None]SLE", Expansion(TermExpansion.NONE, Term("SLE"))),
        ("EXPANSION[Term]a", Expansion(TermExpansion.TERM, a)),
        ("EXPANSION[Concept]a", Expansion(TermExpansion.CONCEPT, a)),
        ("EXPANSION[Relaxation]a", Expansion(TermExpansion.RELAXATION, a)),
        ("EXPANSION[Lossy]a", Expansion(TermExpansion.LOSSY, a)),
        (
            'TILT[StudyFirstPostDate]"heart attack"',
            Tilt("StudyFirstPostDate", Phrase("heart attack")),
        ),
        # As the older pages of the registry write it.
        (
            'AREA[OverallStatus] EXPAND[Term] COVER[FullMatch] "Recruiting"',
            Area(
                "OverallStatus",
                Expansion(
                    TermExpansion.TERM, Coverage(FieldCoverage.FULL_MATCH, Phrase("Recruiting"))
                ),
            ),
        ),
    ],
)
def test_operators(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a AND b OR c", either(both(a, b), c)),
        ("a OR b AND c", either(a, both(b, c))),
        ("a OR b AND c OR d", either(a, both(b, c), d)),
        ("a AND b AND c", both(a, b, c)),
        ("a OR b OR c", either(a, b, c)),
        ("(a OR b) AND c", both(either(a, b), c)),
        ("a AND (b OR c)", both(a, either(b, c))),
        ("NOT a AND b", both(Not(a), b)),
        ("NOT a OR b", either(Not(a), b)),
        ("NOT (a OR b)", Not(either(a, b))),
        ("NOT a b", Not(Term("a b"))),
        ("NOT NOT a", Not(Not(a))),
        ("a AND NOT b", both(a, Not(b))),
        ("a NOT b", both(a, Not(b))),
        ("a OR NOT b AND c", either(a, both(Not(b), c))),
        ("AREA[X]a AND b", both(Area("X", a), b)),
        ("AREA[X]a OR b", either(Area("X", a), b)),
        ("AREA[X]a b", Area("X", Term("a b"))),
        ("AREA[X](a OR b)", Area("X", either(a, b))),
        ("AREA[X]NOT a AND b", both(Area("X", Not(a)), b)),
        ("NOT AREA[X]a AND b", both(Not(Area("X", a)), b)),
        ("AREA[X]AREA[Y]a", Area("X", Area("Y", a))),
        ("NOT AREA[X]MISSING", Not(Area("X", Missing()))),
        ("EXPANSION[None]a AND b", both(Expansion(TermExpansion.NONE, a), b)),
        ("SEARCH[Location](a) OR b", either(Search(Document.LOCATION, a), b)),
        # Parts side by side, and parts with commas between them, as if AND stood there.
        ("a (b) c", both(a, b, c)),
        ("a (b OR c)", both(a, either(b, c))),
        ("a OR b (c)", either(a, both(b, c))),
        ('"a" b', both(Phrase("a"), b)),
        ('AREA[X]"a" b', both(Area("X", Phrase("a")), b)),
        ('a "b" "c"', both(a, Phrase("b"), Phrase("c"))),
        ("a AREA[X]b", both(a, Area("X", b))),
        ("AREA[X]RANGE[1,2] a", both(Area("X", Range(Value("1"), Value("2"))), a)),
        ("MISSING a", both(Missing(), a)),
        ("ALL a", both(All(), a)),
        ("a, b OR c", either(both(a, b), c)),
        ("a,b", both(a, b)),
        ("a, AND b", both(a, b)),
        ("a,, b,", both(a, b)),
        ("AREA[X]a, b", both(Area("X", a), b)),
        ("AREA[Sex]ALL", Area("Sex", All())),
    ],
)
def test_precedence(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    [
        "HER2+",
        "IL-2",
        "5-FU",
        "PD-1/PD-L1",
        "p53^mut",
        "NS-065/NCNP-01",
        "Alzheimer's disease",
        "Alzheimer\u2019s disease",
        "Merck Sharp & Dohme LLC",
        "177Lu-PSMA-617",
        "CD19/CD22 t<0.05 50% A=B {x} <b> *mab ~ ! ? ; : . |",
        "NCT03375320",
        "A021602",
        "18 Years",
        "01/01/2015",
        "2024-01-01",
        "-5",
        "true",
        "β-blocker µg 试验 клинический 🧬",
        # Operators in another case, or as a part of a word, are words.
        "heart attack or stroke",
        "and not or",
        "Not All And",
        "all missing min max",
        "area range search",
        "ALLERGY",
        "NOT-ALL",
        "AND/OR",
        "ORAL",
        "NOTCH1",
        # Those that take brackets are words where no bracket follows.
        "AREA under the curve",
        "RANGE of motion",
        "DISTANCE walked",
        "TILT table test",
        "5 MIN walk",
    ],
)
def test_what_is_a_term(text: str) -> None:
    assert parse(text) == Term(text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("\\AND", Term("AND")),
        ("\\MISSING data", Term("MISSING data")),
        ("heart \\OR attack", Term("heart OR attack")),
        ("\\AREA\\[Phase\\]x", Term("AREA[Phase]x")),
        ("\\[177Lu\\]Lu-PSMA-617", Term("[177Lu]Lu-PSMA-617")),
        ("Turkey \\(Türkiye\\)", Term("Turkey (Türkiye)")),
        ("1\\,3-butadiene", Term("1,3-butadiene")),
        ('\\"sleep deprivation\\"', Term('"sleep deprivation"')),
        ('"a \\"b\\" c"', Phrase('a "b" c')),
        ('"a \\\\ b"', Phrase("a \\ b")),
        ("a\\\\b", Term("a\\b")),
        ("a \\ b", Term("a \\ b")),
        ("a\\", Term("a\\")),
        ("AREA[Phase\\]x]y", Area("Phase]x", Term("y"))),
        # Inside quotation marks nothing is an operator.
        ('"AND OR NOT ( ) [ ] , ALL"', Phrase("AND OR NOT ( ) [ ] , ALL")),
        ('AREA[Sex]"ALL"', Area("Sex", Phrase("ALL"))),
        # Curly marks, as word processors make them; one alone is a sign like others.
        ("“lung cancer”", Phrase("lung cancer")),
        ("„lung cancer“", Phrase("lung cancer")),
        ("AREA[Condition]“lung cancer” AND a", both(Area("Condition", Phrase("lung cancer")), a)),
        ("“lung cancer", Term("“lung cancer")),
        ("\u00a0a\tb\n", Term("a b")),
    ],
)
def test_escapes_and_quotation_marks(text: str, tree: Node) -> None:
    assert parse(text) == tree
