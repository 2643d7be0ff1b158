"""A version restored is that version again, in all that can be restored; the rest is said."""

import random
import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings, strategies

from tests.accounts import client_of, member
from tests.examples import examples
from tests.records import a_finding, a_source, a_trial, an_item
from tests.trials.versions.acts import Act
from tests.trials.versions.test_replay import SEQUENCES, revision
from tests.trials.versions.test_replay import a_trial as a_draft
from trials.models import Arm, Finding, FormerAddress, Trial
from trials.versions.planning import plan
from trials.versions.rebuilding import rebuild
from trials.versions.restorable import restorable
from trials.versions.restoring import carry_out

pytestmark = pytest.mark.django_db(transaction=True)


def page(trial: Trial, number: int) -> str:
    return reverse("admin:trials_trial_restore", args=[trial.pk, number])


def restore(client: Client, trial: Trial, number: int, now: int | None = None) -> str:
    data = {"revision": now or revision(trial), "reason": "A slip"}
    return client.post(page(trial, number), data, follow=True).content.decode()


@pytest.mark.slow
@given(sequence=SEQUENCES, seed=strategies.integers(0, 2**32), back=strategies.integers(0, 8))
@settings(max_examples=examples(40))
def test_what_was_restored_is_what_was(sequence: list[list[Act]], seed: int, back: int) -> None:
    chance, trial = random.Random(seed), a_draft()  # noqa: S311
    for acts in sequence:
        with transaction.atomic():
            for act in acts:
                act(trial, chance)
    old = rebuild(Trial, trial.pk, back % revision(trial) + 1)
    with transaction.atomic():
        carry_out(plan(old, set()), Trial, trial.pk, "reason")
    now = rebuild(Trial, trial.pk, revision(trial))
    before, after = restorable(Trial, old.rows), restorable(Trial, now.rows)
    for kind in before:
        if kind.__name__ == "TrialIdentifier":  # numbers used since stay, as given up
            assert before[kind].items() <= after[kind].items()
        elif kind.__name__ == "Site":  # one may belong to another trial by now
            assert after[kind].items() <= before[kind].items()
        else:
            assert after[kind] == before[kind], kind
    assert not plan(old, set()).changed.get(Arm)


@pytest.mark.slow
def test_rows_come_back_with_their_keys_and_labels_exchanged(editor: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None, acronym="CABIN")
    one, two = trial.arms.create(label="A"), trial.arms.create(label="B")
    one.interventions.add(trial.interventions.create(name="Drug"))
    number = revision(trial)
    with transaction.atomic():
        Arm.objects.filter(pk=one.pk).update(label="C")
        Arm.objects.filter(pk=two.pk).update(label="A")
        Arm.objects.filter(pk=one.pk).update(label="B")
    trial.interventions.all().delete()
    trial.sites.create(city="Boston")
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    said = " ".join(editor.get(page(trial, number)).content.decode().split())
    assert "Site removed: Boston" in said
    assert "Intervention added: Drug" in said
    assert "is restored, as a new version" in restore(editor, trial, number)
    assert list(trial.arms.order_by("pk").values_list("pk", "label")) == [
        (one.pk, "A"),
        (two.pk, "B"),
    ]
    assert one.interventions.get().name == "Drug"
    assert Trial.objects.get(pk=trial.pk).acronym == "CABIN"
    assert not trial.sites.exists()
    versions = editor.get(reverse("admin:trials_trial_versions", args=[trial.pk]))
    assert f"Restored version {number}: A slip" in versions.content.decode()


@pytest.mark.slow
def test_what_readers_had_is_withdrawn_not_deleted() -> None:
    trial, source = a_trial("A021602"), a_source()
    number = revision(trial)
    finding = a_finding(trial, "8.5", source, arm=trial.arms.create(label="Drug"))
    editor = client_of(member("edith", "Editors"))
    publisher = client_of(member("paula", "Editors", "Publishers"))
    assert "only Publishers withdraw them" in editor.get(page(trial, number)).content.decode()
    said = publisher.get(page(trial, number)).content.decode()
    assert "Parts added since stay where a public finding speaks of them" in said
    restore(publisher, trial, number)
    finding.refresh_from_db()
    assert (finding.state, finding.withdrawal_reason) == ("WITHDRAWN", "A slip")
    assert trial.arms.exists()


@pytest.mark.slow
def test_what_a_spared_part_needs_is_spared_too() -> None:
    trial, source = a_trial("A021602"), a_source()
    number = revision(trial)
    arm = trial.arms.create(label="Drug")
    arm.interventions.add(trial.interventions.create(name="Pill"))
    endpoint = trial.endpoints.create(level="PRIMARY", measure="OS")
    endpoint.cohorts.add(trial.cohorts.create(label="pNET"))
    trial.cohorts.create(label="epNET")
    a_finding(trial, "8.5", source, arm=arm, endpoint=endpoint)
    publisher = client_of(member("paula", "Editors", "Publishers"))
    said = restore(publisher, trial, number)
    assert "is restored, as a new version" in said
    assert arm.interventions.get().name == "Pill"
    assert [one.label for one in endpoint.cohorts.all()] == ["pNET"]
    assert not trial.cohorts.filter(label="epNET").exists()


@pytest.mark.slow
def test_a_draft_that_was_deleted_comes_back_as_a_draft(editor: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    finding = a_finding(trial, "8.5", a_source(), state="DRAFT", release_at=None)
    number, key = revision(trial), finding.pk
    finding.delete()
    restore(editor, trial, number)
    assert Finding.objects.get(pk=key).state == "DRAFT"


@pytest.mark.slow
def test_a_source_that_is_gone_is_said(editor: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    source = a_source()
    reference = trial.references.create(citation="A paper", source=source)
    number = revision(trial)
    reference.delete()
    source.delete()
    said = " ".join(editor.get(page(trial, number)).content.decode().split())
    assert "named a source that was deleted since" in said
    assert "There is nothing to do" in said


@pytest.mark.slow
def test_somebody_else_was_quicker(editor: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None, acronym="A")
    Trial.objects.filter(pk=trial.pk).update(acronym="B")
    said = restore(editor, trial, 1, now=1)
    assert "Somebody changed this record while this page was open" in said
    assert "A slip" in said
    assert Trial.objects.get(pk=trial.pk).acronym == "B"


@pytest.mark.slow
def test_what_the_database_refuses_is_a_sentence(editor: Client) -> None:
    trial = a_trial("A021602", nct_id="NCT00000001", state="DRAFT", release_at=None)
    Trial.objects.filter(pk=trial.pk).update(nct_id=None, brief_title="Other")
    trial.identifiers.filter(value="NCT00000001").delete()
    a_trial("A021603", nct_id="NCT00000001")
    said = restore(editor, trial, 1)
    assert "NCT ID" in said or "identifier" in said
    assert Trial.objects.get(pk=trial.pk).brief_title == "Other"


@pytest.mark.slow
def test_who_may() -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None, acronym="A")
    Trial.objects.filter(pk=trial.pk).update(acronym="B")
    listed = reverse("admin:trials_trial_versions", args=[trial.pk])
    for address in (listed, f"{listed}?from=1&to=2", page(trial, 1)):
        assert Client().get(address).status_code == 302
    for number in (2, 3, 99):
        editor = client_of(member(f"e{number}", "Editors"))
        assert editor.get(page(trial, number)).status_code == 404
    assert client_of(member("nobody")).get(page(trial, 1)).status_code in (302, 403)


@pytest.mark.slow
def test_a_news_item_has_versions_too(editor: Client) -> None:
    item = an_item("told", state="DRAFT", release_at=None, title="Before")
    item.quotations.create(text="Good", speaker="Ada")
    type(item).objects.filter(pk=item.pk).update(title="After")
    item.quotations.all().delete()
    listed = reverse("admin:news_newsitem_versions", args=[item.pk])
    said = editor.get(listed).content.decode()
    assert "Title changed from “Before” to “After”" in said
    assert "Quotation added: Ada: Good" in said
    compared = editor.get(f"{listed}?from=2&to=4").content.decode()
    assert "Quotation removed: Ada: Good" in compared
    address = reverse("admin:news_newsitem_restore", args=[item.pk, 2])
    editor.post(address, {"revision": 4, "reason": "Wrong"})
    item.refresh_from_db()
    assert (item.title, item.quotations.get().text) == ("Before", "Good")


@pytest.mark.slow
def test_an_address_that_another_has_by_now_is_told_in_words(editor: Client) -> None:
    item = an_item("told", state="DRAFT", release_at=None)
    type(item).objects.filter(pk=item.pk).update(slug="moved")
    FormerAddress.objects.all().delete()
    an_item("told", state="DRAFT", release_at=None)
    address = reverse("admin:news_newsitem_restore", args=[item.pk, 1])
    text = editor.post(address, {"revision": 2, "reason": "Wrong"}).content.decode()
    assert "Another news item has this slug already: told. Nothing was saved." in text


@pytest.mark.slow
@pytest.mark.parametrize("why", ["x" * 501, "\u200b \u200d", "\x1b\x01"])
def test_a_reason_says_something_and_is_no_book(editor: Client, why: str) -> None:
    trial = a_trial("A021602", acronym="ONE")
    Trial.objects.filter(pk=trial.pk).update(acronym="TWO")
    page_of = editor.post(page(trial, 1), {"revision": revision(trial), "reason": why})
    assert page_of.status_code == 200
    trial.refresh_from_db()
    assert trial.acronym == "TWO"


@pytest.mark.slow
def test_a_text_restored_is_read_for_trials_and_facts(editor: Client) -> None:
    trial = a_trial("A021602")
    item = an_item("told", state="DRAFT", release_at=None, body="A021602 enrolled 298 patients.")
    type(item).objects.filter(pk=item.pk).update(body="Nothing yet.")
    address = reverse("admin:news_newsitem_restore", args=[item.pk, 1])
    answer = editor.post(address, {"revision": 2, "reason": "Wrong"}, follow=True)
    assert "It names A021602." in answer.content.decode()
    assert item.trial_links.get().trial == trial


@pytest.mark.slow
def test_that_it_needs_a_reason_shows_in_its_label(editor: Client) -> None:
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    number = revision(trial)
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    text = editor.get(page(trial, number)).content.decode()
    assert re.search(r'<label [^>]*class="required"[^>]*>Why:', text)
