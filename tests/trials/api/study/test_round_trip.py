"""What the registry sent comes out again as it came, for every sample and on both paths."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.trials.api.study.rendering import compared, differences, fast
from tests.trials.ctgov.studies import DATA, INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from trials.api.study import Rendered, studies_of
from trials.ctgov.importer import Imported, import_batch
from trials.ctgov.importer.given import Given

pytestmark = pytest.mark.django_db

FOLDER = Path(os.environ.get("SAMPLES", ""), "ctgov")
NAMES = sorted(path.name for path in FOLDER.glob("*.json")) if os.environ.get("SAMPLES") else []
DIFFERING: dict[str, str] = {}
"""Places of a study that come out otherwise than they came, with the reason: there are none."""


@pytest.fixture(scope="module")
def told(samples: Path, made_once: DjangoDbBlocker) -> dict[str, tuple[Rendered, Rendered]]:
    """Of each sample both renderings, of all samples at once."""
    given = [Given.at(name, sample(samples, name)) for name in NAMES]
    with made_once.unblock():
        results = import_batch(given, publish=True)
        keys = [result.trial_id for result in results if isinstance(result, Imported)]
        both = zip(studies_of(keys, set()), studies_of(keys, set(keys)), strict=True)
        return dict(zip(NAMES, both, strict=True))


def sample(samples: Path, name: str) -> Any:
    return json.loads((samples / "ctgov" / name).read_text(encoding="utf-8"))


def assert_is(rendered: Rendered, study: Any) -> None:
    told = differences(rendered.study, study)
    assert {place for place in told if place not in DIFFERING} == set()
    assert not rendered.is_edited


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_sample_comes_out_again(
    samples: Path, told: dict[str, tuple[Rendered, Rendered]], name: str
) -> None:
    for rendered in told[name]:
        assert_is(rendered, sample(samples, name))


@pytest.mark.parametrize("study", [INVENTED, GROUP_TRIAL], ids=["invented", "group trial"])
def test_an_invented_study_comes_out_again(study: Any) -> None:
    trial = taken_in(study, publish=True)
    for rendered in (fast(trial), compared(trial)):
        assert_is(rendered, study)


def test_both_invented_studies_are_read_from_files() -> None:
    assert len(list(DATA.glob("invented_*.json"))) >= 2
