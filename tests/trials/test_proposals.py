"""A person decides on each proposal; what refuses it is told, and it stays open."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils import timezone

from tests.accounts import member
from tests.records import a_finding, a_source, a_trial
from trials.models import Organisation, Proposal, Source, StatusChange, Trial
from trials.proposals import (
    Verdict,
    accept,
    compared,
    has_moved,
    keep,
    obstacle,
    reopen,
    seen,
    stood_there,
    with_parts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(db: Any) -> Any:
    return member("edith", "Editors")


@pytest.fixture
def release(db: Any) -> Source:
    return a_source("Release of March 2025", kind="PRESS_RELEASE")


@pytest.fixture
def secret(db: Any) -> Source:
    return a_source("Release of tomorrow", kind="PRESS_RELEASE", public_from=None)


@pytest.fixture
def trial(db: Any) -> Trial:
    trial = a_trial("A021602", state="DRAFT")
    trial.cohorts.create(label="pNET", name="Pancreatic neuroendocrine tumors")
    trial.cohorts.create(label="epNET", name="Extra-pancreatic neuroendocrine tumors")
    cabo = trial.arms.create(label="Arm I (cabozantinib S-malate)", type="EXPERIMENTAL")
    cabo.interventions.add(trial.interventions.create(name="Cabozantinib"))
    trial.arms.create(label="Placebo", type="PLACEBO_COMPARATOR")
    trial.endpoints.create(level="PRIMARY", measure="Progression Free Survival")
    return trial


def proposed(target: Model, field: str, value: Any, source: Any, **more: Any) -> Proposal:
    proposal = Proposal(
        target=target,
        field=field,
        proposed_value=value,
        source=source,
        **{"origin": "RELEASE"} | more,
    )
    if isinstance(target, Trial):
        target = with_parts(Trial.objects.filter(pk=target.pk)).get()
    proposal.base_value = stood_there(proposal, target)
    proposal.save()
    return proposal


RATIO = {
    "quantity": "HAZARD_RATIO",
    "endpoint": "PFS",
    "cohort": "extra-pancreatic NET",
    "arm": "cabozantinib",
    "comparator": "placebo",
    "value_text": "0.40",
    "value": "0.40",
    "lower": "0.26",
    "upper": "0.61",
    "level": "95",
    "p_value": "<0.001",
}


def test_a_number_becomes_a_draft_of_the_release(trial: Trial, release: Source, edith: Any) -> None:
    trial.endpoints.update(abbreviation="PFS")
    proposal = accept(proposed(trial, "findings", RATIO, release), edith)
    finding = trial.findings.get()
    assert (finding.state, finding.source, finding.is_preferred) == ("DRAFT", release, False)
    assert [str(part) for part in (finding.cohort, finding.arm, finding.comparator)] == [
        "epNET",
        "Arm I (cabozantinib S-malate)",
        "Placebo",
    ]
    assert [str(n)[:4] for n in (finding.value, finding.lower, finding.upper)] == [
        "0.40",
        "0.26",
        "0.61",
    ]
    assert (proposal.decision, proposal.decided_by) == ("ACCEPTED", edith)
    assert proposal.decided_at


@pytest.mark.parametrize(
    ("field", "value", "made"),
    [
        ("approvals", {"agency": "FDA", "product": "X", "decision": "APPROVED"}, "FDA: X"),
        ("arms", {"label": "Observation"}, "Observation"),
        ("endpoints", {"level": "SECONDARY", "measure": "Safety"}, "Safety"),
        ("guideline_listings", {"body": "NCCN", "guideline": "NET"}, "NCCN: NET"),
        ("identifiers", {"value": "U10CA180821", "type": "NIH"}, "U10CA180821"),
        ("references", {"type": "RESULT", "citation": "ESMO Congress 2024"}, "ESMO Congress 2024"),
    ],
)
def test_rows_of_each_kind_are_made_once(
    trial: Trial, release: Source, edith: Any, field: str, value: dict[str, Any], made: str
) -> None:
    accept(proposed(trial, field, value, release), edith)
    (row,) = [one for one in getattr(trial, field).all() if str(one) == made]
    assert getattr(row, "state", "DRAFT") == "DRAFT"
    assert getattr(row, "source", release) == release
    other = a_source("Another release", kind="PRESS_RELEASE")
    again = accept(proposed(trial, field, value, other), edith)
    assert again.decision == "ACCEPTED"
    assert len([one for one in getattr(trial, field).all() if str(one) == made]) == 1


@pytest.mark.slow
def test_the_same_number_of_another_source_is_a_row_of_its_own(
    trial: Trial, release: Source, edith: Any
) -> None:
    total = {"quantity": "ENROLLMENT", "value_text": "298", "value": "298"}
    for source in (release, a_source("NEJM 2024")):
        accept(proposed(trial, "findings", total, source), edith)
    accept(proposed(trial, "findings", {**total, "unit": ""}, release), edith)
    assert trial.findings.count() == 2


@pytest.mark.slow
def test_a_company_is_found_or_made(trial: Trial, release: Source, edith: Any) -> None:
    Organisation.objects.create(name="Exelixis, Inc.")
    for name in ("Exelixis", "Another Company"):
        value = {"name": name, "role": "COLLABORATOR"}
        accept(proposed(trial, "organisations", value, release), edith)
    assert [str(one) for one in trial.organisations.order_by("name")] == [
        "Another Company",
        "Exelixis, Inc.",
    ]
    accept(proposed(trial, "lead_sponsor", "Exelixis", release), edith)
    trial.refresh_from_db()
    assert str(trial.lead_sponsor) == "Exelixis, Inc."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phases", ["PHASE3"]),
        ("masking", "DOUBLE"),
        ("allocation_ratio", "2:1"),
        ("start_date", "2018-10"),
        ("keywords", ["tumor", "carcinoid"]),
        ("why_stopped", ""),
        ("has_dmc", True),
    ],
)
def test_a_plain_field_of_any_origin_is_set(
    trial: Trial, edith: Any, field: str, value: Any
) -> None:
    trial.why_stopped = "Ours"
    trial.save()
    accept(proposed(trial, field, value, None, origin="REGISTRY"), edith)
    trial.refresh_from_db()
    assert getattr(trial, field) == value


def test_a_stated_number_is_no_target(trial: Trial, release: Source, edith: Any) -> None:
    Trial.objects.update(enrollment=395, enrollment_type="ESTIMATED")
    trial.refresh_from_db()
    proposal = proposed(trial, "enrollment", 298, release)
    assert compared(proposal, trial).sentences == ["The record says 395 (estimated)."]
    accept(proposal, edith)
    trial.refresh_from_db()
    assert (trial.enrollment, trial.enrollment_type) == (298, "ACTUAL")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("findings", {**RATIO, "lower": "0.50"}, "does not contain the value"),
        ("findings", {**RATIO, "endpoint": "OS"}, "not clear which endpoint of A021602 “OS” is"),
        ("findings", {**RATIO, "cohort": "lung"}, "not clear which cohort"),
        (
            "endpoints",
            {"level": "SECONDARY", "measure": "Progression-free survival (PFS)"},
            "otherwise",
        ),
        ("phases", ["PHASE9"], "not a valid choice"),
        ("allocation_ratio", "two to one", "Write a ratio such as 2:1"),
        ("overall_status", "RECRUITING", "not changed by a proposal"),
        ("state", "APPROVED", "not changed by a proposal"),
        ("nothing", "x", "not changed by a proposal"),
    ],
)
def test_what_refuses_is_told_and_it_stays_open(
    trial: Trial, release: Source, edith: Any, field: str, value: Any, why: str
) -> None:
    trial.endpoints.update(abbreviation="PFS")
    proposal = proposed(trial, field, value, release)
    before = trial.revision
    with pytest.raises(ValidationError, match=why):
        accept(proposal, edith)
    proposal.refresh_from_db()
    trial.refresh_from_db()
    assert proposal.decision == "OPEN"
    assert trial.revision == before
    assert not trial.findings.exists()


def test_only_who_may_decide(trial: Trial, release: Source) -> None:
    proposal = proposed(trial, "phases", ["PHASE3"], release)
    for act in (accept, keep, reopen):
        for group in ("Staff", "Publishers"):
            with pytest.raises(PermissionDenied):
                act(proposal, member(f"{group}{act.__name__}", group))


def test_ours_is_kept_until_it_is_opened_again(trial: Trial, release: Source, edith: Any) -> None:
    proposal = keep(proposed(trial, "phases", ["PHASE3"], release), edith)
    assert proposal.decision == "KEPT"
    with pytest.raises(ValidationError, match="decided in the meantime"):
        accept(proposal, edith)
    proposal = reopen(proposal, edith)
    assert (proposal.decision, proposal.decided_by, proposal.decided_at) == ("OPEN", None, None)
    accept(proposal, edith)
    with pytest.raises(ValidationError, match="decided in the meantime"):
        reopen(proposal, edith)


def test_what_changed_since_is_told_first(trial: Trial, release: Source, edith: Any) -> None:
    proposal = proposed(trial, "allocation_ratio", "2:1", release)
    mark = seen(proposal, trial)
    assert not has_moved(proposal, trial)
    Trial.objects.update(allocation_ratio="1:1")
    trial.refresh_from_db()
    assert has_moved(proposal, trial)
    with pytest.raises(ValidationError, match="changed while this page was open"):
        accept(proposal, edith, mark)
    assert accept(proposal, edith, seen(proposal, trial)).decision == "ACCEPTED"


@pytest.mark.slow
@pytest.mark.parametrize("state", ["DRAFT", "IN_REVIEW", "APPROVED"])
def test_what_a_secret_release_says_waits_for_it_in_whatever_trial(
    trial: Trial, secret: Source, edith: Any, state: str
) -> None:
    """One that is no reader's yet may be published before the release is."""
    Trial.objects.update(state=state, release_at=timezone.now())
    fields = proposed(trial, "phases", ["PHASE3"], secret)
    endpoint = proposed(trial, "endpoints", {"level": "SECONDARY", "measure": "Safety"}, secret)
    arm = proposed(trial.arms.get(label="Placebo"), "description", "Twice a day", secret)
    number = {"quantity": "ENROLLMENT", "value_text": "298", "value": "298"}
    finding = proposed(trial, "findings", number, secret)
    for waiting in (fields, endpoint, arm):
        assert "is not public yet" in obstacle(waiting, waiting.target)
        with pytest.raises(ValidationError, match="accept it when the release is out"):
            accept(waiting, edith)
    assert accept(finding, edith).decision == "ACCEPTED", "it waits for its source by itself"
    Source.objects.update(public_from=timezone.now())
    for waiting in (fields, endpoint, arm):
        waiting.refresh_from_db()
        accept(Proposal.objects.get(pk=waiting.pk), edith)


@pytest.mark.parametrize(
    ("field", "ours", "theirs"), [("masking", "TRIPLE", "DOUBLE"), ("enrollment", 298, 298)]
)
def test_what_agrees_waits_too_where_accepting_writes_something(
    trial: Trial, secret: Source, edith: Any, field: str, ours: Any, theirs: Any
) -> None:
    Trial.objects.update(enrollment_type="ESTIMATED", **{field: ours})
    trial.refresh_from_db()
    with pytest.raises(ValidationError, match="accept it when the release is out"):
        accept(proposed(trial, field, theirs, secret), edith)


def test_a_row_that_is_there_already_tells_nothing(
    trial: Trial, secret: Source, edith: Any
) -> None:
    value = {"level": "PRIMARY", "measure": "Progression Free Survival"}
    assert accept(proposed(trial, "endpoints", value, secret), edith).decision == "ACCEPTED"
    assert trial.endpoints.count() == 1


def test_a_record_that_is_gone(trial: Trial, release: Source, edith: Any) -> None:
    proposal = proposed(trial, "phases", ["PHASE3"], release)
    proposal.object_id = 2**40
    proposal.save()
    with pytest.raises(ValidationError, match="is gone"):
        accept(proposal, edith)


def test_sources_are_named_with_what_they_say(trial: Trial, release: Source) -> None:
    cohort = trial.cohorts.get(label="pNET")
    for name, value in (
        ("NEJM 2024", "95"),
        ("Report", "95"),
        ("ESMO 2023", "93"),
        ("Label", "99"),
    ):
        a_finding(trial, value, a_source(name), cohort=cohort)
    number = {
        "quantity": "ENROLLMENT",
        "cohort": "pancreatic NET",
        "value_text": "99",
        "value": "99",
    }
    loaded = with_parts(Trial.objects.filter(pk=trial.pk)).get()
    standing = compared(proposed(trial, "findings", number, release), loaded)
    assert standing.verdict == Verdict.DIFFERS
    assert standing.sentences == [
        "NEJM 2024 and Report say 95.",
        "ESMO 2023 says 93.",
        "Label says 99 too.",
    ]


def test_a_status_of_a_part_stays_as_it_is(trial: Trial, release: Source, edith: Any) -> None:
    change = StatusChange.objects.create(trial=trial, status="COMPLETED")
    proposal = proposed(change, "reason", "Stopped early", release)
    accept(proposal, edith)
    change.refresh_from_db()
    assert (change.status, change.reason) == ("COMPLETED", "Stopped early")


def test_words_that_end_a_sentence_get_no_second_full_stop(trial: Trial, release: Source) -> None:
    trial.references.create(citation="N Engl J Med. 2024.", position=0)
    asked = proposed(trial, "references", {"citation": "N Engl J Med. 2024."}, release)
    loaded = with_parts(Trial.objects.filter(pk=trial.pk)).get()
    assert compared(asked, loaded).sentences == ["The record says the same: N Engl J Med. 2024."]
