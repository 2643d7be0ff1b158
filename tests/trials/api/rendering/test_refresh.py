"""What the API gives is made anew when a trial changes, and when more of it becomes public."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.records import NOT_LISTED, a_finding, a_source, a_trial
from trials.api.rendering import refresh
from trials.models import StudyToRender, StudyVersion, Trial


def versions(trial: Trial) -> list[StudyVersion]:
    refresh()
    return list(StudyVersion.objects.filter(trial=trial))


@pytest.mark.django_db(transaction=True)
def test_a_change_makes_a_version_and_keeps_the_one_before_for_who_is_reading() -> None:
    trial = a_trial(nct_id="NCT03375320")
    (first,) = versions(trial)
    trial.brief_title = "Another title"
    trial.save()
    old, new = versions(trial)
    assert (old.pk, old.replaced_by) == (first.pk, new.pk)
    assert new.replaced_by is None
    assert new.revision == old.revision + 1
    assert list(StudyVersion.objects.as_of(old.pk)) == [old]
    assert list(StudyVersion.objects.as_of(new.pk)) == [new]
    assert StudyVersion.objects.position() == new.pk


@pytest.mark.django_db(transaction=True)
def test_where_nothing_changed_nothing_is_made() -> None:
    trial = a_trial()
    assert versions(trial) == versions(trial)
    assert not StudyToRender.objects.exists()


@pytest.mark.django_db
def test_what_the_same_transaction_changes_is_seen() -> None:
    """Tests run in one, and a revision moves once in it."""
    trial = a_trial()
    versions(trial)
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    assert len(versions(trial)) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["draft", "in-review", "future"])
def test_what_has_no_address_has_no_version(state: str) -> None:
    trial = a_trial(**NOT_LISTED[state])
    assert versions(trial) == []


@pytest.mark.django_db(transaction=True)
def test_a_trial_withdrawn_keeps_a_version_that_is_not_listed() -> None:
    trial = a_trial(**NOT_LISTED["withdrawn"])
    assert len(versions(trial)) == 1
    assert not StudyVersion.objects.listed().exists()


@pytest.mark.django_db(transaction=True)
def test_a_trial_comes_when_its_time_has_come() -> None:
    trial = a_trial(**NOT_LISTED["future"])
    assert versions(trial) == []
    let_pass(trial)
    assert len(versions(trial)) == 1


def let_pass(trial: Trial) -> None:
    """As if its time of release were now."""
    now = timezone.now() - timedelta(seconds=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_studytorender SET due_at = %s", [now])
        cursor.execute("ALTER TABLE trials_trial DISABLE TRIGGER USER")
        cursor.execute("UPDATE trials_trial SET release_at = %s WHERE id = %s", [now, trial.pk])
        cursor.execute("ALTER TABLE trials_trial ENABLE TRIGGER USER")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_part_under_embargo_makes_a_version_when_it_is_due() -> None:
    trial = a_trial()
    coming = timezone.now() + timedelta(days=1)
    a_finding(trial, "298", a_source(), release_at=coming)
    versions(trial)
    assert [row.due_at for row in StudyToRender.objects.all()] == [coming]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_rendered_does_not_keep_the_others_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad = a_trial("A021602"), a_trial("A021501")
    versions(bad)
    Trial.objects.update(acronym="NEW")
    spoil(monkeypatch, bad)
    assert len(versions(good)) == 2
    assert not StudyVersion.objects.current().filter(trial=bad).exists()
    assert "cannot be rendered" in caplog.text


def spoil(monkeypatch: pytest.MonkeyPatch, bad: Trial) -> None:
    from trials.api.rendering import versions as module

    whole = module._row

    def row(one: Any) -> Any:
        if one.trial == bad.pk:
            raise ValueError(json.dumps("no"))
        return whole(one)

    monkeypatch.setattr(module, "_row", row)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_versions_replaced_long_ago_go() -> None:
    trial = a_trial()
    versions(trial)
    Trial.objects.update(acronym="NEW")
    versions(trial)
    long_ago = timezone.now() - timedelta(days=3)
    StudyVersion.objects.exclude(replaced_by=None).update(replaced_at=long_ago)
    Trial.objects.update(acronym="NEWER")
    assert len(versions(trial)) == 2


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_another_release_made_is_made_anew_once(capsys: pytest.CaptureFixture[str]) -> None:
    trial = a_trial()
    versions(trial)
    StudyVersion.objects.update(made_by="another release", is_edited=False)
    call_command("render_studies")
    assert "Rendered 1 trial" in capsys.readouterr().out
    assert len(versions(trial)) == 2
    call_command("render_studies")
    assert capsys.readouterr().out == ""
