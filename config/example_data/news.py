"""Makes the example releases, each linked to the trials it speaks of."""

import re
from typing import Any

from django.contrib.auth.models import User
from django.db.models.functions import Now

from config.example_data.shelf import read, source
from news.models import NewsItem, NewsletterIssue, TrialLink
from trials.models import Trial
from trials.vocabulary import LinkMethod, LinkStatus, PublishingState

USER = "example-data"


def load_news() -> list[NewsItem]:
    """Make the items that are not there yet; those that are stay as they are."""
    known = set(NewsItem.objects.values_list("slug", flat=True))
    return [_item(dict(values)) for values in read("news")["items"] if values["slug"] not in known]


def _item(values: dict[str, Any]) -> NewsItem:
    links, issue = values.pop("links"), values.pop("issue")
    values["source"] = source(values["source"])
    values["issue"], _ = NewsletterIssue.objects.get_or_create(slug=issue["slug"], defaults=issue)
    item: NewsItem = NewsItem.objects.create(**values, state=PublishingState.APPROVED)
    for link in links:
        for trial in Trial.objects.identified_by(link["trial"]):
            _link(item, trial, link["trial"], link["role"])
    return item


def _link(item: NewsItem, trial: Trial, identifier: str, role: str) -> None:
    """A link as if a person had confirmed it: the examples were read by one."""
    TrialLink.objects.create(
        item=item,
        trial=trial,
        role=role,
        status=LinkStatus.CONFIRMED,
        method=LinkMethod.IDENTIFIER,
        evidence=identifier,
        positions=[match.start() for match in re.finditer(identifier, item.body)],
        confidence=1,
        decided_by=_user(),
        decided_at=Now(),
    )


def _user() -> User:
    """Who decided: an account that nobody can use."""
    user, made = User.objects.get_or_create(
        username=USER, defaults={"is_active": False, "first_name": "Example", "last_name": "data"}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
