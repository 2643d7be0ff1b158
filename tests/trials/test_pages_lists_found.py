"""The list of trials: what its form finds, and what it says of what it cannot find."""

import re

import pytest
from django.test import Client
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.records import (
    a_finding,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from trials.models import (
    Condition,
    FormerName,
    Intervention,
    Organisation,
    Trial,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.search.indexing import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cabinet(committed_once: DjangoDbBlocker) -> Trial:
    with committed_once.unblock():
        trial = a_cabinet()
        refresh()
        return trial


def a_cabinet() -> Trial:
    """A trial with all that a list can be asked for, beside two others of which less is known."""
    trial = a_trial(
        "A021602",
        nct_id="NCT03375320",
        acronym="CABINET",
        brief_title="Testing cabozantinib in carcinoid tumors",
        official_title="A randomized study of XL184",
        first_posted="2017-12-18",
        start_date="2018-07",
        phases=["PHASE2", "PHASE3"],
        study_type="INTERVENTIONAL",
        lead_sponsor=baker.make(Organisation, name="National Cancer Institute", short_name="NCI"),
    )
    a_status(trial, "ACTIVE_NOT_RECRUITING")
    condition = baker.make(Condition, name="Neuroendocrine tumor", slug="neuroendocrine-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    baker.make(Intervention, trial=trial, name="Cabozantinib", other_names=["Cabometyx"])
    baker.make(FormerName, trial=trial, kind="BRIEF_TITLE", name="After everolimus")
    baker.make(TrialIdentifier, trial=trial, kind="CTRP", value="NCI-2017-02297")
    group = baker.make(Organisation, name="Alliance for Clinical Trials", short_name="Alliance")
    baker.make(TrialOrganisation, trial=trial, organisation=group, role="GROUP")
    a_status(a_trial("A031201", first_posted="2013", phases=["PHASE3"]), "COMPLETED")
    a_trial("A022104", first_posted="2022-05-01", start_date="2022")
    return trial


def found(client: Client, query: str) -> list[str]:
    """The IDs of the trials on a page, in their order."""
    response = client.get(f"/trials/?{query}")
    assert response.status_code == 200
    assert "alert" not in response.content.decode()
    return re.findall(r'<span class="id">(.*?)</span>', response.content.decode())


@pytest.mark.parametrize(
    "q",
    [
        *("A021602", "a021602", "alliance a-021602", "NCT03375320", "nci-2017-02297"),
        *("cabinet", "Cabozantinib", "XL184", "cabometyx", "everolimus", "neuroendocrine"),
        *("tumors cabozantinib", "trial A021602 of 2017", "carcinoid  cabinet"),
    ],
)
def test_words_and_numbers_find(client: Client, cabinet: Trial, q: str) -> None:
    assert found(client, f"q={q}") == ["A021602"]


@pytest.mark.parametrize("q", ["nothing", '"cabozantinib nothing"', "A099999", "cabinet -xl184"])
def test_words_that_do_not_match_find_nothing(client: Client, cabinet: Trial, q: str) -> None:
    assert found(client, f"q={q}") == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=nothing", "No trial matches “nothing”."),
        ("q=cabozantinib&phase=PHASE4", "No trial matches all of this."),
    ],
)
def test_words_are_not_blamed_where_a_choice_may_be_the_reason(
    client: Client, cabinet: Trial, query: str, told: str
) -> None:
    assert told in client.get(f"/trials/?{query}").content.decode()


def test_that_nothing_is_found_is_said_once(client: Client, cabinet: Trial) -> None:
    text = client.get("/trials/?q=nothing").content.decode()
    assert text.count("“nothing”") == 1
    assert "0 trials" not in text
    assert "look through all trials" in text


@pytest.mark.parametrize(
    "query",
    [
        "status=ACTIVE_NOT_RECRUITING",
        "phase=PHASE2",
        "phase=PHASE2&phase=PHASE1",
        "study_type=INTERVENTIONAL",
        "condition=neuroendocrine-tumor",
        "condition=neuroendocrine",
        "condition=lung&condition=Neuroendocrine",
        "intervention=cabozan",
        "sponsor=NCI",
        "sponsor=national cancer",
        "group=Alliance",
        "status=ACTIVE_NOT_RECRUITING&phase=PHASE3&q=cabinet",
    ],
)
def test_each_parameter_finds(client: Client, cabinet: Trial, query: str) -> None:
    assert found(client, query) == ["A021602"]


def test_a_repeated_name_means_or_and_different_names_mean_and(
    client: Client, cabinet: Trial
) -> None:
    both = "status=COMPLETED&status=ACTIVE_NOT_RECRUITING"
    assert found(client, both) == ["A021602", "A031201"]
    assert found(client, f"{both}&phase=PHASE2") == ["A021602"]
    assert found(client, "status=COMPLETED&phase=PHASE2") == []


def test_has_finds_trials_with_news_findings_approvals_or_discrepancies(
    client: Client, cabinet: Trial
) -> None:
    other = Trial.objects.get(protocol_id="A031201")
    a_link(an_item("told"), cabinet)
    a_link(an_item("guessed"), other, status="SUGGESTED")
    a_finding(cabinet, "99", a_source("FDA label"))
    a_finding(cabinet, "95", a_source("NEJM"))
    a_finding(other, "95", a_source("Lancet"))
    an_approval(cabinet)
    for word in ("news", "approval", "discrepancy"):
        assert found(client, f"has={word}") == ["A021602"]
    assert found(client, "has=findings") == ["A021602", "A031201"]


def test_the_order_is_as_asked_else_the_best_match_else_the_newest(
    client: Client, cabinet: Trial
) -> None:
    Trial.objects.filter(protocol_id="A031201").update(official_title="Changed")

    a_trial("A099901", brief_title="Like CABINET", first_posted="2012")
    assert found(client, "") == ["A022104", "A021602", "A031201", "A099901"]
    assert found(client, "sort=newest")[:3] == ["A022104", "A021602", "A031201"]
    assert found(client, "sort=start")[:2] == ["A022104", "A021602"]
    assert found(client, "q=cabinet") == ["A021602", "A099901"]
    assert found(client, "q=like+cabinet&sort=newest")[0] == "A099901"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("status=BOGUS", "“BOGUS” is none of the choices here"),
        ("status=recruiting", "Not yet recruiting; Recruiting; "),
        ("phase=3", "Phase 2; Phase 3; Phase 4."),
        ("study_type=X", "here: Interventional; "),
        ("has=x", "News about it; Findings; An approval resting on it; Sources that differ."),
        ("sort=x", "Relevance; Newest first; Last updated; Start date."),
        ("near=Nowhereville", "is no place known here"),
        ("near=Boston&radius=far", "The radius is a number of miles"),
        ("exact=x", "“x” means nothing here"),
        ("q=%25", "“%” has nothing that can be searched for"),
        ("q=the", "“the” has nothing that can be searched for"),
        ("q=AND", "“AND” has nothing that can be searched for"),
        ("q=OR", "“OR” has nothing that can be searched for"),
        ("q=https://", "“https://” has nothing that can be searched for"),
        ("after=x", "This link to a next page is broken"),
        ("&".join(f"group={number}" for number in range(21)), "Ask for at most 20 at a time"),
        (f"q={'x' * 201}", "at most 200 characters"),
        ("q=%00", "Null characters"),
        ("condition=%00", "Null characters"),
        (f"sponsor={'x' * 201}", "at most 200 characters"),
    ],
)
def test_a_wrong_value_is_said_and_gives_no_empty_list(
    client: Client, cabinet: Trial, query: str, words: str
) -> None:
    text = client.get(f"/trials/?{query}").content.decode()

    assert words in text.replace("&#x27;", "'")
    assert 'role="alert"' in text
    assert "trials found" not in text
    assert 'class="number"' not in text
    assert "No trial matches" not in text


def test_what_is_wrong_is_called_as_the_form_calls_it(client: Client, cabinet: Trial) -> None:
    text = client.get("/trials/?q=the&near=Nowhereville&exact=x").content.decode()

    for label in (
        "Words or any trial number",
        "Near a city or ZIP code",
        "Only the words as typed",
    ):
        assert f"<li>{label}: “" in text


def test_what_was_asked_stays_in_the_form(client: Client, cabinet: Trial) -> None:
    query = "q=some+words&phase=PHASE3&condition=one&condition=two&sort=start"
    text = client.get(f"/trials/?{query}&near=Boston&radius=100&exact=1").content.decode()

    assert 'value="some words"' in text
    assert 'name="near" value="Boston"' in text
    assert '<option value="100" selected>' in text
    assert 'name="exact" value="1" checked' in text
    assert 'name="phase" value="PHASE3" checked' in text
    assert 'name="condition" value="one" checked' in text
    assert 'name="condition" value="two" checked' in text
    assert '<option value="start" selected>' in text
