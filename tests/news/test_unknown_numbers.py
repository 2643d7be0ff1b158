"""Numbers that lead to no trial are remembered, and become suggestions when their trial arrives."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from news.linking import read_again, reject
from news.models import NewsItem, UnknownMention
from tests.records import a_trial, an_editor, an_item
from trials.models import Alias
from trials.vocabulary import LinkMethod, LinkRole, LinkStatus

pytestmark = pytest.mark.django_db


def release(body: str, title: str = "A release") -> NewsItem:
    return an_item(f"release-{NewsItem.objects.count()}", title=title, body=body, state="DRAFT")


def unknown(item: NewsItem) -> UnknownMention:
    return item.unknown_mentions.get()


def test_an_unknown_number_is_kept_with_its_words_places_and_role() -> None:
    item = release("First.\n\nResults of 🙂 Alliance A031201 are out. See A031201 (Alliance).")
    assert read_again(item).reading.unknown == ["A031201"]
    mention = unknown(item)
    assert (mention.key, mention.words, mention.role) == ("A031201", "A031201", LinkRole.RESULTS)
    assert [item.body[at : at + 7] for at in mention.positions] == ["A031201", "A031201"]
    assert mention.evidence.startswith("Results of 🙂 Alliance A031201 are out.")
    assert mention.nearest is None


def test_a_slip_names_the_trial_that_has_nearly_this_number() -> None:
    cabinet = a_trial("A021602")
    item = release("The trial Alliance A021620 is over.")
    read_again(item)
    assert unknown(item).nearest == cabinet


def test_what_the_text_no_longer_says_is_forgotten() -> None:
    item = release("Alliance A031201 and Alliance A031902.")
    read_again(item)
    NewsItem.objects.filter(pk=item.pk).update(body="Only Alliance A031902 is left.")
    read_again(item)
    assert unknown(item).words == "A031902"


def test_reading_again_without_change_writes_nothing() -> None:
    item = release("Alliance A031201.")
    read_again(item)
    before = unknown(item).pk
    read_again(item)
    assert unknown(item).pk == before


def test_the_text_is_read_as_it_is_saved_not_as_a_program_still_has_it() -> None:
    item = release("Alliance A031201.")
    NewsItem.objects.filter(pk=item.pk).update(body="Alliance A031902.")
    read_again(item)
    assert unknown(item).words == "A031902"


def test_a_trial_that_arrives_is_suggested_to_those_that_named_it() -> None:
    item = release("Results of Alliance A031201 are out.")
    read_again(item)
    trial = a_trial("A031201")
    link = item.trial_links.get()
    assert (link.trial, link.status, link.role) == (trial, LinkStatus.SUGGESTED, LinkRole.RESULTS)
    assert link.evidence == "Results of Alliance A031201 are out."
    assert not item.unknown_mentions.exists()


def test_an_alias_of_an_unknown_trial_is_found_when_the_trial_arrives() -> None:
    Alias.objects.create(alias="PALOMA-2", nct_id="NCT01740427")
    item = release("The PALOMA-2 trial in breast cancer is over.")
    read_again(item)
    assert unknown(item).key == "NCT01740427"
    trial = a_trial(None, nct_id="NCT01740427")
    assert item.trial_links.get().trial == trial


def the_list(folder: Path, *rows: str) -> str:
    path = folder / "list.csv"
    path.write_text("\n".join(["alias,nct_id", *rows]))
    return str(path)


def test_a_list_that_names_an_unknown_number_suggests_its_trial(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    trial = a_trial(None, nct_id="NCT01740427")
    item = release("Results of CALGB 40603 are out.")
    read_again(item)
    assert unknown(item).words == "CALGB-40603"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_identifiers", the_list(tmp_path, "CALGB 40603,NCT01740427"))
    link = item.trial_links.get()
    assert (link.trial, link.method, link.status) == (
        trial,
        LinkMethod.ALIAS,
        LinkStatus.SUGGESTED,
    )
    assert not item.unknown_mentions.exists()


@pytest.mark.parametrize("row", ["CALGB 40603,", "CALGB\0 40603,NCT01740427", "---,NCT01740427"])
def test_a_bad_row_of_a_list_is_told_and_the_rest_goes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    listed = the_list(tmp_path, row, "CALGB 40601,NCT00770809")
    with pytest.raises(CommandError, match="Refused rows are not in"):
        call_command("load_identifiers", listed)
    assert "list.csv, line 2: " in capsys.readouterr().err
    assert [alias.alias for alias in Alias.objects.all()] == ["CALGB 40601"]


def test_rows_of_trials_that_are_not_here_yet_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_trial(None, nct_id="NCT01740427")
    listed = the_list(tmp_path, "CALGB 40603,NCT01740427", "CALGB 40601,NCT00770809")
    for told in ("created: 2, unchanged: 0", "created: 0, unchanged: 2"):
        call_command("load_identifiers", listed)
        said = capsys.readouterr().out
        assert told in said
        assert "of trials not in the registry yet: 1" in said


def test_a_list_then_the_trial(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    item = release("Results of CALGB 40603 are out.")
    read_again(item)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_identifiers", the_list(tmp_path, "CALGB 40603,NCT01740427"))
    assert unknown(item).key == "NCT01740427"
    trial = a_trial(None, nct_id="NCT01740427")
    assert item.trial_links.get().trial == trial


def test_what_was_rejected_is_not_suggested_by_a_number_that_arrives() -> None:
    trial = a_trial("A021602")
    item = release("Alliance A021602 and CALGB 40603.")
    read_again(item)
    reject(item.trial_links.get(), an_editor())
    trial.identifiers.create(kind="OTHER_GROUP", value="CALGB-40603")
    assert item.trial_links.get().status == LinkStatus.REJECTED
    assert not item.unknown_mentions.exists()
