"""`manage.py import_ctgov` as somebody at a terminal, or a nightly job, meets it."""

import copy
import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError
from pghistory.models import Context
from pytest_django import Settings

from tests.trials.ctgov.command import run
from tests.trials.ctgov.registry_server import RegistryServer, number_of
from tests.trials.ctgov.studies import DATA, INVENTED, with_value
from tests.trials.ctgov.test_importer import GROUP_TRIAL
from trials.ctgov.importer.run import Run
from trials.models import ChangeLogEntry, ImportRun, Organisation, RegistryRecord, Trial

pytestmark = pytest.mark.django_db

UNKNOWN_STATUS = with_value(("protocolSection", "statusModule", "overallStatus"), "RECRUTING")


def last_line(said: str) -> str:
    return said.strip().splitlines()[-1]


def test_a_folder_goes_in_and_again_changes_nothing() -> None:
    assert last_line(run(DATA)) == "created 2, updated 0, unchanged 0, refused 0"
    assert last_line(run(DATA)) == "created 0, updated 0, unchanged 2, refused 0"
    assert RegistryRecord.objects.count() == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.json", json.dumps([INVENTED, GROUP_TRIAL])),
        ("page.json", json.dumps({"studies": [INVENTED, GROUP_TRIAL]})),
        ("lines.jsonl", f"{json.dumps(INVENTED)}\n\n{json.dumps(GROUP_TRIAL)}\n"),
    ],
)
def test_every_form_of_file_goes_in(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    assert last_line(run(tmp_path / name)).startswith("created 2,")


def test_gzipped_lines_go_in(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(INVENTED).encode()))
    assert last_line(run(path)).startswith("created 1,")


def test_standard_input_goes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(INVENTED).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert last_line(run("-")).startswith("created 1,")


def test_what_is_refused_is_named_with_place_and_reason_and_the_rest_goes_in(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(f"{json.dumps(UNKNOWN_STATUS)}\n{json.dumps(GROUP_TRIAL)}\n{{\n")
    said = run(path)
    assert (
        f"refused: {path}, line 1, NCT99999901: protocolSection.statusModule.overallStatus: "
        "unknown value `RECRUTING`" in said
    )
    assert f"refused: {path}, line 3: is cut off" in said
    assert last_line(said) == "created 1, updated 0, unchanged 0, refused 2"


def test_where_nothing_goes_in_the_command_fails(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No study is in"):
        run(tmp_path / "nowhere.json")


@pytest.mark.slow
def test_numbers_are_fetched_from_the_registry(settings: Settings) -> None:
    with RegistryServer([INVENTED, GROUP_TRIAL]) as registry:
        settings.CTGOV_API_URL = registry.url
        first = run("NCT99999901", number_of(GROUP_TRIAL).lower(), "NCT99999977")
        again = run("NCT99999901", number_of(GROUP_TRIAL))
    assert f"refused: NCT99999977 at {registry.host}: the registry has no record" in first
    assert last_line(first) == "created 2, updated 0, unchanged 0, refused 1"
    assert last_line(again) == "created 0, updated 0, unchanged 2, refused 0"
    assert len(registry.asked) == 3


@pytest.mark.slow
def test_numbers_and_files_go_in_side_by_side(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "NCT99999901").mkdir()
    (tmp_path / "NCT99999901" / "study.json").write_text(json.dumps(INVENTED))
    with RegistryServer([GROUP_TRIAL]) as registry:
        settings.CTGOV_API_URL = registry.url
        said = run("NCT99999901", number_of(GROUP_TRIAL))
    assert last_line(said) == "created 2, updated 0, unchanged 0, refused 0"
    assert len(registry.asked) == 1


def test_a_dry_run_says_all_of_it_and_leaves_nothing() -> None:
    of_migrations = Context.objects.count()
    said = run(DATA, dry_run=True)
    assert "created 2, updated 0, unchanged 0, refused 0" in said
    assert last_line(said) == "This was a dry run: nothing of it was kept."
    for model in (ImportRun, Trial, Organisation, RegistryRecord, ChangeLogEntry):
        assert not model.objects.exists(), model
    assert Context.objects.count() == of_migrations


@pytest.mark.slow
def test_publish_opens_new_trials_and_leaves_those_held() -> None:
    Trial.objects.create(protocol_id="A219911", brief_title="Held back")
    run(DATA, publish=True)
    assert Trial.objects.listed().get().nct_id == "NCT99999901"
    assert Trial.objects.get(protocol_id="A219911").state == "DRAFT"


@pytest.mark.slow
def test_history_names_the_command_the_run_and_the_file() -> None:
    run(DATA / "invented_study.json")
    events = apps.get_model("trials", "SiteEvent")._default_manager.all()
    run_of_it = ImportRun.objects.get().pk
    file = str(DATA / "invented_study.json")
    assert list(events.values_list("pgh_context__metadata", flat=True)) == 2 * [
        {"command": "import_ctgov", "run": run_of_it, "file": file}
    ]


@pytest.mark.slow
def test_what_stays_as_it_is_here_is_listed(tmp_path: Path) -> None:
    run(DATA)
    Trial.objects.filter(protocol_id="A219911").update(acronym="OURS")
    changed = copy.deepcopy(GROUP_TRIAL)
    changed["protocolSection"]["identificationModule"]["acronym"] = "THEIRS"
    (tmp_path / "changed.json").write_text(json.dumps(changed))
    assert "note: A219911: kept as it is here: acronym" in run(tmp_path / "changed.json")


@pytest.mark.slow
def test_a_dry_run_tells_what_we_say_otherwise_field_by_field() -> None:
    run(DATA)
    Trial.objects.filter(protocol_id="A219911").update(acronym="OURS")
    said = run(DATA, dry_run=True)
    assert "differs: A219911 acronym: ours “OURS”, the registry's “GROUPED”" in said
    assert "differs" not in run(DATA)


@pytest.mark.slow
def test_notes_are_cut_off_unless_asked_for(tmp_path: Path) -> None:
    conditions = ["Twice"] * 26
    path = ("protocolSection", "conditionsModule", "conditions")
    (tmp_path / "many.json").write_text(json.dumps(with_value(path, conditions)))
    said = run(tmp_path / "many.json", dry_run=True)
    assert said.count("condition stands twice") == 20
    assert "see --verbosity 2" in said
    assert run(tmp_path / "many.json", verbosity=2).count("condition stands twice") == 25


@pytest.mark.slow
def test_a_name_that_is_no_utf_8_is_kept_as_it_can_be_written(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.json")
    Path(name).write_text(json.dumps(INVENTED))
    assert last_line(run(name)).startswith("created 1,")
    assert ImportRun.objects.get().inputs == [f"{tmp_path}/caf\\xe9.json"]


@pytest.mark.slow
def test_ctrl_c_is_answered_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(run: Run) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Run, "finish", interrupted)
    with pytest.raises(CommandError, match="start it again") as stopped:
        run(DATA)
    assert stopped.value.returncode == 130
    monkeypatch.undo()
    assert last_line(run(DATA)) == "created 0, updated 0, unchanged 2, refused 0"
