"""All CHECKs of a record in one query say what each by itself says."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from trials.models import Finding, Trial

pytestmark = pytest.mark.django_db


def told_by_each(record: models.Model, exclude: set[str] | None = None) -> list[str]:
    """As Django validates."""
    told = []
    for constraint in record._meta.constraints:
        try:
            constraint.validate(type(record), record, exclude=exclude)
        except ValidationError as error:
            told += error.messages
    return sorted(told)


def told_at_once(record: models.Model, exclude: set[str] | None = None) -> list[str]:
    try:
        record.validate_constraints(exclude=exclude)
    except ValidationError as error:
        return sorted(error.messages)
    return []


def test_a_right_record_takes_one_query_for_all_its_checks() -> None:
    trial = Trial(nct_id="NCT03375320", brief_title="Testing")
    with CaptureQueriesContext(connection) as asked:
        trial.validate_constraints()

    checks = [one for one in asked if "COALESCE" in one["sql"]]
    assert len(checks) == 1
    assert told_by_each(trial) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"nct_id": "NCT1"},
        {"nct_id": None},
        {"masking": "PERHAPS"},
        {"nct_id": "NCT1", "masking": "PERHAPS", "phases": ["PHASE9"], "state": "APPROVED"},
        {"start_date": "2024-05", "completion_date": "2023"},
        {"minimum_age": "18"},
    ],
)
def test_what_is_wrong_is_told_in_the_same_words(wrong: dict[str, object]) -> None:
    trial = Trial(**({"nct_id": "NCT03375320", "brief_title": "Testing"} | wrong))

    assert told_at_once(trial) == told_by_each(trial) != []


def test_a_wrong_record_takes_one_query_too() -> None:
    trial = Trial(nct_id="NCT1", masking="PERHAPS", brief_title="Testing", phases=["PHASE9"])
    with CaptureQueriesContext(connection) as asked:
        assert len(told_at_once(trial)) == 3

    assert len([one for one in asked if "COALESCE" in one["sql"]]) == 1


@pytest.mark.slow
def test_what_the_database_cannot_ask_is_passed_over_and_the_rest_is_told() -> None:
    trial = Trial(nct_id="NCT1", brief_title="Testing", masking="\0")

    assert told_at_once(trial) == told_by_each(trial) != []


def test_what_is_left_out_is_not_asked_and_the_rest_is() -> None:
    trial = Trial(nct_id="NCT1", masking="PERHAPS", brief_title="Testing")

    assert told_at_once(trial, {"nct_id"}) == told_by_each(trial, {"nct_id"})
    assert len(told_at_once(trial, {"nct_id"})) == 1
    assert told_at_once(trial, {"nct_id", "masking"}) == []


def test_of_a_finding_too() -> None:
    finding = Finding(quantity="MEDIAN", value_text="one", lower=2, upper=1, state="APPROVED")

    assert told_at_once(finding) == told_by_each(finding) != []
