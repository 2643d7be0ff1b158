"""`check_records` says which records need a look, and what to do; the first page counts them."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.record_checks import CHECKS
from tests.records import a_finding, a_source, a_trial, an_approval, an_editor, an_item
from trials.checks.rules import rules_not_held
from trials.models import LinkAnswer, Proposal, Trial

pytestmark = pytest.mark.django_db
GROWING = ("trials_finding", "trials_proposal", "trials_sitecontact")


def said(*options: str) -> str:
    out = io.StringIO()
    call_command("check_records", *options, stdout=out)
    return out.getvalue()


def found(name: str) -> list[str]:
    text = said("--format", "json", "--only", name)
    return [each["says"] for each in json.loads(text)["problems"]]


def with_cohorts(trial: Trial, source: Any, *numbers: str, total: str = "", **more: Any) -> None:
    for label, number in zip(("pNET", "epNET"), numbers, strict=False):
        cohort, _ = trial.cohorts.get_or_create(label=label)
        a_finding(trial, number, source, cohort=cohort, **more)
    if total:
        a_finding(trial, total, source, **more)


def test_all_is_well_where_nothing_is_wrong() -> None:
    assert said().endswith("All well.\n")


def test_a_sentence_has_the_record_its_address_and_what_to_do() -> None:
    trial = a_trial(acronym="CABINET", start_date="2018-07", start_date_type="ESTIMATED")
    address = reverse("admin:trials_trial_change", args=[trial.pk])
    assert (
        "A021602 CABINET: The start is still called planned for July 2018."
        f" Make the date actual, or enter the new plan. ({address})"
    ) in said("--only", "date")


def test_cohorts_that_do_not_add_up_in_one_source() -> None:
    trial = a_trial(acronym="CABINET")
    with_cohorts(trial, a_source("Talk"), "93", "197", total="290", data_cutoff="2023-08")
    with_cohorts(trial, a_source("Paper"), "95", "203", total="289")
    assert found("cohorts") == ["The cohorts add up to 298, the whole is 289 in Paper."]


def test_cohorts_that_do_not_add_up_to_the_record() -> None:
    trial = a_trial(enrollment=300, enrollment_type="ACTUAL")
    with_cohorts(trial, a_source("Paper"), "95", "203", is_preferred=True)
    (says,) = found("cohorts")
    assert says == "The preferred numbers of its cohorts add up to 298, its enrollment is 300."


def test_a_cohort_that_the_source_leaves_out_is_no_error() -> None:
    trial = a_trial(enrollment=300, enrollment_type="ACTUAL")
    trial.cohorts.create(label="third")
    with_cohorts(trial, a_source("Paper"), "95", "203", total="400", is_preferred=True)
    assert found("cohorts") == []


def test_withdrawn_numbers_and_planned_enrollment_are_not_compared() -> None:
    trial = a_trial(enrollment=395, enrollment_type="ESTIMATED")
    with_cohorts(trial, a_source("Paper"), "95", "203", is_preferred=True)
    gone = {"state": "WITHDRAWN", "withdrawal_reason": "Wrong."}
    trial.findings.filter(value=203).update(**gone, withdrawn_at=timezone.now())
    assert found("cohorts") == []


def test_what_rests_on_a_retracted_source() -> None:
    trial = a_trial()
    paper = a_source("Paper", retracted_on="2025-02")
    a_finding(trial, "95", paper)
    a_finding(trial, "96", paper, quantity="COUNT")
    an_approval(trial, source=paper)
    assert found("retracted") == [
        "2 findings rest on Paper, retracted on February 2025.",
        "1 approval rests on Paper, retracted on February 2025.",
    ]


def test_an_approval_without_a_source() -> None:
    an_approval(a_trial())
    assert found("unsourced") == ["1 approval has no source."]


def test_addresses_that_answer_no_more(tmp_path: Path) -> None:
    trial = a_trial(ipd_url="https://plan.example/")
    trial.references.create(citation="A page", url="https://page.example/")
    grant = "https://grant.example/"
    trial.identifiers.create(kind="FUNDING", value="U10CA1", resolves=False, link=grant)
    a_source("Paper", doi="10.1056/NEJMoa1")
    a_source("Talk", url="https://talk.example/")
    a_source("Lives", url="https://lives.example/")
    an_item(source_url="https://news.example/")
    answers = tmp_path / "answers.csv"
    gone = ("plan.example/", "page.example/", "doi.org/10.1056/NEJMoa1", "talk.example/")
    others = ("grant.example/", "news.example/")
    lines = [f"https://{one},404,2026-11-02T08:00Z" for one in (*gone, *others)]
    answers.write_text("\n".join([*lines, "https://lives.example/,403,2026-11-02T08:00Z"]))
    text = said("--links", str(answers))
    assert "7 answers of addresses taken in." in text
    assert "https://page.example/ of a reference answers no more." in text
    assert "https://grant.example/ of U10CA1 answers no more." in text
    assert "https://plan.example/ of its data sharing answers no more." in text
    assert "Paper: DOI 10.1056/NEJMoa1 answers no more." in text
    assert "Talk: https://talk.example/ answers no more." in text
    assert "https://news.example/ answers no more." in text
    assert "lives.example" not in text


def told_before(day: Any, **fields: Any) -> Any:
    """A value of a trial that was accepted from a release, and stands there."""
    waits = a_source("Release", public_from=day)
    an_item(f"waits-{waits.pk}", title="Results", source=waits, release_at=day)
    trial = a_trial(f"A0316{waits.pk % 100:02}", **fields)
    for field in ("enrollment", "phases"):
        Proposal.objects.create(
            target=trial,
            field=field,
            proposed_value=fields[field],
            origin="RELEASE",
            source=waits,
            decision="ACCEPTED",
            decided_by=an_editor(),
            decided_at=timezone.now(),
        )
    return trial


def test_what_a_public_record_tells_before_the_release_it_is_from() -> None:
    told = {"enrollment": 298, "phases": ["PHASE3"]}
    tomorrow, yesterday = (timezone.now() + timedelta(days=day) for day in (1, -1))
    trial = told_before(tomorrow, **told)
    told_before(yesterday, **told)
    told_before(tomorrow, state="DRAFT", release_at=None, **told)
    already = f"{trial.protocol_id} says already what it will tell."
    assert found("early") == [f"{already} Enrollment: 298.", f"{already} Phases: Phase 3."]
    Trial.objects.filter(pk=trial.pk).update(enrollment=290)
    assert found("early") == [f"{already} Phases: Phase 3."]


def test_a_list_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "answers.csv"
    wrong.write_text("https://a.example/,404")
    with pytest.raises(CommandError, match=r"Line 1 has 2 columns.*Nothing of it was kept"):
        said("--links", str(wrong))
    with pytest.raises(CommandError, match="cannot be read"):
        said("--links", str(tmp_path / "none.csv"))


@pytest.mark.slow
def test_strict_ends_with_1_where_there_is_anything() -> None:
    assert said("--strict")
    a_trial(overall_status="")
    with pytest.raises(CommandError, match="1 to look at"):
        said("--strict")


@pytest.mark.slow
def test_few_of_many_are_said_unless_all_are_asked_for() -> None:
    for number in range(25):
        a_trial(f"A0216{number:02}")
    assert "and 5 more of “status”: --all says them" in said()
    assert "more of" not in said("--all")


def test_json_has_counts_and_every_problem() -> None:
    a_trial()
    told = json.loads(said("--format", "json"))
    assert told["counts"]["status"] == len(told["problems"]) == 1
    assert set(told["problems"][0]) == {"check", "record", "address", "says", "do"}
    assert told["rules"] == []
    assert json.loads(said("--format", "json", "--only", "date"))["problems"] == []


def test_the_database_holds_every_rule() -> None:
    assert list(rules_not_held()) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE trials_trialidentifier DROP CONSTRAINT identifier_kind_resolves"
        )
    (says,) = rules_not_held()
    assert "“identifier_kind_resolves”" in says


def make_one_of_each() -> None:
    told_before(timezone.now() + timedelta(days=1), enrollment=298, phases=["PHASE3"])
    trial = a_trial(f"A0{Trial.objects.count() + 21600}", overall_status="", ipd_url="https://x.x/")
    paper = a_source("Paper", retracted_on="2025", url="https://x.x/")
    with_cohorts(trial, paper, "95", "203", total="1")
    an_approval(trial)
    Trial.objects.filter(pk=trial.pk).update(missing_since="2025-01-01T00:00Z")
    LinkAnswer.objects.get_or_create(url="https://x.x/", status=404, checked_at="2026-01-01T00:00Z")


@pytest.mark.slow
def test_it_costs_the_same_number_of_queries_with_any_number_of_rows() -> None:
    numbers = []
    for _ in range(2):
        for _ in range(3):
            make_one_of_each()
        with CaptureQueriesContext(connection) as queries:
            said("--all")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.slow
def test_every_count_of_the_first_page_leads_to_as_many_rows(admin_client: Client) -> None:
    make_one_of_each()
    for check in CHECKS:
        number = check.rows().count()
        address = reverse(f"admin:{check.screen}_changelist", query=check.query)
        page = admin_client.get(address)
        assert page.status_code == 200, check.name
        assert page.context["cl"].result_count == number, check.name
        assert len({problem.address for problem in check.problems()}) == number, check.name
