"""Lists and forms cost the same number of queries with 1, 50 and 500 rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from news.models import NewsItem, TrialLink
from trials.models import (
    Approval,
    Condition,
    Finding,
    ImportRun,
    Organisation,
    Proposal,
    RegistryRecord,
    Site,
    Source,
    Trial,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def trials(number: int) -> list[Trial]:
    start = Trial.objects.count()
    source = Source.objects.create(kind="REGISTRY", title=f"Record {start}")
    rows = Trial.objects.bulk_create(
        Trial(nct_id=f"NCT{start + one:08}", brief_title=f"Trial {one}", state="IN_REVIEW")
        for one in range(number)
    )
    for row in rows[:5]:
        row.status_changes.create(status="RECRUITING", as_of="2025-01", source=source)
    return rows


def findings(number: int) -> None:
    source = Source.objects.create(kind="REPORT", title="Report")
    Finding.objects.bulk_create(
        Finding(
            trial=trial,
            source=source,
            quantity="MEDIAN",
            value_text="1",
            arm=trial.arms.create(label="Drug"),
            release_at="2025-01-01T00:00Z",
        )
        for trial in trials(number)
    )


def approvals(number: int) -> None:
    source = Source.objects.create(kind="LABEL", title="Label")
    Approval.objects.bulk_create(
        Approval(trial=trial, agency="FDA", product="Drug", source=source)
        for trial in trials(number)
    )


def links(number: int) -> None:
    item = baker.make(NewsItem, slug=f"item-{NewsItem.objects.count()}")
    TrialLink.objects.bulk_create(TrialLink(item=item, trial=trial) for trial in trials(number))


def sites(number: int) -> None:
    (trial,) = trials(1)
    for site in Site.objects.bulk_create(Site(trial=trial, city="Here") for _ in range(number)):
        site.contacts.create(trial=trial, name="Ann") if site.pk % 10 == 0 else None


def records(number: int) -> None:
    RegistryRecord.objects.bulk_create(
        RegistryRecord(trial=trial, version=1, digest="0", study={}) for trial in trials(number)
    )


def runs(number: int) -> None:
    ImportRun.objects.bulk_create(ImportRun(inputs=["a.json"]) for _ in range(number))


def rows_of(model: Any) -> Callable[[int], None]:
    def make(number: int) -> None:
        taken = model.objects.count()
        fields = [{"name": f"Name {taken + one}"} for one in range(number)]
        if model is Condition:
            fields = [one | {"slug": f"name-{taken + i}"} for i, one in enumerate(fields)]
        model.objects.bulk_create(model(**one) for one in fields)

    return make


def proposals(number: int) -> None:
    baker.make(Proposal, number, target=trials(1)[0], field="brief_title", proposed_value="x")


def items(number: int) -> None:
    start = NewsItem.objects.count()
    NewsItem.objects.bulk_create(
        NewsItem(title="T", slug=f"s-{start + one}", body="b", release_at="2025-01-01T00:00Z")
        for one in range(number)
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("trials_trial", trials),
        ("trials_finding", findings),
        ("trials_approval", approvals),
        ("trials_site", sites),
        ("trials_registryrecord", records),
        ("trials_importrun", runs),
        ("trials_organisation", rows_of(Organisation)),
        ("trials_condition", rows_of(Condition)),
        ("trials_proposal", proposals),
        ("news_triallink", links),
        ("news_newsitem", items),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_list_costs_the_same_with_any_number_of_rows(
    name: str, make: Callable[[int], Any], admin_client: Client
) -> None:
    address = reverse(f"admin:{name}_changelist")
    admin_client.get(address)
    counts = []
    for number in (1, 49, 450):
        make(number)
        counts.append(queries(admin_client, address))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 16


def with_parts(trial: Trial, source: Source, number: int) -> None:
    """As many of each kind of row as a long record has."""
    start = trial.arms.count()
    for one in range(start, start + number):
        arm = trial.arms.create(label=f"Arm {one}")
        arm.interventions.add(trial.interventions.create(name=f"Drug {one}"))
        cohort = trial.cohorts.create(label=f"Cohort {one}")
        endpoint = trial.endpoints.create(level="OTHER", measure=f"Measure {one}")
        endpoint.cohorts.add(cohort)
        trial.findings.create(
            quantity="MEDIAN",
            value_text=str(one),
            source=Source.objects.create(kind="REPORT", title=f"Report {one}"),
            cohort=cohort,
            endpoint=endpoint,
            arm=arm,
        )
        trial.references.create(citation=f"Paper {one}", source=source)
        trial.status_changes.create(status="RECRUITING", source=source, cohort=cohort)
        condition = Condition.objects.create(name=f"Condition {one}", slug=f"condition-{one}")
        trial.trial_conditions.create(condition=condition)
        organisation = Organisation.objects.create(name=f"Group {one}")
        trial.memberships.create(organisation=organisation, role="COLLABORATOR")


@pytest.mark.parametrize("people", ["editor", "publisher"])
def test_a_trial_with_fifty_findings_opens_with_as_many_queries_as_one_with_one(
    people: str, trial: Trial, source: Source, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(people)
    address = reverse("admin:trials_trial_change", args=[trial.pk])
    queries(client, address)
    few = queries(client, address)
    with_parts(trial, source, 50)
    assert queries(client, address) == few
    assert few <= 60
