"""The pages that merge two trials, and that give one another number."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts import client_of, member
from tests.forms import WHY
from tests.records import a_trial
from tests.trials.merging.pairs import ours, theirs
from trials.admin.row_versions import versions
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def both(db: object) -> Client:
    return client_of(member("bea", "Editors", "Publishers"))


def page(trial: Trial, other: str = "", act: str = "merge") -> str:
    address = reverse(f"admin:trials_trial_{act}", args=[trial.pk])
    return f"{address}?other={other}" if other else address


def sent(client: Client, address: str, *trials: Trial, **answers: str) -> dict[str, str]:
    """What the page sends, opened now."""
    key = client.get(address).context["form_key"]
    return {"_form": key, "reason": WHY, **versions(trials), **answers}


def test_the_page_says_what_moves_and_then_it_does(both: Client) -> None:
    into, duplicate = ours(brief_title="Ours"), theirs(brief_title="Theirs", start_date="2018-07")
    address = page(into, "nct03375320")
    text = both.get(address).content.decode()
    for words in (
        "Findings: 2",
        "About a-release",
        "Arms: 1",
        "Keep: Ours",
        "Take: Theirs",
        "Keep: nothing",
        "Take: 2018-07",
        f"Keep {duplicate} instead",
    ):
        assert words in text, words
    data = sent(both, address, into, duplicate, **{"field-brief_title": "theirs"})
    answers = dict.fromkeys(re.findall(r'name="(field-\w+)"', text), "ours")
    answer = both.post(address, answers | data)
    assert answer["Location"] == reverse("admin:trials_trial_change", args=[into.pk])
    into.refresh_from_db()
    duplicate.refresh_from_db()
    assert (into.brief_title, into.start_date, into.nct_id) == ("Theirs", "", "NCT03375320")
    assert (duplicate.merged_into, duplicate.state) == (into, "WITHDRAWN")
    again = both.post(address, answers | data, follow=True)
    assert "sent twice" in again.content.decode()


def test_what_was_typed_stays_where_something_is_missing(both: Client) -> None:
    into, duplicate = ours(brief_title="Ours"), theirs(brief_title="Theirs")
    address = page(into, "NCT03375320")
    data = sent(both, address, into, duplicate, **{"field-brief_title": "theirs"})
    text = both.post(address, data | {"reason": ""}).content.decode()
    assert "Nothing was done yet" in text
    assert re.search(r'value="theirs"[^>]* checked', text)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_stale_does_nothing(both: Client) -> None:
    into, duplicate = ours(), theirs()
    address = page(into, "NCT03375320")
    text = both.get(address).content.decode()
    answers = dict.fromkeys(re.findall(r'name="(field-\w+)"', text), "ours")
    data = sent(both, address, into, duplicate, **answers)
    versions_then = dict(data)
    Trial.objects.filter(pk=duplicate.pk).update(acronym="NEW")
    text = both.post(address, versions_then).content.decode()
    assert "changed while this page was open" in text
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None


def test_readers_have_one_so_the_other_goes(both: Client) -> None:
    draft, public = a_trial("A021698", state="DRAFT", release_at=None), a_trial("A021602")
    context = both.get(page(draft, "A021602")).context
    assert (context["pair"].duplicate, context["pair"].into) == (draft, public)
    text = both.get(f"{page(draft, 'A021602')}&stays=this").content.decode()
    assert "publish A021698 first" in text
    assert '<input type="submit"' not in text.split('id="content-main"')[1]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A099999", "No trial has or had"),
        ("A021602", "one record already"),
        ("%00", "The other trial"),
        ("A021699", "was merged into"),
    ],
)
def test_which_other_one_is_asked_again(both: Client, typed: str, words: str) -> None:
    trial, merged = a_trial("A021602"), a_trial("A021699")
    Trial.objects.filter(pk=merged.pk).update(merged_into=a_trial("A021603"))
    answer = both.get(page(trial, typed))
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_two_registered_trials_need_a_word(both: Client) -> None:
    into = a_trial("A021602", nct_id="NCT00000001", brief_title="Same")
    duplicate = a_trial(None, nct_id="NCT00000002", brief_title="Same")
    address = page(into, "NCT00000002")
    data = sent(both, address, into, duplicate)
    assert "two records of the registry" in both.post(address, data).content.decode()
    answer = both.post(address, data | {"is_one_study": "on"})
    assert answer.status_code == 302


def test_who_may(editor: Client, staff: Client, publisher: Client, both: Client) -> None:
    public, draft, other = (
        a_trial("A021602"),
        a_trial("A021698", state="DRAFT", release_at=None),
        a_trial("A021697", state="DRAFT", release_at=None),
    )
    for client in (staff, publisher):
        assert client.get(page(draft)).status_code == 403
        assert client.post(page(draft, "A021697")).status_code == 403
    form = reverse("admin:trials_trial_change", args=[public.pk])
    assert "Merge with another trial" not in editor.get(form).content.decode()
    assert "may also publish" in editor.get(page(public, "A021698")).content.decode()
    assert "What moves" in editor.get(page(draft, "A021697")).content.decode()
    assert other.pk
    assert Client().get(page(draft)).status_code == 302
    assert (
        "Merge with another trial"
        in both.get(reverse("admin:trials_trial_change", args=[draft.pk])).content.decode()
    )


def test_a_duplicate_is_read_and_not_published_again(both: Client) -> None:
    into, duplicate = a_trial("A021602"), a_trial("A021698")
    address = page(into, "A021698")
    both.post(address, sent(both, address, into, duplicate) | {"field-brief_title": "ours"})
    form = reverse("admin:trials_trial_change", args=[duplicate.pk])
    text = both.get(form).content.decode()
    assert 'name="_save"' not in text
    assert reverse("admin:trials_trial_change", args=[into.pk]) in text
    assert "Enter results" not in text
    assert both.post(form, {"brief_title": "Again"}).status_code == 403
    approving = both.get(page(duplicate, act="approve")).content.decode()
    assert "It was merged into A021602" in approving
    assert both.get(page(duplicate, act="renumber")).status_code == 403
    assert (
        both.get(reverse("admin:trials_trial_restore", args=[duplicate.pk, 1])).status_code == 403
    )


def test_another_number_is_given_on_a_page(both: Client) -> None:
    trial = a_trial("A021602")
    address = page(trial, act="renumber")
    data = sent(both, address, trial, protocol_id="aft 38")
    refused = both.post(address, data | {"protocol_id": "a021602"}).content.decode()
    assert "has this number already" in refused
    a_trial("A031201")
    refused = both.post(address, data | {"protocol_id": "A031201"}).content.decode()
    assert "never used again" in refused
    answer = both.post(address, data)
    assert answer.status_code == 302
    trial.refresh_from_db()
    assert trial.protocol_id == "AFT-38"
    assert both.post(address, data | {"protocol_id": "AFT-39"}).status_code == 200
