"""Each real record three times: new, the same again, and as a later version of itself."""

import copy
import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from tests.trials.ctgov import tables
from tests.trials.ctgov.command import counted, run
from trials.models import FormerName, RegistryRecord, StatusChange, Trial

pytestmark = pytest.mark.django_db

LATER = "2099-12-31"
OTHER_STATUS = {"COMPLETED": "TERMINATED"}


def later(study: Any) -> Any:
    """A version of another day, with another title and another status."""
    changed = copy.deepcopy(study)
    modules = changed["protocolSection"]
    modules["identificationModule"]["briefTitle"] = "Another Title"
    status = modules.setdefault("statusModule", {})
    status["overallStatus"] = OTHER_STATUS.get(str(status.get("overallStatus")), "COMPLETED")
    status["statusVerifiedDate"] = LATER[:7]
    status["lastUpdatePostDateStruct"] = {"date": LATER, "type": "ACTUAL"}
    return changed


@pytest.mark.slow
def test_every_sample_three_times(samples: Path, tmp_path: Path) -> None:
    files = sorted((samples / "ctgov").glob("*.json"))
    assert files
    before: dict[str, Trial] = {}
    for file in files:
        assert counted(run(file)) == (1, 0, 0, 0), file.name
        before[file.stem] = Trial.objects.get(nct_id=file.stem)
        written = tables.written_rows()
        assert counted(run(file)) == (0, 0, 1, 0), file.name
        assert _newly_written(written) == {}, file.name
    Trial.objects.update(state="APPROVED", release_at=datetime(2020, 1, 1, tzinfo=UTC))
    for file in files:
        (tmp_path / file.name).write_text(json.dumps(later(json.loads(file.read_bytes()))))
        assert counted(run(tmp_path / file.name)) == (0, 1, 0, 0), file.name
        _has_changed(before[file.stem])
    assert counted(run(tmp_path)) == (0, 0, len(files), 0)


def _newly_written(before: dict[str, set[str]]) -> dict[str, set[str]]:
    now = tables.written_rows()
    return {table: rows - before[table] for table, rows in now.items() if rows - before[table]}


def _has_changed(before: Trial) -> None:
    """Title and status are the new ones, the old ones are remembered."""
    trial = Trial.objects.get(pk=before.pk)
    assert trial.brief_title == "Another Title"
    assert trial.overall_status == OTHER_STATUS.get(before.overall_status, "COMPLETED")
    former = FormerName.objects.get(trial=trial, kind="BRIEF_TITLE")
    assert former.name == before.brief_title
    changes = StatusChange.objects.filter(trial=trial, cohort=None, arm=None, site=None)
    words = list(changes.order_by("id").values_list("status", flat=True))
    assert words == [word for word in (before.overall_status, trial.overall_status) if word]
    assert RegistryRecord.objects.filter(trial=trial).count() == 2


@pytest.mark.slow
def test_those_without_a_title_are_refused_one_by_one(samples: Path, tmp_path: Path) -> None:
    titled, untitled = _halves(samples / "oncology_untitled.jsonl.gz")
    path = tmp_path / "some.jsonl"
    path.write_bytes(b"".join([*titled, *untitled[:30]]))
    assert counted(run(path)) == (len(titled), 0, 0, 30)
    written = tables.written_rows()
    assert counted(run(path)) == (0, 0, len(titled), 30)
    assert _newly_written(written) == {}
    path.write_bytes(b"".join(untitled[30:60]))
    with pytest.raises(CommandError):
        run(path)
    assert Trial.objects.count() == len(titled)


def _halves(path: Path) -> tuple[list[bytes], list[bytes]]:
    """Those that have at least an official title, and those that have none."""
    lines = list(_lines(path))
    titled = [line for line in lines if b'"officialTitle"' in line]
    return titled, [line for line in lines if b'"officialTitle"' not in line]


def _lines(path: Path) -> Iterator[bytes]:
    with gzip.open(path, "rb") as stream:
        yield from stream
