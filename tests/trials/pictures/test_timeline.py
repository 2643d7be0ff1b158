"""The timeline: which dates of the records, and in which words."""

import pytest

from tests.records import (
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from tests.trials.pictures.cabinet import a_cabinet, a_ratio, record
from trials.models import Trial
from trials.pictures.timeline import timeline

pytestmark = pytest.mark.django_db


def rows(trial: Trial) -> list[tuple[str, ...]]:
    made = timeline(record(trial))
    return list(made.table.rows) if made else []


def test_each_kind_of_date_has_its_words() -> None:
    trial = a_cabinet(
        first_posted="2017-12-18", start_date="2018-10", completion_date="2031",
        completion_date_type="ESTIMATED", results_first_posted="2025-09-01",
    )  # fmt: skip
    a_ratio(trial, "0.22", a_source("NEJM 2024", title="Phase 3", date="2024-09-16"))
    a_ratio(trial, "0.23", a_source("ESMO 2023", kind="ABSTRACT", date="2023"))
    a_ratio(trial, "0.24", a_source("FDA label", kind="LABEL", date="2025-03"))
    an_approval(trial, "FDA", decided_on="2025-03-26")
    an_approval(trial, "MHRA", decided_on="", announced_on="2025-09-22")
    a_guideline_listing(trial, "NET", listed_on="2025-01", category="1")
    a_link(an_item(title="FDA approves", dated="2025-03-27"), trial)
    assert rows(trial) == [
        ("18 December 2017", "Registered", "ClinicalTrials.gov"),
        ("October 2018", "Start of the trial", ""),
        ("2023", "Presented: ESMO 2023", "ESMO 2023"),
        ("16 September 2024", "Published: NEJM 2024", "Phase 3"),
        ("January 2025", "Guideline: NCCN: 1", "NET"),
        ("26 March 2025", "Approval: FDA: Cabozantinib", ""),
        ("27 March 2025", "Press release: FDA approves", ""),
        ("1 September 2025", "Results posted at the registry", "ClinicalTrials.gov"),
        ("22 September 2025", "Approval announced: MHRA: Cabozantinib", ""),
        ("2031 (planned)", "Completion", ""),
    ]


def test_a_status_says_whether_its_day_is_that_of_the_change() -> None:
    trial = a_trial(first_posted="2017-12-18")
    a_status(trial, "RECRUITING", as_of="2018-12-13", source=a_source("Registry"))
    a_status(trial, "SUSPENDED", as_of="", effective="2023-08", reason="The board advised so.")
    a_status(trial, "SUSPENDED", as_of="2024-04-03")
    assert rows(trial)[1:] == [
        ("13 December 2018", "Reported as: Recruiting", "Registry"),
        ("August 2023", "Status: Suspended: The board advised so.", ""),
    ]


def test_a_status_of_one_cohort_is_not_that_of_the_trial() -> None:
    trial = a_trial(first_posted="2017-12-18", start_date="2018")
    a_status(trial, "COMPLETED", cohort=trial.cohorts.create(label="pNET"))
    assert len(rows(trial)) == 2


def test_news_that_is_not_listed_is_no_event() -> None:
    trial = a_trial(first_posted="2017-12-18", start_date="2018")
    a_link(an_item("draft", title="Secret", state="DRAFT"), trial)
    a_link(an_item("open", title="Suggested"), trial, status="SUGGESTED")
    assert len(rows(trial)) == 2


def test_a_release_without_a_printed_date_has_that_of_its_publication() -> None:
    trial = a_trial(first_posted="2017-12-18")
    item = an_item(title="FDA approves", release_at="2025-03-26T23:00Z")
    a_link(item, trial)
    assert rows(trial)[1][:2] == ("26 March 2025", "Press release: FDA approves")
