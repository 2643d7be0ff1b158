"""Drafts of public records: kept apart from what readers have, until a second person approves."""

from typing import Any

import pytest
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from news.models import NewsItem
from tests.accounts import client_of, member
from tests.drafts import change, keep, page_of, press, preview
from tests.forms import WHY, form_data
from tests.records import an_item
from trials.admin.row_versions import versions
from trials.models import Draft, Proposal, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NEW = "Cabozantinib after everolimus"


@pytest.fixture
def public(trial: Trial) -> Trial:
    Trial.objects.update(state="APPROVED", release_at=Now())
    trial.refresh_from_db()
    return trial


@pytest.fixture
def writer(db: Any) -> Client:
    """Writes and approves: both of an editor and of a publisher."""
    return client_of(member("petra", "Editors", "Publishers"))


def test_readers_see_the_old_until_somebody_else_approves(
    editor: Client, publisher: Client, public: Trial
) -> None:
    before = page_of(public)
    draft = keep(editor, public, brief_title=NEW)
    shown = editor.get(preview(draft))
    assert NEW in shown.content.decode()
    assert "Preview of a draft: not public" in shown.content.decode()
    assert set(shown["Cache-Control"].split(", ")) == {"no-store", "private"}
    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert page_of(public) == before
    assert (
        "Approved: readers see the new now." in press(publisher, draft, "approve").content.decode()
    )
    assert NEW in page_of(public).decode()
    draft.refresh_from_db()
    assert (draft.state, str(draft.decided_by)) == ("APPLIED", "paula")
    assert {one.decision for one in draft.proposals.all()} == {"ACCEPTED"}


def test_a_draft_moves_nothing_of_the_record(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, brief_title=NEW)
    editor.get(preview(draft))
    fresh = Trial.objects.get(pk=public.pk)
    assert (fresh.revision, fresh.brief_title) == (public.revision, public.brief_title)
    assert [one.field for one in draft.proposals.all()] == ["brief_title"]
    assert draft.reason == WHY


def test_the_history_tells_who_wrote_it_and_who_approved(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    press(publisher, draft, "approve")
    model: Any = Trial
    events = model.pgh_event_model.objects.filter(pgh_obj_id=public.pk)
    told = events.latest("pgh_id").pgh_context.metadata
    assert told["reason"] == WHY
    assert (told["draft"], told["prepared_by"]) == (draft.pk, "edith")
    at = reverse("admin:trials_trial_versions", args=[public.pk])
    assert f"{WHY} (draft {draft.pk}, prepared by edith)" in editor.get(at).content.decode()
    assert "edith" not in Client().get(f"{public.get_absolute_url()}history/").content.decode()


def test_nobody_approves_what_they_wrote(writer: Client, editor: Client, public: Trial) -> None:
    own = keep(writer, public, brief_title=NEW)
    assert "somebody else approves it" in press(writer, own, "approve").content.decode()
    theirs = keep(editor, public, acronym="CAB")
    keep(writer, public, f"?draft={theirs.pk}", acronym="CABI")
    assert "somebody else approves it" in press(writer, theirs, "approve").content.decode()
    assert Draft.objects.waiting().count() == 2


def test_a_setting_lets_one_person_do_both(writer: Client, public: Trial, settings: Any) -> None:
    settings.SECOND_PERSON = False
    draft = keep(writer, public, brief_title=NEW)
    press(writer, draft, "approve")
    assert NEW in page_of(public).decode()


def test_only_publishers_decide(editor: Client, staff: Client, public: Trial) -> None:
    draft = keep(editor, public, brief_title=NEW)
    other = client_of(member("olga", "Editors"))
    assert press(other, draft, "approve").status_code == 403
    assert press(other, draft, "reject", why_not="No").status_code == 403
    assert press(staff, draft, "withdraw").status_code == 403
    assert press(staff, draft, "nonsense").status_code == 403
    assert Client().get(preview(draft)).status_code == 302
    assert Client().get(change(draft)).status_code == 302


def test_an_open_remark_stands_in_the_way(
    editor: Client, publisher: Client, staff: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    text = press(staff, draft, "remark", field="brief_title", remark="After <b>what</b>?")
    assert "After &lt;b&gt;what&lt;/b&gt;?" in text.content.decode()
    assert "A remark is open" in press(publisher, draft, "approve").content.decode()
    key = draft.remarks.get().pk
    assert press(publisher, draft, "close", key=key).status_code == 403
    press(editor, draft, "close", key=key)
    press(publisher, draft, "approve")
    assert NEW in page_of(public).decode()


def test_what_moved_meanwhile_is_decided_again(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW, acronym="CAB")
    Trial.objects.filter(pk=public.pk).update(brief_title="Theirs")
    text = press(publisher, draft, "approve").content.decode()
    assert "The record changed since this draft was made (brief title)" in text
    assert "The record changed since." in editor.get(change(draft)).content.decode()
    press(editor, draft, "settle", field="brief_title", settle="drop")
    press(publisher, draft, "approve")
    public.refresh_from_db()
    assert (public.brief_title, public.acronym) == ("Theirs", "CAB")


def test_what_moved_may_be_proposed_all_the_same(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    Trial.objects.filter(pk=public.pk).update(brief_title="Theirs")
    press(editor, draft, "settle", field="brief_title", settle="take")
    press(publisher, draft, "approve")
    assert NEW in page_of(public).decode()


def test_a_page_that_is_older_than_the_record_decides_nothing(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    old = dict.fromkeys(versions([draft.target, draft]), "7")
    text = press(publisher, draft, "approve", **old).content.decode()
    assert "changed while this page was open" in text
    assert Draft.objects.waiting().exists()


def test_two_drafts_of_one_record_know_of_each_other(
    editor: Client, publisher: Client, public: Trial
) -> None:
    first = keep(editor, public, brief_title=NEW)
    second = keep(client_of(member("olga", "Editors")), public, brief_title="Olga's")
    assert "Olga&#x27;s" in editor.get(change(first)).content.decode()
    assert f"Draft {first.pk}</a> proposes" in editor.get(change(second)).content.decode()
    press(publisher, first, "approve")
    assert "The record changed since." in editor.get(change(second)).content.decode()


def test_it_is_edited_again_rejected_and_withdrawn(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    shown = editor.get(f"{change(public)}?draft={draft.pk}").content.decode()
    assert f'value="{NEW}"' in shown
    assert f"&rsaquo; {public}" in shown
    again = keep(editor, public, f"?draft={draft.pk}", acronym="CAB")
    assert again == draft
    assert {one.field for one in draft.proposals.all()} == {"brief_title", "acronym"}
    text = press(publisher, draft, "reject", why_not=" ").content.decode()
    assert "Say why the draft is rejected" in text
    press(publisher, draft, "reject", why_not="Not before the congress")
    assert "Not before the congress" in editor.get(change(draft)).content.decode()
    other = keep(editor, public, acronym="C")
    press(editor, other, "withdraw")
    assert not Draft.objects.unfinished().exists()
    assert not Proposal.objects.filter(decision="OPEN").exists()


def test_nobody_s_change_of_a_draft_is_overwritten_unseen(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, brief_title=NEW)
    address = f"{change(public)}?draft={draft.pk}"
    mine = form_data(editor, address) | {"acronym": "CAB", "_draft": "x"}
    keep(client_of(member("olga", "Editors")), public, f"?draft={draft.pk}", official_title="Olga")
    refused = editor.post(address, mine)
    assert refused.status_code == 200
    text = refused.content.decode()
    assert "Somebody changed this draft while you had it open" in text
    assert 'value="CAB"' in text
    assert {one.field for one in draft.proposals.all()} == {"brief_title", "official_title"}
    again = mine | refused.context["draft_version"]
    assert editor.post(address, again)["Location"] == change(draft)
    assert {one.field for one in draft.proposals.all()} == {"brief_title", "acronym"}


def test_a_form_that_was_refused_for_another_reason_knows_no_newer_draft(
    editor: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    address = f"{change(public)}?draft={draft.pk}"
    mine = form_data(editor, address) | {"_draft": "x"}
    wrong = editor.post(address, mine | {"start_date": "soon"})
    keep(client_of(member("olga", "Editors")), public, f"?draft={draft.pk}", acronym="OLGA")
    mended = mine | wrong.context["draft_version"]
    assert "Somebody changed this draft" in editor.post(address, mended).content.decode()
    assert draft.proposals.filter(field="acronym").exists()


def test_the_same_form_sent_twice_is_one_draft(editor: Client, public: Trial) -> None:
    data = form_data(editor, change(public)) | {"_draft": "x", "brief_title": NEW}
    first, second = editor.post(change(public), data), editor.post(change(public), data)
    assert first["Location"] == second["Location"]
    assert Draft.objects.count() == 1


def test_nothing_typed_is_no_draft(editor: Client, public: Trial) -> None:
    answer = editor.post(change(public), form_data(editor, change(public)) | {"_draft": "x"})
    assert answer["Location"] == change(public)
    assert not Draft.objects.exists()


def test_what_the_record_cannot_be_has_no_preview(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, acronym="CAB")
    draft.proposals.update(proposed_value="x" * 5000)
    answer = editor.get(preview(draft))
    assert answer.status_code == 409
    assert "Acronym: " in answer.content.decode()


def test_a_release_gets_its_correction_with_the_draft(
    staff: Client, publisher: Client, public: Trial
) -> None:
    item = an_item("a-release", title="About a trial", body="Old words.")
    before = page_of(item)
    draft = keep(staff, item, body="New words of A021602.", correction="It was said otherwise.")
    assert not item.corrections.exists()
    shown = staff.get(preview(draft)).content.decode()
    assert "New words" in shown
    assert "It was said otherwise." in shown
    assert not item.corrections.exists()
    assert page_of(item) == before
    press(publisher, draft, "approve")
    page = page_of(item).decode()
    assert "New words" in page
    assert "It was said otherwise." in page
    assert NewsItem.objects.get(pk=item.pk).trial_links.get().trial == public


def test_the_queue_and_the_first_page_tell_what_waits(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, brief_title=NEW)
    text = publisher.get(reverse("admin:index")).content.decode()
    assert "draft of a public trial" in text
    assert "open proposal" not in text
    listed = publisher.get(
        f"{reverse('admin:trials_draft_changelist')}?state__exact=OPEN&kind=trial"
    )
    assert str(draft) in listed.content.decode()
    assert ">Draft</a>" in editor.get(change(public)).content.decode()


def test_a_proposal_of_a_draft_is_not_decided_by_itself(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, brief_title=NEW)
    proposal = draft.proposals.get()
    answer = editor.post(
        reverse("admin:trials_proposal_decide", args=[proposal.pk]), {"accept": "x"}, follow=True
    )
    assert answer.status_code == 200
    proposal.refresh_from_db()
    assert proposal.decision == "OPEN"


def test_a_record_that_is_not_public_has_no_drafts(editor: Client, trial: Trial) -> None:
    assert "Keep as a draft" not in editor.get(change(trial)).content.decode()
