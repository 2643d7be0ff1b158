"""A record as others cite it; what is written is read back by programs of others."""

import json
from dataclasses import replace
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from trials.outputs.citations import (
    BIBTEX,
    Citation,
    apa,
    bibtex,
    csl_json,
    ris,
    vancouver,
)
from trials.outputs.ris import in_one_line

ADDRESS = "https://trials.example/trials/A999901/"
CITED = Citation(
    key="A999901",
    kind="Clinical trial record",
    authors=("Example Group, Inc.",),
    title="Testing a drug against placebo.",
    short_title="Testing a drug",
    updated="2025-03-26",
    published="2024-12-01",
    address=ADDRESS,
    numbers=("A999901", "NCT99999901"),
    nct_id="NCT99999901",
    summary="For patients.",
    topics=("Exampleoma", "Beispielitis"),
    note="Version 12 of the record.",
)
TITLES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80) | st.text(
    "{}\\%&#_$^~@\"',\n\r\t\x00\x85\u2028 aé中-", min_size=1, max_size=40
)


def test_apa() -> None:
    assert str(apa(CITED)) == (
        "Example Group, Inc. (2025, March 26). Testing a drug against placebo (A999901, "
        f"NCT99999901) [Clinical trial record]. Trialfolio. {ADDRESS}"
    )
    assert apa(CITED).title == "Testing a drug against placebo"


@pytest.mark.parametrize(
    ("authors", "told"),
    [
        (("A", "B"), "A & B. (2025, March 26). "),
        (("A", "B", "C"), "A, B, & C. (2025, March 26). "),
    ],
)
def test_apa_of_several(authors: tuple[str, ...], told: str) -> None:
    assert apa(replace(CITED, authors=authors)).before == told


def test_apa_without_an_author_begins_with_the_title() -> None:
    told = str(apa(replace(CITED, authors=(), numbers=())))
    assert told == (
        "Testing a drug against placebo [Clinical trial record]. (2025, March 26). Trialfolio. "
        + ADDRESS
    )


def test_vancouver() -> None:
    assert str(vancouver(CITED)) == (
        "Example Group, Inc. Testing a drug against placebo [Internet]. Trialfolio; 2024 Dec 1 "
        "[updated 2025 Mar 26]. Clinical trial record A999901, NCT99999901. "
        f"Available from: {ADDRESS}"
    )
    unchanged = replace(CITED, published=CITED.updated, authors=("A", "B"))
    assert str(vancouver(unchanged)).startswith("A, B. Testing a drug")
    assert "Trialfolio; 2025 Mar 26. Clinical" in str(vancouver(unchanged))


@pytest.mark.parametrize(
    ("day", "in_apa", "in_vancouver", "in_ris", "parts"),
    [
        ("2025-03", "(2025, March).", "Trialfolio; 2025 Mar.", "2025/03//", [2025, 3]),
        ("2025", "(2025).", "Trialfolio; 2025.", "2025///", [2025]),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(
    day: str, in_apa: str, in_vancouver: str, in_ris: str, parts: list[int]
) -> None:
    cited = replace(CITED, updated=day, published="")
    assert in_apa in str(apa(cited))
    assert in_vancouver in str(vancouver(cited))
    (told,) = rispy.loads(ris(cited))
    assert (told["year"], told["date"]) == ("2025", in_ris)
    assert json.loads(csl_json(cited))[0]["issued"]["date-parts"] == [parts]
    assert ("month" in entry(bibtex(cited)).fields) == (len(parts) > 1)


def test_ris_is_read_as_it_was_meant() -> None:
    text = ris(CITED)
    assert text.startswith("TY  - RPRT\r\n")
    assert text.endswith("\r\nER  - \r\n")
    (told,) = rispy.loads(text)
    assert told == {
        "type_of_reference": "RPRT",
        "id": "A999901",
        "accession_number": "NCT99999901",
        "type_of_work": "Clinical trial record",
        "title": "Testing a drug against placebo.",
        "short_title": "Testing a drug",
        "authors": ["Example Group, Inc.,"],
        "year": "2025",
        "date": "2025/03/26/",
        "publisher": "Trialfolio",
        "issn": "A999901, NCT99999901",
        "notes": ["Version 12 of the record."],
        "abstract": "For patients.",
        "keywords": ["Exampleoma", "Beispielitis"],
        "language": "en",
        "urls": [ADDRESS],
    }


def entry(text: str) -> Any:
    """The one entry, read by a program that stops at whatever is no BibTeX."""
    ((key, found),) = parse_string(text, "bibtex").entries.items()
    assert key == "A999901"
    return found


def plain(value: str) -> str:
    """What LaTeX prints of an escaped text."""
    out, rest = "", value
    while rest:
        mark = next((mark for mark, told in BIBTEX.items() if rest.startswith(told)), "")
        assert mark or rest[0] not in BIBTEX, value
        out, rest = out + (mark or rest[0]), rest[len(BIBTEX.get(mark, rest[0])) :]
    return out


def test_bibtex_is_read_as_it_was_meant() -> None:
    found = entry(bibtex(CITED))
    assert found.type == "misc"
    assert dict(found.fields) == {
        "title": "{Testing a drug against placebo.}",
        "shorttitle": "{Testing a drug}",
        "type": "Clinical trial record",
        "number": "A999901, NCT99999901",
        "howpublished": "Trialfolio",
        "publisher": "Trialfolio",
        "year": "2025",
        "month": "3",
        "day": "26",
        "note": "Version 12 of the record.",
        "keywords": "Exampleoma, Beispielitis",
        "url": ADDRESS,
    }
    assert [str(person) for person in found.persons["author"]] == ["{Example Group, Inc.}"]


def test_names_with_and_stay_one_name() -> None:
    authors = ("Group for Lung and Breast", "Smith, Jones and Co.")
    found = entry(bibtex(replace(CITED, authors=authors)))
    assert [str(one) for one in found.persons["author"]] == [f"{{{name}}}" for name in authors]


def test_csl_json() -> None:
    (told,) = json.loads(csl_json(CITED))
    assert told == {
        "id": "A999901",
        "type": "report",
        "genre": "Clinical trial record",
        "author": [{"literal": "Example Group, Inc."}],
        "title": "Testing a drug against placebo.",
        "title-short": "Testing a drug",
        "number": "A999901, NCT99999901",
        "issued": {"date-parts": [[2025, 3, 26]]},
        "publisher": "Trialfolio",
        "abstract": "For patients.",
        "keyword": "Exampleoma, Beispielitis",
        "language": "en",
        "note": "Version 12 of the record.",
        "URL": ADDRESS,
    }


@given(TITLES)
def test_no_title_breaks_ris(title: str) -> None:
    text = ris(replace(CITED, title=title, summary=title))
    lines = text.removesuffix("\r\n").split("\r\n")
    assert len(text.splitlines()) == len(lines)
    (told,) = rispy.loads(text)
    assert told.get("title", "") == in_one_line(title)
    assert told.get("abstract", "") == in_one_line(title)
    assert told["urls"] == [ADDRESS]


@given(TITLES)
def test_no_title_breaks_bibtex(title: str) -> None:
    found = entry(bibtex(replace(CITED, title=title, authors=(title, "B"))))
    assert plain(found.fields["title"][1:-1]) == in_one_line(title)
    assert len(found.persons["author"]) == 2
    assert found.fields["url"] == ADDRESS


@given(TITLES)
def test_no_title_breaks_csl_json(title: str) -> None:
    (told,) = json.loads(csl_json(replace(CITED, title=title)))
    assert told["title"] == title
