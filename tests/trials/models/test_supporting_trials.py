"""A decision shows on every trial it rests on, so that each of them changes with it."""

from typing import Any

import pytest
from django.utils import timezone

from tests.records import a_source, a_trial, an_approval
from trials.models import Approval, Source, SupportingTrial, Trial

pytestmark = pytest.mark.django_db

WITHDRAWN: dict[str, Any] = {"state": "WITHDRAWN", "withdrawn_at": timezone.now()}


@pytest.fixture
def supporting() -> Trial:
    """A further trial of an approval that rests on A021602 and on a source."""
    trial = a_trial("A031701")
    approval = an_approval(a_trial("A021602"), source=a_source())
    SupportingTrial.objects.create(approval=approval, trial=trial)
    return trial


def revision(trial: Trial) -> int:
    return Trial.objects.get(pk=trial.pk).revision


@pytest.mark.parametrize(
    "change",
    [
        lambda: Approval.objects.update(product="Another"),
        lambda: Approval.objects.update(**WITHDRAWN),
        lambda: Source.objects.update(title="Another"),
        lambda: Trial.objects.filter(protocol_id="A021602").update(**WITHDRAWN),
    ],
    ids=["its words", "its state", "its source", "its pivotal trial"],
)
@pytest.mark.django_db(transaction=True)
def test_a_further_trial_changes_with_its_approval(supporting: Trial, change: Any) -> None:
    before = revision(supporting)
    change()
    assert revision(supporting) == before + 1


@pytest.mark.django_db(transaction=True)
def test_other_words_of_the_pivotal_trial_are_no_change_of_it(supporting: Trial) -> None:
    before = revision(supporting)
    Trial.objects.filter(protocol_id="A021602").update(brief_title="Another")
    assert revision(supporting) == before
