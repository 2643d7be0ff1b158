"""What the registry says otherwise is read beside what we say, field by field."""

import pytest
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
