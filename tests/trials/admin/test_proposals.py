"""What the registry says otherwise is read beside what we say, field by field."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from trials.models import Organisation, Proposal, Source, Trial

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_ours_stands_beside_what_is_proposed(editor: Client, trial: Trial) -> None:
    trial.keywords = ["tumor"]
    trial.lead_sponsor = Organisation.objects.create(name="National Cancer Institute")
    trial.save()
    reference = trial.references.create(citation="Our words")
    for target, field, value in [
        (trial, "keywords", ["tumor", "carcinoid"]),
        (trial, "lead_sponsor", "Another sponsor"),
        (reference, "citation", "Their words"),
    ]:
        Proposal.objects.create(target=target, field=field, proposed_value=value, origin="REGISTRY")
    text = editor.get(reverse("admin:trials_proposal_changelist")).content.decode()
    for words in (
        "tumor, carcinoid",
        "National Cancer Institute",
        "Another sponsor",
        "Our words",
        "Their words",
        reverse("admin:trials_trial_registry", args=[trial.pk]),
    ):
        assert words in text
    for proposal in Proposal.objects.all():
        page = editor.get(reverse("admin:trials_proposal_change", args=[proposal.pk]))
        assert page.status_code == 200


@pytest.mark.slow
def test_fields_and_values_are_told_in_words(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="std_ages", proposed_value=["OLDER_ADULT"], origin="REGISTRY"
    )
    listed = reverse("admin:trials_proposal_changelist")
    page = reverse("admin:trials_proposal_change", args=[proposal.pk])
    for address in (listed, page):
        text = editor.get(address).content.decode()
        assert "Standard ages" in text
        assert "Older adult (65 years and over)" in text
        assert "Nothing proposed is in the record until an editor accepts it" in text
    status = Proposal.objects.create(
        target=trial, field="overall_status", proposed_value="RECRUITING", origin="REGISTRY"
    )
    page = reverse("admin:trials_proposal_change", args=[status.pk])
    text = editor.get(page).content.decode()
    assert ">Completed<" in text
    assert ">Recruiting<" in text


def test_the_filter_offers_the_kinds_there_are(editor: Client, trial: Trial) -> None:
    reference = trial.references.create(citation="Our words")
    for target, field in [(trial, "acronym"), (reference, "citation")]:
        Proposal.objects.create(target=target, field=field, proposed_value="x", origin="REGISTRY")
    listed = reverse("admin:trials_proposal_changelist")
    text = editor.get(listed).content.decode()
    assert text.count('href="?kind=') == 2
    kind = ContentType.objects.get_for_model(reference).pk
    found = editor.get(listed, {"kind": kind}).context["cl"].result_list
    assert [one.field for one in found] == ["citation"]


def deciding(proposal: Proposal) -> str:
    return reverse("admin:trials_proposal_decide", args=[proposal.pk])


def press(editor: Client, proposal: Proposal, act: str) -> str:
    """A button of the page as it is now."""
    page = editor.get(reverse("admin:trials_proposal_change", args=[proposal.pk])).content.decode()
    mark = re.search(r'name="seen" value="([^"]+)"', page)
    sent = {"act": act, "seen": mark[1] if mark else ""}
    return editor.post(deciding(proposal), sent, follow=True).content.decode()


def test_an_editor_accepts_a_value_of_the_registry(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="phases", proposed_value=["PHASE2", "PHASE3"], origin="REGISTRY"
    )
    page = reverse("admin:trials_proposal_change", args=[proposal.pk])
    text = editor.get(page).content.decode()
    assert f'value="accept" formaction="{deciding(proposal)}"' in text
    text = press(editor, proposal, "accept")
    assert "Taken over: Phases: Phase 2 and 3." in text
    assert 'name="act"' not in text, "what is accepted is settled"
    trial.refresh_from_db()
    assert trial.phases == ["PHASE2", "PHASE3"]


def test_what_no_page_showed_is_not_taken_over(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="acronym", proposed_value="CABINET", origin="REGISTRY"
    )
    text = editor.post(deciding(proposal), {"act": "accept"}, follow=True).content.decode()
    assert "The record changed while this page was open" in text
    trial.refresh_from_db()
    assert trial.acronym == ""


def test_words_that_end_a_sentence_get_no_second_full_stop(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="brief_title", proposed_value="It ends.", origin="REGISTRY"
    )
    text = press(editor, proposal, "accept")
    assert "Taken over: Brief title: It ends.<" in text


def test_an_editor_keeps_ours_and_opens_it_again(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="acronym", proposed_value="CABINET", origin="REGISTRY"
    )
    text = press(editor, proposal, "keep")
    assert "Our record stays as it is. Not taken over: Acronym: CABINET." in text
    assert 'value="reopen"' in text
    text = press(editor, proposal, "reopen")
    assert 'value="accept"' in text


def test_a_refusal_is_a_sentence(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="nct_id", proposed_value="NCT1", origin="EDITOR"
    )
    text = press(editor, proposal, "accept")
    assert "Not done. Write NCT and eight digits." in text
    moved = Proposal.objects.create(
        target=trial, field="nct_id", proposed_value="NCT00000001", origin="REGISTRY"
    )
    text = editor.get(reverse("admin:trials_proposal_change", args=[moved.pk])).content.decode()
    assert "This is not changed by a proposal" in text
    assert 'value="accept"' not in text
    assert 'value="keep"' in text


@pytest.mark.slow
def test_a_proposed_row_stands_beside_what_the_record_says(
    editor: Client, trial: Trial, source: Source
) -> None:
    value = {"quantity": "ENROLLMENT", "value_text": "298", "value": "298"}
    trial.findings.create(quantity="ENROLLMENT", value_text="290", value=290, source=source)
    release = Source.objects.create(kind="PRESS_RELEASE", title="Release", public_from=None)
    proposal = Proposal.objects.create(
        target=trial,
        field="findings",
        proposed_value=value,
        base_value=["Then said."],
        origin="RELEASE",
        source=release,
        evidence="It enrolled 298.",
    )
    listed = editor.get(reverse("admin:trials_proposal_changelist")).content.decode()
    assert "Enrollment: 298" in listed
    page = reverse("admin:trials_proposal_change", args=[proposal.pk])
    text = editor.get(page).content.decode()
    assert "Journal 2024 says 290." in text
    assert "The record changed since this was proposed. Then it said: Then said." in text
    mark = re.search(r'name="seen" value="([^"]+)"', text)
    trial.findings.all().delete()
    sent = {"act": "accept", "seen": mark[1] if mark else ""}
    text = editor.post(deciding(proposal), sent, follow=True).content.decode()
    assert "The record changed while this page was open" in text
    assert not trial.findings.exists()


@pytest.mark.parametrize("act", ["accept", "keep"])
def test_a_press_without_the_mark_of_a_page_decides_nothing(
    editor: Client, trial: Trial, act: str
) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="phases", proposed_value=["PHASE3"], origin="REGISTRY"
    )
    for sent in ({"act": act}, {"act": act, "seen": ""}):
        answer = editor.post(deciding(proposal), sent, follow=True)
        assert "The record changed while this page was open" in answer.content.decode()
    proposal.refresh_from_db()
    trial.refresh_from_db()
    assert (proposal.decision, trial.phases) == ("OPEN", [])


def test_what_is_kept_is_what_the_page_showed(editor: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="acronym", proposed_value="CABINET", origin="REGISTRY"
    )
    page = editor.get(reverse("admin:trials_proposal_change", args=[proposal.pk])).content.decode()
    mark = re.search(r'name="seen" value="([^"]+)"', page)
    assert mark
    Proposal.objects.filter(pk=proposal.pk).update(proposed_value="CABINET-2")
    sent = {"act": "keep", "seen": mark[1]}
    text = editor.post(deciding(proposal), sent, follow=True).content.decode()
    assert "The record changed while this page was open" in text
    assert Proposal.objects.get(pk=proposal.pk).decision == "OPEN"


@pytest.mark.slow
def test_who_may_not_decide_reads_and_is_told_who_does(staff: Client, trial: Trial) -> None:
    proposal = Proposal.objects.create(
        target=trial, field="phases", proposed_value=["PHASE3"], origin="REGISTRY"
    )
    page = reverse("admin:trials_proposal_change", args=[proposal.pk])
    text = staff.get(page).content.decode()
    assert "Editors decide on these" in text
    assert 'name="act"' not in text
    assert staff.post(deciding(proposal), {"act": "accept"}).status_code == 403
    assert staff.get(deciding(proposal)).status_code == 405
    trial.refresh_from_db()
    assert trial.phases == []


def test_open_ones_come_first(editor: Client, trial: Trial) -> None:
    for field, decision in [("acronym", "ACCEPTED"), ("phases", "OPEN"), ("masking", "KEPT")]:
        edith = User.objects.get(username="edith")
        decided = {"decision": decision, "decided_by": edith, "decided_at": timezone.now()}
        values: dict[str, Any] = {} if decision == "OPEN" else decided
        Proposal.objects.create(target=trial, field=field, origin="REGISTRY", **values)
    listed = editor.get(reverse("admin:trials_proposal_changelist"))
    assert [one.field for one in listed.context["cl"].result_list] == [
        "phases",
        "masking",
        "acronym",
    ]
