"""Two merges of the same pair, or a merge and a save of one of them, at the same moment."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts import client_of, member
from tests.at_once import at_once, twin
from tests.drafts import change, keep, pressed, typed_rows
from tests.forms import form_data
from tests.trials.merging.pairs import ours, theirs
from trials.admin import sent
from trials.admin.row_versions import versions
from trials.models import ChangeLogEntry, Cohort, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def both(db: Any) -> Client:
    """Merges what readers have."""
    return client_of(member("petra", "Editors", "Publishers"))


@pytest.fixture
def other(db: Any) -> Client:
    return client_of(member("otto", "Editors", "Publishers"))


def merge_form(client: Client, duplicate: Trial, into: Trial) -> tuple[str, dict[str, Any]]:
    """The page of the merge as it is now, filled in."""
    address = reverse("admin:trials_trial_merge", args=[into.pk])
    address = f"{address}?other={duplicate.nct_id}&stays=this"
    page = client.get(address)
    form = page.context["form"]
    answers = {name: field.initial for name, field in form.fields.items() if field.initial}
    seen = versions([duplicate, into])
    key = {"_form": sent.new_key(page.wsgi_request)}
    return address, answers | seen | key | {"reason": "One study"}


def merging(client: Client, duplicate: Trial, into: Trial) -> Any:
    address, data = merge_form(client, duplicate, into)
    return partial(twin(client).post, address, data)


def a_pair() -> tuple[Trial, Trial]:
    into, duplicate = ours(), theirs()
    return Trial.objects.get(pk=duplicate.pk), Trial.objects.get(pk=into.pk)


def merged_once(duplicate: Trial, into: Trial) -> None:
    duplicate = Trial.objects.get(pk=duplicate.pk)
    assert duplicate.merged_into == into
    labels = list(into.arms.order_by("label").values_list("label", flat=True))
    assert labels == ["Cabozantinib", "Placebo"]
    log = ChangeLogEntry.objects.filter(record="trial", record_id=duplicate.pk)
    assert log.filter(revision=duplicate.revision).count() == 1


def test_two_merges_of_one_pair_are_one(both: Client, other: Client) -> None:
    duplicate, into = a_pair()
    revisions = {one.pk: one.revision for one in (duplicate, into)}
    answers = at_once(merging(both, duplicate, into), merging(other, duplicate, into))
    assert sorted(one.status_code for one in answers) == [200, 302]
    merged_once(duplicate, into)
    fresh = {one.pk: one.revision for one in Trial.objects.filter(pk__in=revisions)}
    assert fresh == {key: number + 1 for key, number in revisions.items()}


def test_the_same_form_of_a_merge_twice_is_one(both: Client) -> None:
    duplicate, into = a_pair()
    address, data = merge_form(both, duplicate, into)
    answers = at_once(*(partial(twin(both).post, address, data) for _ in range(2)))
    assert [one.status_code for one in answers] == [302, 302]
    merged_once(duplicate, into)


def test_merges_in_both_directions_are_one(both: Client, other: Client) -> None:
    duplicate, into = a_pair()
    back = reverse("admin:trials_trial_merge", args=[duplicate.pk])
    back = f"{back}?other={into.protocol_id}&stays=this"
    _, data = merge_form(other, duplicate, into)
    answers = at_once(merging(both, duplicate, into), partial(twin(other).post, back, data))
    assert sorted(one.status_code for one in answers) == [200, 302]
    fresh = Trial.objects.filter(merged_into__isnull=False)
    assert fresh.count() == 1


@pytest.mark.parametrize("which", ["duplicate", "into"])
@pytest.mark.parametrize("_round", range(3))
def test_a_merge_and_a_save_lose_nothing(
    both: Client, other: Client, which: str, _round: int
) -> None:
    duplicate, into = a_pair()
    record = {"duplicate": duplicate, "into": into}[which]
    form = form_data(other, change(record)) | {"plain_summary": "Typed", "reason": "A save"}
    merged, saved = at_once(
        merging(both, duplicate, into), partial(twin(other).post, change(record), form)
    )
    assert {merged.status_code, saved.status_code} & {302}
    fresh = Trial.objects.get(pk=record.pk)
    is_merged = Trial.objects.get(pk=duplicate.pk).merged_into is not None
    assert is_merged == (merged.status_code == 302)
    if saved.status_code == 302:
        assert fresh.plain_summary == "Typed"
    if which == "duplicate":
        assert is_merged != (saved.status_code == 302)


@pytest.mark.parametrize("_round", range(3))
def test_a_merge_and_an_approval_of_its_draft_lose_nothing(
    both: Client, other: Client, editor: Client, _round: int
) -> None:
    duplicate, into = a_pair()
    rows = typed_rows(editor, duplicate, "cohorts", new=[{"label": "New"}])
    draft = keep(editor, duplicate, **rows)
    data = pressed(other, draft, "approve")
    merged, _ = at_once(
        merging(both, duplicate, into), partial(twin(other).post, change(draft), data)
    )
    draft.refresh_from_db()
    assert (draft.state, merged.status_code) in {("OPEN", 302), ("APPLIED", 200)}
    assert draft.target == (into if draft.state == "OPEN" else duplicate)
    assert Cohort.objects.filter(label="New").exists() == (draft.state == "APPLIED")
