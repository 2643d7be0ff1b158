"""Rows in drafts of public records: changed, new and removed, kept apart until approved."""

from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import client_of, member
from tests.drafts import change, keep, page_of, press, preview, typed_rows
from tests.forms import form_data
from tests.trials.admin.test_rows_arrived import with_rows
from trials.admin.newer.arrived import MOST_NEW
from trials.models import Arm, Cohort, Draft, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORDS = "Tumors of the pancreas"


@pytest.fixture
def public(trial: Trial) -> Trial:
    Trial.objects.update(state="APPROVED", release_at=Now())
    trial.refresh_from_db()
    return trial


def all_three(client: Client, trial: Trial) -> dict[str, Any]:
    """A cohort changed and one added, an intervention given to an arm, and one arm's share."""
    pnet, placebo = trial.cohorts.get(), trial.arms.get(label="Placebo")
    cohorts = typed_rows(
        client, trial, "cohorts", changed={pnet: {"name": WORDS}}, new=[{"label": "epNET"}]
    )
    drug = trial.interventions.get()
    arms = typed_rows(
        client, trial, "arms", changed={placebo: {"ratio": 1, "interventions": drug.pk}}
    )
    return cohorts | arms


def approved(publisher: Client, draft: Draft) -> None:
    text = press(publisher, draft, "approve").content.decode()
    assert "Approved: readers see the new now." in text, text


def test_rows_wait_with_the_fields_until_somebody_else_approves(
    editor: Client, publisher: Client, public: Trial
) -> None:
    before, revision = page_of(public), public.revision
    draft = keep(editor, public, **all_three(editor, public), brief_title="Another title")
    assert page_of(public) == before
    assert Trial.objects.get(pk=public.pk).revision == revision
    assert not public.cohorts.filter(label="epNET").exists()
    shown = editor.get(preview(draft)).content.decode()
    assert all(words in shown for words in (WORDS, "epNET", "Another title"))
    assert page_of(public) == before
    approved(publisher, draft)
    assert all(words in page_of(public).decode() for words in (WORDS, "epNET", "Another title"))
    placebo = public.arms.get(label="Placebo")
    assert (placebo.ratio, [str(one) for one in placebo.interventions.all()]) == (
        1,
        ["Cabozantinib"],
    )


def test_its_page_tells_each_row_in_words(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, **all_three(editor, public))
    text = editor.get(change(draft)).content.decode()
    for words in (
        "Cohort “pNET”: Name",
        "New cohort “epNET”",
        "Arm “Placebo”: Share",
        "Arm “Placebo”: Interventions",
        "Cabozantinib",
        "Label: epNET",
    ):
        assert words in text
    assert len(draft.proposals.all()) == 4


def test_a_removed_row_goes_with_the_approval(
    editor: Client, publisher: Client, public: Trial
) -> None:
    sham = public.arms.create(label="Sham")
    draft = keep(editor, public, **typed_rows(editor, public, "arms", removed=[sham]))
    assert "Remove arm “Sham”" in editor.get(change(draft)).content.decode()
    assert "Sham" in page_of(public).decode()
    assert "Sham" not in editor.get(preview(draft)).content.decode()
    approved(publisher, draft)
    assert "Sham" not in page_of(public).decode()
    draft.refresh_from_db()
    assert "Remove arm “Sham”" in editor.get(change(draft)).content.decode()


def test_the_history_of_each_row_names_the_draft(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = keep(editor, public, **all_three(editor, public))
    approved(publisher, draft)
    kinds: Any = (Cohort, Arm)
    for kind in kinds:
        told = kind.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata
        assert told["draft"] == draft.pk
        assert told["prepared_by"] == "edith"


def test_the_form_tells_at_once_what_the_database_would_refuse(
    editor: Client, public: Trial
) -> None:
    data = form_data(editor, change(public)) | {"_draft": "x"}
    needed = public.arms.get(label="Cabozantinib")
    typed = typed_rows(editor, public, "arms", removed=[needed])
    answer = editor.post(change(public), data | typed)
    assert answer.status_code == 200
    assert not Draft.objects.exists()
    same = typed_rows(editor, public, "cohorts", new=[{"label": "pNET"}])
    answer = editor.post(change(public), data | same)
    assert "Another cohort of this trial has this label." in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_row_that_changed_meanwhile_is_decided_by_name(
    editor: Client, publisher: Client, public: Trial
) -> None:
    pnet = public.cohorts.get()
    typed = typed_rows(editor, public, "cohorts", changed={pnet: {"name": WORDS}})
    draft = keep(editor, public, **typed)
    Cohort.objects.update(name="Theirs")
    text = press(publisher, draft, "approve").content.decode()
    assert "The record changed since this draft was made (Cohort “pNET”: name)" in text
    place = f"cohort.{pnet.pk}.name"
    press(editor, draft, "settle", field=place, settle="take")
    approved(publisher, draft)
    assert public.cohorts.get().name == WORDS


def test_a_row_that_was_removed_meanwhile_is_left_out_or_added_again(
    editor: Client, publisher: Client, public: Trial
) -> None:
    sham = public.arms.create(label="Sham", ratio=2)
    typed = typed_rows(editor, public, "arms", changed={sham: {"description": "As placebo"}})
    draft, other = keep(editor, public, **typed), keep(editor, public, **typed)
    place = f"arm.{sham.pk}.description"
    sham.delete()
    text = press(publisher, draft, "approve").content.decode()
    assert "Arm “Sham”: description" in text
    assert "The row was removed since." in text
    press(editor, draft, "settle", field=place, settle="drop")
    assert not draft.proposals.exists()
    keep(editor, public, f"?draft={other.pk}", brief_title="Another title")
    assert other.proposals.count() == 2
    press(editor, other, "settle", field=place, settle="take")
    assert "New arm “Sham”" in editor.get(change(other)).content.decode()
    approved(publisher, other)
    again = public.arms.get(label="Sham")
    assert (again.description, again.ratio) == ("As placebo", 2)


def test_what_is_to_go_and_changed_is_asked_again(
    editor: Client, publisher: Client, public: Trial
) -> None:
    sham = public.arms.create(label="Sham")
    draft = keep(editor, public, **typed_rows(editor, public, "arms", removed=[sham]))
    Arm.objects.filter(pk=sham.pk).update(description="Important")
    assert "(Arm “Sham”)" in press(publisher, draft, "approve").content.decode()
    press(editor, draft, "settle", field=f"arm.{sham.pk}.", settle="take")
    approved(publisher, draft)
    assert not public.arms.filter(label="Sham").exists()


def test_a_row_that_is_needed_since_stays(
    editor: Client, publisher: Client, public: Trial, source: Any
) -> None:
    sham = public.arms.create(label="Sham")
    draft = keep(editor, public, **typed_rows(editor, public, "arms", removed=[sham]))
    public.findings.create(quantity="RATE", value_text="3", arm=sham, source=source)
    Trial.objects.update(brief_title=public.brief_title)
    text = press(publisher, draft, "approve").content.decode()
    assert "Approved" not in text.split("<dl")[0]
    assert public.arms.filter(label="Sham").exists()
    assert Draft.objects.waiting().get() == draft


def test_remarks_stand_at_rows(editor: Client, publisher: Client, public: Trial) -> None:
    draft = keep(editor, public, **all_three(editor, public))
    pnet = public.cohorts.get()
    for place in (f"cohort.{pnet.pk}.name", "cohort.-1."):
        press(publisher, draft, "remark", field=place, remark=f"About {place}")
    text = editor.get(change(draft)).content.decode()
    assert f"About cohort.{pnet.pk}.name" in text
    assert "A remark is open" in press(publisher, draft, "approve").content.decode()
    for one in draft.remarks.all():
        press(editor, draft, "close", key=one.pk)
    approved(publisher, draft)
    nowhere = press(publisher, draft, "remark", field="cohort.7.name", remark="x")
    assert "no such field any more" in nowhere.content.decode()


def test_the_form_is_filled_in_with_the_rows_again(
    editor: Client, publisher: Client, public: Trial
) -> None:
    sham = public.arms.create(label="Sham")
    typed = all_three(editor, public)
    sham_at = typed_rows(editor, public, "arms", removed=[sham])
    draft = keep(editor, public, **(typed | sham_at))
    query = f"?draft={draft.pk}"
    data = form_data(editor, f"{change(public)}{query}")
    assert {data["cohorts-0-name"], data["cohorts-1-label"]} == {WORDS, "epNET"}
    kept = list(draft.proposals.order_by("pk").values_list("pk", "proposed_value", "proposed_by"))
    again = keep(client_of(member("olga", "Editors")), public, query)
    assert again == draft
    assert kept == list(
        draft.proposals.order_by("pk").values_list("pk", "proposed_value", "proposed_by")
    )
    keep(editor, public, query, **{"cohorts-1-label": "Lung"})
    new = draft.proposals.get(object_id=-1)
    assert new.proposed_value is not None
    assert new.proposed_value["label"] == "Lung"
    keep(editor, public, query, **{"cohorts-1-label": ""})
    assert not draft.proposals.filter(object_id__lt=0).exists()
    approved(publisher, draft)
    assert not public.arms.filter(label="Sham").exists()


def test_a_form_filled_in_with_a_draft_saves_its_rows(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, **all_three(editor, public))
    address = f"{change(public)}?draft={draft.pk}"
    answer = editor.post(address, form_data(editor, address) | {"reason": "At once"})
    assert answer.status_code == 302
    assert set(public.cohorts.values_list("label", flat=True)) == {"pNET", "epNET"}


def test_withdrawn_or_rejected_it_changes_no_row(
    editor: Client, publisher: Client, public: Trial
) -> None:
    first = keep(editor, public, **all_three(editor, public))
    press(publisher, first, "reject", why_not="No")
    second = keep(editor, public, **all_three(editor, public))
    press(editor, second, "withdraw")
    assert [one.name for one in public.cohorts.all()] == [""]
    assert not Draft.objects.unfinished().exists()


def test_two_drafts_of_one_row_know_of_each_other(editor: Client, public: Trial) -> None:
    pnet = public.cohorts.get()
    for name in ("One", "Two"):
        typed = typed_rows(editor, public, "cohorts", changed={pnet: {"name": name}})
        draft = keep(editor, public, **typed)
    text = editor.get(change(draft)).content.decode()
    assert "proposes: One" in text


def test_the_page_takes_a_constant_number_of_queries(editor: Client, public: Trial) -> None:
    new = [{"label": f"Arm {number}"} for number in range(30)]
    one = keep(editor, public, **typed_rows(editor, public, "arms", new=new[:1]))
    many = keep(editor, public, **typed_rows(editor, public, "arms", new=new))
    counts = []
    for draft in (one, many):
        with CaptureQueriesContext(connection) as asked:
            editor.get(change(draft))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_list_of_proposals_tells_of_rows_in_drafts(editor: Client, public: Trial) -> None:
    sham = public.arms.create(label="Sham")
    cohorts, arms = all_three(editor, public), typed_rows(editor, public, "arms", removed=[sham])
    draft = keep(editor, public, **cohorts | arms)
    text = editor.get(reverse("admin:trials_proposal_changelist")).content.decode()
    for words in ("Name of cohort", "New cohort", "Remove arm", f"Draft {draft.pk}</a>"):
        assert words in text
    for proposal in draft.proposals.all():
        page = editor.get(reverse("admin:trials_proposal_change", args=[proposal.pk]))
        assert "part of a draft" in page.content.decode() or proposal.object_id < 0


def test_a_remark_on_what_was_taken_out_is_still_seen(editor: Client, public: Trial) -> None:
    draft = keep(editor, public, **all_three(editor, public))
    press(editor, draft, "remark", field="cohort.-1.", remark="Is it a cohort?")
    press(editor, draft, "settle", field="cohort.-1.", settle="drop")
    text = editor.get(change(draft)).content.decode()
    assert "Is it a cohort?" in text
    assert "on something that is no longer in the draft" in text


def test_new_rows_that_a_draft_has_are_no_new_ones(editor: Client, public: Trial) -> None:
    rows = [{"label": f"Cohort {number}"} for number in range(MOST_NEW)]
    draft = keep(editor, public, **typed_rows(editor, public, "cohorts", new=rows))
    address = f"{change(public)}?draft={draft.pk}"
    data = form_data(editor, address)
    one_more = with_rows(data, "cohorts", 1, label="One more ", position="0")
    answer = editor.post(address, one_more | {"_draft": "1"})
    assert answer.status_code == 302
    assert draft.proposals.filter(object_id__lt=0).count() == MOST_NEW + 1
    without_draft = editor.post(change(public), one_more | {"_draft": "1", "acronym": "CAB"})
    assert without_draft.status_code == 413
