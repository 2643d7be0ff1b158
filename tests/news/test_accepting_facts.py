"""From the text of a release to the rows of the record, through a person's yes to each proposal."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from news.models import NewsItem
from news.proposing import propose_facts
from tests.accounts import member
from tests.records import a_link, a_trial, an_item
from trials.models import Proposal, Trial
from trials.proposals import accept
from trials.venues import same_venue

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TEXT = """
The FDA approved cabozantinib (Cabometyx) on March 26, 2025, for adults with previously treated
neuroendocrine tumors. CABINET (Alliance A021602) is a randomized, double-blind, placebo-controlled
phase III trial. It enrolled 298 patients: 99 with pNET and 199 with epNET. Patients were randomized
2:1 to cabozantinib or placebo.

In the pNET cohort, median progression-free survival was 13.8 months (95% CI, 8.9 to 17.0) with
cabozantinib and 4.4 months (95% CI, 3.0 to 5.9) with placebo (hazard ratio, 0.23; 95% CI, 0.12 to
0.42; P<0.001). In the epNET cohort, median overall survival was not reached with cabozantinib and
19.7 months with placebo. In the epNET cohort, the objective response rate was 5% with cabozantinib
and 0% with placebo. The median follow-up was 23.1 months.

The primary endpoint was progression-free survival. Secondary endpoints were overall survival and
objective response rate. Patients on placebo were permitted to cross over to cabozantinib.

In January 2025, the NCCN Guidelines for Neuroendocrine Tumors were updated to include cabozantinib
as a category 1 preferred option. Results were published in The New England Journal of Medicine. The
trial was sponsored by the National Cancer Institute (U10CA180821) in collaboration with Exelixis.
"""
PARTS = ("arms", "endpoints")
NOT_REACHED = ("MEDIAN", "epNET", "OS", "cabozantinib", "", "not reached", None, "", None, None, "")
FINDINGS = {
    ("ENROLLMENT", "", "", "", "", "298", "298", "", None, None, ""),
    ("ENROLLMENT", "pNET", "", "", "", "99", "99", "", None, None, ""),
    ("ENROLLMENT", "epNET", "", "", "", "199", "199", "", None, None, ""),
    ("MEDIAN", "pNET", "PFS", "cabozantinib", "", "13.8", "13.8", "months", "8.9", "17", ""),
    ("MEDIAN", "pNET", "PFS", "placebo", "", "4.4", "4.4", "months", "3", "5.9", ""),
    (
        *("HAZARD_RATIO", "pNET", "PFS", "cabozantinib", "placebo", "0.23", "0.23", ""),
        *("0.12", "0.42", "<0.001"),
    ),
    NOT_REACHED,
    ("MEDIAN", "epNET", "OS", "placebo", "", "19.7", "19.7", "months", None, None, ""),
    ("PROPORTION", "epNET", "ORR", "cabozantinib", "", "5", "5", "%", None, None, ""),
    ("PROPORTION", "epNET", "ORR", "placebo", "", "0", "0", "%", None, None, ""),
    ("FOLLOW_UP", "", "", "", "", "23.1", "23.1", "months", None, None, ""),
}


@pytest.fixture(params=["nothing but its IDs", "registry import"])
def trial(request: pytest.FixtureRequest) -> Trial:
    if request.param == "registry import":
        samples: Path = request.getfixturevalue("samples")
        call_command("import_ctgov", str(samples / "ctgov" / "NCT03375320.json"), verbosity=0)
        imported: Trial = Trial.objects.identified_by("A021602").get()
        return imported
    return a_trial("A021602", nct_id="NCT03375320", acronym="CABINET", state="DRAFT")


@pytest.fixture
def item(trial: Trial) -> NewsItem:
    item = an_item(body=TEXT)
    a_link(item, trial)
    propose_facts(item)
    return item


def proposals(item: NewsItem) -> list[Proposal]:
    """Arms and endpoints first, since numbers refer to them."""
    found = Proposal.objects.filter(source=item.source, decision="OPEN").order_by("pk")
    return sorted(found, key=lambda one: (one.field not in PARTS, "crossover" in str(one)))


def test_each_becomes_the_row_that_it_says(trial: Trial, item: NewsItem) -> None:
    for label in ("pNET", "epNET"):
        trial.cohorts.get_or_create(label=label)
    editor = member("edith", "Editors")
    for proposal in proposals(item):
        accept(proposal, editor)
    assert {_row(finding) for finding in trial.findings.filter(source=item.source)} == FINDINGS
    assert {one.state for one in trial.findings.filter(source=item.source)} == {"DRAFT"}
    approval = trial.approvals.get()
    assert (approval.state, approval.source) == ("DRAFT", item.source)
    assert (approval.agency, approval.product, approval.decided_on) == (
        "FDA",
        "cabozantinib (Cabometyx)",
        "2025-03-26",
    )
    listing = trial.guideline_listings.get()
    assert (listing.state, listing.source, listing.listed_on) == ("DRAFT", item.source, "2025-01")
    journal = "The New England Journal of Medicine"
    assert any(same_venue(one.citation, journal) for one in trial.references.all())
    placebo = trial.arms.get(label__icontains="placebo", label__istartswith=_first(trial))
    assert placebo.crossover.startswith("Patients on placebo were permitted")
    trial.refresh_from_db()
    assert (trial.phases, trial.allocation, trial.allocation_ratio) == (
        ["PHASE3"],
        "RANDOMIZED",
        "2:1",
    )
    assert (trial.masking, trial.enrollment) == ("DOUBLE", 298)
    assert "National Cancer Institute" in str(trial.lead_sponsor)
    assert not proposals(item)


def test_a_cohort_that_is_not_there_is_told(trial: Trial, item: NewsItem) -> None:
    editor = member("edith", "Editors")
    refused = []
    for proposal in proposals(item):
        try:
            accept(proposal, editor)
        except ValidationError as error:
            refused.append((proposal.field, error.messages[0]))
    assert {field for field, _ in refused} == {"findings"}
    assert all("It is not clear which cohort" in words for _, words in refused)


def _first(trial: Trial) -> str:
    """Of the registry's two arms, the one that the words of the text lead to."""
    return "Arm II" if trial.arms.filter(label__startswith="Arm II").exists() else "Placebo"


def _row(finding: Any) -> tuple[Any, ...]:
    arms = [_drug(arm) for arm in (finding.arm, finding.comparator)]
    endpoint = finding.endpoint
    numbers = [
        None if number is None else f"{number.normalize():f}"
        for number in (finding.value, finding.lower, finding.upper)
    ]
    return (
        finding.quantity,
        finding.cohort.label if finding.cohort else "",
        _short(endpoint.measure) if endpoint else "",
        *arms,
        finding.value_text,
        numbers[0],
        finding.unit,
        *numbers[1:],
        finding.p_value,
    )


def _short(measure: str) -> str:
    names = {"progression": "PFS", "overall survival": "OS", "response": "ORR"}
    return next(short for words, short in names.items() if words in measure.lower())


def _drug(arm: Any) -> str:
    if arm is None:
        return ""
    return "placebo" if "placebo" in arm.label.lower() else "cabozantinib"
