"""A record that the registry no longer has marks the trial, and one that is back unmarks it."""

import io
import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.trials.ctgov.command import run
from tests.trials.ctgov.registry_server import RegistryServer
from tests.trials.ctgov.test_importer import minimal
from trials.models import ImportRun, Trial

pytestmark = pytest.mark.django_db


def write(path: Path, *numbers: int, **identification: Any) -> Path:
    studies = [minimal(f"NCT{number:08}", **identification) for number in numbers]
    path.write_text(json.dumps(studies))
    return path


def marked() -> set[str]:
    gone = Trial.objects.filter(missing_since__isnull=False)
    return {str(number) for number in gone.values_list("nct_id", flat=True)}


@pytest.mark.slow
def test_what_a_whole_import_lacks_is_marked_and_stays(tmp_path: Path) -> None:
    run(write(tmp_path / "all.json", 1, 2, 3))
    Trial.objects.create(nct_id="NCT00000009", brief_title="Made here, never at the registry")
    said = run(write(tmp_path / "later.json", 1), whole=True)
    assert marked() == {"NCT00000002", "NCT00000003"}
    assert "NCT00000002: no longer at the registry; the trial is marked, and stays" in said
    assert ImportRun.objects.first().missing == 2  # type: ignore[union-attr]
    assert Trial.objects.count() == 4


@pytest.mark.slow
def test_marked_once_and_unmarked_when_it_is_back(tmp_path: Path) -> None:
    everything = write(tmp_path / "all.json", 1, 2)
    run(everything)
    run(write(tmp_path / "one.json", 1), whole=True)
    since = Trial.objects.get(nct_id="NCT00000002").missing_since
    assert "missing" not in run(tmp_path / "one.json", whole=True)
    assert Trial.objects.get(nct_id="NCT00000002").missing_since == since
    run(everything)
    assert marked() == set()


@pytest.mark.slow
def test_one_that_is_marked_already_is_said_to_be_absent_still(
    settings: Settings, tmp_path: Path
) -> None:
    run(write(tmp_path / "all.json", 1))
    with RegistryServer([]) as registry:
        settings.CTGOV_API_URL = registry.url
        assert "missing 1: " in run("NCT00000001")
        assert "absent 1: numbers of ours that the registry has not" in run("NCT00000001")


@pytest.mark.slow
def test_without_the_switch_nothing_is_missing(tmp_path: Path) -> None:
    run(write(tmp_path / "all.json", 1, 2))
    run(write(tmp_path / "one.json", 1))
    assert marked() == set()


@pytest.mark.slow
def test_what_is_refused_is_there_all_the_same(tmp_path: Path) -> None:
    run(write(tmp_path / "all.json", 1, 2))
    (tmp_path / "one.json").write_text(json.dumps([minimal("NCT00000001")]))
    write(tmp_path / "bad.json", 2, acronym=5)
    run(tmp_path / "one.json", tmp_path / "bad.json", whole=True)
    assert marked() == set()


@pytest.mark.slow
def test_where_a_part_cannot_be_read_nothing_is_known_to_be_missing(tmp_path: Path) -> None:
    run(write(tmp_path / "all.json", 1, 2))
    cut = json.dumps([minimal("NCT00000001"), minimal("NCT00000002")])[:-30]
    (tmp_path / "cut.json").write_text(cut)
    said = run(tmp_path / "cut.json", whole=True)
    assert "missing trials were not looked for: not all of what was given could be read" in said
    assert marked() == set()


@pytest.mark.slow
@pytest.mark.parametrize("left", [0, 5])
def test_where_too_many_are_missing_none_is_believed_to_be(tmp_path: Path, left: int) -> None:
    run(write(tmp_path / "all.json", *range(1, 11)))
    part = write(tmp_path / "part.json", *range(1, left + 1))
    out = io.StringIO()
    with nullcontext() if left else pytest.raises(CommandError, match="No study is in"):
        call_command("import_ctgov", str(part), whole=True, stdout=out)
    assert f"{10 - left} of the 10 trials that the registry had are not in it" in out.getvalue()
    assert marked() == set()


@pytest.mark.slow
def test_a_dry_run_marks_nothing(tmp_path: Path) -> None:
    run(write(tmp_path / "all.json", 1, 2))
    assert "missing 1" in run(write(tmp_path / "one.json", 1), whole=True, dry_run=True)
    assert marked() == set()


def test_nothing_given_and_nothing_held_are_told() -> None:
    with pytest.raises(CommandError, match="Say what to take in"):
        run()
    with pytest.raises(CommandError, match="No trial here has an NCT ID"):
        run(held=True)
