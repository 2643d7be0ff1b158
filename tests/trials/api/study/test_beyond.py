"""Our own section: all that is public now, sources once, and when the next thing becomes public."""

import datetime as dt
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from model_bakery import baker

from tests.records import (
    NOT_LISTED,
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from tests.trials.api.study.rendering import fast
from tests.trials.api.study.test_columns import nothing_empty
from tests.trials.ctgov.test_importer import GROUP_TRIAL, minimal, taken_in
from trials.api.study import studies_of
from trials.models import (
    Arm,
    Cohort,
    Endpoint,
    FormerName,
    Organisation,
    Reference,
    SupportingTrial,
    Trial,
    TrialIdentifier,
    TrialOrganisation,
)

pytestmark = pytest.mark.django_db

SOON = timezone.now() + dt.timedelta(hours=30)
LATER = timezone.now() + dt.timedelta(days=3)
WAITING: dict[str, Any] = {"state": "APPROVED", "release_at": SOON}


@pytest.fixture
def trial() -> Trial:
    return a_trial("A021602", nct_id="NCT03375320", acronym="CABINET", plain_summary="In short.")


def beyond(trial: Trial) -> dict[str, Any]:
    told = fast(trial).beyond
    assert nothing_empty(told)
    return told


def test_the_least_there_is() -> None:
    trial = a_trial("A021602")
    told = beyond(trial)
    assert told == {
        "protocolId": "A021602",
        "url": trial.get_absolute_url(),
        "revision": trial.revision,
        "updatedAt": f"{trial.updated_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "identifiers": [{"id": "A021602", "kind": "PROTOCOL"}],
    }


@pytest.mark.parametrize("protocol_id", ["A021602", "AFT-38", "CALGB-80702", "NCCTG-N1048"])
def test_its_page_is_the_trials_page(protocol_id: str) -> None:
    trial = a_trial(protocol_id)
    assert beyond(trial)["url"] == trial.get_absolute_url()


def test_names_numbers_and_groups(trial: Trial) -> None:
    TrialIdentifier.objects.create(trial=trial, kind="CTRP", value="NCI-1", retired=True)
    FormerName.objects.create(trial=trial, kind="ACRONYM", name="OLD", used_until="2020-01")
    group = Organisation.objects.create(name="Alliance for Trials", short_name="Alliance")
    TrialOrganisation.objects.create(trial=trial, organisation=group, role="GROUP")
    told = beyond(trial)
    assert (told["acronym"], told["plainSummary"]) == ("CABINET", "In short.")
    assert told["identifiers"][-1] == {"id": "NCI-1", "kind": "CTRP", "isRetired": True}
    assert told["formerNames"] == [{"kind": "ACRONYM", "name": "OLD", "usedUntil": "2020-01"}]
    assert told["groups"] == [{"name": "Alliance for Trials", "shortName": "Alliance"}]


def test_the_history_of_its_status_with_as_of_and_source(trial: Trial) -> None:
    cohort = Cohort.objects.create(trial=trial, label="pNET")
    source = a_source("Registry", kind="REGISTRY")
    a_status(trial, "RECRUITING", as_of="2020-01", source=source)
    a_status(trial, "COMPLETED", as_of="2021", cohort=cohort, reason="Enough")
    assert beyond(trial)["statusHistory"] == [
        {"status": "COMPLETED", "asOf": "2021", "reason": "Enough", "cohort": "pNET"},
        {"status": "RECRUITING", "asOf": "2020-01", "sourceId": source.pk},
    ]


def a_comparison(trial: Trial) -> Any:
    cohort = Cohort.objects.create(trial=trial, label="pNET", allocation_ratio="2:1")
    arm = Arm.objects.create(trial=trial, label="Cabozantinib", ratio=2)
    placebo = Arm.objects.create(trial=trial, label="Placebo", crossover="At progression")
    endpoint = Endpoint.objects.create(
        trial=trial, level="PRIMARY", measure="Survival", description="RECIST 1.1"
    )
    return {"cohort": cohort, "arm": arm, "comparator": placebo, "endpoint": endpoint}


def test_a_finding_as_printed_and_as_a_number(trial: Trial) -> None:
    source = a_source("NEJM 2024", doi="10.1056/NEJMoa2403991", pmid="39282913")
    of = a_comparison(trial)
    number = {"value": "0.230000", "lower": "0.12", "upper": "0.42", "level": "95"}
    said = {"p_value": "<0.001", "data_cutoff": "2023-08", "quantity": "HAZARD_RATIO"}
    finding = a_finding(trial, "0.23", source, is_preferred=True, note="n", **of, **number, **said)
    told = beyond(trial)
    assert told["findings"] == [
        {
            "id": finding.pk,
            "quantity": "HAZARD_RATIO",
            "cohort": "pNET",
            "endpoint": "Survival",
            "endpointId": of["endpoint"].pk,
            "arm": "Cabozantinib",
            "comparator": "Placebo",
            "valueText": "0.23",
            "value": 0.23,
            "lowerLimit": 0.12,
            "upperLimit": 0.42,
            "level": 95,
            "pValue": "<0.001",
            "dataCutoff": "2023-08",
            "note": "n",
            "sourceId": source.pk,
            "isPreferred": True,
        }
    ]
    assert b'"level":95' in orjson.dumps(told)
    ((only),) = told["sources"]
    assert (only["id"], only["doi"], only["shortTitle"]) == (source.pk, source.doi, "NEJM 2024")
    assert told["endpoints"][0]["definition"] == "RECIST 1.1"
    assert told["cohorts"][0] | {"id": 0} == {"id": 0, "label": "pNET", "allocationRatio": "2:1"}
    assert [(one["label"], one.get("share"), one.get("crossover")) for one in told["arms"]] == [
        ("Cabozantinib", 2, None),
        ("Placebo", None, "At progression"),
    ]


def test_where_sources_differ(trial: Trial) -> None:
    one = a_finding(trial, "95", a_source("NEJM 2024"), is_preferred=True)
    other = a_finding(trial, "99", a_source("FDA label"), note="Counted later.")
    a_finding(trial, "7", a_source("NEJM 2025"), quantity="COUNT")
    assert beyond(trial)["discrepancies"] == [
        {
            "findingIds": [one.pk, other.pk],
            "summary": "Sources differ: NEJM 2024 says 95, FDA label says 99.",
            "notes": ["Counted later."],
        }
    ]


def test_approvals_with_whose_words_the_indication_is_in(trial: Trial) -> None:
    other = a_trial("A031701")
    an_approval(trial, indication="For adults", indication_is_verbatim=True)
    resting = an_approval(other, agency="EMA", decided_on="2024", indication="Adults, in short")
    SupportingTrial.objects.create(approval=resting, trial=trial)
    own, further = beyond(trial)["approvals"]
    assert (own["trialRole"], own["indication"]) == (
        "PIVOTAL",
        {"text": "For adults", "type": "QUOTED"},
    )
    assert (further["trialRole"], further["agency"]) == ("SUPPORTING", "EMA")
    assert further["indication"]["type"] == "SUMMARY"
    assert [one["trialRole"] for one in beyond(other)["approvals"]] == ["PIVOTAL"]


def test_guidelines_and_releases(trial: Trial) -> None:
    a_guideline_listing(trial, "Neuroendocrine Tumors", category="Category 1")
    item = an_item("cabinet-results", title="Results", dated="2024-09-16")
    a_link(item, trial)
    a_link(an_item("another"), trial, status="SUGGESTED")
    told = beyond(trial)
    assert told["guidelineListings"][0]["category"] == "Category 1"
    (release,) = told["releases"]
    assert release["url"] == item.get_absolute_url()
    assert (release["title"], release["date"]) == ("Results", "2024-09-16")


def test_a_release_that_a_finding_rests_on_is_told_as_its_source(trial: Trial) -> None:
    source = a_source("Release", kind="PRESS_RELEASE")
    a_link(an_item("cabinet-results", source=source), trial)
    told = beyond(trial)
    assert "sourceId" not in told["releases"][0]
    assert "sources" not in told
    a_finding(trial, "95", source)
    told = beyond(trial)
    assert told["releases"][0]["sourceId"] == source.pk == told["sources"][0]["id"]


@pytest.mark.parametrize("state", NOT_LISTED)
def test_what_is_not_listed_shows_nowhere(trial: Trial, state: str) -> None:
    fields = NOT_LISTED[state]
    a_finding(trial, "7777", a_source("Paper of a secret"), **fields)
    an_approval(trial, agency="Secret agency", **fields)
    a_guideline_listing(trial, "Secret guideline", **fields)
    a_link(an_item("secret", **fields), trial)
    told = beyond(trial)
    assert not told.keys() & {"findings", "approvals", "guidelineListings", "releases", "sources"}
    assert "7777" not in str(told)
    assert "ecret" not in str(told)


def test_what_rests_on_a_hidden_source_shows_nowhere(trial: Trial) -> None:
    hidden = a_source("Secret", public_from=SOON)
    a_finding(trial, "7777", hidden)
    an_approval(trial, source=hidden)
    a_guideline_listing(trial, "Guide", source=hidden)
    a_status(trial, "COMPLETED", source=hidden)
    FormerName.objects.create(trial=trial, kind="ACRONYM", name="SECRET", source=hidden)
    assert set(beyond(trial)) == {
        *("protocolId", "nctId", "acronym", "url", "revision", "updatedAt", "plainSummary"),
        "identifiers",
    }


def test_nothing_waits(trial: Trial) -> None:
    a_finding(trial, "7", a_source())
    a_finding(trial, "8", a_source("Draft"), **NOT_LISTED["draft"])
    an_approval(trial, **NOT_LISTED["withdrawn"])
    assert fast(trial).due_at is None


@pytest.mark.parametrize(
    "wait",
    [
        lambda trial: a_finding(trial, "7", a_source(), **WAITING),
        lambda trial: a_finding(trial, "7", a_source(public_from=SOON)),
        lambda trial: an_approval(trial, **WAITING),
        lambda trial: an_approval(trial, source=a_source(public_from=SOON)),
        lambda trial: an_approval(a_trial("A031701", **WAITING)).further_trials.add(trial),
        lambda trial: a_guideline_listing(trial, "Guide", **WAITING),
        lambda trial: a_status(trial, "COMPLETED", source=a_source(public_from=SOON)),
        lambda trial: baker.make(Reference, trial=trial, source=a_source(public_from=SOON)),
        lambda trial: baker.make(
            FormerName, trial=trial, kind="ACRONYM", source=a_source(public_from=SOON)
        ),
        lambda trial: a_link(an_item(**WAITING), trial),
    ],
    ids=[
        *("finding", "its source", "approval", "its source", "its trial", "guideline"),
        *("status", "reference", "name", "release"),
    ],
)
def test_the_next_time_at_which_something_shows(trial: Trial, wait: Any) -> None:
    a_finding(trial, "9", a_source("Later"), state="APPROVED", release_at=LATER)
    wait(trial)
    assert fast(trial).due_at == SOON


def test_what_waits_for_two_shows_with_the_later_one(trial: Trial) -> None:
    a_finding(trial, "7", a_source(public_from=LATER), **WAITING)
    assert fast(trial).due_at == LATER


def test_a_trial_that_waits_itself() -> None:
    assert fast(a_trial("A021602", **WAITING)).due_at == SOON


def many(count: int) -> list[int]:
    """Trials with something of every kind."""
    keys = []
    for at in range(count):
        trial = taken_in(minimal(f"NCT9999{at:04}"), publish=True)
        keys.append(trial.pk)
        a_finding(trial, "95", a_source(f"One {at}"), **a_comparison(trial))
        a_finding(trial, "1", a_source(f"A {at}"))
        a_finding(trial, "2", a_source(f"B {at}"))
        an_approval(trial)
        a_guideline_listing(trial, "Guide")
        a_link(an_item(f"item-{at}"), trial)
        Trial.objects.filter(pk=trial.pk).update(acronym="EDITED")
    return [*keys, a_trial("A021602").pk]


@pytest.mark.slow
def test_queries_do_not_grow_with_the_trials() -> None:
    counts = []
    keys = many(6)
    for some in (keys[-2:], keys):
        with CaptureQueriesContext(connection) as queries:
            found = list(studies_of(some, set(some)))
        assert [one.trial for one in found] == some
        assert all(one.is_edited for one in found)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 34


def test_of_trials_that_nobody_worked_on_little_is_asked() -> None:
    keys = [taken_in(minimal(f"NCT9999{at:04}"), publish=True).pk for at in range(5)]
    with CaptureQueriesContext(connection) as queries:
        found = list(studies_of(keys, set()))
    assert len(queries) <= 6
    assert not any(one.is_edited for one in found)


def test_trials_that_are_gone_and_none_at_all() -> None:
    assert list(studies_of([], set())) == []
    assert list(studies_of([999_999_999], set())) == []


def test_a_finding_changes_nothing_in_the_registrys_part() -> None:
    registered = taken_in(GROUP_TRIAL, publish=True)
    a_finding(registered, "95", a_source())
    rendered = fast(registered)
    assert rendered.study == GROUP_TRIAL
    assert rendered.beyond["findings"][0]["value"] == 95
