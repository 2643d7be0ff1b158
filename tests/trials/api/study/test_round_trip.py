"""What the registry sent comes out again as it came, for every sample and on both paths."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.trials.api.study.rendering import compared, differences, fast
from tests.trials.ctgov.studies import DATA, INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in

pytestmark = pytest.mark.django_db

FOLDER = Path(os.environ.get("SAMPLES", ""), "ctgov")
NAMES = sorted(path.name for path in FOLDER.glob("*.json")) if os.environ.get("SAMPLES") else []
DIFFERING: dict[str, str] = {}
"""Places of a study that come out otherwise than they came, with the reason: there are none."""


def assert_comes_out_again(study: Any) -> None:
    trial = taken_in(study, publish=True)
    for rendered in (fast(trial), compared(trial)):
        told = differences(rendered.study, study)
        assert {place for place in told if place not in DIFFERING} == set()
        assert not rendered.is_edited


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_out_again(samples: Path, name: str) -> None:
    assert_comes_out_again(json.loads((samples / "ctgov" / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("study", [INVENTED, GROUP_TRIAL], ids=["invented", "group trial"])
def test_an_invented_study_comes_out_again(study: Any) -> None:
    assert_comes_out_again(study)


def test_both_invented_studies_are_read_from_files() -> None:
    assert len(list(DATA.glob("invented_*.json"))) >= 2
