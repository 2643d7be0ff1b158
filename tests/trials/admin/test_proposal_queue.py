"""Many proposals of the registry decided on at once: asked first, told after, bounded."""

import copy
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.importer import import_study
from trials.models import ImportRun, Proposal, RegistryRecord, Source, Trial

pytestmark = pytest.mark.django_db
LIST = "admin:trials_proposal_changelist"
OPEN = {"origin__exact": "REGISTRY", "decision__exact": "OPEN"}


def drifted(number: int, **ours: Any) -> list[Trial]:
    """Trials whose completion date and acronym were changed here, and then at the registry."""
    trials = []
    for one in range(number):
        study = copy.deepcopy(GROUP_TRIAL)
        module(study, "identification").update(
            nctId=f"NCT9988{one:04}", orgStudyIdInfo={"id": f"EX-{one}"}, secondaryIdInfos=[]
        )
        trial = taken_in(study)
        Trial.objects.filter(pk=trial.pk).update(
            **{"completion_date": "2098", "acronym": "OURS"} | ours
        )
        changed = later(study)
        module(changed, "status")["completionDateStruct"] = {"date": "2099-07"}
        module(changed, "identification")["acronym"] = "THEIRS"
        import_study(changed)
        trials.append(Trial.objects.get(pk=trial.pk))
    return trials


def choose(client: Client, action: str, proposals: Any, **query: Any) -> str:
    address = reverse(LIST, query=OPEN | query)
    sent = {"action": action, "_selected_action": [one.pk for one in proposals]}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, page: str) -> str:
    hidden = re.findall(r'<input type="hidden" name="(act|filters|seen)" value="([^"]*)"', page)
    sent: dict[str, list[str]] = {}
    for name, value in hidden:
        sent.setdefault(name, []).append(value.replace("&amp;", "&"))
    answer = client.post(reverse("admin:trials_proposal_together"), sent, follow=True)
    assert answer.redirect_chain[0][0] == reverse(LIST, query=OPEN)
    return answer.content.decode()


def test_a_key_that_no_page_writes_decides_nothing(editor: Client) -> None:
    drifted(1)
    proposal = Proposal.objects.get(field="completion_date")
    sent = {"act": "keep", "seen": [f"0{proposal.pk}:x"]}
    answer = editor.post(reverse("admin:trials_proposal_together"), sent, follow=True)
    assert "Nothing was chosen." in answer.content.decode()
    proposal.refresh_from_db()
    assert proposal.decision == "OPEN"


@pytest.mark.slow
def test_what_will_happen_is_shown_then_done(editor: Client) -> None:
    trials = drifted(3)
    dates = Proposal.objects.filter(field="completion_date")
    page = choose(editor, "accept_chosen", dates)
    assert 'formmethod="dialog"' in page  # Enter, where it is said why, takes nothing over
    assert "Ours is replaced by the registry's (3)" in page
    assert "<del>2098</del>" in page
    assert "<strong>2099-07</strong>" in page
    assert not Proposal.objects.exclude(decision="OPEN").exists()
    text = confirm(editor, page)
    assert "3 taken over from the registry: Completion date of NCT99880000" in text
    for trial in trials:
        trial.refresh_from_db()
        assert (trial.completion_date, trial.acronym) == ("2099-07", "OURS")


@pytest.mark.slow
def test_ours_is_kept_for_many(editor: Client) -> None:
    drifted(2)
    page = choose(editor, "keep_chosen", Proposal.objects.all())
    assert "Ours stays (4)" in page
    assert "4 kept as ours" in confirm(editor, page)
    assert set(Proposal.objects.values_list("decision", "decided_by__username")) == {
        ("KEPT", "edith")
    }


@pytest.mark.slow
def test_what_a_rule_refuses_is_told_and_the_others_are_done(editor: Client) -> None:
    first, second = drifted(2)
    Trial.objects.filter(pk=first.pk).update(start_date="2100", completion_date="2101")
    page = choose(editor, "accept_chosen", Proposal.objects.filter(field="completion_date"))
    text = confirm(editor, page)
    assert "1 taken over" in text
    assert "Not done: Completion date of NCT99880000 OURS. The trial starts after" in text
    assert Proposal.objects.get(field="completion_date", decision="OPEN").object_id == first.pk
    second.refresh_from_db()
    assert second.completion_date == "2099-07"


@pytest.mark.slow
def test_what_moved_since_the_page_asked_is_told_first(editor: Client) -> None:
    (trial,) = drifted(1)
    for action in ("accept_chosen", "keep_chosen"):
        page = choose(editor, action, Proposal.objects.filter(field="acronym"))
        Trial.objects.filter(pk=trial.pk).update(acronym=f"MOVED {action}")
        assert "The record changed while this page was open" in confirm(editor, page)
    assert Proposal.objects.filter(decision="OPEN").count() == 2


@pytest.mark.parametrize("act", ["accept", "keep"])
def test_many_are_decided_on_over_what_was_shown_alone(editor: Client, act: str) -> None:
    drifted(1)
    keys = list(Proposal.objects.values_list("pk", flat=True))
    sent = {"act": act, "seen": [f"{key}:" for key in keys]}
    answer = editor.post(reverse("admin:trials_proposal_together"), sent, follow=True)
    assert "The record changed while this page was open" in answer.content.decode()
    assert not Proposal.objects.exclude(decision="OPEN").exists()


def test_facts_of_a_release_and_ids_stay(editor: Client, trial: Trial, source: Source) -> None:
    fact = Proposal.objects.create(
        target=trial, field="phases", proposed_value=["PHASE3"], origin="RELEASE", source=source
    )
    number = Proposal.objects.create(
        target=trial, field="protocol_id", proposed_value="A021603", origin="REGISTRY"
    )
    address = reverse(LIST)
    sent = {"action": "accept_chosen", "_selected_action": [fact.pk, number.pk]}
    page = editor.post(address, sent).content.decode()
    assert "It is not the registry&#x27;s: decide on its own page." in page
    assert "open the record and change it there" in page
    assert "There is nothing to do here." in page
    sent = {"act": "accept", "seen": [f"{fact.pk}:x", f"{number.pk}:x"]}
    editor.post(reverse("admin:trials_proposal_together"), sent)
    assert Proposal.objects.filter(decision="OPEN").count() == 2


@pytest.mark.slow
@pytest.mark.parametrize("people", ["staff", "publisher"])
def test_only_editors_decide(people: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(people)
    drifted(1)
    assert b"accept_chosen" not in client.get(reverse(LIST)).content
    proposal = Proposal.objects.all()[0]
    sent = {"action": "accept_chosen", "_selected_action": [proposal.pk]}
    client.post(reverse(LIST), sent)
    together = reverse("admin:trials_proposal_together")
    assert client.post(together, {"act": "keep", "seen": [f"{proposal.pk}:"]}).status_code == 403
    assert client.get(together).status_code == 405
    assert Client().post(together, {"act": "keep"}).status_code == 302
    assert not Proposal.objects.exclude(decision="OPEN").exists()


@pytest.mark.slow
def test_the_list_is_filtered_by_field_trial_and_run(editor: Client) -> None:
    first, _ = drifted(2)
    run = ImportRun.objects.create(inputs=["a.json"])
    RegistryRecord.objects.filter(trial=first).update(run=run)
    text = editor.get(reverse(LIST)).content.decode()
    assert "Completion date</a>" in text
    kind = Proposal.objects.all()[0].content_type_id

    def fields(**query: Any) -> list[tuple[int, str]]:
        rows = editor.get(reverse(LIST), query).context["cl"].result_list
        return sorted((row.object_id, row.field) for row in rows)

    both = [(first.pk, "acronym"), (first.pk, "completion_date")]
    assert fields(trial=first.pk) == fields(run=run.pk) == both
    assert len(fields(of=f"{kind}-acronym")) == 2
    assert len(fields(of=f"{kind}-\0")) == len(fields())


def test_the_registrys_stand_trial_by_trial(editor: Client) -> None:
    first, second = drifted(2)
    rows = editor.get(reverse(LIST), OPEN).context["cl"].result_list
    assert [row.object_id for row in rows] == [first.pk, first.pk, second.pk, second.pk]


@pytest.mark.slow
def test_at_most_so_many_at_once(editor: Client, trial: Trial) -> None:
    Proposal.objects.bulk_create(
        Proposal(target=trial, field="acronym", proposed_value=f"V{one}", origin="REGISTRY")
        for one in range(203)
    )
    page = choose(editor, "keep_chosen", Proposal.objects.all())
    assert "At most 200 at once: 3 more" in page
    assert "200 kept as ours" in confirm(editor, page)
    assert Proposal.objects.filter(decision="OPEN").count() == 3


@pytest.mark.slow
def test_the_pages_cost_the_same_with_one_trial_and_with_many(editor: Client) -> None:
    counts = []
    for number in (1, 12):
        for trial in undecided(number):
            arm = trial.arms.all()[0]
            Proposal.objects.create(
                target=arm, field="description", proposed_value="x", origin="REGISTRY"
            )
        ids = list(Proposal.objects.all())
        editor.get(reverse(LIST), OPEN)
        with CaptureQueriesContext(connection) as listed:
            editor.get(reverse(LIST), OPEN)
        with CaptureQueriesContext(connection) as asked:
            choose(editor, "accept_chosen", ids)
        counts.append((len(listed), len(asked)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20


def undecided(number: int) -> list[Trial]:
    """Trials with open proposals, made without an import."""
    trials = []
    for one in range(number, 2 * number):
        trial = Trial.objects.create(nct_id=f"NCT9977{one:04}", brief_title="x")
        trial.arms.create(label="Arm")
        for name in ("acronym", "completion_date"):
            Proposal.objects.create(
                target=trial, field=name, proposed_value="2099", origin="REGISTRY"
            )
        trials.append(trial)
    return trials
