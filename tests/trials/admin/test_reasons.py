"""Why: asked of each change, needed where readers have the record, kept in its history."""

from typing import Any

import pytest
from django.contrib import admin
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from tests.forms import act_data, form_data
from trials.admin.row_versions import versions
from trials.models import Condition, Organisation, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(trial: Trial) -> Trial:
    Trial.objects.update(state="APPROVED", release_at=Now())
    trial.refresh_from_db()
    return trial


def change(record: Any) -> str:
    return reverse(f"admin:trials_{record._meta.model_name}_change", args=[record.pk])


def reasons(record: Any) -> set[Any]:
    events = type(record).pgh_event_model.objects.filter(pgh_obj_id=record.pk)
    return {
        one.pgh_context.metadata.get("reason")
        for one in events.select_related("pgh_context")
        if one.pgh_context
    }


@pytest.mark.slow
def test_a_change_of_a_public_record_says_why(editor: Client, public: Trial) -> None:
    data = form_data(editor, change(public)) | {"acronym": "CABINET", "reason": " "}
    answer = editor.post(change(public), data)
    assert "Say why: readers have this record" in answer.content.decode()
    assert 'value="CABINET"' in answer.content.decode()
    data["reason"] = "The chair wrote it"
    assert editor.post(change(public), data).status_code == 302
    assert "The chair wrote it" in reasons(public)
    told = editor.get(reverse("admin:trials_trial_history", args=[public.pk])).content.decode()
    assert "(The chair wrote it)" in told


@pytest.mark.slow
def test_it_says_where_to_correct_and_who_reads_it(editor: Client, public: Trial) -> None:
    data = form_data(editor, change(public)) | {"acronym": "CABINET", "reason": ""}
    text = editor.post(change(public), data).content.decode()
    top = text[text.index('class="what-is-wrong"') :].partition("</ul>")[0]

    assert '<a href="#id_reason">Why</a>: Say why' in top
    assert 'id="id_reason"' in text
    assert "The public history of a trial shows it" in text


@pytest.mark.slow
def test_a_form_that_changes_nothing_needs_no_reason(editor: Client, public: Trial) -> None:
    data = form_data(editor, change(public))
    del data["reason"]
    assert editor.post(change(public), data).status_code == 302


@pytest.mark.slow
def test_a_draft_may_say_why(editor: Client, trial: Trial) -> None:
    data = form_data(editor, change(trial)) | {"acronym": "CABINET"}
    assert "reason" not in data
    assert editor.post(change(trial), data).status_code == 302
    data = form_data(editor, change(trial)) | {"acronym": "CAB", "reason": "Shorter"}
    assert editor.post(change(trial), data).status_code == 302
    assert "Shorter" in reasons(trial)


@pytest.mark.slow
def test_a_part_of_a_public_trial_is_as_public(editor: Client, public: Trial) -> None:
    arm = public.arms.get(label="Placebo")
    data = form_data(editor, change(arm)) | {"label": "Dummy", "reason": ""}
    assert "Say why" in editor.post(change(arm), data).content.decode()
    address = f"{reverse('admin:trials_site_add')}?trial={public.pk}"
    data = form_data(editor, address) | {"city": "Boston"}
    assert editor.post(address, data | {"reason": ""}).status_code == 200
    assert editor.post(address, data).status_code == 302


@pytest.mark.parametrize("name", ["source", "organisation", "condition"])
def test_what_public_records_share_is_as_public(editor: Client, public: Trial, name: str) -> None:
    organisation = Organisation.objects.create(name="A group")
    condition = Condition.objects.create(name="Carcinoid", slug="carcinoid")
    shared: dict[str, Any] = {
        "source": public.findings.get().source,
        "organisation": organisation,
        "condition": condition,
    }
    one, told = shared[name], {"source": "title"}.get(name, "name")
    data = form_data(editor, change(one))
    assert ("reason" in data) == (name == "source"), "no public record names it yet"
    Trial.objects.update(lead_sponsor=organisation)
    public.trial_conditions.create(condition=condition)
    data = form_data(editor, change(one)) | {told: "Mended", "reason": ""}
    assert "Say why: readers have this record" in editor.post(change(one), data).content.decode()
    assert editor.post(change(one), data | {"reason": "A misprint"}).status_code == 302
    assert "A misprint" in reasons(one)


@pytest.mark.slow
def test_an_act_says_why_too(publisher: Client, public: Trial) -> None:
    withdraw = reverse("admin:trials_trial_withdraw", args=[public.pk])
    publisher.post(withdraw, act_data(public, reason="It was wrong"))
    approve = reverse("admin:trials_trial_approve", args=[public.pk])
    text = publisher.post(approve, act_data(public)).content.decode()
    assert "Say why" in text
    publisher.post(approve, act_data(public, reason="It was right"))
    public.refresh_from_db()
    assert public.state == "APPROVED"
    assert {"It was wrong", "It was right"} <= reasons(public)


def test_a_zero_byte_in_a_reason_breaks_no_deletion(editor: Client, trial: Trial) -> None:
    """No history can keep it, and no browser types it."""
    arm = trial.arms.create(label="Drug")
    page = reverse("admin:trials_arm_delete", args=[arm.pk])
    sent = {"post": "yes", **versions([arm]), "reason": "It was\0 twice"}
    assert editor.post(page, sent).status_code == 302
    assert not trial.arms.filter(pk=arm.pk).exists()
    assert "It was twice" in reasons(arm)


def test_a_reason_keeps_no_sign_that_nobody_sees(editor: Client, trial: Trial) -> None:
    """Marks of direction would turn the line around in which others quote it."""
    arm = trial.arms.create(label="Drug")
    page = reverse("admin:trials_arm_delete", args=[arm.pk])
    sent = {"post": "yes", **versions([arm]), "reason": "\u202eIt was\x1b twice\u200b"}
    assert editor.post(page, sent).status_code == 302
    assert "It was twice" in reasons(arm)


EMPTY = ["\u200b", "\u3164", "\u2800", "\ufe0f \u034f", "\U000e0041"]


@pytest.mark.slow
@pytest.mark.parametrize("text", EMPTY, ids=ascii)
def test_what_nobody_sees_is_no_reason(editor: Client, public: Trial, text: str) -> None:
    data = form_data(editor, change(public)) | {"acronym": "CABINET", "reason": text}
    assert "Say why: readers have this record" in editor.post(change(public), data).content.decode()


@pytest.mark.slow
def test_readers_are_told_why_a_record_was_withdrawn_in_signs_that_they_see(
    publisher: Client, public: Trial
) -> None:
    withdraw = reverse("admin:trials_trial_withdraw", args=[public.pk])
    assert publisher.post(withdraw, act_data(public, reason="\u200b")).status_code == 200
    told = "\u202eIt was\r\nentered twice."
    assert publisher.post(withdraw, act_data(public, reason=told)).status_code == 302
    public.refresh_from_db()
    assert public.withdrawal_reason == "It was\nentered twice."


# A version is that of a transaction.
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_act_is_done_to_what_its_page_showed(publisher: Client, trial: Trial) -> None:
    approve = reverse("admin:trials_trial_approve", args=[trial.pk])
    data = act_data(trial)
    trial.arms.update(description="Another")
    text = publisher.post(approve, data).content.decode()
    assert "changed while this page was open, and nothing was done" in text
    assert publisher.post(approve, {"confirmed": "yes"}).status_code == 200
    trial.refresh_from_db()
    assert trial.state == "DRAFT"
    assert publisher.post(approve, act_data(trial)).status_code == 302


@pytest.mark.slow
def test_an_act_sent_twice_is_done_once_and_answered_alike(publisher: Client, trial: Trial) -> None:
    approve = reverse("admin:trials_trial_approve", args=[trial.pk])
    page = publisher.get(approve)
    data = act_data(trial) | {"_form": page.context["form_key"]}
    first, again = publisher.post(approve, data), publisher.post(approve, data)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"] == change(trial)


def test_no_list_is_edited_in_place() -> None:
    """Its rows would carry no version: whoever wants one makes them carry it first."""
    assert not [screen for screen in admin.site._registry.values() if screen.list_editable]
