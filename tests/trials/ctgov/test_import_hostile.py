"""Whatever is sent as a study goes in whole or is refused with place and reason; never a crash.

`make test` tries some of each kind, `make test-slow` many.
"""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov import tables
from tests.trials.ctgov.command import counted, run
from tests.trials.ctgov.hostile import (
    from_schema,
    spoilt,
    spoilt_bytes,
    spoilt_inventions,
)
from tests.trials.ctgov.many import a_study
from tests.trials.ctgov.studies import INVENTED
from trials.ctgov.importer import Outcome, StudyRefused, import_study
from trials.models import RegistryRecord, Trial

pytestmark = pytest.mark.django_db

GOOD = a_study(9_999_999)
GOOD_ID = "NCT99999999"
SMALL = 60_000  # bytes: of the real records those that go in within a moment

some = settings(
    max_examples=examples(12),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],  # to shrink an example takes minutes
)
many = settings(some, max_examples=200)


@contextmanager
def undone() -> Iterator[None]:
    """A database as it was before, for the next example."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def goes_in_or_is_refused(study: Any) -> None:
    with undone():
        before = tables.counts()
        try:
            trial_id = import_study(study).trial_id
        except StudyRefused as refused:
            says_why(refused)
            assert tables.counts() == before
            return
        connection.check_constraints()
        assert same(RegistryRecord.objects.get(trial=trial_id).study, study)
        assert import_study(study).outcome is Outcome.UNCHANGED


def says_why(refused: StudyRefused) -> None:
    for problem in refused.problems:
        assert problem.reason.strip()
    text = str(refused)
    assert refused.reason in text
    assert text.isprintable() or "\n" not in text
    assert text.encode()  # it can be printed and stored


def same(one: Any, two: Any) -> bool:
    """Equal, but for how a number is written."""
    return bool(json.loads(_plain(one)) == json.loads(_plain(two)))


def _plain(data: Any) -> str:
    return json.dumps(json.loads(json.dumps(data), parse_int=float))


def imported(*files: tuple[str, bytes]) -> tuple[int, ...]:
    """What the command says became of a folder's studies: created, updated, unchanged, refused."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files:
            (Path(folder) / name).write_bytes(data)
        path = folder if len(files) > 1 else str(Path(folder) / files[0][0])
        said = run(path)
    assert said.encode()
    assert "Traceback" not in said
    return counted(said)


def good_one_goes_in_beside(study: Any) -> None:
    with undone():
        lines = [json.dumps(study), json.dumps(GOOD)]
        counted = imported(("lines.jsonl", "\n".join(lines).encode()))
        assert sum(counted) == 2
        assert Trial.objects.filter(nct_id=GOOD_ID).count() == 1
        assert Trial.objects.count() == 2 - counted[3]


def good_file_goes_in_beside(data: bytes) -> None:
    with undone():
        counted = imported(("bad.json", data), ("good.json", json.dumps(GOOD).encode()))
        assert sum(counted) >= 2
        assert Trial.objects.filter(nct_id=GOOD_ID).count() == 1


Property = Callable[[Any], None]
EACH = [goes_in_or_is_refused, good_one_goes_in_beside]


@pytest.mark.parametrize("holds", EACH)
@some
@given(study=spoilt_inventions())
def test_spoilt_studies(holds: Property, study: Any) -> None:
    holds(study)


@pytest.mark.parametrize("holds", EACH)
@some
@given(study=from_schema())
def test_studies_of_the_schema(holds: Property, study: Any) -> None:
    holds(study)


@some
@given(data=spoilt_bytes(json.dumps(INVENTED).encode()))
def test_spoilt_bytes(data: bytes) -> None:
    good_file_goes_in_beside(data)


@pytest.mark.slow
@pytest.mark.parametrize("holds", EACH)
@many
@given(study=spoilt_inventions())
def test_many_spoilt_studies(holds: Property, study: Any) -> None:
    holds(study)


@pytest.mark.slow
@pytest.mark.parametrize("holds", EACH)
@many
@given(study=from_schema())
def test_many_studies_of_the_schema(holds: Property, study: Any) -> None:
    holds(study)


def _real(samples: Path) -> list[bytes]:
    files = sorted((samples / "ctgov").glob("*.json"))
    return [file.read_bytes() for file in files if file.stat().st_size < SMALL]


@some
@given(data=st.data())
def test_spoilt_real_studies(samples: Path, data: st.DataObject) -> None:
    real = json.loads(data.draw(st.sampled_from(_real(samples))))
    goes_in_or_is_refused(data.draw(spoilt(real)))


@some
@given(data=st.data())
def test_spoilt_real_files(samples: Path, data: st.DataObject) -> None:
    good_file_goes_in_beside(data.draw(spoilt_bytes(data.draw(st.sampled_from(_real(samples))))))


@pytest.mark.slow
@many
@given(data=st.data())
def test_many_spoilt_real_studies(samples: Path, data: st.DataObject) -> None:
    real = json.loads(data.draw(st.sampled_from(_real(samples))))
    good_one_goes_in_beside(data.draw(spoilt(real)))


@pytest.mark.slow
@many
@given(data=st.data())
def test_many_spoilt_real_files(samples: Path, data: st.DataObject) -> None:
    good_file_goes_in_beside(data.draw(spoilt_bytes(data.draw(st.sampled_from(_real(samples))))))
