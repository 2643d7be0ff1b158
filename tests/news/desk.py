"""A release as it lies on the desk: one sure trial, two of one name, a slip, a stranger."""

from typing import Any

from django.test import Client
from django.urls import reverse

from news.linking import read_again
from news.models import NewsItem, TrialLink
from tests.records import a_trial, an_item

BODY = (
    "Results of Alliance A021602 were presented at the meeting.\n\n"
    "The LUMINA trial in breast cancer is open to patients.\n\n"
    "Alliance A021620 and Alliance A082304 are named, too."
)


def a_release(**fields: Any) -> NewsItem:
    """The release, read."""
    a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    a_trial("A221803", acronym="LUMINA", brief_title="Radiotherapy after surgery")
    a_trial(None, nct_id="NCT01791829", acronym="LUMINA", brief_title="No radiotherapy")
    number = NewsItem.objects.count()
    fields = {"title": "Three trials", "body": BODY, "state": "DRAFT", **fields}
    item = an_item(f"three-trials-{number}", release_at=None, **fields)
    read_again(item)
    return item


def link_to(item: NewsItem, trial: str) -> TrialLink:
    """The link to the trial with this ID."""
    return item.trial_links.get(trial__identifiers__value=trial)


def address(item: NewsItem) -> str:
    """The page of the item on the desk."""
    return reverse("desk-item", args=[item.pk])


def text_of(client: Client, where: str, **more: Any) -> str:
    """What a page says."""
    answer = client.get(where, more)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(item: NewsItem, **more: Any) -> dict[str, Any]:
    """What the page of the item sends, as it is now."""
    links = item.trial_links.all()
    roles = {f"role-{link.pk}": link.role for link in links}
    seen = {f"seen-{link.pk}": f"{link.stamp} {link.role}" for link in links}
    return roles | seen | more
