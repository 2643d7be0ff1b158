"""Parts of a trial: they belong together, and a number keeps to its own rules."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from trials.models import Approval, Finding, Source, StatusChange, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial() -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="Ours")


@pytest.fixture
def other() -> Trial:
    return Trial.objects.create(protocol_id="A031201", brief_title="Another")


@pytest.fixture
def source() -> Source:
    return Source.objects.create(kind="PUBLICATION", title="A paper")


def finding(trial: Trial, source: Source, **fields: Any) -> Finding:
    least = {"quantity": "HAZARD_RATIO", "value_text": "0.23", "trial": trial, "source": source}
    return Finding(**least | fields)


def save_now(row: Any) -> None:
    """Save, and let the deferred keys be checked at once."""
    with transaction.atomic():
        row.save()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("part", ["cohort", "endpoint", "arm", "comparator"])
def test_a_finding_names_parts_of_its_own_trial(
    trial: Trial, other: Trial, source: Source, part: str
) -> None:
    foreign: Any = {
        "cohort": other.cohorts.create(label="pNET"),
        "endpoint": other.endpoints.create(level="PRIMARY", measure="PFS"),
        "arm": other.arms.create(label="Placebo"),
        "comparator": other.arms.create(label="Active"),
    }[part]
    fields = {part: foreign}
    if part == "comparator":
        fields["arm"] = trial.arms.create(label="Drug")
    row = finding(trial, source, **fields)
    with pytest.raises(ValidationError, match="belongs to another trial"):
        row.full_clean()
    with pytest.raises(IntegrityError, match=f"finding_{part}_same_trial"):
        save_now(row)


def test_a_status_change_names_parts_of_its_own_trial(trial: Trial, other: Trial) -> None:
    row = StatusChange(trial=trial, status="COMPLETED", site=other.sites.create(facility="There"))
    with pytest.raises(IntegrityError, match="statuschange_site_same_trial"):
        save_now(row)


def test_link_tables_join_parts_of_one_trial(trial: Trial, other: Trial) -> None:
    endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
    arm = trial.arms.create(label="Drug")
    with pytest.raises(IntegrityError, match="belongs to another trial"), transaction.atomic():
        endpoint.cohorts.add(other.cohorts.create(label="pNET"))
    with pytest.raises(IntegrityError, match="belongs to another trial"), transaction.atomic():
        arm.interventions.add(other.interventions.create(name="Aspirin"))


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("finding_interval_contains_value", {"value": 2.6, "lower": 0.25, "upper": 0.59}),
        ("finding_interval_contains_value", {"value": 0.1, "lower": 0.25}),
        ("finding_interval_contains_value", {"lower": 3, "upper": 2}),
        ("finding_level_is_a_percentage", {"lower": 1, "level": 0}),
        ("finding_level_is_a_percentage", {"lower": 1, "level": 100}),
        ("finding_level_has_an_interval", {"level": 95}),
        ("finding_p_value_well_formed", {"p_value": "significant"}),
        ("finding_p_value_well_formed", {"p_value": "1.2"}),
        ("finding_has_a_value", {"value_text": ""}),
        ("finding_quantity_known", {"quantity": "HR"}),
    ],
)
def test_the_database_refuses_a_finding(
    trial: Trial, source: Source, constraint: str, fields: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        finding(trial, source, **fields).save()


@pytest.mark.parametrize("p", ["<0.001", "0.03", "P", "< 0.0001", "1", ".05", "<1e-4", "≤0.01"])
def test_p_values_as_printed(trial: Trial, source: Source, p: str) -> None:
    row = finding(trial, source, p_value=p)
    if p == "P":
        with pytest.raises(ValidationError, match=r"Write a p-value as 0\.03"):
            row.full_clean()
    else:
        row.full_clean()
        row.save()


def test_one_sided_and_wordy_values_pass(trial: Trial, source: Source) -> None:
    finding(trial, source, value=Decimal("0.5"), upper=Decimal("0.9"), level=97.5).save()
    finding(trial, source, quantity="MEDIAN", value_text="not reached").save()


def test_a_comparison_has_two_arms(trial: Trial, source: Source) -> None:
    arm = trial.arms.create(label="Drug")
    with pytest.raises(IntegrityError, match="finding_compares_two_arms"), transaction.atomic():
        finding(trial, source, arm=arm, comparator=arm).save()


def test_one_preferred_finding_for_a_subject(trial: Trial, source: Source) -> None:
    finding(trial, source, is_preferred=True).save()
    finding(trial, source, value_text="0.22").save()
    second = finding(trial, source, value_text="0.22", is_preferred=True)
    with pytest.raises(ValidationError, match="preferred already"):
        second.full_clean()
    with pytest.raises(IntegrityError, match="finding_one_preferred"), transaction.atomic():
        second.save()
    cohort = trial.cohorts.create(label="pNET")
    finding(trial, source, cohort=cohort, is_preferred=True).save()


def test_a_quoted_indication_is_there(trial: Trial) -> None:
    with pytest.raises(IntegrityError, match="approval_quotes_something"), transaction.atomic():
        Approval.objects.create(
            trial=trial, agency="FDA", product="Drug", indication_is_verbatim=True
        )


def test_a_doi_is_one_source(source: Source) -> None:
    Source.objects.create(kind="PUBLICATION", title="x", doi="10.1056/NEJMoa2403991")
    with pytest.raises(IntegrityError, match="source_doi_once"), transaction.atomic():
        Source.objects.create(kind="PUBLICATION", title="y", doi="10.1056/NEJMoa2403991")
    with pytest.raises(IntegrityError, match="source_doi_well_formed"), transaction.atomic():
        Source.objects.create(kind="PUBLICATION", title="z", doi="https://doi.org/10.1/x")


def test_coordinates_lie_on_earth(trial: Trial) -> None:
    with pytest.raises(IntegrityError, match="site_coordinates_on_earth"), transaction.atomic():
        trial.sites.create(facility="Nowhere", latitude=95, longitude=0)
