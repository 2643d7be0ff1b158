"""Editors submit, publishers approve and withdraw, each on a page that says what will happen."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from tests.forms import WHY, act_data
from trials.models import Approval, Finding, Source, Trial
from trials.publishing import PublishingQuerySet

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def page(act: str, record: Any) -> str:
    return reverse(f"admin:trials_{record._meta.model_name}_{act}", args=[record.pk])


def confirm(client: Client, address: str, **answers: Any) -> Any:
    """Press the button of an act's page, as it is shown now."""
    match = resolve(address)
    app, model, act = str(match.url_name).split("_")
    record = apps.get_model(app, model)._default_manager.get(pk=match.kwargs["object_id"])
    why = {} if act == "withdraw" else {"reason": WHY}
    return client.post(address, act_data(record, **why, **answers), follow=True)


def state(record: Any) -> str:
    record.refresh_from_db()
    return str(record.state)


def publish(records: PublishingQuerySet) -> None:
    records.update(state="APPROVED", release_at=Now())


def test_an_editor_submits_a_trial_with_its_drafts(editor: Client, trial: Trial) -> None:
    asked = editor.get(page("submit", trial))
    assert "Publishers will see it as waiting for them." in asked.content.decode()
    part = f"finding-{trial.findings.get().pk}"
    assert f'value="{part}" checked' in asked.content.decode()
    assert state(trial) == "DRAFT"
    answer = confirm(editor, page("submit", trial), part=part)
    assert "submitted for review" in answer.content.decode()
    assert state(trial) == state(trial.findings.get()) == "IN_REVIEW"


def test_two_numbers_of_one_cohort_are_told_apart(editor: Client, trial: Trial) -> None:
    finding = trial.findings.get()
    asked = editor.get(page("submit", trial)).content.decode()
    assert f"hazard ratio, {finding.arm} against {finding.comparator}, 0.23 (" in asked


def test_only_the_ticked_parts_go_along(editor: Client, trial: Trial) -> None:
    answer = confirm(editor, page("submit", trial))
    assert state(trial) == "IN_REVIEW"
    assert state(trial.findings.get()) == "DRAFT"
    assert "1 part (findings, approvals, listings) not submitted" in answer.content.decode()


def test_a_publisher_approves_a_trial_and_its_findings_in_one_act(
    publisher: Client, trial: Trial
) -> None:
    trial.findings.update(state="IN_REVIEW")
    finding = trial.findings.get()
    asked = publisher.get(page("approve", trial)).content.decode()
    assert "Public at once" in asked
    assert f'value="finding-{finding.pk}" checked' in asked
    confirm(publisher, page("approve", trial), part=f"finding-{finding.pk}")
    assert trial in Trial.objects.listed()
    assert finding in Finding.objects.listed()


def test_a_name_of_its_own_spelling_begins_a_message_as_it_is(
    publisher: Client, trial: Trial
) -> None:
    trial.cohorts.update(label="pNET")
    finding = trial.findings.get()
    text = confirm(publisher, page("approve", finding)).content.decode()
    assert '<li class="success">pNET' in text


def test_an_approval_takes_draft_findings_along_and_counts_them(
    publisher: Client, trial: Trial
) -> None:
    part = f"finding-{trial.findings.get().pk}"
    asked = publisher.get(page("approve", trial)).content.decode()
    assert f'value="{part}" checked' in asked
    answer = confirm(publisher, page("approve", trial), part=part).content.decode()
    assert re.search(r"A021602: approved, public since .* UTC\)\. 1 part went along\.", answer)
    assert "not approved yet" not in answer


def test_the_form_says_of_the_time_what_the_approve_page_says(editor: Client, trial: Trial) -> None:
    text = editor.get(reverse("admin:trials_trial_change", args=[trial.pk])).content.decode()
    assert "Needed for approval" not in text
    assert "Leave it empty, and it shows from its approval on" in text


def test_approval_keeps_the_time_a_record_has_unless_another_is_given(
    publisher: Client, trial: Trial
) -> None:
    own = datetime(2040, 1, 1, 12, tzinfo=UTC)
    Trial.objects.update(release_at=own, state="IN_REVIEW")
    asked = publisher.get(page("approve", trial)).content.decode()
    day = '<span class="day">2040-01-01</span>'
    assert f"from {day} 07:00 EST (12:00 UTC), its own time" in asked
    answer = confirm(publisher, page("approve", trial)).content.decode()
    assert "approved, public from 2040-01-01 07:00 EST (12:00 UTC)." in answer
    trial.refresh_from_db()
    assert (trial.state, trial.release_at) == ("APPROVED", own)
    times = {"public_from_0": "2041-02-03", "public_from_1": "04:05:06", "public_from_2": "UTC"}
    confirm(publisher, page("approve", trial), **times)
    trial.refresh_from_db()
    assert str(trial.release_at) == "2041-02-03 04:05:06+00:00"


def test_a_wrong_time_is_refused_and_nothing_happens(publisher: Client, trial: Trial) -> None:
    answer = confirm(publisher, page("approve", trial), public_from_0="soon", public_from_1="")
    assert "Nothing was done yet" in answer.content.decode()
    assert "soon" in answer.content.decode()
    assert state(trial) == "DRAFT"


def test_withdrawal_needs_a_reason_and_keeps_the_page(publisher: Client, trial: Trial) -> None:
    publish(Trial.objects.all())
    assert "shows a notice" in publisher.get(page("withdraw", trial)).content.decode()
    answer = confirm(publisher, page("withdraw", trial), reason="")
    assert "This field is required" in answer.content.decode()
    assert state(trial) == "APPROVED"
    confirm(publisher, page("withdraw", trial), reason="Entered twice.")
    trial.refresh_from_db()
    assert trial.withdrawal_reason == "Entered twice."
    assert trial in Trial.objects.public()
    assert trial not in Trial.objects.listed()


def test_publishing_is_filled_and_withdrawing_is_dangerous(publisher: Client, trial: Trial) -> None:
    filled = '<input type="submit" class="default" value="'
    Trial.objects.filter(pk=trial.pk).update(state="IN_REVIEW")
    assert f'{filled}Approve">' in publisher.get(page("approve", trial)).content.decode()
    publish(Trial.objects.filter(pk=trial.pk))
    text = publisher.get(page("withdraw", trial)).content.decode()
    assert '<input type="submit" class="default dangerous" value="Withdraw">' in text
    assert f"<h2>{trial}</h2>" in text


def test_the_withdrawal_of_what_is_not_public_yet_promises_no_page(
    publisher: Client, trial: Trial
) -> None:
    Trial.objects.update(state="APPROVED", release_at=datetime(2040, 1, 1, 12, tzinfo=UTC))
    text = publisher.get(page("withdraw", trial)).content.decode()
    assert "It will not become public; its time has not come yet." in text
    assert "readers never had a page of this" in text
    assert "stays at its address" not in text


def test_a_withdrawn_trial_comes_back_with_its_first_time(publisher: Client, trial: Trial) -> None:
    publish(Trial.objects.all())
    confirm(publisher, page("withdraw", trial), reason="By mistake.")
    trial.refresh_from_db()
    before = trial.release_at
    confirm(publisher, page("approve", trial))
    trial.refresh_from_db()
    assert (trial.state, trial.release_at, trial.withdrawn_at) == ("APPROVED", before, None)


TYPED = {"public_from_0": "2041-02-03", "public_from_1": "04:05", "public_from_2": "UTC"}


def test_what_readers_never_had_comes_back_with_the_time_that_is_typed(
    publisher: Client, trial: Trial
) -> None:
    Trial.objects.update(state="APPROVED", release_at=datetime(2040, 1, 1, 12, tzinfo=UTC))
    confirm(publisher, page("withdraw", trial), reason="Too early.")
    answer = confirm(publisher, page("approve", trial), **TYPED).content.decode()
    assert "approved, public from 2041-02-03 04:05 UTC" in answer
    trial.refresh_from_db()
    assert (trial.state, trial.withdrawn_at) == ("APPROVED", None)
    assert trial.release_at == datetime(2041, 2, 3, 4, 5, tzinfo=UTC)


def test_a_time_that_is_typed_is_not_promised_where_the_first_one_stays(
    publisher: Client, trial: Trial
) -> None:
    publish(Trial.objects.all())
    confirm(publisher, page("withdraw", trial), reason="By mistake.")
    answer = confirm(publisher, page("approve", trial), **TYPED).content.decode()
    assert "approved, public since" in answer
    assert "2041" not in answer
    assert trial in Trial.objects.listed()


def test_what_cannot_be_done_is_said_with_its_reason(publisher: Client, trial: Trial) -> None:
    assert "Only an approved record is withdrawn; this is draft." in (
        publisher.get(page("withdraw", trial)).content.decode()
    )
    answer = confirm(publisher, page("withdraw", trial), reason="Why not")
    assert "Nothing was withdrawn" in answer.content.decode()
    publish(Trial.objects.all())
    answer = confirm(publisher, page("return", trial))
    assert "Nothing was returned to draft" in answer.content.decode()
    assert state(trial) == "APPROVED"


def test_a_publisher_returns_what_is_not_ready(publisher: Client, trial: Trial) -> None:
    Trial.objects.update(state="IN_REVIEW")
    confirm(publisher, page("return", trial))
    assert state(trial) == "DRAFT"


@pytest.mark.parametrize("people", ["editor", "staff"])
@pytest.mark.parametrize("act", ["approve", "withdraw", "return"])
def test_others_cannot_approve_or_withdraw(
    people: str, act: str, trial: Trial, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(people)
    assert client.get(page(act, trial)).status_code == 403
    assert confirm(client, page(act, trial)).status_code == 403
    listed = reverse("admin:trials_trial_changelist")
    data = {"action": act, "_selected_action": trial.pk}
    client.post(listed, data | act_data(trial, reason="x"))
    assert state(trial) == "DRAFT"


def test_publishers_do_not_submit_nor_write(publisher: Client, trial: Trial) -> None:
    assert publisher.get(page("submit", trial)).status_code == 403
    form = reverse("admin:trials_trial_change", args=[trial.pk])
    assert 'name="brief_title"' not in publisher.get(form).content.decode()
    assert publisher.post(form, {"brief_title": "Mine"}).status_code == 403


def test_parts_of_models_that_one_may_not_publish_are_left_out(
    publisher: Client, trial: Trial
) -> None:
    from django.contrib.auth.models import Group, Permission

    Group.objects.get(name="Publishers").permissions.remove(
        Permission.objects.get(codename="publish_finding")
    )
    finding = trial.findings.get()
    assert "Parts to take along" not in publisher.get(page("approve", trial)).content.decode()
    confirm(publisher, page("approve", trial), part=f"finding-{finding.pk}")
    assert state(finding) == "DRAFT"


def test_a_list_approves_several_and_names_those_that_stay(publisher: Client, trial: Trial) -> None:
    second = Trial.objects.create(protocol_id="A031201", brief_title="Second")
    publish(Trial.objects.filter(pk=second.pk))
    listed = reverse("admin:trials_trial_changelist")
    data = {"action": "approve", "_selected_action": [trial.pk, second.pk], "index": 0}
    asked = publisher.post(listed, data).content.decode()
    assert "What will happen" in asked
    assert "What stays as it is" in asked
    assert "It is public already." in asked
    data = {"action": "approve", "_selected_action": [trial.pk, second.pk]}
    publisher.post(listed, data | act_data(trial, second, reason=WHY))
    assert Trial.objects.listed().count() == 2


def test_what_was_public_is_not_deleted(admin_client: Client, trial: Trial) -> None:
    publish(Trial.objects.all())
    address = reverse("admin:trials_trial_delete", args=[trial.pk])
    answer = admin_client.get(address, follow=True)
    assert "was public, so it is never deleted: withdraw it" in answer.content.decode()
    listed = admin_client.get(reverse("admin:trials_trial_changelist")).content.decode()
    assert "delete_selected" not in listed
    Trial.objects.create(protocol_id="A031201", brief_title="Draft")
    draft = Trial.objects.get(protocol_id="A031201")
    address = reverse("admin:trials_trial_delete", args=[draft.pk])
    admin_client.post(address, {"post": "yes"})
    assert Trial.objects.filter(pk=draft.pk).exists()  # the page said no version
    admin_client.post(address, act_data(draft, post="yes"))
    assert not Trial.objects.filter(pk=draft.pk).exists()


def test_a_draft_goes_with_what_the_registry_sent(editor: Client, trial: Trial) -> None:
    record = trial.registry_records.create(version=1, digest="0", study={})
    sent = reverse("admin:trials_registryrecord_delete", args=[record.pk])
    publish(Trial.objects.all())
    assert editor.get(sent).status_code == 403
    draft = Trial.objects.create(protocol_id="A031201", brief_title="Draft")
    draft.registry_records.create(version=1, digest="0", study={})
    draft.refresh_from_db()
    address = reverse("admin:trials_trial_delete", args=[draft.pk])
    editor.post(address, act_data(draft, post="yes"))
    assert not Trial.objects.filter(pk=draft.pk).exists()


def test_an_approval_says_what_waits_for_its_source(publisher: Client, trial: Trial) -> None:
    Source.objects.update(public_from=None)
    text = publisher.get(page("approve", trial.findings.get())).content.decode()
    assert "It waits for its source, Journal 2024, which is not public yet." in text


def test_a_page_of_an_act_costs_the_same_with_any_number_of_parts(
    publisher: Client, trial: Trial, source: Source
) -> None:
    def more(number: int) -> int:
        for one in range(number):
            trial.findings.create(quantity="MEDIAN", value_text=str(one), source=source)
        with CaptureQueriesContext(connection) as captured:
            publisher.get(page("approve", trial))
        return len(captured)

    assert more(1) == more(20)


def test_buttons_offer_what_is_possible_now(
    editor: Client, publisher: Client, trial: Trial
) -> None:
    form = reverse("admin:trials_trial_change", args=[trial.pk])

    def buttons(client: Client) -> list[str]:
        names = ["Submit for review", "Return to draft", "Approve", "Withdraw", "View on site"]
        text = client.get(form).content.decode()
        return [name for name in names if f">{name}</a>" in text]

    assert buttons(editor) == ["Submit for review"]
    assert buttons(publisher) == ["Approve"]
    publish(Trial.objects.all())
    publish(Finding.objects.all())
    assert buttons(editor) == ["View on site"]
    assert buttons(publisher) == ["Withdraw", "View on site"]
    Approval.objects.create(trial=trial, agency="FDA", product="Drug")
    assert buttons(editor) == ["Submit for review", "View on site"]
    assert buttons(publisher) == ["Approve", "Withdraw", "View on site"]


def test_each_act_is_logged_with_who(publisher: Client, trial: Trial) -> None:
    confirm(publisher, page("approve", trial))
    history = publisher.get(reverse("admin:trials_trial_history", args=[trial.pk]))
    text = history.content.decode()
    assert "paula" in text
    assert "Approved" in text
