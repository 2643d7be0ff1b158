"""The page of an item's facts: each with its sentence and what the record says of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from news.models import NewsItem
from news.proposing import propose_facts
from tests.accounts import client_of, member
from tests.forms import base_of
from tests.records import a_finding, a_link, a_source, a_trial, an_item
from trials.models import Proposal, Trial

pytestmark = pytest.mark.django_db

BODY = """A021602 is a **randomized**, double-blind phase III trial. Of 298 patients enrolled,
99 had pNET and 199 had epNET; the pNET cohort came first. The primary endpoint was PFS."""


@pytest.fixture
def trial(db: Any) -> Trial:
    trial = a_trial("A021602", phases=["PHASE3"])
    pnet = trial.cohorts.create(label="pNET")
    trial.cohorts.create(label="epNET")
    a_finding(trial, "95", a_source("NEJM 2024"), cohort=pnet)
    return trial


@pytest.fixture
def item(trial: Trial) -> NewsItem:
    item = an_item("facts", title="A <title>", body=BODY)
    a_link(item, trial)
    propose_facts(item)
    return item


def facts(item: NewsItem) -> str:
    return reverse("admin:news_newsitem_facts", args=[item.pk])


def one(field: str, **value: Any) -> Proposal:
    rows = Proposal.objects.filter(field=field)
    return next(
        row
        for row in rows
        if all(row.proposed_value.get(name) == words for name, words in value.items())  # type: ignore[union-attr]
    )


@pytest.mark.slow
def test_each_fact_stands_with_its_sentence_beside_the_record(
    editor: Client, item: NewsItem
) -> None:
    text = editor.get(facts(item)).content.decode()
    for heading in ("Differs from the record (1)", "The record says the same (1)"):
        assert heading in text
    assert "New to the record (6)" in text
    assert "<mark>99 had pNET</mark> and 199 had epNET; the pNET cohort came first." in text
    assert "NEJM 2024 says 95." in text
    assert "The record says the same: Phase 3." in text
    assert "The record says nothing on this yet." in text
    assert "A &lt;title&gt;" in text
    form = editor.get(reverse("admin:news_newsitem_change", args=[item.pk])).content.decode()
    assert f'<a href="{facts(item)}" class="act">Facts (7 to decide)</a>' in form


def press(client: Client, item: NewsItem, proposal: Proposal, act: str, **more: str) -> Any:
    """A button of the page as it is now; or of an older one, whose mark is given."""
    card = client.get(facts(item)).content.decode().partition(f'id="fact-{proposal.pk}"')[2]
    mark = re.search(r'name="seen" value="([^"]+)"', card)
    sent = {"proposal": str(proposal.pk), "act": act, "seen": mark[1] if mark else "", **more}
    return client.post(facts(item), sent)


@pytest.mark.slow
def test_accepting_goes_on_to_the_next_open_one(editor: Client, item: NewsItem) -> None:
    proposal = one("findings", cohort="pNET")
    answer = press(editor, item, proposal, "accept")
    assert answer.status_code == 302
    target = re.fullmatch(r".*\?at=(\d+)#fact-(\d+)", answer["Location"])
    assert target
    assert target[1] == target[2]
    text = editor.get(answer["Location"]).content.decode()
    card = text[text.index(f'id="fact-{target[1]}"') :]
    assert "Taken over: Finding: Enrollment, pNET: 99." in card[:400]
    assert "Accepted by edith" in text
    finding = proposal.source.findings.get()  # type: ignore[union-attr]
    assert (finding.value_text, finding.state) == ("99", "DRAFT")
    submit = reverse("admin:trials_trial_submit", args=[finding.trial_id])
    assert f'It is a draft now: <a href="{submit}">submit it for review</a>' in card[:600]
    assert f'value="finding-{finding.pk}" checked' in editor.get(submit).content.decode()


@pytest.mark.slow
def test_what_has_no_draft_leads_nowhere(editor: Client, item: NewsItem) -> None:
    text = press(editor, item, one("endpoints"), "accept")
    text = editor.get(text["Location"]).content.decode()
    assert "Taken over: Endpoint: Primary: " in text
    assert "It is a draft now" not in text


@pytest.mark.slow
def test_once_nothing_asks_for_anything_the_form_counts_nothing(
    editor: Client, item: NewsItem
) -> None:
    Proposal.objects.exclude(field="phases").delete()
    form = editor.get(reverse("admin:news_newsitem_change", args=[item.pk])).content.decode()
    assert f'<a href="{facts(item)}" class="act">Facts</a>' in form


@pytest.mark.slow
def test_ours_is_kept_and_opened_again(editor: Client, item: NewsItem) -> None:
    proposal = one("endpoints")
    press(editor, item, proposal, "keep")
    text = editor.get(facts(item)).content.decode()
    assert "Decided (1)" in text
    assert "Ours kept by edith" in text
    press(editor, item, proposal, "reopen")
    proposal.refresh_from_db()
    assert proposal.decision == "OPEN"


@pytest.mark.slow
def test_a_refusal_stands_in_its_card(editor: Client, item: NewsItem, trial: Trial) -> None:
    trial.cohorts.filter(label="epNET").delete()
    proposal = one("findings", cohort="epNET")
    text = press(editor, item, proposal, "accept").content.decode()
    card = text[text.index(f'id="fact-{proposal.pk}"') :][:500]
    assert "Not done. It is not clear which cohort of A021602 “epNET” is" in card
    assert f'action="{facts(item)}#fact-{proposal.pk}"' in text


@pytest.mark.slow
def test_a_page_that_is_out_of_date_decides_nothing(
    editor: Client, item: NewsItem, trial: Trial
) -> None:
    text = editor.get(facts(item)).content.decode()
    proposal = one("findings", cohort="epNET")
    card = text[text.index(f'id="fact-{proposal.pk}"') :]
    shown = re.search(r'name="seen" value="([^"]+)"', card)
    a_finding(trial, "203", a_source("NEJM"), cohort=trial.cohorts.get(label="epNET"))
    assert shown
    text = press(editor, item, proposal, "accept", seen=shown[1]).content.decode()
    assert "The record changed while this page was open" in text
    assert "NEJM says 203." in text
    assert "The record changed since this was proposed." in text
    text = press(editor, item, proposal, "accept", seen="").content.decode()
    assert "The record changed while this page was open" in text, "of no page"


@pytest.mark.slow
@pytest.mark.parametrize("act", ["accept", "keep"])
def test_a_press_without_the_mark_of_a_page_decides_nothing(
    editor: Client, item: NewsItem, act: str
) -> None:
    text = press(editor, item, one("endpoints"), act, seen="").content.decode()
    assert "The record changed while this page was open" in text
    assert one("endpoints").decision == "OPEN"


@pytest.mark.slow
def test_staff_read_and_are_told_who_decides(item: NewsItem) -> None:
    staff = client_of(member("stan", "Staff"))
    text = staff.get(facts(item)).content.decode()
    assert "Editors decide on these; you can read them." in text
    assert "<mark>" in text
    assert 'name="act"' not in text
    assert press(staff, item, one("endpoints"), "accept").status_code == 403
    assert not Trial.objects.get().endpoints.exists()


def test_a_proposal_of_another_item_is_not_decided_here(editor: Client, item: NewsItem) -> None:
    other = an_item("other", body="Nothing.")
    press(editor, other, one("endpoints"), "accept")
    assert one("endpoints").decision == "OPEN"


@pytest.mark.slow
def test_an_embargoed_text_changes_no_public_field(editor: Client, item: NewsItem) -> None:
    Proposal.objects.all().delete()
    item = an_item("waits", body=BODY, release_at=timezone.now() + timedelta(days=1))
    a_link(item, Trial.objects.get())
    propose_facts(item)
    proposal = one("endpoints")
    text = editor.get(facts(item)).content.decode()
    card = text[text.index(f'id="fact-{proposal.pk}"') :].partition("</li>")[0]
    assert "accept it when the release is out" in card
    assert 'value="accept"' not in card
    assert 'value="keep"' in card


@pytest.mark.slow
def test_of_what_the_record_says_already_nothing_waits_for_the_release(
    editor: Client, item: NewsItem
) -> None:
    Proposal.objects.all().delete()
    item = an_item("waits", body=BODY, release_at=timezone.now() + timedelta(days=1))
    a_link(item, Trial.objects.get())
    propose_facts(item)
    text = editor.get(facts(item)).content.decode()
    same = text[text.index('class="module same"') :].partition("</section>")[0]
    assert "The record says the same: Phase 3." in same
    assert "when the release is out" not in same
    assert 'value="accept"' not in same[: same.index("</li>")]


@pytest.mark.slow
def test_what_is_no_longer_in_the_text_is_told(editor: Client, item: NewsItem) -> None:
    NewsItem.objects.update(body="A021602 goes on.")
    text = editor.get(facts(item)).content.decode()
    assert text.count("This is no longer in the text.") == 8
    text = editor.post(facts(item), {"look": "yes"}, follow=True).content.decode()
    assert "No fact was found." in text
    assert not Proposal.objects.exists()


def test_without_a_certain_trial_the_page_says_what_to_do(editor: Client) -> None:
    item = an_item("alone", body=BODY)
    text = editor.get(facts(item)).content.decode()
    assert "linked to no trial for certain: confirm a link first" in text


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(editor: Client, trial: Trial) -> None:
    counts = []
    for number in (1, 30):
        grants = ", ".join(f"U10CA{180000 + at}" for at in range(number))
        item = an_item(f"item-{number}", body=f"{BODY}\n\nA021602 has the grants {grants}.")
        a_link(item, trial)
        propose_facts(item)
        editor.get(facts(item))
        with CaptureQueriesContext(connection) as queries:
            editor.get(facts(item))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.slow
def test_saving_the_text_looks_for_its_facts(trial: Trial) -> None:
    admin = client_of(member("stan", "Staff"))
    item = an_item("typed", state="DRAFT", release_at=None)
    a_link(item, trial)
    address = reverse("admin:news_newsitem_change", args=[item.pk])
    page = admin.get(address).content.decode()
    sent = dict(re.findall(r'name="([^"]+_FORMS)" value="([^"]*)"', page))
    link = item.trial_links.get()
    sent |= {
        "kind": "PRESS_RELEASE",
        "title": "Title",
        "slug": "typed",
        "body": "A021602 is a phase II trial.",
        "language": "en",
        "_base": base_of(item),
        "release_zone": "America/New_York",
        "trial_links-0-id": str(link.pk),
        "trial_links-0-item": str(item.pk),
        "trial_links-0-role": "RESULTS",
        "position": "0",
    }
    answer = admin.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Proposal.objects.get().proposed_value == ["PHASE2"]


@pytest.mark.slow
def test_readers_see_nothing_of_an_open_proposal(client: Client, item: NewsItem) -> None:
    trial = Trial.objects.get()
    before = trial.revision
    for address in (
        trial.get_absolute_url(),
        f"{trial.get_absolute_url()}history/",
        reverse("home"),
        item.get_absolute_url(),
    ):
        text = client.get(address).content.decode()
        told = strip_tags(text.replace(BODY, ""))  # a drawing may be 199 units high
        assert "199" not in told.replace("199 had", "")
        assert "Proposal" not in text
    trial.refresh_from_db()
    assert trial.revision == before, "an open proposal is no change of the trial"
