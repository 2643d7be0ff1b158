"""Staff write, link and submit news in the admin; each link's decision has a person and a time."""

from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import NewsItem, TrialLink
from news.proposing import propose_facts
from tests.accounts import client_of, member
from tests.forms import act_data, base_of
from tests.records import an_item
from trials.models import Proposal, Trial

pytestmark = pytest.mark.django_db
HOME = reverse("admin:index")
NEWS = reverse("admin:news_newsitem_changelist")
LINKS = reverse("admin:news_triallink_changelist")


@pytest.fixture
def trial(db: Any) -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="Cabozantinib or placebo")


@pytest.fixture
def item(db: Any) -> NewsItem:
    return NewsItem.objects.create(title="Approved", slug="approved", body="A021602 led to it.")


@pytest.fixture
def link(item: NewsItem, trial: Trial) -> TrialLink:
    return TrialLink.objects.create(
        item=item, trial=trial, method="IDENTIFIER", evidence="A021602", confidence="0.980"
    )


def change(item: NewsItem) -> str:
    return reverse("admin:news_newsitem_change", args=[item.pk])


def saved(item: NewsItem, links: int, **more: Any) -> dict[str, Any]:
    """What the form of this item sends."""
    data: dict[str, Any] = {
        "kind": item.kind,
        "title": item.title,
        "slug": item.slug,
        "body": item.body,
        "language": "en",
        "position": 0,
        "_base": base_of(item),
    }
    for prefix in ("trial_links", "quotations", "images", "attachments", "corrections"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    for number, link in enumerate(item.trial_links.all()):
        name = f"trial_links-{number}"
        data |= {f"{name}-id": link.pk, f"{name}-item": item.pk, f"{name}-role": link.role}
    data |= {
        "trial_links-INITIAL_FORMS": item.trial_links.count(),
        "trial_links-TOTAL_FORMS": links,
    }
    return data | more


@pytest.mark.slow
def test_the_form_shows_what_was_found_and_how_sure_that_is(
    staff: Client, item: NewsItem, link: TrialLink
) -> None:
    text = staff.get(change(item)).content.decode()
    assert "Identifier in the text, 98%" in text
    assert f'value="{link.pk}:SUGGESTED:CONFIRMED"' in text


@pytest.mark.slow
def test_a_press_on_confirm_decides_and_saves_what_was_typed(
    staff: Client, item: NewsItem, link: TrialLink
) -> None:
    data = saved(item, 1, title="Approved by the FDA", _decide=f"{link.pk}:SUGGESTED:CONFIRMED")
    data["trial_links-0-role"] = "APPROVAL"
    answer = staff.post(change(item), data)
    assert answer.headers["Location"].endswith("#trial_links-group")
    link.refresh_from_db()
    item.refresh_from_db()
    assert (link.status, link.role, item.title) == ("CONFIRMED", "APPROVAL", "Approved by the FDA")
    assert link.decided_by is not None
    assert link.decided_by.username == "stan"
    assert link.decided_at is not None


def test_a_link_of_another_item_is_not_decided_here(
    staff: Client, item: NewsItem, link: TrialLink
) -> None:
    other = NewsItem.objects.create(title="Other", slug="other", body="b")
    staff.post(change(other), saved(other, 0, _decide=f"{link.pk}:SUGGESTED:CONFIRMED"))
    link.refresh_from_db()
    assert link.status == "SUGGESTED"


def test_status_and_decision_cannot_be_sent(staff: Client, item: NewsItem, link: TrialLink) -> None:
    other = Trial.objects.create(protocol_id="A031201", brief_title="Other")
    crafted = {
        "trial_links-0-status": "CONFIRMED",
        "trial_links-0-decided_by": 1,
        "trial_links-0-trial": other.pk,
        "state": "APPROVED",
    }
    assert staff.post(change(item), saved(item, 1, **crafted)).status_code == 302
    link.refresh_from_db()
    item.refresh_from_db()
    assert (link.status, link.decided_by, link.trial_id) == ("SUGGESTED", None, link.trial_id)
    assert link.trial.protocol_id == "A021602"
    assert item.state == "DRAFT"


@pytest.mark.slow
def test_a_link_added_by_hand_is_confirmed_by_who_adds_it(
    staff: Client, item: NewsItem, trial: Trial
) -> None:
    row = {"trial_links-0-trial": trial.pk, "trial_links-0-role": "RESULTS"}
    answer = staff.post(change(item), saved(item, 1, **row))
    assert answer.status_code == 302
    link = item.trial_links.get()
    assert (link.method, link.status, str(link.decided_by)) == ("MANUAL", "CONFIRMED", "stan")


def test_a_press_in_the_list_decides_one_row(staff: Client, link: TrialLink) -> None:
    assert f'value="{link.pk}:SUGGESTED:REJECTED"' in staff.get(LINKS).content.decode()
    staff.post(LINKS, {"_decide": f"{link.pk}:SUGGESTED:REJECTED"})
    link.refresh_from_db()
    assert (link.status, str(link.decided_by)) == ("REJECTED", "stan")


@pytest.mark.slow
def test_several_links_are_confirmed_at_once(staff: Client, link: TrialLink) -> None:
    press = {"action": "confirm", "_selected_action": link.pk}
    assert "What will happen (1)" in staff.post(LINKS, press).content.decode()
    link.refresh_from_db()
    assert link.status == "SUGGESTED"
    press |= {"confirmed": "yes", "seen": f"{link.pk}:{link.stamp}"}
    answer = staff.post(LINKS, press, follow=True)
    assert "A021602: confirmed." in answer.content.decode()
    link.refresh_from_db()
    assert link.status == "CONFIRMED"


@pytest.mark.slow
def test_who_may_not_decide_sees_no_buttons_and_presses_none(
    publisher: Client, link: TrialLink
) -> None:
    assert "_decide" not in publisher.get(LINKS).content.decode()
    publisher.post(LINKS, {"_decide": f"{link.pk}:SUGGESTED:CONFIRMED"})
    publisher.post(LINKS, {"action": "confirm", "_selected_action": link.pk})
    publisher.post(change(link.item), saved(link.item, 1, _decide=f"{link.pk}:SUGGESTED:CONFIRMED"))
    link.refresh_from_db()
    assert link.status == "SUGGESTED"


def test_links_are_rejected_and_never_deleted(admin_client: Client, link: TrialLink) -> None:
    address = reverse("admin:news_triallink_delete", args=[link.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    admin_client.post(LINKS, {"action": "delete_selected", "_selected_action": link.pk})
    assert TrialLink.objects.exists()


def test_news_is_found_by_any_spelling_of_its_trial(
    staff: Client, item: NewsItem, link: TrialLink
) -> None:
    NewsItem.objects.create(title="Other", slug="other", body="b")
    listed = staff.get(reverse("admin:news_newsitem_changelist"), {"q": "a-021602"})
    assert list(listed.context["cl"].result_list) == [item]


def test_staff_submit_and_publishers_approve(
    staff: Client, publisher: Client, item: NewsItem
) -> None:
    act = "admin:news_newsitem_{}"
    staff.post(reverse(act.format("submit"), args=[item.pk]), act_data(item))
    item.refresh_from_db()
    assert item.state == "IN_REVIEW"
    approve = reverse(act.format("approve"), args=[item.pk])
    assert staff.post(approve, act_data(item)).status_code == 403
    publisher.post(approve, act_data(item))
    assert item in NewsItem.objects.listed()


def test_a_preview_shows_the_page_of_what_is_not_public(staff: Client, item: NewsItem) -> None:
    preview = reverse("admin:news_newsitem_preview", args=[item.pk])
    assert preview in staff.get(change(item)).content.decode()
    answer = staff.get(preview)
    assert "Preview: not public" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert staff.get(item.get_absolute_url()).status_code == 404


def test_a_preview_needs_an_account_and_its_rights(client: Client, item: NewsItem) -> None:
    preview = reverse("admin:news_newsitem_preview", args=[item.pk])
    assert client.get(preview).status_code == 302
    assert client_of(member("nobody")).get(preview).status_code == 403


def test_what_was_public_has_its_page_instead_of_a_preview(staff: Client, item: NewsItem) -> None:
    NewsItem.objects.update(state="APPROVED", release_at=Now())
    text = staff.get(change(item)).content.decode()
    assert "View on site" in text
    assert "Preview" not in text
    assert f'href="{item.get_absolute_url()}"' in text


@pytest.mark.slow
def test_corrections_stay(staff: Client, item: NewsItem) -> None:
    row = {"corrections-TOTAL_FORMS": 1, "corrections-0-text": "It was March."}
    staff.post(change(item), saved(item, 0, **row))
    assert item.corrections.get().text == "It was March."
    text = staff.get(change(item)).content.decode()
    assert "corrections-0-DELETE" not in text
    assert "DatabaseDefault" not in text


@pytest.mark.slow
def test_a_saved_text_is_searched_for_trials(staff: Client, trial: Trial, item: NewsItem) -> None:
    answers = saved(item, links=0) | {"body": "About A021602 and NCT00000009."}
    page = staff.post(change(item), answers, follow=True).content.decode()
    assert "It names A021602. Not in the registry: NCT00000009." in page
    link = TrialLink.objects.get(item=item)
    assert (link.trial, link.status) == (trial, "SUGGESTED")


@pytest.mark.slow
def test_no_item_takes_the_address_of_the_list_of_issues(staff: Client, item: NewsItem) -> None:
    text = staff.post(change(item), saved(item, 0, slug="issues")).content.decode()
    assert "The list of newsletter issues has this address: write another one." in text
    item.refresh_from_db()
    assert item.slug == "approved"


@pytest.mark.parametrize("act", ["submit", "approve"])
def test_an_act_warns_of_open_suggestions_and_of_no_trial_at_all(
    act: str, request: pytest.FixtureRequest, item: NewsItem, link: TrialLink
) -> None:
    client = request.getfixturevalue("staff" if act == "submit" else "publisher")
    address = reverse(f"admin:news_newsitem_{act}", args=[item.pk])
    assert "“Approved” has 1 suggested link to trials" in client.get(address).content.decode()
    link.delete()
    assert "“Approved” is linked to no trial." in client.get(address).content.decode()


def test_submitting_several_warns_of_those_with_something_to_decide(
    staff: Client, item: NewsItem, link: TrialLink
) -> None:
    other = NewsItem.objects.create(title="Alone", slug="alone", body="Nothing.")
    chosen = {"action": "submit", "_selected_action": [item.pk, other.pk]}
    text = staff.post(NEWS, chosen).content.decode()
    assert "“Approved” has 1 suggested link to trials" in text
    assert "“Alone” is linked to no trial." in text


def test_an_approval_of_an_item_whose_links_are_decided_warns_of_nothing(
    staff: Client, publisher: Client, item: NewsItem, link: TrialLink
) -> None:
    staff.post(LINKS, {"_decide": f"{link.pk}:SUGGESTED:CONFIRMED"})
    approve = reverse("admin:news_newsitem_approve", args=[item.pk])
    assert "Look first" not in publisher.get(approve).content.decode()


def test_a_publisher_is_told_how_many_items_wait_and_led_to_them(publisher: Client) -> None:
    assert "Nothing waits for you now." in publisher.get(HOME).content.decode()
    with CaptureQueriesContext(connection) as queries:
        publisher.get(HOME)
        before = len(queries)
    for number in range(3):
        an_item(f"waits-{number}", title=f"Waits {number}", state="IN_REVIEW", release_at=None)
    an_item("draft", title="Unfinished", state="DRAFT", release_at=None)
    with CaptureQueriesContext(connection) as queries:
        text = publisher.get(HOME).content.decode()
        assert len(queries) == before > 1
    assert "<strong>3</strong> news items in review" in text
    assert f'href="{NEWS}?state__exact=IN_REVIEW"' in text
    shown = publisher.get(NEWS, {"state__exact": "IN_REVIEW"}).content.decode()
    assert "Waits 2" in shown
    assert "Unfinished" not in shown


def test_who_may_not_approve_is_not_told_what_waits(staff: Client) -> None:
    assert "in review" not in staff.get(HOME).content.decode()


def test_items_approved_together_are_told_with_their_time(publisher: Client) -> None:
    for slug in ("one", "two"):
        an_item(slug, state="IN_REVIEW", release_at="2045-03-26T12:00Z")
    keys = list(NewsItem.objects.values_list("pk", flat=True))
    sent = {"action": "approve", "_selected_action": keys}
    text = publisher.post(
        NEWS, sent | act_data(*NewsItem.objects.all()), follow=True
    ).content.decode()
    assert "approved, public from 2045-03-26 08:00 EDT (12:00 UTC)." in text
    NewsItem.objects.filter(slug="one").update(release_at="2045-03-27T12:00Z")
    NewsItem.objects.update(state="IN_REVIEW")
    text = publisher.post(
        NEWS, sent | act_data(*NewsItem.objects.all()), follow=True
    ).content.decode()
    assert "approved, each public from its own time." in text


@pytest.mark.slow
def test_staff_throw_a_wrong_intake_away(staff: Client, item: NewsItem, link: TrialLink) -> None:
    NewsItem.objects.update(body="A021602 is a phase II trial.")
    item.refresh_from_db()
    propose_facts(item)
    assert Proposal.objects.exists()
    address = reverse("admin:news_newsitem_delete", args=[item.pk])
    assert address in staff.get(change(item)).content.decode()
    assert "Are you sure" in staff.get(address).content.decode()
    staff.post(address, act_data(item, post="yes"))
    assert not NewsItem.objects.exists()
    assert not TrialLink.objects.exists()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("state", ["IN_REVIEW", "APPROVED"])
def test_what_went_further_than_a_draft_is_not_thrown_away(
    staff: Client, item: NewsItem, link: TrialLink, state: str
) -> None:
    NewsItem.objects.update(state=state, release_at="2045-03-26T12:00Z")
    address = reverse("admin:news_newsitem_delete", args=[item.pk])
    assert address not in staff.get(change(item)).content.decode()
    assert staff.post(address, {"post": "yes"}).status_code == 403
