"""Staff go through a release: what it says, what may be meant, and what a press does."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from news.admin.desk import sheet
from news.linking import reject
from news.models import NewsItem, TrialLink
from tests.accounts import client_of, member
from tests.news.desk import a_release, address, link_to, shown, text_of
from tests.records import a_link, a_status, a_trial, an_editor, an_item
from trials.models import Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db: Any) -> Client:
    return client_of(member("edith", "Editors"))


@pytest.fixture(scope="module")
def on_the_desk(made_once: DjangoDbBlocker) -> int:
    with made_once.unblock():
        return a_release().pk


@pytest.fixture
def item(on_the_desk: int, db: Any) -> NewsItem:
    """Read once for the file; each test decides anew."""
    return NewsItem.objects.get(pk=on_the_desk)


def press(client: Client, item: NewsItem, act: str, **more: Any) -> Any:
    """Press a button on the page as it is now, and follow to what is said."""
    return client.post(address(item), shown(item, act=act, **more))


def said(client: Client, item: NewsItem) -> str:
    soup = BeautifulSoup(text_of(client, address(item)), "html.parser")
    told = soup.select_one("#told")
    assert told is not None
    return " ".join(told.get_text(" ").split())


def page_of(client: Client, item: NewsItem) -> BeautifulSoup:
    return BeautifulSoup(text_of(client, address(item)), "html.parser")


@pytest.mark.slow
def test_matches_stand_in_their_place_each_with_a_way_to_its_card(
    staff: Client, item: NewsItem
) -> None:
    soup = page_of(staff, item)
    marks = soup.select("#text .body a.match")
    assert [mark.get_text() for mark in marks] == ["A021602", "LUMINA", "A021620", "A082304"]
    kinds = [mark.mark["class"][0] for mark in marks]  # type: ignore[index]
    assert kinds == ["match-certain", "match-ambiguous", "match-unknown", "match-unknown"]
    for mark in marks:
        card = soup.select_one(str(mark["href"]))
        assert card is not None
        assert card.select_one(f'a[href="#{mark["id"]}"]') is not None


@pytest.mark.slow
def test_a_text_in_another_language_is_marked_as_that(staff: Client, item: NewsItem) -> None:
    assert page_of(staff, item).select("[lang=es]") == []
    NewsItem.objects.filter(pk=item.pk).update(language="es")
    marked = page_of(staff, item).select("[lang=es]")
    assert [each.name for each in marked[:3]] == ["h2", "div", "blockquote"]
    assert "Three trials" in marked[0].get_text()


def test_a_card_says_what_a_decision_needs(staff: Client, item: NewsItem) -> None:
    link = link_to(item, "A021602")
    a_status(link.trial, "RECRUITING", as_of="2024-04-03")
    card = page_of(staff, item).select_one(f"#link-{link.pk}")
    assert card is not None
    text = " ".join(card.get_text(" ").split())
    for words in (
        "A021602 CABINET",
        "NCT03375320",
        "Testing A021602",
        "Recruiting, as of 3 April 2024",
        "Results of Alliance A021602 were presented at the meeting.",
        "Certain Identifier in the text, 99%",
    ):
        assert words in text
    chosen = card.select_one("option[selected]")
    assert chosen is not None
    assert chosen.get_text() == "Results"


def test_trials_of_one_name_stand_together(staff: Client, item: NewsItem) -> None:
    (group,) = page_of(staff, item).select(".fits")
    assert "“LUMINA” fits both" in group.get_text()
    assert len(group.select("[data-card]")) == 2


def test_an_unknown_number_names_its_nearest_and_offers_both_ways(
    staff: Client, other: Client, item: NewsItem
) -> None:
    text = text_of(other, address(item))
    assert "A021602 CABINET is nearly that" in text
    assert f"{reverse('admin:trials_trial_add')}?protocol_id=A082304" in text
    assert reverse("admin:trials_trial_add") not in text_of(staff, address(item))


def test_confirm_keeps_the_role_chosen_and_goes_on_to_the_next(
    staff: Client, item: NewsItem
) -> None:
    link, following = link_to(item, "A021602"), item.trial_links.exclude(confidence="0.99")
    answer = press(staff, item, f"confirm:{link.pk}", **{f"role-{link.pk}": "APPROVAL"})
    place = answer.headers["Location"].partition("#")[2]
    assert place in {f"link-{one.pk}" for one in following}
    link.refresh_from_db()
    assert (link.status, link.role, str(link.decided_by)) == ("CONFIRMED", "APPROVAL", "stan")
    assert said(staff, item).startswith("A021602 CABINET confirmed as Approval. Undo")


@pytest.mark.slow
def test_undo_in_what_was_said_takes_it_back(staff: Client, item: NewsItem) -> None:
    link = link_to(item, "A021602")
    press(staff, item, f"confirm:{link.pk}")
    button = page_of(staff, item).select_one("#told button.undo")
    assert button is not None
    assert button["form"] == "desk"
    answer = press(staff, item, str(button["value"]))
    assert answer.headers["Location"].endswith(f"#link-{link.pk}")
    link.refresh_from_db()
    assert (link.status, link.decided_by) == ("SUGGESTED", None)
    assert said(staff, item) == "A021602 CABINET open again."


@pytest.mark.slow
def test_only_this_one_confirms_it_and_rejects_what_else_the_words_fit(
    staff: Client, item: NewsItem
) -> None:
    this, that = link_to(item, "A221803"), link_to(item, "NCT01791829")
    value = f"only:{this.pk},{that.pk}"
    assert f'value="{value}"' in text_of(staff, address(item))
    press(staff, item, value)
    assert (link_to(item, "A221803").status, link_to(item, "NCT01791829").status) == (
        "CONFIRMED",
        "REJECTED",
    )
    assert "NCT01791829 LUMINA rejected, not to be proposed again" in said(staff, item)


def test_a_role_chosen_on_another_card_is_kept(staff: Client, item: NewsItem) -> None:
    link, beside = link_to(item, "A021602"), link_to(item, "A221803")
    press(staff, item, f"confirm:{link.pk}", **{f"role-{beside.pk}": "ACCRUAL"})
    beside.refresh_from_db()
    assert (beside.status, beside.role) == ("SUGGESTED", "ACCRUAL")


def test_a_stale_page_does_not_bring_back_a_role(staff: Client, item: NewsItem) -> None:
    link, beside = link_to(item, "A021602"), link_to(item, "A221803")
    stale = shown(item, act=f"confirm:{link.pk}")
    TrialLink.objects.filter(pk=beside.pk).update(role="INTERIM")
    staff.post(address(item), stale)
    beside.refresh_from_db()
    assert beside.role == "INTERIM"


def test_the_second_of_two_people_is_told(staff: Client, other: Client, item: NewsItem) -> None:
    link = link_to(item, "A021602")
    stale = shown(item, act=f"confirm:{link.pk}")
    press(other, item, f"reject:{link.pk}")
    staff.post(address(item), stale)
    assert "edith rejected A021602 CABINET on" in said(staff, item)
    link.refresh_from_db()
    assert (link.status, str(link.decided_by)) == ("REJECTED", "edith")


def test_a_changed_role_is_a_decision(staff: Client, other: Client, item: NewsItem) -> None:
    link = link_to(item, "A021602")
    press(other, item, f"confirm:{link.pk}")
    press(staff, item, f"confirm:{link.pk}", **{f"role-{link.pk}": "APPROVAL"})
    link.refresh_from_db()
    assert (link.role, str(link.decided_by)) == ("APPROVAL", "stan")


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["a-031201", "NCT 01949337", "A031201"])
def test_a_trial_is_added_by_any_of_its_ids(staff: Client, item: NewsItem, typed: str) -> None:
    trial = a_trial("A031201", nct_id="NCT01949337")
    press(staff, item, "add", number=typed, role="RESULTS")
    link = item.trial_links.get(trial=trial)
    assert (link.status, link.method, link.role) == ("CONFIRMED", "MANUAL", "RESULTS")
    press(staff, item, f"undo:{link.pk}")
    assert not item.trial_links.filter(trial=trial).exists()
    assert "A031201 not linked any more" in said(staff, item)


def test_a_trial_chosen_by_the_search_is_added(staff: Client, item: NewsItem) -> None:
    trial = a_trial("A031201")
    press(staff, item, "add", trial=trial.pk, number="", role="RESULTS")
    assert item.trial_links.get(trial=trial).status == "CONFIRMED"


@pytest.mark.slow
def test_words_that_are_no_id_offer_trials_and_lose_nothing(staff: Client, item: NewsItem) -> None:
    a_trial("A031201", brief_title="Enzalutamide in prostate cancer")
    answer = press(staff, item, "add", number="enzalutamide <b>")
    assert "is no ID of a trial here" in answer.content.decode()
    assert "&lt;b&gt;" in answer.content.decode()
    answer = press(staff, item, "add", number="enzalutamide")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Do you mean one of these?" in text
    assert 'value="enzalutamide"' in text
    trial = Trial.objects.get(protocol_id="A031201")
    assert f'value="add:{trial.pk}"' in text


def test_nothing_chosen_is_told(staff: Client, item: NewsItem) -> None:
    assert "Choose a trial" in press(staff, item, "add").content.decode()


@pytest.mark.slow
def test_what_the_text_names_since_it_was_read_is_offered_to_be_read(
    staff: Client, item: NewsItem
) -> None:
    a_trial("A031201")
    NewsItem.objects.filter(pk=item.pk).update(body="Alliance A021602 and Alliance A031201.")
    assert "names trials that are not suggested yet" in text_of(staff, address(item))
    press(staff, item, "look")
    assert "1 new suggestion" in said(staff, item)
    assert item.trial_links.filter(trial__protocol_id="A031201").exists()


def test_at_the_end_come_the_next_item_and_the_submission(staff: Client, item: NewsItem) -> None:
    older, newer = item, a_release_without_more_trials()
    for link in newer.trial_links.all():
        answer = press(staff, newer, f"confirm:{link.pk}")
    assert answer.headers["Location"].endswith("#done")
    done = page_of(staff, newer).select_one("#done")
    assert done is not None
    assert [link["href"] for link in done.select("a")] == [
        reverse("admin:news_newsitem_submit", args=[newer.pk]),
        address(older),
    ]


def a_release_without_more_trials() -> NewsItem:
    from news.linking import read_again

    item = an_item("newer", body="Alliance A021602.", state="DRAFT", release_at=None)
    read_again(item)
    return item


def test_who_only_reads_sees_no_buttons_and_presses_none(publisher: Client, item: NewsItem) -> None:
    soup = page_of(publisher, item)
    assert soup.select("[data-card]")
    assert not soup.select('button[name="act"]')
    link = link_to(item, "A021602")
    assert press(publisher, item, f"confirm:{link.pk}").status_code == 403
    link.refresh_from_db()
    assert link.status == "SUGGESTED"


@pytest.mark.parametrize("name", ["desk", "desk-item", "desk-trial"])
def test_strangers_log_in_first(client: Client, item: NewsItem, name: str) -> None:
    key = item.pk if name == "desk-item" else link_to(item, "A021602").trial_id
    where = reverse(name, args=[] if name == "desk" else [key])
    assert client.get(where).headers["Location"].startswith(reverse("admin:login"))
    assert client.post(where).status_code == 302
    outsider = client_of(member("otto"))
    assert outsider.get(where).status_code == 403


@pytest.mark.parametrize("act", ["", "confirm", "confirm:x", "undo:", "only", "drop:1", "add:x"])
def test_a_crafted_press_does_nothing(staff: Client, item: NewsItem, act: str) -> None:
    assert press(staff, item, act).status_code in (200, 302)
    assert item.trial_links.open().count() == 3


def test_a_link_of_another_item_is_not_touched(staff: Client, item: NewsItem) -> None:
    other = an_item("other")
    press(staff, other, f"confirm:{link_to(item, 'A021602').pk}")
    assert item.trial_links.open().count() == 3


@pytest.mark.slow
def test_more_candidates_cost_no_more_queries(staff: Client, item: NewsItem) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            text_of(staff, address(item))
        return len(captured)

    queries()
    few = queries()
    numbers = [f"A03{number:04}" for number in range(30)]
    for number in numbers:
        a_trial(number)
    names = ", ".join(f"Alliance {number}" for number in numbers)
    NewsItem.objects.filter(pk=item.pk).update(body=f"{item.body} {names}")
    press(staff, item, "look")
    for link in item.trial_links.filter(trial__protocol_id__in=numbers[:10]):
        reject(link, an_editor())
    assert queries() == few
    assert few <= 35


def test_a_page_holds_so_many_cards_and_says_what_is_left(
    staff: Client, item: NewsItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST", 1)
    soup = page_of(staff, item)
    assert "3 to decide" in soup.get_text()
    assert len(soup.select("#desk [data-card]")) == 1
    assert "And 2 more: they follow when these are decided." in soup.get_text()
    assert len(soup.select(".cards.unknown > li")) == 1
    assert "And 1 more." in soup.get_text()


@pytest.mark.slow
def test_the_way_to_the_desk_is_seen(staff: Client, item: NewsItem) -> None:
    assert reverse("desk") in text_of(staff, reverse("admin:index"))
    assert address(item) in text_of(staff, reverse("admin:news_newsitem_change", args=[item.pk]))
    trial = link_to(item, "A021602").trial
    form = text_of(staff, reverse("admin:trials_trial_change", args=[trial.pk]))
    assert reverse("desk-trial", args=[trial.pk]) in form


@pytest.mark.slow
def test_a_corrected_text_is_read_again_by_the_form(staff: Client, item: NewsItem) -> None:
    from tests.news.test_admin import change, saved

    a_link(item, a_trial("A031201"), "REJECTED")
    rows = item.trial_links.count()
    data = saved(item, rows, body="Alliance A031201 and Alliance A031902 are left.")
    answer = staff.post(change(item), data, follow=True)
    text = answer.content.decode()
    assert "Not in the registry: A031902" in text
    assert address(item) in text
    assert [link.status for link in item.trial_links.all()] == ["REJECTED"]
    assert [str(one) for one in item.unknown_mentions.all()] == ["A031902"]
