"""Participants: from findings of enrollment, and as far as these go."""

import pytest

from tests.records import a_trial
from tests.trials.pictures.cabinet import LABEL, a_cabinet, an_enrollment, record, sources
from trials.models import Trial
from trials.pictures.flow import flow

pytestmark = pytest.mark.django_db


def rows(trial: Trial) -> dict[str, tuple[str, str]]:
    made = flow(record(trial))
    return {row[0]: (row[1], row[2]) for row in made.table.rows} if made else {}


def test_from_all_to_the_arms_of_each_cohort() -> None:
    trial, (label, paper) = a_cabinet(), sources()
    an_enrollment(trial, "298", label, **LABEL)
    an_enrollment(trial, "99", label, "pNET", **LABEL)
    an_enrollment(trial, "95", paper, "pNET")
    an_enrollment(trial, "66", label, "pNET", "Cabozantinib", **LABEL)
    assert rows(trial) == {
        "Enrolled": ("298", "FDA label"),
        "pNET. Allocated 2:1": ("99", "FDA label; 95 (NEJM 2024)"),
        "pNET, Cabozantinib": ("66", "FDA label"),
        "pNET, Placebo. Crossover: Later.": ("not known", ""),
        "epNET. Allocated 2:1": ("not known", ""),
        "epNET, Cabozantinib": ("not known", ""),
        "epNET, Placebo. Crossover: Later.": ("not known", ""),
    }


def test_without_findings_the_record_says_how_many() -> None:
    assert rows(a_cabinet(enrollment=1298, enrollment_type="ACTUAL"))["Enrolled"] == ("1,298", "")


def test_a_planned_number_is_called_so() -> None:
    trial = a_cabinet(enrollment=395, enrollment_type="ESTIMATED")
    assert rows(trial)["Planned enrollment"] == ("395", "")


def test_a_number_that_may_be_a_plan_is_not_called_enrolled() -> None:
    assert rows(a_cabinet(enrollment=90))["Enrollment"] == ("90", "")


def test_arms_without_cohorts_stand_below_the_whole() -> None:
    trial = a_cabinet(enrollment=99, enrollment_type="ACTUAL")
    trial.cohorts.all().delete()
    assert list(rows(trial)) == [
        "Enrolled. Allocated 2:1",
        "Cabozantinib",
        "Placebo. Crossover: Later.",
    ]


def test_a_cohort_has_only_the_arms_that_are_known_to_be_in_it() -> None:
    trial, (label, _) = a_cabinet(), sources()
    trial.cohorts.update(allocation_ratio="")
    an_enrollment(trial, "66", label, "pNET", "Cabozantinib")
    assert list(rows(trial)) == ["Enrolled", "pNET", "pNET, Cabozantinib", "epNET"]


def test_arms_of_no_known_cohort_stand_beside() -> None:
    trial, (label, _) = a_cabinet(), sources()
    trial.cohorts.update(allocation_ratio="")
    an_enrollment(trial, "198", label, "Cabozantinib")
    assert rows(trial)["Cabozantinib"] == ("198", "FDA label")


def test_without_numbers_or_groups_there_is_no_flow() -> None:
    assert flow(record(a_cabinet())) is None
    assert flow(record(a_trial("A022222", enrollment=30))) is None
