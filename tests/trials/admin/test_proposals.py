"""What the registry says otherwise is read beside what we say, field by field."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from trials.models import Organisation, Proposal, Trial

pytestmark = pytest.mark.django_db


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
        reverse("admin:trials_trial_change", args=[trial.pk]),
    ):
        assert words in text
    for proposal in Proposal.objects.all():
        page = editor.get(reverse("admin:trials_proposal_change", args=[proposal.pk]))
        assert page.status_code == 200


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
        assert "Proposals are read here" in text
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
