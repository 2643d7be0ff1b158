"""Publications cited by DOI or PubMed ID."""

import pytest

from tests.records import a_source, a_trial
from tests.trials.detection.registry import found
from trials.detection import detect
from trials.vocabulary import LinkMethod

CABINET = "A021602"


@pytest.mark.parametrize(
    "citation",
    [
        "doi:10.1056/NEJMoa2403991.",
        "(doi: 10.1056/nejmoa2403991)",
        "https://doi.org/10.1056/NEJMoa2403991",
        "https://doi.org/10.1056%2FNEJMoa2403991",
        "http://dx.doi.org/10.1056/NEJMoa2403991?x=1",
        "https://www.nejm.org/doi/full/10.1056/NEJMoa2403991",
        "[1](https://doi.org/10.1056/NEJMoa2403991)",
        "PMID: 39282913",
        "PMID 39282913.",
        "PubMed ID: 39282913",
        "https://pubmed.ncbi.nlm.nih.gov/39282913/",
        "https://www.ncbi.nlm.nih.gov/pubmed/39282913",
    ],
)
def test_cited(citation: str) -> None:
    (match,) = detect(f"N Engl J Med 2025;392:653-65. {citation}")
    assert match.trial is not None
    assert (match.trial.protocol_id, match.method) == (CABINET, LinkMethod.PUBLICATION)


@pytest.mark.parametrize(
    "text", ["10.1056/NEJMoa24039911", "PMID: 392829130", "39282913", "110.1056/NEJMoa2403991"]
)
def test_other_numbers(text: str) -> None:
    assert found(text) == []


def test_what_a_trial_only_cites_is_not_about_it() -> None:
    a_source(doi="10.1000/other", pmid="1234567")
    trial = a_trial("A031201")
    trial.references.create(pmid="7654321", type="BACKGROUND", citation="Before it")
    trial.references.create(pmid="7654322", type="RESULT", citation="Of it")
    assert found("PMID 7654321, PMID 1234567, doi:10.1000/other") == []
    assert found("PMID 7654322") == ["A031201"]
