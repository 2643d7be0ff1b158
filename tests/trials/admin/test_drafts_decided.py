"""The decision on a draft: the time beside the button counts, nothing is early, remarks close."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from tests.accounts import client_of, member
from tests.drafts import change, keep, page_of, press, pressed
from trials.models import Draft, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEW = "Cabozantinib after everolimus"
MOVED = "changed while this page was open, and nothing was done"


@pytest.fixture
def public(trial: Trial) -> Trial:
    Trial.objects.update(state="APPROVED", release_at=Now())
    trial.refresh_from_db()
    return trial


def told_of(client: Client, draft: Draft) -> str:
    """The page of the draft, in words."""
    return " ".join(strip_tags(client.get(change(draft)).content.decode()).split())


def moment(**later: float) -> dict[str, str]:
    """The boxes of a time, in UTC."""
    at = timezone.now() + timedelta(**later)
    names = ("takes_effect_at_0", "takes_effect_at_1", "takes_effect_at_2")
    return dict(zip(names, (f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}", "UTC"), strict=True))


def test_the_time_beside_approve_counts_though_it_was_not_kept_before(
    editor: Client, publisher: Client, public: Trial
) -> None:
    before = page_of(public)
    draft = keep(editor, public, brief_title=NEW)
    told = press(publisher, draft, "approve", **moment(days=2)).content.decode()
    assert "It takes effect in its time" in told
    assert "<dd>Approved; takes effect <" in told
    assert Draft.objects.get().state == "APPROVED"
    assert page_of(public) == before


def test_its_page_and_the_list_say_its_time_alike(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    at = {"takes_effect_at_0": "2045-03-26", "takes_effect_at_1": "12:00"}
    told = press(publisher, draft, "approve", **moment() | at).content.decode()
    assert "Approved; takes effect 2045-03-26 08:00 EDT (12:00 UTC)" in strip_tags(told)
    listed = editor.get(reverse("admin:trials_draft_changelist")).content.decode()
    assert "2045-03-26 08:00 EDT" in strip_tags(listed)


def test_a_time_that_is_none_approves_nothing(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "approve", **moment(days=2) | {"takes_effect_at_1": "noon"})
    assert (Draft.objects.get().state, Draft.objects.get().takes_effect_at) == ("OPEN", None)


def test_half_a_minute_before_its_time_readers_see_the_old(
    editor: Client, publisher: Client, public: Trial
) -> None:
    before = page_of(public)
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "approve", **moment(seconds=30))
    assert Draft.objects.get().state == "APPROVED"
    assert page_of(public) == before


def test_a_time_that_somebody_else_kept_is_not_overwritten_unseen(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    old = pressed(editor, draft, "time", **moment(days=2))
    assert "The time is kept." in press(publisher, draft, "time", **moment(days=5)).content.decode()
    theirs = Draft.objects.get().takes_effect_at
    assert MOVED in editor.post(change(draft), old).content.decode()
    assert Draft.objects.get().takes_effect_at == theirs


def test_what_somebody_else_wrote_in_a_draft_is_not_withdrawn_unseen(
    editor: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    old = pressed(editor, draft, "withdraw")
    keep(client_of(member("olga", "Editors")), public, f"?draft={draft.pk}", acronym="CAB")
    assert MOVED in editor.post(change(draft), old).content.decode()
    assert Draft.objects.get().state == "OPEN"


def test_another_approval_than_the_one_that_was_seen_is_not_taken_back(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "approve", **moment(days=2))
    old = pressed(editor, draft, "take_back")
    press(publisher, draft, "take_back")
    press(publisher, draft, "approve", **moment(days=5))
    assert MOVED in editor.post(change(draft), old).content.decode()
    assert Draft.objects.get().state == "APPROVED"


def test_who_made_a_remark_closes_it_and_no_other_s(
    editor: Client, publisher: Client, staff: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "remark", field="brief_title", remark="After what?")
    key: Any = draft.remarks.get().pk
    assert press(staff, draft, "close", key=key).status_code == 403
    assert press(publisher, draft, "close", key="no key").status_code == 403
    assert "The remark is closed." in press(publisher, draft, "close", key=key).content.decode()
    press(publisher, draft, "approve")
    assert NEW in page_of(public).decode()


def test_who_wrote_the_note_or_took_a_piece_out_does_not_approve(
    editor: Client, public: Trial
) -> None:
    """Both of an editor and of a publisher: what they wrote is read by somebody else."""
    draft = keep(editor, public, brief_title=NEW, acronym="CAB")
    both = client_of(member("petra", "Editors", "Publishers"))
    address = f"?draft={draft.pk}"
    assert keep(both, public, address, correction="We were wrong.").pk == draft.pk
    assert "somebody else approves it" in press(both, draft, "approve").content.decode()
    assert Draft.objects.get().state == "OPEN"


def test_no_zero_byte_of_a_page_is_an_error(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "remark", field="", remark="What\0ever")
    assert draft.remarks.get().text == "Whatever"
    press(publisher, draft, "reject", why_not="No\0t yet")
    assert Draft.objects.get().decision_note == "Not yet"


def since_approval(client: Client, draft: Draft) -> str:
    """What the page says of the record's changes since it was approved last; "" for nothing."""
    address = client.get(change(draft)).context["since_approval"]
    return client.get(address).content.decode() if address else ""


# A version is that of a transaction.
@pytest.mark.django_db(transaction=True)
def test_it_leads_to_what_changed_since_the_last_approval(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    assert since_approval(publisher, draft) == ""
    public.arms.create(label="Third")
    assert "Arm added: Third" in since_approval(publisher, draft)
    press(publisher, draft, "approve")
    draft = keep(editor, public, brief_title="Another")
    assert since_approval(publisher, draft) == "", "that approval was the last"
    public.arms.create(label="Fourth")
    told = since_approval(publisher, draft)
    assert "Arm added: Fourth" in told
    assert "Third" not in told
    Trial.objects.update(state="WITHDRAWN", withdrawn_at=Now(), withdrawal_reason="Wrong")
    Trial.objects.update(state="APPROVED", withdrawn_at=None, withdrawal_reason="")
    assert since_approval(publisher, draft) == "", "it was approved anew"


def test_who_cannot_choose_what_is_to_stand_reads_who_does(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "approve", **moment(days=2))
    Trial.objects.update(brief_title="Theirs")
    for client in (editor, publisher):
        told = told_of(client, draft)
        assert "Once the approval is taken back, an editor chooses which to keep." in told
    press(publisher, draft, "take_back")
    told = told_of(publisher, draft)
    assert "An editor chooses which to keep." in told
    assert "(brief title): an editor decides what is to stand there." in told
    told = told_of(editor, draft)
    assert "Choose which to keep. Keep the draft" in told
    assert "An editor chooses" not in told


def test_on_its_page_each_day_stands_on_one_line(
    editor: Client, publisher: Client, public: Trial
) -> None:
    Trial.objects.update(start_date="2019-02-03")
    draft = keep(editor, public, start_date="2019-04-05", reason="As of 2020-01-02")
    keep(editor, public, start_date="2019-06-07")
    Trial.objects.update(start_date="2019-08-09")
    press(publisher, draft, "remark", field="start_date", remark="As of 2019-10-11?")
    press(publisher, draft, "remark", field="", remark="As of 2019-12-13?")
    press(publisher, draft, "time", **moment(days=2))
    assert_days_whole(editor, draft, 12)
    for remark in draft.remarks.all():
        press(publisher, draft, "close", key=remark.pk)
    press(editor, draft, "settle", settle="take", field="start_date")
    press(publisher, draft, "approve", **moment(days=2))
    assert_days_whole(editor, draft, 11)
    press(editor, draft, "withdraw")
    assert_days_whole(editor, draft, 11)


def assert_days_whole(client: Client, draft: Draft, least: int) -> None:
    """Of the days that the page says, so many at least, none may break."""
    text = client.get(change(draft)).content.decode().split('id="content-main"')[1]
    days = re.findall(r"(.{18})\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b(?![^<>]*>)", text)
    assert set(days) == {'<span class="day">'}
    assert len(days) >= least


def test_what_nobody_sees_rejects_nothing_and_is_no_remark(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    assert "Say why" in press(publisher, draft, "reject", why_not="\u200b").content.decode()
    assert (
        "Write what you remark"
        in press(publisher, draft, "remark", remark="\u2800").content.decode()
    )
    draft.refresh_from_db()
    assert (draft.state, draft.remarks.count()) == ("OPEN", 0)
