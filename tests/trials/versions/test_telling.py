"""Words that stay are not made anew: what they tell of besides their own row counts, too."""

import pytest
from django.test import Client
from model_bakery import baker

from tests.records import a_trial, an_approval
from trials.models import Organisation, SupportingTrial, Trial, TrialOrganisation
from trials.versions.log import log_of, version
from trials.versions.rebuilding import Of
from trials.versions.telling import Told, tell
from trials.versions.walking import walk

pytestmark = pytest.mark.django_db(transaction=True)


def told(trial: Trial) -> list[Told]:
    versions = [version(row) for row in log_of(Trial, trial.pk).order_by("revision")]
    snapshots = [step.snapshot for step in walk(Of(Trial, trial.pk), versions)]
    return tell(snapshots, [SupportingTrial])


def test_a_part_is_told_anew_when_what_it_points_to_changed(client: Client) -> None:
    group = Organisation.objects.create(name="Old Name")
    baker.make(TrialOrganisation, trial=a_trial("A021602"), organisation=group)
    Organisation.objects.update(name="New Name")
    text = client.get("/trials/A021602/history/").content.decode()
    assert "Organisation changed from “Old Name” to “New Name”" in text


def test_a_part_is_told_anew_when_the_record_has_another_name() -> None:
    trial = a_trial("A021602", acronym="CABIN")
    baker.make(SupportingTrial, approval=an_approval(a_trial("A021702")), trial=trial)
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    names = [one.name for one in told(trial)[-1].entries[SupportingTrial].values()]
    assert names == ["A021602 CABINET"]
