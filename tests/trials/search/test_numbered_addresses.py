"""Which identifiers a text typed into the box has, and whether it is nothing else."""

import pytest

from trials.search import numbered

CABINET = "NCT03375320"
PAPER = "doi:10.1056/nejmoa2403991"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"https://clinicaltrials.gov/study/{CABINET}", CABINET),
        (f"https://www.clinicaltrials.gov/ct2/show/{CABINET}?term=x&rank=1", CABINET),
        (f"clinicaltrials.gov/study/{CABINET}", CABINET),
        (f"ClinicalTrials.gov Identifier: {CABINET}", CABINET),
        ("https://doi.org/10.1056/NEJMoa2403991", PAPER),
        ("doi: 10.1056/NEJMoa2403991", PAPER),
        ("doi:10.1056/NEJMoa2403991", PAPER),
        ("https://pubmed.ncbi.nlm.nih.gov/39282913/", "pmid:39282913"),
    ],
)
def test_an_address_or_a_citation_is_nothing_but_its_identifier(text: str, key: str) -> None:
    found, is_all = numbered.identifiers_in(text)

    assert [one.key for one in found] == [key]
    assert is_all


def test_several_addresses_are_several_identifiers() -> None:
    text = f"https://clinicaltrials.gov/study/{CABINET} www.example.org/trials/A021602/"

    found, is_all = numbered.identifiers_in(text)

    assert [one.key for one in found] == [CABINET, "A021602"]
    assert is_all


@pytest.mark.parametrize(
    "text", [f"cabozantinib {CABINET}", f"cabozantinib/{CABINET}", "https://example.org/cancer"]
)
def test_words_beside_it_stay_words(text: str) -> None:
    assert not numbered.identifiers_in(text)[1]


@pytest.mark.parametrize("text", ["NCT0337532", "nct 033753200", "NCT3375320"])
def test_an_nct_id_with_a_digit_too_few_or_too_many_is_near_the_right_one(text: str) -> None:
    (found,), is_all = numbered.identifiers_in(text)

    assert is_all
    assert CABINET in numbered.nearly(found.key)


def test_eight_digits_may_be_those_of_an_nct_id() -> None:
    assert CABINET in [one.key for one in numbered.whole("03375320")]
