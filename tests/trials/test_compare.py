"""Trials side by side: what a reader sees, what is refused, and the number of queries."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from tests.records import NOT_LISTED, a_finding, a_source, a_status, a_trial, an_approval
from trials.models import (
    Arm,
    Cohort,
    Condition,
    Endpoint,
    Intervention,
    Organisation,
    Site,
    Trial,
    TrialCondition,
    TrialOrganisation,
)

pytestmark = pytest.mark.django_db


def full(protocol_id: str, **fields: Any) -> Trial:
    """With a part of each kind."""
    sponsor = Organisation.objects.get_or_create(name="National Institute")[0]
    trial = a_trial(
        protocol_id, phases=["PHASE3"], lead_sponsor=sponsor, start_date="2018-07", **fields
    )
    a_status(trial, "ACTIVE_NOT_RECRUITING", source=a_source("ClinicalTrials.gov"))
    condition = Condition.objects.get_or_create(name="Carcinoid tumor", slug="carcinoid")[0]
    baker.make(TrialCondition, trial=trial, condition=condition)
    baker.make(TrialOrganisation, trial=trial, organisation=sponsor, role="GROUP")
    baker.make(Intervention, trial=trial, name=f"Drug of {protocol_id}")
    arm = baker.make(Arm, trial=trial, label="Experimental", type="EXPERIMENTAL")
    cohort = baker.make(Cohort, trial=trial, label=f"Cohort of {protocol_id}")
    main = baker.make(
        Endpoint,
        trial=trial,
        measure="Survival without progression",
        abbreviation="PFS",
        level="PRIMARY",
    )
    baker.make(Site, trial=trial, country="France")
    paper = a_source(f"Paper on {protocol_id}")
    a_finding(trial, "298", paper)
    a_finding(trial, "95", paper, cohort=cohort)
    a_finding(
        trial,
        "13.8",
        paper,
        cohort=cohort,
        endpoint=main,
        arm=arm,
        quantity="MEDIAN",
        unit="months",
    )
    an_approval(trial, agency="FDA", product=f"Product of {protocol_id}")
    return trial


def page(client: Client, *ids: str, **more: str) -> str:
    response = client.get("/compare/", {"id": ids, **more})
    assert response.status_code == 200
    assert "Cookie" not in response.get("Vary", "")
    return " ".join(response.content.decode().split())


def rows(text: str) -> dict[str, list[str]]:
    """By the head of each row with its mark: the cells in words."""
    body = re.sub('<span class="which">.*?</span>', "", text.partition("<tbody")[2])
    found = [re.findall("<t[hd].*?</t[hd]>", row) for row in re.findall("<tr.*?</tr>", body)]
    told = [[words(cell) for cell in row] for row in found]
    return {head: cells for head, *cells in told}


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def test_what_stands_side_by_side(client: Client) -> None:
    full("A021602", allocation="RANDOMIZED", allocation_ratio="2:1", minimum_age="18 Years")
    full("A031201", masking="DOUBLE", allocation="NON_RANDOMIZED", maximum_age="75 Years")
    text = page(client, "A021602", "A031201")
    told = rows(text)

    assert "<title>A021602, A031201 side by side" in text
    assert (
        told["Status Same"] == ["Active, not recruiting as of 4 April 2024, ClinicalTrials.gov"] * 2
    )
    assert told["Phase Same"] == ["Phase 3", "Phase 3"]
    assert told["Conditions Same"] == ["Carcinoid tumor"] * 2
    assert told["Treatments Differs"] == ["Drug of A021602", "Drug of A031201"]
    assert told["Who gets what Differs"] == ["Randomized (2:1)", "Not randomized"]
    assert told["Who knows it Not known of all"] == ["not known", "Double-blind"]
    assert told["Age Differs"] == ["18 years and older", "Up to 75 years"]
    assert told["Main endpoints Same"][0] == "Survival without progression"
    assert told["Participants"][0] == (
        "298 Paper on A021602, 16 September 2024 Cohort of A021602 95 Paper on A021602, "
        "16 September 2024"
    )
    assert told["Main findings"][1] == (
        "Cohort of A031201, PFS Median, Experimental 13.8 months Paper on A031201, "
        "16 September 2024"
    )
    assert told["Approvals"][0] == "FDA: Product of A021602 Approved, 26 March 2025"
    assert told["Sites"] == ["1 in 1 country"] * 2
    assert told["Start Same"] == ["July 2018", "July 2018"]
    assert told["Sponsor Same"] == ["National Institute"] * 2
    assert "Sex" not in " ".join(told)
    assert "does not say that its treatment is better" in text


def test_what_differs_among_those_known_differs(client: Client) -> None:
    for number, phase in (("A021602", "PHASE2"), ("A031201", "PHASE3"), ("A031902", "")):
        a_trial(number, phases=[phase] if phase else [])
    told = rows(page(client, "A021602", "A031201", "A031902"))
    assert told == {"Phase Differs": ["Phase 2", "Phase 3", "not known"]}


def test_that_nothing_differs_is_said(client: Client) -> None:
    for number in ("A021602", "A031201"):
        a_trial(number, phases=["PHASE2"])
    assert "Nothing that is known here differs." in page(
        client, "A021602", "A031201", only="differences"
    )


def test_only_what_differs(client: Client) -> None:
    full("A021602")
    full("A031201")
    told = rows(page(client, "A021602", "A031201", only="differences"))
    assert "Treatments Differs" in told
    assert not [name for name in told if name.endswith("Same")]


def test_every_trial_can_be_taken_out_and_another_added(client: Client) -> None:
    for number in ("A021602", "A031201", "A031902"):
        a_trial(number)
    text = page(client, "a021602", "A031201", "A031902")
    assert 'href="/compare/?id=A031201&amp;id=A031902"' in text
    assert 'href="/compare/?id=A021602&amp;id=A031201"' in text
    assert text.count('<input type="hidden" name="id"') == 3
    assert "Add a trial by any of its numbers" in text


def test_any_number_will_do_several_in_one_field_too(client: Client) -> None:
    a_trial("A021602", nct_id="NCT03375320")
    merged = a_trial("A031902", **NOT_LISTED["withdrawn"])
    Trial.objects.filter(pk=merged.pk).update(merged_into=a_trial("A031201"))
    text = page(client, "nct03375320, A031902")
    assert "A021602, A031201 side by side" in text


@pytest.mark.parametrize(
    ("ids", "told", "compared"),
    [
        ([], "", False),
        ([""], "", False),
        (["A021602", "A099999"], "No trial listed here has the number “A099999”.", False),
        (["A021602", "A031201", "x<y>"], "No trial listed here has the number “x&lt;y&gt;”.", True),
        (["A021602", "A021602"], "“A021602” is named twice. Each trial is shown once.", False),
        (["A021602", "NCT03375320", "A031201"], "“NCT03375320” is A021602 once more.", True),
        (["A021602", "A03190\0", "A031201"], "No trial listed here", True),
        (["A021602", "A" * 5000], "No trial listed here", False),
        (["A021602", "A031201", "A041903", "A041904", "A041905"], "At most 4 trials fit", False),
        (["A021602", "A099990"], "No trial listed here has the number “A099990”.", False),
        (["A021602", "A099991"], "No trial listed here has the number “A099991”.", False),
    ],
)
def test_what_cannot_be_compared_is_said(
    client: Client, ids: list[str], told: str, compared: bool
) -> None:
    a_trial("A021602", nct_id="NCT03375320")
    for number in ("A031201", "A041903", "A041904", "A041905"):
        a_trial(number)
    a_trial("A099990", **NOT_LISTED["draft"])
    a_trial("A099991", **NOT_LISTED["withdrawn"])
    text = page(client, *ids)
    assert told in text
    assert ("<table" in text) == compared
    assert ('role="alert"' in text) == bool(told)


def test_one_trial_is_a_beginning_and_no_mistake(client: Client) -> None:
    """As the link on a trial's page leads there."""
    a_trial("A021602")
    text = page(client, "A021602")
    assert "Name one more trial, to set beside this one." in text
    assert 'role="alert"' not in text


def test_what_was_typed_wrong_stays_in_the_form(client: Client) -> None:
    a_trial("A021602")
    assert 'name="id" value="A09999"' in page(client, "A021602", "A09999")


def test_five_can_be_made_four(client: Client) -> None:
    numbers = [f"A04190{number}" for number in range(1, 6)]
    for number in numbers:
        a_trial(number)
    text = page(client, *numbers)
    assert text.count("Take out") == 5
    assert 'href="/compare/?id=A041902&amp;id=A041903&amp;id=A041904&amp;id=A041905"' in text


def test_a_source_under_embargo_tells_nothing(client: Client) -> None:
    trial = full("A021602")
    full("A031201")
    hidden = a_source("Secret paper", public_from=None)
    a_finding(trial, "99", hidden)
    an_approval(trial, product="Secret product", source=hidden)
    a_status(trial, "TERMINATED", as_of="2025", source=hidden)
    text = page(client, "A021602", "A031201")
    assert "Secret" not in text
    assert "Terminated" not in text


@pytest.mark.slow
def test_many_numbers_leave_room(client: Client) -> None:
    trial = a_trial("A021602")
    a_trial("A031201")
    for number in range(14):
        baker.make(Endpoint, trial=trial, measure=f"Measure {number}", level="PRIMARY")
    cells = rows(page(client, "A021602", "A031201"))["Main endpoints Not known of all"]
    assert "Measure 11" in cells[0]
    assert "Measure 12" not in cells[0]
    assert cells[0].endswith("2 more on its page")


@pytest.mark.slow
def test_four_take_as_many_queries_as_two(client: Client) -> None:
    numbers = ["A021602", "A031201", "A031902", "A032302"]
    for number in numbers:
        full(number)
    counts = []
    for ids in (numbers[:2], numbers):
        with CaptureQueriesContext(connection) as queries:
            page(client, *ids)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_a_trial_and_the_list_lead_here(client: Client) -> None:
    a_trial("A021602")
    a_trial("A031201")
    assert 'href="/compare/?id=A021602"' in client.get("/trials/A021602/").content.decode()
    text = client.get("/trials/").content.decode()
    assert text.count('type="checkbox" name="id" form="compare"') == 2
    assert 'value="A021602"> Compare<span class="visually-hidden"> A021602</span>' in text
    assert '<form id="compare" action="/compare/">' in text
    assert 'form="compare"' not in client.get("/search/?q=testing").content.decode()
    assert "compare" not in client.get("/trials/?q=nothinglikeit").content.decode()
    assert 'form="compare"' not in client.get("/trials/?q=A021602").content.decode()
