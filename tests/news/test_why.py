"""Why a link or a proposal was decided so: what the program says, and what the person added."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from news.models import NewsItem, TrialLink
from news.proposing import propose_facts
from tests.news.desk import a_release, address, link_to, shown
from tests.records import a_finding, a_link, a_source, a_trial, an_item
from trials.models import Cohort, Proposal

pytestmark = pytest.mark.django_db

WORD = "the author says so"


def why(model: Any) -> str:
    """The reason of the last change of a row of this kind."""
    told: str = model.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata["reason"]
    return told


@pytest.fixture
def release(db: Any) -> NewsItem:
    return a_release()


@pytest.mark.slow
def test_on_the_desk(staff: Client, release: NewsItem) -> None:
    act = f"confirm:{link_to(release, 'A021602').pk}"
    assert 'name="reason"' in staff.get(address(release)).content.decode()
    staff.post(address(release), shown(release, act=act, reason=WORD))
    assert why(TrialLink) == f"link decided on the linking desk: {WORD}"


def test_without_a_word_it_says_where(staff: Client, release: NewsItem) -> None:
    act = f"confirm:{link_to(release, 'A021602').pk}"
    staff.post(address(release), shown(release, act=act, reason=" "))
    assert why(TrialLink) == "link decided on the linking desk"


def test_of_one_trial(staff: Client, release: NewsItem) -> None:
    link = link_to(release, "A021602")
    desk = reverse("desk-trial", args=[link.trial_id])
    act = f"confirm:{release.pk}"
    staff.post(desk, {"act": act, f"seen-{release.pk}": link.stamp, "reason": WORD})
    assert why(TrialLink) == f"link decided on the linking desk: {WORD}"


@pytest.fixture
def facts(db: Any) -> NewsItem:
    trial = a_trial("A021602", phases=["PHASE3"])
    pnet = Cohort.objects.create(trial=trial, label="pNET")
    a_finding(trial, "95", a_source("NEJM 2024"), cohort=pnet)
    item = an_item("facts", body="Of A021602, 99 had pNET. The primary endpoint was PFS.")
    a_link(item, trial)
    propose_facts(item)
    return item


def a_press(client: Client, page: str, act: str, proposal: Proposal) -> Any:
    seen = client.get(page).context
    cards = [card for _, cards in seen.get("groups", []) for card in cards]
    mark = next((one.seen for one in cards if one.proposal == proposal), seen.get("seen"))
    return {"proposal": proposal.pk, "seen": mark, "act": act, "reason": WORD}


@pytest.mark.slow
def test_a_fact(editor: Client, facts: NewsItem) -> None:
    page = reverse("admin:news_newsitem_facts", args=[facts.pk])
    editor.post(page, a_press(editor, page, "accept", Proposal.objects.get(field="endpoints")))
    assert why(Proposal) == f"proposed from the text of a release: {WORD}"


@pytest.mark.slow
def test_a_refusal_keeps_the_word_in_its_card_alone(editor: Client, facts: NewsItem) -> None:
    page = reverse("admin:news_newsitem_facts", args=[facts.pk])
    sent = a_press(editor, page, "accept", Proposal.objects.get(field="endpoints"))
    text = editor.post(page, sent | {"seen": "old"}).content.decode()
    assert text.count(f'value="{WORD}"') == 1
    assert text.count('<details class="why-too" open>') == 1


@pytest.mark.slow
def test_a_proposal_on_its_own_page(editor: Client, facts: NewsItem) -> None:
    proposal = Proposal.objects.get(field="endpoints")
    page = reverse("admin:trials_proposal_change", args=[proposal.pk])
    assert 'name="reason"' in editor.get(page).content.decode()
    decide = reverse("admin:trials_proposal_decide", args=[proposal.pk])
    for act in ("keep", "reopen"):
        editor.post(decide, a_press(editor, page, act, proposal) | {"reason": f"{act} it"})
        assert why(Proposal) == f"proposed from the text of a release: {act} it"


def test_links_in_a_list(editor: Client, release: NewsItem) -> None:
    links = release.trial_links.all()
    sent = {"_selected_action": [link.pk for link in links], "action": "reject"}
    page = reverse("admin:news_triallink_changelist")
    asked = editor.post(page, sent).content.decode()
    assert 'name="reason"' in asked
    seen = [f"{link.pk}:{link.stamp}" for link in links]
    editor.post(page, sent | {"confirmed": "yes", "seen": seen, "reason": WORD})
    assert why(TrialLink) == f"link decided in the admin: {WORD}"


@pytest.mark.slow
def test_enter_in_a_word_presses_no_decision(editor: Client, facts: NewsItem) -> None:
    """Enter presses the first button of a form, which would accept what was to be kept."""
    proposal = Proposal.objects.get(field="endpoints")
    for page in (
        reverse("admin:news_newsitem_facts", args=[facts.pk]),
        reverse("admin:trials_proposal_change", args=[proposal.pk]),
    ):
        text = editor.get(page).content.decode()
        form = next(one for one in re.findall("<form.*?</form>", text, re.S) if "why-too" in one)
        assert 'formmethod="dialog"' in re.findall("<button[^>]*>", form)[0]
