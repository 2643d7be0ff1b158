"""`manage.py import_release`: what it prints, keeps and refuses."""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from model_bakery import baker

from news.models import NewsItem, TrialLink
from trials.models import Trial
from trials.vocabulary import LinkRole, LinkStatus, PublishingState

RELEASE = Path(__file__).parent.parent / "data" / "release.txt"
Output = pytest.CaptureFixture[str]

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    made: Trial = baker.make(
        Trial, protocol_id="A021602", nct_id="NCT03375320", acronym="CABINET", brief_title="CABINET"
    )
    return made


def test_a_draft_with_its_suggested_link(cabinet: Trial, capsys: Output) -> None:
    call_command("import_release", str(RELEASE))
    item = NewsItem.objects.get()
    assert item.state == PublishingState.DRAFT
    link = TrialLink.objects.get()
    assert (link.trial, link.status, link.role) == (
        cabinet,
        LinkStatus.SUGGESTED,
        LinkRole.APPROVAL,
    )
    shown = capsys.readouterr().out
    assert "taken in as a draft" in shown
    assert "E-News, March 2025" in shown
    assert "Suggested: A021602 CABINET (Approval; Identifier in the text, 99%)" in shown
    assert f"/admin/news/newsitem/{item.pk}/change/" in shown


def test_the_real_release(cabinet: Trial, samples: Path, capsys: Output) -> None:
    call_command("import_release", str(samples.parent / "seed" / "cabinet_press_release.txt"))
    link = TrialLink.objects.get()
    item = link.item
    assert (link.trial, link.role) == (cabinet, LinkRole.APPROVAL)
    words = [item.body[at:][:7] for at in link.positions]
    assert {"A021602", "NCT0337", "CABINET"} == set(words)
    assert words.count("A021602") == 2
    assert "Not in the registry" not in capsys.readouterr().out


def test_the_same_text_again_is_recognised(cabinet: Trial, capsys: Output) -> None:
    call_command("import_release", str(RELEASE))
    call_command("import_release", str(RELEASE))
    assert NewsItem.objects.count() == TrialLink.objects.count() == 1
    assert "taken in before (Draft)" in capsys.readouterr().out


def test_a_refused_file_holds_up_no_other(tmp_path: Path, capsys: Output) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="Refused: 2 of 3 files"):
        call_command("import_release", str(bad), str(tmp_path / "none.txt"), str(RELEASE))
    captured = capsys.readouterr()
    assert "bad.txt is not text" in captured.err
    assert "none.txt cannot be read: No such file or directory." in captured.err
    assert "No trial of the registry is named in it." in captured.out
    assert "Not in the registry: A021602, NCT03375320" in captured.out
    assert NewsItem.objects.count() == 1


def test_an_empty_folder_or_a_pipe_is_refused(tmp_path: Path, capsys: Output) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(CommandError):
        call_command("import_release", str(tmp_path), str(pipe))
    assert capsys.readouterr().err == f"{pipe} is not a file.\n"


def test_history_says_which_file(cabinet: Trial) -> None:
    call_command("import_release", str(RELEASE))
    event = apps.get_model("news.NewsItemEvent")._base_manager.get()
    assert event.pgh_context.metadata == {"command": "import_release", "file": "release.txt"}
