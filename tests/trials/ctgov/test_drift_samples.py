"""What was just received differs in nothing, whatever record it is: no false alarm."""

import json
from pathlib import Path

import pytest

from trials.ctgov.drift import drift_of
from trials.ctgov.importer import import_study
from trials.models import Trial

pytestmark = pytest.mark.django_db


def test_no_sample_differs_from_itself(samples: Path) -> None:
    told = {}
    for file in sorted((samples / "ctgov").glob("*.json")):
        trial = Trial.objects.get(pk=import_study(json.loads(file.read_bytes())).trial_id)
        drift = drift_of(trial)
        said = [
            *(f"{one.record} {one.field}" for one in drift.differences),
            *(f"{one.kind} only here" for one in drift.only_ours),
            *(f"{one.kind} only there" for one in drift.only_theirs),
        ]
        if said or not drift.is_readable:
            told[file.name] = said
    assert told == {}
