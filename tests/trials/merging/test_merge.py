"""One trial that stood here twice: what belongs to it afterwards, and what each said before."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.records import (
    NOT_LISTED,
    a_finding,
    a_link,
    a_source,
    a_trial,
    an_approval,
    an_editor,
    an_item,
)
from tests.trials.merging.pairs import merged, ours, theirs
from trials.models import Approval, Finding, Proposal, SupportingTrial, Trial

pytestmark = pytest.mark.django_db


def fresh(trial: Trial) -> Trial:
    return Trial.objects.get(pk=trial.pk)


def labels(rows: object) -> list[str]:
    return sorted(map(str, rows.all()))  # type: ignore[attr-defined]


@pytest.mark.slow
def test_parts_move_to_the_trial_that_stays_each_once() -> None:
    into, duplicate = ours(), theirs()
    merged(duplicate, into)
    into, duplicate = fresh(into), fresh(duplicate)
    assert labels(into.arms) == ["Cabozantinib", "Placebo"]
    assert labels(into.cohorts) == ["epNET", "pNET"]
    assert [len(labels(getattr(into, name))) for name in ("endpoints", "sites", "references")] == [
        1,
        1,
        1,
    ]
    assert into.contacts.get().site == into.sites.get()
    assert labels(into.interventions) == ["Cabozantinib", "Placebo"]
    assert labels(into.arms.get(label="Placebo").interventions) == ["Placebo"]
    assert labels(into.arms.get(label="Cabozantinib").interventions) == ["Cabozantinib", "Placebo"]
    assert labels(duplicate.arms) == ["cabozantinib"]


@pytest.mark.slow
def test_findings_speak_of_the_parts_of_the_trial_that_stays() -> None:
    into, duplicate = ours(), theirs()
    merged(duplicate, into)
    found = {finding.value_text: finding for finding in into.findings.all()}
    assert set(found) == {"13.8", "8.4", "0.38"}
    for finding in found.values():
        parts = (finding.arm, finding.comparator, finding.cohort, finding.endpoint)
        assert {part.trial_id for part in parts if part} == {into.pk}
    assert not duplicate.findings.exists()


@pytest.mark.slow
def test_a_number_that_both_have_stays_with_the_duplicate() -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    source = a_source()
    a_finding(into, "107", source)
    same = a_finding(duplicate, "107", source)
    other = a_finding(duplicate, "203", source, is_preferred=True)
    merged(duplicate, into)
    assert sorted(into.findings.values_list("value_text", flat=True)) == ["107", "203"]
    assert Finding.objects.get(pk=same.pk).trial_id == duplicate.pk
    assert Finding.objects.get(pk=other.pk).is_preferred


@pytest.mark.slow
def test_what_readers_have_is_not_hidden_behind_a_draft_of_the_same() -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    source = a_source()
    a_finding(into, "107", source, state="DRAFT", release_at=None)
    shown = a_finding(duplicate, "107", source)
    merged(duplicate, into)
    assert Finding.objects.get(pk=shown.pk).trial_id == into.pk


@pytest.mark.slow
def test_only_one_number_of_a_subject_is_preferred() -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    a_finding(into, "107", a_source("One"), is_preferred=True)
    other = a_finding(duplicate, "203", a_source("Two"), is_preferred=True)
    made = merged(duplicate, into)
    assert made.no_longer_preferred == {other.pk}
    assert into.findings.get(is_preferred=True).value_text == "107"


@pytest.mark.slow
def test_what_is_embargoed_stays_so() -> None:
    into, duplicate = ours(), a_trial("A021698")
    a_finding(duplicate, "99", a_source("Later", public_from=None))
    future = a_finding(duplicate, "98", a_source("Abstract"), **NOT_LISTED["future"])
    merged(duplicate, into)
    assert into.findings.filter(pk=future.pk).exists()
    listed = into.findings.filter(pk__in=Finding.objects.listed())
    assert set(listed.values_list("value_text", flat=True)) == {"13.8"}


@pytest.mark.slow
def test_the_decision_of_a_person_on_a_link_wins() -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    decisions = [
        ("SUGGESTED", "CONFIRMED", "CONFIRMED"),
        ("REJECTED", "CONFIRMED", "CONFIRMED"),
        ("CONFIRMED", "REJECTED", "CONFIRMED"),
        ("REJECTED", "SUGGESTED", "REJECTED"),
        ("SUGGESTED", "REJECTED", "REJECTED"),
    ]
    for number, (here, there, _) in enumerate(decisions):
        item = an_item(f"item-{number}")
        a_link(item, into, here)
        a_link(item, duplicate, there)
    alone = a_link(an_item("alone"), duplicate)
    merged(duplicate, into)
    links = {link.item.slug: link.status for link in into.news_links.select_related("item")}
    assert links.pop("alone") == alone.status
    assert links == {f"item-{number}": kept for number, (_, _, kept) in enumerate(decisions)}
    assert not duplicate.news_links.exists()


@pytest.mark.slow
def test_approvals_move_and_no_trial_supports_its_own() -> None:
    into, duplicate, third = a_trial("A021602"), a_trial("A021698"), a_trial("A031201")
    mine, yours = an_approval(into), an_approval(duplicate, agency="MHRA")
    elsewhere, same = an_approval(third), an_approval(duplicate)
    for approval, trial in [
        (mine, duplicate),
        (yours, into),
        (elsewhere, duplicate),
        (elsewhere, into),
        (same, third),
    ]:
        SupportingTrial.objects.create(approval=approval, trial=trial)
    merged(duplicate, into)
    assert set(into.approvals.all()) == {mine, yours}
    assert Approval.objects.get(pk=same.pk).trial_id == duplicate.pk
    assert list(mine.supporting_trials.values_list("trial", flat=True)) == [third.pk]
    assert not yours.supporting_trials.exists()
    assert into.supporting_trials.get().approval == elsewhere


@pytest.mark.slow
def test_every_identifier_leads_to_the_trial_that_stays() -> None:
    into, duplicate = ours(), theirs()
    merged(duplicate, into)
    into, duplicate = fresh(into), fresh(duplicate)
    assert (into.protocol_id, into.nct_id) == ("A021602", "NCT03375320")
    assert (duplicate.protocol_id, duplicate.nct_id) == (None, None)
    assert str(duplicate) == "CABI"
    assert duplicate.get_absolute_url() == "/trials/A021602/"
    kept = into.identifiers.values_list("value", "resolves", "retired")
    assert set(kept) == {
        ("A021602", True, False),
        ("NCT03375320", True, False),
        ("NCI-2017-02297", True, False),
        ("U10CA180821", False, False),
    }
    assert not duplicate.identifiers.exists()


@pytest.mark.slow
def test_a_number_that_the_other_only_named_leads_there_now() -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    into.identifiers.create(kind="CTRP", value="NCI-2017-02297", resolves=False)
    duplicate.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    merged(duplicate, into)
    assert into.identifiers.get(kind="CTRP").resolves
    assert Trial.objects.identified_by("NCI201702297").get() == into


@pytest.mark.slow
def test_titles_become_former_names() -> None:
    into, duplicate = ours(), theirs(brief_title="A longer title", official_title="Official")
    merged(duplicate, into, theirs=["official_title"])
    assert fresh(into).official_title == "Official"
    names = set(into.former_names.values_list("kind", "name"))
    assert names == {("BRIEF_TITLE", "A longer title"), ("ACRONYM", "CABI")}


@pytest.mark.slow
def test_the_status_stays_unless_theirs_is_right() -> None:
    into, duplicate = ours(), theirs()
    merged(duplicate, into)
    assert fresh(into).overall_status == "COMPLETED"
    assert into.status_changes.filter(cohort__label="epNET").exists()
    assert duplicate.status_changes.get().status == "ACTIVE_NOT_RECRUITING"


@pytest.mark.slow
def test_the_status_of_the_duplicate_can_be_taken() -> None:
    into, duplicate = ours(), theirs()
    merged(duplicate, into, theirs=["overall_status"])
    assert fresh(into).overall_status == "ACTIVE_NOT_RECRUITING"


@pytest.mark.slow
def test_a_date_and_its_type_are_taken_together() -> None:
    into = ours(start_date="2018", start_date_type="ESTIMATED", enrollment=10)
    duplicate = theirs(start_date="2018-07", start_date_type="ACTUAL", enrollment=298)
    merged(duplicate, into, theirs=["start_date"])
    into = fresh(into)
    assert (into.start_date, into.start_date_type, into.enrollment) == ("2018-07", "ACTUAL", 10)


@pytest.mark.slow
def test_proposals_wait_on_the_trial_that_stays() -> None:
    into, duplicate = ours(), theirs()
    arm = duplicate.arms.get(label="cabozantinib")
    asked = [
        Proposal.objects.create(
            target=target, field=field, proposed_value=value, origin="RELEASE", source=None
        )
        for target, field, value in [
            (duplicate, "enrollment", 298),
            (arm, "description", "60 mg a day"),
            (into, "keywords", ["NET"]),
            (duplicate, "keywords", ["NET"]),
        ]
    ]
    merged(duplicate, into)
    asked = list(Proposal.objects.filter(pk__in=[one.pk for one in asked]).order_by("pk"))
    assert [one.decision for one in asked] == ["OPEN", "OPEN", "OPEN", "KEPT"]
    assert asked[0].target == into
    assert asked[1].target == into.arms.get(label="Cabozantinib")
    assert asked[3].decided_by == an_editor()


@pytest.mark.slow
def test_who_was_merged_before_is_led_on_directly(client: Client) -> None:
    first, second, third = a_trial("A021601"), a_trial("A021602"), a_trial("A021603")
    merged(first, second)
    merged(second, third)
    assert fresh(first).merged_into == fresh(second).merged_into == third
    for number in ("A021601", "A021602"):
        assert client.get(f"/trials/{number}/")["Location"] == "/trials/A021603/"


@pytest.mark.parametrize(
    ("into", "duplicate", "words"),
    [
        ({**NOT_LISTED["draft"]}, {}, "Readers have A021698"),
        ({**NOT_LISTED["withdrawn"]}, {}, "is withdrawn"),
        ({}, {**NOT_LISTED["future"]}, "approved for a time to come"),
        ({"nct_id": "NCT00000001"}, {"nct_id": "NCT00000002"}, "two records of the registry"),
    ],
)
def test_some_are_not_merged(into: dict[str, str], duplicate: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        merged(a_trial("A021698", **duplicate), a_trial("A021602", **into))


@pytest.mark.slow
def test_one_that_was_merged_is_merged_no_more() -> None:
    first, second, third = a_trial("A021601"), a_trial("A021602"), a_trial("A021603")
    merged(first, second)
    for pair in [(first, third), (third, first), (second, first), (third, third)]:
        with pytest.raises(ValidationError, match=r"merged into A021602|one record already"):
            merged(*pair)


@pytest.mark.slow
def test_two_numbers_of_one_study_are_merged_when_somebody_says_so(client: Client) -> None:
    into = a_trial("A021602", nct_id="NCT00000001")
    duplicate = a_trial(None, nct_id="NCT00000002")
    merged(duplicate, into, is_one_study=True)
    assert (fresh(into).nct_id, fresh(duplicate).nct_id) == ("NCT00000001", "NCT00000002")
    assert client.get("/trials/NCT00000002/")["Location"] == "/trials/A021602/"


@pytest.mark.slow
def test_a_draft_that_was_in_review_is_public_at_no_address(client: Client) -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698", **NOT_LISTED["in-review"])
    merged(duplicate, into)
    assert fresh(duplicate).state == "DRAFT"
    assert client.get("/trials/A021698/")["Location"] == "/trials/A021602/"
