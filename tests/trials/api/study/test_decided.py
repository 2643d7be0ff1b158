"""Proposals: what is accepted or kept is what the study says; the clock decides what it tells."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.accounts import member
from tests.records import a_source, a_status, a_trial
from tests.trials.api.study.rendering import compared, differences
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.importer import import_study
from trials.models import Proposal, Trial
from trials.proposals import accept, keep

pytestmark = pytest.mark.django_db


def disputed() -> tuple[Trial, Any]:
    """A title that was written here, and then at the registry too; with the registry's version."""
    trial = taken_in(GROUP_TRIAL)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Ours")
    study = later()
    module(study, "identification")["briefTitle"] = "Theirs"
    import_study(study)
    return trial, study


OURS = {"identificationModule.briefTitle": ("Theirs", "Ours")}


def test_while_a_proposal_is_open_and_when_it_is_kept_ours_stands() -> None:
    trial, study = disputed()
    assert differences(study, compared(trial).study) == OURS
    keep(Proposal.objects.get(), member("edith", "Editors"))
    assert differences(study, compared(trial).study) == OURS


def test_when_it_is_accepted_nothing_differs() -> None:
    trial, study = disputed()
    accept(Proposal.objects.get(), member("edith", "Editors"))
    rendered = compared(trial)
    assert (rendered.study, rendered.is_edited) == (study, False)


def test_a_status_that_may_not_be_told_yet_leaves_the_one_before() -> None:
    trial = taken_in(GROUP_TRIAL)
    a_status(trial, "ACTIVE_NOT_RECRUITING", as_of="2098-05")
    public_from = timezone.now() + timedelta(days=3)
    hidden = a_source("Release", public_from=public_from)
    a_status(trial, "COMPLETED", as_of="2098-06", source=hidden)
    rendered = compared(trial)
    status = module(rendered.study, "status")
    assert (status["overallStatus"], status["statusVerifiedDate"]) == (
        "ACTIVE_NOT_RECRUITING",
        "2098-05",
    )
    assert "COMPLETED" not in str(rendered)
    assert "Release" not in str(rendered.beyond)
    assert rendered.due_at == public_from


def test_where_ours_may_not_be_told_at_all_the_registrys_stays() -> None:
    trial = a_trial("A219911", brief_title="Invented Group Trial")
    a_status(trial, "COMPLETED", as_of="2098-06", source=a_source("Release", public_from=None))
    import_study(GROUP_TRIAL)
    rendered = compared(trial)
    assert module(rendered.study, "status")["overallStatus"] == "RECRUITING"
    assert "COMPLETED" not in str(rendered)
