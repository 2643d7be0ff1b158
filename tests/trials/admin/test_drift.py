"""The page “Registry” of a trial: both sides, field by field, and what a press on a button does."""

import copy
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.accounts import client_of, member
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.drift import drift_of
from trials.ctgov.importer import import_study
from trials.models import Proposal, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def edited() -> Trial:
    """A trial of the registry whose title and acronym an editor changed."""
    trial = taken_in(GROUP_TRIAL)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Our Title", acronym="OURS")
    return trial


def page_of(trial: Trial) -> str:
    return reverse("admin:trials_trial_registry", args=[trial.pk])


def read(client: Client, trial: Trial) -> str:
    return client.get(page_of(trial)).content.decode()


def key(trial: Trial, field: str) -> str:
    (found,) = (one for one in drift_of(fresh(trial)).differences if one.field == field)
    return found.key


def fresh(trial: Trial) -> Trial:
    return Trial.objects.get(pk=trial.pk)


def press(client: Client, trial: Trial, text: str = "", **pressed: Any) -> str:
    """Press a button of the page as it was (or of the page given), and read what comes back."""
    seen = re.findall(r'name="seen" value="([^"]+)"', text or read(client, trial))
    answer = client.post(page_of(trial), {"seen": seen, **pressed}, follow=True)
    assert answer.redirect_chain == [(page_of(trial), 302)]
    return answer.content.decode()


def test_both_sides_stand_beside_each_other(editor: Client, edited: Trial) -> None:
    Trial.objects.filter(pk=edited.pk).update(brief_title="Our Group Trial")
    text = read(editor, edited)
    assert "<mark>Our </mark>" in text
    assert "<mark>Invented </mark>" in text
    assert "<mark>OURS" not in text, "where nothing is the same, a mark says nothing"
    assert "2 to decide" in text
    assert "Ours was written here; the registry&#x27;s has not changed since." in text
    assert "dated 2098-01-12 there" in text
    form = editor.get(reverse("admin:trials_trial_change", args=[edited.pk])).content.decode()
    assert "Registry (2 to decide)" in form
    assert f'href="{page_of(edited)}"' in form


def test_a_change_of_ours_survives_an_import_and_shows(editor: Client, edited: Trial) -> None:
    changed = later()
    module(changed, "identification")["briefTitle"] = "Their Title"
    import_study(changed)
    assert fresh(edited).brief_title == "Our Title"
    text = read(editor, edited)
    assert "Their " in text
    assert "Changed here, and then at the registry too." in text


def test_one_field_is_taken_and_another_kept(editor: Client, edited: Trial) -> None:
    text = press(editor, edited, take=key(edited, "brief_title"))
    assert "1 taken over from the registry: Brief title." in text
    assert fresh(edited).brief_title == "Invented Group Trial"
    text = press(editor, edited, keep=key(edited, "acronym"))
    assert "1 kept as ours: Acronym." in text
    assert "Kept by edith on" in text
    assert "0 to decide</strong>, 1 kept as ours" in text
    assert fresh(edited).acronym == "OURS"
    decided = Proposal.objects.values_list("field", "decision", "decided_by__username")
    assert set(decided) == {("brief_title", "ACCEPTED", "edith"), ("acronym", "KEPT", "edith")}


def test_a_kept_field_is_remembered_and_can_be_opened_again(editor: Client, edited: Trial) -> None:
    press(editor, edited, keep=key(edited, "acronym"))
    changed = later()
    module(changed, "identification")["officialTitle"] = "Changed elsewhere"
    import_study(changed)
    assert "Kept by edith" in read(editor, edited)
    text = press(editor, edited, reopen=key(edited, "acronym"))
    assert "1 open again: Acronym." in text
    assert "2 to decide" in text
    press(editor, edited, keep=key(edited, "acronym"))
    module(changed, "identification")["acronym"] = "NEWER"
    import_study(changed)
    text = read(editor, edited)
    assert "2 to decide" in text
    assert "NEWER" in text


def test_the_chosen_are_decided_together(editor: Client, edited: Trial) -> None:
    chosen = [key(edited, "brief_title"), key(edited, "acronym")]
    text = press(editor, edited, act="take", chosen=chosen)
    assert "2 taken over from the registry: Brief title and Acronym." in text
    assert "Nothing differs" in text
    text = press(editor, edited, act="take")
    assert "Choose at least one field first." in text


@pytest.mark.django_db(transaction=True)
def test_many_decisions_move_the_record_by_one_revision(editor: Client, edited: Trial) -> None:
    Trial.objects.filter(pk=edited.pk).update(enrollment=7)
    before = fresh(edited).revision
    chosen = [one.key for one in drift_of(fresh(edited)).differences]
    press(editor, edited, act="take", chosen=chosen)
    assert fresh(edited).revision == before + 1


def test_pages_and_marks_of_no_sense_do_nothing(editor: Client, edited: Trial) -> None:
    title = key(edited, "brief_title")
    for sent in (
        {"take": title},
        {"take": title, "seen": [f"{title}:0", "x"]},
        {"keep": "x"},
        {"act": "x", "chosen": [title]},
        {},
    ):
        assert editor.post(page_of(edited), sent).status_code == 302
    text = press(editor, edited, reopen=title)
    assert "Not done: Brief title." in text
    assert not Proposal.objects.exists()
    assert fresh(edited).brief_title == "Our Title"


def test_dates_that_fit_only_together_are_taken_in_the_order_that_fits(editor: Client) -> None:
    study = copy.deepcopy(GROUP_TRIAL)
    module(study, "status").update(
        startDateStruct={"date": "2090-01"},
        primaryCompletionDateStruct={"date": "2091-01"},
        completionDateStruct={"date": "2092-01"},
    )
    trial = taken_in(study)
    theirs = trial.start_date, trial.completion_date
    Trial.objects.filter(pk=trial.pk).update(
        start_date="2010", primary_completion_date="2011", completion_date="2012"
    )
    found = [one.key for one in drift_of(fresh(trial)).differences]
    text = press(editor, trial, act="take", chosen=found)
    assert "Not done" not in text
    assert (fresh(trial).start_date, fresh(trial).completion_date) == theirs


def test_what_a_rule_refuses_is_told_by_name_and_the_others_are_done(
    editor: Client, edited: Trial
) -> None:
    Trial.objects.filter(pk=edited.pk).update(
        start_date="2010", primary_completion_date="2011", completion_date="2012"
    )
    chosen = [key(edited, "start_date"), key(edited, "acronym")]
    text = press(editor, edited, act="take", chosen=chosen)
    assert "1 taken over from the registry: Acronym." in text
    assert "Not done: Start date. The trial starts after" in text
    assert fresh(edited).start_date == "2010"
    assert not Proposal.objects.filter(field="start_date").exists()


def test_a_stale_page_changes_nothing(editor: Client, edited: Trial) -> None:
    seen, title = read(editor, edited), key(edited, "brief_title")
    Trial.objects.filter(pk=edited.pk).update(brief_title="Our Newer Title")
    text = press(editor, edited, seen, take=title)
    assert "Not done: Brief title. The record changed while this page was open" in text
    changed = later()
    module(changed, "identification")["acronym"] = "THEIRS"
    import_study(changed)
    press(editor, edited, seen, keep=key(edited, "acronym"))
    assert not Proposal.objects.exclude(decision="OPEN").exists()
    Trial.objects.filter(pk=edited.pk).update(acronym="THEIRS")
    Proposal.objects.all().delete()
    gone = f"{key(edited, 'brief_title').rsplit('-', 1)[0]}-acronym"
    text = press(editor, edited, seen, take=gone)
    assert "Not done: a field that differs no more." in text


def test_a_proposal_that_agrees_by_now_is_settled(editor: Client, edited: Trial) -> None:
    changed = later()
    module(changed, "identification")["acronym"] = "THEIRS"
    import_study(changed)
    Trial.objects.filter(pk=edited.pk).update(acronym="THEIRS", brief_title="Invented Group Trial")
    text = read(editor, edited)
    assert "Both say the same by now." in text
    press(editor, edited, keep=key(edited, "acronym"))
    assert "Nothing differs" in read(editor, edited)


@pytest.mark.parametrize(("group", "sees"), [("Staff", 200), ("Publishers", 200), (None, 403)])
def test_who_may_only_view_sees_no_buttons(group: str | None, sees: int, edited: Trial) -> None:
    client = client_of(member("somebody", *filter(None, [group])))
    answer = client.get(page_of(edited))
    assert answer.status_code == sees
    if sees == 200:
        text = answer.content.decode()
        assert "Editors decide on these" in text
        assert 'name="take"' not in text
        assert 'name="chosen"' not in text
    sent = {"take": key(edited, "acronym")}
    assert client.post(page_of(edited), sent).status_code == 403
    assert not Proposal.objects.exists()
    assert Client().post(page_of(edited), sent).status_code == 302
    assert fresh(edited).acronym == "OURS"


def test_markup_in_texts_is_only_text(editor: Client) -> None:
    study = copy.deepcopy(GROUP_TRIAL)
    module(study, "identification")["briefTitle"] = "<script>alert(1)</script> theirs"
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(brief_title="<img src=x onerror=alert(2)> ours")
    trial.arms.filter(label="Placebo").update(label="<b>Placebo</b>")
    text = read(editor, trial)
    assert "&lt;script&gt;" in text
    assert "&lt;img " in text
    assert "&lt;b&gt;Placebo" in text
    assert not re.search(r"<script>alert|<img src=x|<b>Placebo", text)


def test_long_texts_show_what_changed_and_both_whole(editor: Client) -> None:
    study = copy.deepcopy(GROUP_TRIAL)
    words = [f"word{one}" for one in range(2500)]
    module(study, "eligibility")["eligibilityCriteria"] = " ".join(words)
    trial = taken_in(study)
    words[1200] = "CHANGED"
    Trial.objects.filter(pk=trial.pk).update(eligibility_criteria=" ".join(words))
    text = read(editor, trial)
    assert "<mark>CHANGED </mark>" in text
    assert "1180 words that both have" in text
    assert text.count("<summary>All of it</summary>") == 2


def test_only_spaces_is_said(editor: Client, edited: Trial) -> None:
    Trial.objects.filter(pk=edited.pk).update(
        brief_title="Invented  Group Trial", acronym="GROUPED"
    )
    assert "Only spaces and line breaks differ." in read(editor, edited)


def test_a_record_that_the_registry_lost_is_marked(editor: Client, edited: Trial) -> None:
    form = reverse("admin:trials_trial_change", args=[edited.pk])
    assert "Not found at the registry" not in editor.get(form).content.decode()
    Trial.objects.filter(pk=edited.pk).update(missing_since=timezone.now())
    for address in (page_of(edited), form):
        text = editor.get(address).content.decode()
        assert "Not found at the registry since" in text
        assert "https://clinicaltrials.gov/study/NCT99999911" in text
    listed = reverse("admin:trials_trial_changelist")
    found = editor.get(listed, {"registry": "missing"}).context["cl"].result_list
    assert list(found) == [edited]
    assert not editor.get(listed, {"registry": "differs"}).context["cl"].result_list


def test_a_trial_without_a_version_says_so(editor: Client, trial: Trial) -> None:
    assert "there is nothing to compare with" in read(editor, trial)
    assert editor.get(reverse("admin:trials_trial_registry", args=[9_999])).status_code == 404
    form = editor.get(reverse("admin:trials_trial_change", args=[trial.pk])).content.decode()
    assert 'class="act">Registry' not in form


def test_the_next_trial_with_something_to_decide_is_linked(editor: Client, edited: Trial) -> None:
    assert "No other trial has anything to decide" in read(editor, edited)
    study = copy.deepcopy(GROUP_TRIAL)
    module(study, "identification").update(
        nctId="NCT99999912", orgStudyIdInfo={"id": "A219912"}, secondaryIdInfos=[]
    )
    other = taken_in(study)
    Trial.objects.filter(pk=other.pk).update(acronym="OURS")
    changed = later(study)
    module(changed, "identification")["acronym"] = "THEIRS"
    import_study(changed)
    text = read(editor, edited)
    assert f'href="{page_of(other)}">Next trial with something to decide: A219912' in text
    listed = reverse("admin:trials_trial_changelist")
    found = editor.get(listed, {"registry": "differs"}).context["cl"].result_list
    assert list(found) == [other]


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_page_costs_the_same_with_one_difference_and_with_many(
    editor: Client,
) -> None:
    study = copy.deepcopy(GROUP_TRIAL)
    places = module(study, "contactsLocations")["locations"]
    places += [{**places[0], "facility": f"Hospital {one}", "zip": "1"} for one in range(119)]
    trial = taken_in(study)
    form = reverse("admin:trials_trial_change", args=[trial.pk])
    Trial.objects.filter(pk=trial.pk).update(acronym="OURS")
    counts = [(_queries(editor, page_of(trial)), _queries(editor, form))]
    trial.sites.filter(zip="1").update(zip="2")
    counts.append((_queries(editor, page_of(trial)), _queries(editor, form)))
    assert len(drift_of(fresh(trial)).differences) > 119
    assert counts[0] == counts[1]
    assert counts[0][0] <= 25
    text = read(editor, trial)
    assert text.count('name="take"') == 100
    assert "Page 1 of 2" in text


def test_rows_that_only_the_registry_has_are_added_by_choice(editor: Client) -> None:
    trial = taken_in(GROUP_TRIAL)
    trial.sites.filter(facility="Beispielklinik").delete()
    trial.endpoints.all().delete()
    text = read(editor, trial)
    rows = re.findall(r'name="row" value="([^"]+)"> ([^<]+)<', text)
    assert len(rows) == 4
    place = next(key for key, name in rows if name.startswith("Beispielklinik"))
    text = press(editor, trial, act="add", row=[place, "0123456789abcdef"])
    assert "1 added from the registry: Beispielklinik" in text
    assert "Not done: a field that differs no more." in text
    site = trial.sites.get(facility="Beispielklinik")
    events: Any = type(site)
    told = events.pgh_event_model.objects.get(pgh_obj_id=site.pk).pgh_context.metadata
    assert told["reason"] == "added from the record at the registry"
    assert site.position == max(trial.sites.values_list("position", flat=True))
    text = press(editor, trial, act="add", row=[key for key, _ in rows if key != place])
    assert "3 added from the registry" in text
    assert "Only at the registry" not in text
    assert drift_of(fresh(trial)).differences == []


def test_who_may_not_decide_adds_no_rows(staff: Client) -> None:
    trial = taken_in(GROUP_TRIAL)
    trial.endpoints.all().delete()
    assert 'name="row"' not in read(staff, trial)
    assert staff.post(page_of(trial), {"act": "add", "row": ["x"]}).status_code == 403


def test_a_decision_may_say_why(editor: Client, edited: Trial) -> None:
    assert 'name="reason"' in read(editor, edited)
    press(editor, edited, take=key(edited, "brief_title"), reason="Their letter")
    (told,) = Trial.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        brief_title="Invented Group Trial", pgh_context__metadata__proposal__gt=0
    ).values_list("pgh_context__metadata__reason", flat=True)
    assert told == "proposed from a new version at the registry: Their letter"
