"""Two people, one record: what is refused, what is told, and how both are put together."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from tests.accounts import client_of, member
from tests.forms import form_data
from trials.models import Organisation, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def other(db: Any) -> Client:
    return client_of(member("olga", "Editors"))


def change(trial: Trial) -> str:
    return reverse("admin:trials_trial_change", args=[trial.pk])


def sent_again(answer: Any) -> dict[str, Any]:
    """What the form of an answer would send, from its page as a browser reads it."""
    form = answer.context["adminform"].form
    data: dict[str, Any] = {}
    for name, values in answer.wsgi_request.POST.lists():
        data[name] = values if len(values) > 1 else values[0]
    data = {name: value for name, value in data.items() if not name.startswith(("_choice", "_row"))}
    assert form.errors
    hidden = re.findall(
        r'<input type="hidden" name="(_[^"]+)" value="([^"]*)">', answer.content.decode()
    )
    return data | {unescape(name): unescape(value) for name, value in hidden}


def choices(answer: Any) -> dict[str, list[str]]:
    """The values that can be chosen, by their names."""
    found: dict[str, list[str]] = {}
    radios = r'<input type="radio" name="(_choice[^"]+)" value="([^"]+)"'
    for name, value in re.findall(radios, answer.content.decode()):
        found.setdefault(unescape(name), []).append(value)
    return found


def test_the_second_is_refused_and_both_are_put_together_by_one_click(
    editor: Client, other: Client, trial: Trial
) -> None:
    mine = form_data(editor, change(trial)) | {"acronym": "CABINET"}
    theirs = form_data(other, change(trial)) | {"brief_title": "Their title"}
    assert other.post(change(trial), theirs).status_code == 302
    answer = editor.post(change(trial), mine)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Changed while you had it open" in text
    assert "olga, 20" in text
    assert 'value="CABINET"' in text
    assert "Save both together" in text
    trial.refresh_from_db()
    assert (trial.acronym, trial.brief_title) == ("", "Their title")
    assert editor.post(change(trial), sent_again(answer)).status_code == 302
    trial.refresh_from_db()
    assert (trial.acronym, trial.brief_title) == ("CABINET", "Their title")


@pytest.mark.parametrize(
    ("choice", "kept"), [(0, "My title"), pytest.param(1, "Their title", marks=pytest.mark.slow)]
)
def test_of_two_in_one_field_one_is_chosen(
    editor: Client, other: Client, trial: Trial, choice: int, kept: str
) -> None:
    mine = form_data(editor, change(trial)) | {"brief_title": "My title", "acronym": "CABINET"}
    other.post(change(trial), form_data(other, change(trial)) | {"brief_title": "Their title"})
    answer = editor.post(change(trial), mine)
    assert 'value="My title"' in answer.content.decode()
    assert "Choose one of the two." not in answer.content.decode()
    again = sent_again(answer)
    refused = editor.post(change(trial), again)
    assert refused.status_code == 200
    assert "Choose one of the two." in refused.content.decode()
    assert Trial.objects.get(pk=trial.pk).brief_title == "Their title"
    ((name, values),) = choices(answer).items()
    answer = editor.post(change(trial), again | {name: values[choice]})
    assert answer.status_code == 302
    trial.refresh_from_db()
    assert (trial.brief_title, trial.acronym) == (kept, "CABINET")


def test_a_choice_counts_for_what_was_seen(editor: Client, other: Client, trial: Trial) -> None:
    mine = form_data(editor, change(trial)) | {"brief_title": "My title"}
    other.post(change(trial), form_data(other, change(trial)) | {"brief_title": "Their title"})
    answer = editor.post(change(trial), mine)
    ((name, values),) = choices(answer).items()
    other.post(change(trial), form_data(other, change(trial)) | {"brief_title": "Yet another"})
    answer = editor.post(change(trial), sent_again(answer) | {name: values[0]})
    assert "Yet another" in answer.content.decode()
    assert Trial.objects.get(pk=trial.pk).brief_title == "Yet another"


def test_a_form_that_says_no_version_overwrites_nothing(editor: Client, trial: Trial) -> None:
    data = form_data(editor, change(trial)) | {"acronym": "CABINET"}
    del data["_base"]
    answer = editor.post(change(trial), data)
    assert answer.status_code == 200
    assert Trial.objects.get(pk=trial.pk).acronym == ""
    ((name, values),) = choices(answer).items()
    answer = editor.post(change(trial), sent_again(answer) | {name: values[0]})
    assert answer.status_code == 302
    assert Trial.objects.get(pk=trial.pk).acronym == "CABINET"


def test_what_the_form_does_not_show_refuses_nothing(editor: Client, trial: Trial) -> None:
    data = form_data(editor, change(trial)) | {"acronym": "CABINET"}
    trial.sites.create(city="Boston")
    assert editor.post(change(trial), data).status_code == 302


def test_the_same_change_by_both_is_one(editor: Client, other: Client, trial: Trial) -> None:
    mine = form_data(editor, change(trial)) | {"acronym": "CABINET"}
    other.post(change(trial), form_data(other, change(trial)) | {"acronym": "CABINET"})
    assert editor.post(change(trial), mine).status_code == 302


def test_rows_that_they_added_and_removed_are_told_and_stay_so(
    editor: Client, other: Client, trial: Trial
) -> None:
    mine = form_data(editor, change(trial))
    mine |= {"cohorts-0-name": "Pancreatic", "arms-TOTAL_FORMS": 3, "arms-2-label": "Mine"}
    mine |= {"arms-2-position": 2}
    trial.arms.create(label="Theirs", position=9)
    trial.status_changes.all().delete()
    answer = editor.post(change(trial), mine)
    text = answer.content.decode()
    assert "was added" in text
    assert "was removed" in text
    assert not choices(answer)
    assert editor.post(change(trial), sent_again(answer)).status_code == 302
    assert sorted(arm.label for arm in trial.arms.all()) == [
        *("Cabozantinib", "Mine", "Placebo", "Theirs")
    ]
    assert trial.cohorts.get().name == "Pancreatic"
    assert not trial.status_changes.exists()


@pytest.mark.parametrize(
    ("choice", "kept"),
    [(0, ["Cabozantinib", "Mine"]), pytest.param(1, ["Cabozantinib"], marks=pytest.mark.slow)],
)
def test_a_row_that_i_changed_and_they_removed(
    editor: Client, trial: Trial, choice: int, kept: list[str]
) -> None:
    trial.findings.all().delete()
    mine = form_data(editor, change(trial)) | {"arms-1-label": "Mine"}
    trial.arms.get(label="Placebo").delete()
    answer = editor.post(change(trial), mine)
    assert "was removed, and you changed it" in answer.content.decode()
    ((name, values),) = choices(answer).items()
    again = sent_again(answer)
    assert editor.post(change(trial), again).status_code == 200
    answer = editor.post(change(trial), again | {name: values[choice]})
    assert answer.status_code == 302
    assert sorted(arm.label for arm in trial.arms.all()) == kept


@pytest.mark.parametrize("row", ["[" * 100_000, '{"label": ["\\ud800"]}', '{"label": [[1]]}'])
def test_a_row_that_was_carried_may_say_anything(editor: Client, trial: Trial, row: str) -> None:
    trial.findings.all().delete()
    mine = form_data(editor, change(trial)) | {"arms-1-label": "Mine"}
    gone = trial.arms.get(label="Placebo")
    key = gone.pk
    gone.delete()
    again = sent_again(editor.post(change(trial), mine)) | {f"_row:arms:{key}": row}
    assert editor.post(change(trial), again).status_code in (200, 302)


def test_a_key_of_thousands_of_digits_is_none(editor: Client, trial: Trial) -> None:
    mine = form_data(editor, change(trial)) | {"lead_sponsor": "9" * 5000}
    Trial.objects.filter(pk=trial.pk).update(lead_sponsor=baker.make(Organisation, name="Theirs"))
    answer = editor.post(change(trial), mine)
    assert answer.status_code == 200
    assert "Changed while you had it open" in answer.content.decode()


@pytest.mark.parametrize(
    ("choice", "left"), [(0, False), pytest.param(1, True, marks=pytest.mark.slow)]
)
def test_a_row_that_i_delete_and_they_changed(
    editor: Client, trial: Trial, choice: int, left: bool
) -> None:
    mine = form_data(editor, change(trial)) | {"status_changes-0-DELETE": "on"}
    trial.status_changes.update(reason="Theirs")
    answer = editor.post(change(trial), mine)
    assert "was changed, and you delete it" in answer.content.decode()
    ((name, values),) = choices(answer).items()
    answer = editor.post(change(trial), sent_again(answer) | {name: values[choice]})
    assert answer.status_code == 302
    assert trial.status_changes.exists() is left


def test_a_cell_of_a_row_is_chosen_by_itself(editor: Client, trial: Trial) -> None:
    mine = form_data(editor, change(trial)) | {"arms-0-label": "Mine", "arms-0-ratio": "2"}
    trial.arms.filter(label="Cabozantinib").update(label="Theirs", description="Told")
    answer = editor.post(change(trial), mine)
    text = answer.content.decode()
    assert "Label of arm “" in text
    ((name, values),) = choices(answer).items()
    answer = editor.post(change(trial), sent_again(answer) | {name: values[1]})
    assert answer.status_code == 302
    arm = trial.arms.get(label="Theirs")
    assert (arm.ratio, arm.description) == (2, "Told")


def test_many_kinds_of_fields_are_put_together(editor: Client, other: Client, trial: Trial) -> None:
    """Lists, checkboxes, times with a zone, yes and no, numbers, dates."""
    mine = form_data(editor, change(trial)) | {"keywords": "One\nTwo", "has_dmc": "true"}
    theirs = form_data(other, change(trial)) | {
        "phases": ["PHASE2", "PHASE3"],
        "release_at_0": "2040-01-01",
        "release_at_1": "08:00",
        "enrollment": "298",
        "is_us_export": "false",
        "start_date": "2018-07",
        "findings-0-value": "0.23",
        "findings-0-is_preferred": "on",
    }
    assert other.post(change(trial), theirs).status_code == 302
    answer = editor.post(change(trial), mine)
    assert not choices(answer)
    assert editor.post(change(trial), sent_again(answer)).status_code == 302
    trial.refresh_from_db()
    assert trial.release_at is not None
    assert (trial.keywords, trial.phases) == (["One", "Two"], ["PHASE2", "PHASE3"])
    assert (trial.enrollment, trial.has_dmc, trial.is_us_export) == (298, True, False)
    assert trial.findings.get().is_preferred


def test_what_was_typed_for_a_deleted_record_is_shown(editor: Client, trial: Trial) -> None:
    site = trial.sites.create(city="Boston")
    address = reverse("admin:trials_site_change", args=[site.pk])
    data = form_data(editor, address) | {"facility": "Invented Hospital"}
    site.delete()
    answer = editor.post(address, data)
    assert answer.status_code == 409
    assert "Invented Hospital" in answer.content.decode()


def test_the_same_form_twice_is_one_change(editor: Client, trial: Trial) -> None:
    mine = form_data(editor, change(trial))
    mine |= {"arms-TOTAL_FORMS": 3, "arms-2-label": "Mine", "arms-2-position": 2}
    first = editor.post(change(trial), mine)
    again = editor.post(change(trial), mine | {"_continue": "1"}, follow=True)
    assert again.redirect_chain[0][0] == first.headers["Location"]
    assert "This form was sent twice" in again.content.decode()
    assert trial.arms.count() == 3


def test_the_same_new_record_twice_is_one(editor: Client) -> None:
    address = reverse("admin:trials_source_add")
    data = form_data(editor, address) | {"kind": "REPORT", "title": "A report"}
    first = editor.post(address, data)
    again = editor.post(address, data)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.headers["Location"] == first.headers["Location"]
    from trials.models import Source

    assert Source.objects.filter(title="A report").count() == 1


def test_a_form_that_had_an_error_can_be_sent_again(editor: Client, trial: Trial) -> None:
    data = form_data(editor, change(trial)) | {"start_date": "soon"}
    assert editor.post(change(trial), data).status_code == 200
    assert editor.post(change(trial), data | {"start_date": "2018-07"}).status_code == 302
    trial.refresh_from_db()
    assert trial.start_date == "2018-07"
