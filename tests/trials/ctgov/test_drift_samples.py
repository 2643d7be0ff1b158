"""What was just received differs in nothing, whatever record it is: no false alarm."""

from pathlib import Path

import pytest

from tests.trials.ctgov.command import run
from trials.ctgov.drift import drift_of
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_no_sample_differs_from_itself(samples: Path) -> None:
    told = {}
    run(samples / "ctgov")
    for trial in Trial.objects.all():
        drift = drift_of(trial)
        said = [
            *(f"{one.record} {one.field}" for one in drift.differences),
            *(f"{one.kind} only here" for one in drift.only_ours),
            *(f"{one.kind} only there" for one in drift.only_theirs),
        ]
        if said or not drift.is_readable:
            told[trial.public_id] = said
    assert told == {}
    assert Trial.objects.count() == len(list((samples / "ctgov").glob("*.json")))
