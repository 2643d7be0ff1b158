"""What the database refuses of a trial, in which words a form says so, and what it does itself."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from trials.models import Source, StatusChange, Trial

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.now() - dt.timedelta(days=1)


def make(**fields: Any) -> Trial:
    """A trial with the least it needs."""
    return Trial.objects.create(**{"protocol_id": "A021602", "brief_title": "A title"} | fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("trial_has_an_id", {"protocol_id": None}),
        ("trial_protocol_id_well_formed", {"protocol_id": "a021602"}),
        ("trial_protocol_id_well_formed", {"protocol_id": "A021602\n"}),
        ("trial_nct_id_well_formed", {"nct_id": "NCT0337532"}),
        ("trial_nct_id_well_formed", {"nct_id": "NCT0337532\u0660"}),
        ("trial_has_a_title", {"brief_title": ""}),
        ("trial_study_type_known", {"study_type": "Interventional"}),
        ("trial_phases_known", {"phases": ["PHASE3", "PHASE5"]}),
        ("trial_sex_known", {"sex": "all"}),
        ("trial_allocation_ratio_well_formed", {"allocation_ratio": "2:0"}),
        ("trial_allocation_ratio_well_formed", {"allocation_ratio": "2"}),
        ("trial_minimum_age_well_formed", {"minimum_age": "18"}),
        (
            "trial_starts_before_completion",
            {"start_date": "2018-08-01", "completion_date": "2018-07"},
        ),
        (
            "trial_starts_before_primary_completion",
            {"start_date": "2019", "primary_completion_date": "2018-12-31"},
        ),
        (
            "trial_primary_completion_before_completion",
            {"primary_completion_date": "2020-02", "completion_date": "2020-01-31"},
        ),
        ("trials_trial_approved_has_time", {"state": "APPROVED"}),
        ("trials_trial_withdrawn_has_time", {"state": "WITHDRAWN"}),
        ("trials_trial_withdrawn_has_time", {"withdrawn_at": timezone.now()}),
        ("trials_trial_state_known", {"state": "PUBLISHED"}),
    ],
)
def test_the_database_refuses(constraint: str, fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("start", "completion"),
    [
        ("2018-07-15", "2018-07"),
        ("2018-07", "2018-07-01"),
        ("2018", "2018-01-01"),
        ("2018-07-15", "2018"),
        ("", "2018"),
        ("2018", ""),
        ("2018-07-15", "2018-07-15"),
    ],
)
def test_dates_may_overlap_in_what_their_precision_leaves_open(start: str, completion: str) -> None:
    make(start_date=start, completion_date=completion)


@pytest.mark.parametrize(
    "value", ["2018-13", "2018-02-30", "2019-02-29", "18-07", "2018-7", "July", "2018-00", "2018-"]
)
def test_no_date_that_the_calendar_lacks(value: str) -> None:
    with pytest.raises(IntegrityError, match="partial_date"), transaction.atomic():
        make(start_date=value)
    with pytest.raises(ValidationError, match=r"Write 2018, 2018-07 or 2018-07-15"):
        Trial(protocol_id="A021602", brief_title="t", start_date=value).full_clean()


def test_a_leap_day_passes() -> None:
    make(start_date="2020-02-29")


def test_a_form_hears_the_constraint_in_words() -> None:
    trial = Trial(brief_title="t", start_date="2019", completion_date="2018")
    with pytest.raises(ValidationError) as refusal:
        trial.full_clean()
    text = " ".join(refusal.value.messages)
    assert "A trial needs a protocol ID or an NCT ID." in text
    assert "The trial starts after its completion date." in text


def test_an_identifier_belongs_to_one_trial_in_every_spelling() -> None:
    first = make(protocol_id="CALGB-80702")
    assert Trial.objects.identified_by("CALGB/SWOG 80702").get() == first
    second = make(protocol_id="A021603")
    with pytest.raises(IntegrityError, match="identifier_unique"), transaction.atomic():
        second.identifiers.create(kind="OTHER_GROUP", value="C80702")
    with pytest.raises(ValidationError, match="never used again"):
        Trial(protocol_id="CALGB-80702", brief_title="t").full_clean()


def test_an_id_given_up_still_leads_to_its_trial() -> None:
    trial = make(protocol_id="A021602", nct_id="NCT03375320")
    trial.protocol_id = "A021699"
    trial.save()
    assert Trial.objects.identified_by("a021602").get() == trial
    assert trial.identifiers.get(value="A021602").retired
    trial.protocol_id = "A021602"
    trial.save()
    assert not trial.identifiers.get(value="A021602").retired
    assert trial.identifiers.get(value="A021699").retired


def test_funding_numbers_lead_nowhere() -> None:
    trial = make()
    with pytest.raises(IntegrityError, match="identifier_kind_resolves"), transaction.atomic():
        trial.identifiers.create(kind="FUNDING", value="U10CA180821")
    trial.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    other = make(protocol_id="A031201")
    other.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    assert not Trial.objects.identified_by("U10CA180821").exists()


def test_identifiers_of_a_public_trial_are_retired_not_deleted() -> None:
    trial = make()
    identifier = trial.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    Trial.objects.update(state="APPROVED", release_at=YESTERDAY)
    with (
        pytest.raises(IntegrityError, match="never deleted, nor its identifiers"),
        transaction.atomic(),
    ):
        identifier.delete()


def test_former_names_of_a_public_trial_are_kept() -> None:
    trial = make(official_title="After Progression on Everolimus")
    trial.official_title = "Typed wrong"
    trial.save()
    assert not trial.former_names.exists()  # a draft has no past
    trial.state, trial.release_at = "APPROVED", YESTERDAY
    trial.save()
    trial.official_title = "After Progression on Prior Therapy"
    trial.save()
    assert [name.name for name in trial.former_names.all()] == ["Typed wrong"]


def test_the_current_status_is_the_last_change() -> None:
    trial = make()
    StatusChange.objects.create(trial=trial, status="ACTIVE_NOT_RECRUITING", as_of="2024-04-03")
    earlier = StatusChange.objects.create(trial=trial, status="RECRUITING", as_of="2018-12-13")
    trial.refresh_from_db()
    assert (trial.overall_status, trial.status_as_of) == ("ACTIVE_NOT_RECRUITING", "2024-04-03")
    trial.status_changes.exclude(pk=earlier.pk).delete()
    trial.refresh_from_db()
    assert (trial.overall_status, trial.status_as_of) == ("RECRUITING", "2018-12-13")
    earlier.delete()
    trial.refresh_from_db()
    assert (trial.overall_status, trial.status_as_of) == ("", "")


def test_a_status_that_a_source_under_embargo_tells_is_no_answer() -> None:
    trial = make()
    source = Source.objects.create(kind="PRESS_RELEASE", title="It opens", public_from=None)
    StatusChange.objects.create(trial=trial, status="RECRUITING", source=source)
    assert not Trial.objects.recruiting().exists()
    Source.objects.update(public_from=YESTERDAY)
    assert Trial.objects.recruiting().get() == trial


def test_the_status_of_one_cohort_is_not_that_of_the_trial() -> None:
    trial = make()
    cohort = trial.cohorts.create(label="pNET")
    StatusChange.objects.create(trial=trial, status="RECRUITING", as_of="2018")
    StatusChange.objects.create(trial=trial, cohort=cohort, status="COMPLETED", as_of="2020")
    trial.refresh_from_db()
    assert trial.overall_status == "RECRUITING"
