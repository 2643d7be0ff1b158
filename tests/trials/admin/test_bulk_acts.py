"""Every action of every list shows first what it will do: the first press changes nothing."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Events

from news.models import TrialLink
from tests.records import (
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_editor,
    an_issue,
    an_item,
)
from trials.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def records() -> None:
    """Some of each kind, public and not, which hang together."""
    source = a_source()
    for name, state in (("A021602", "APPROVED"), ("A021703", "DRAFT")):
        trial = a_trial(name, state=state)
        cohort, arm = trial.cohorts.create(label="pNET"), trial.arms.create(label="Drug")
        endpoint = trial.endpoints.create(level="PRIMARY", measure="PFS")
        trial.interventions.create(name="Drug")
        trial.sites.create(facility="A place")
        a_finding(trial, "9", source, cohort=cohort, arm=arm, endpoint=endpoint, state=state)
        an_approval(trial, state=state)
        a_guideline_listing(trial, "NET", state=state)
        a_status(trial, "COMPLETED", source=source)
        a_link(an_item(f"about-{name.lower()}", state=state), trial, "SUGGESTED")
    an_issue()


def actions(user: Any) -> list[tuple[Any, str]]:
    request = RequestFactory().get("/")
    request.user = user
    return [
        (screen, name)
        for screen in admin.site._registry.values()
        for name in screen.get_actions(request)
    ]


@pytest.mark.slow
def test_the_first_press_changes_nothing_and_shows_a_page(
    admin_client: Client, admin_user: Any, records: None
) -> None:
    tried = set()
    for screen, name in actions(admin_user):
        keys = list(screen.model._default_manager.values_list("pk", flat=True)[:20])
        if not keys or screen.model is Proposal:
            continue  # those of proposals: tests/trials/admin/test_proposal_queue.py
        rows = screen.model._default_manager
        before = Events.objects.count(), rows.count()
        address = reverse(
            f"admin:{screen.model._meta.app_label}_{screen.model._meta.model_name}_changelist"
        )
        answer = admin_client.post(address, {"action": name, ACTION_CHECKBOX_NAME: keys})
        told = f"{screen}: {name}"
        assert answer.status_code == 200, told
        assert b'type="submit"' in answer.content or b"nothing to do" in answer.content, told
        assert (Events.objects.count(), rows.count()) == before, told
        tried.add(name)
    wanted = {"submit", "return", "approve", "withdraw", "confirm", "reject", "delete_selected"}
    assert wanted <= tried, tried


@pytest.mark.slow
def test_links_are_confirmed_once_that_is_confirmed(staff: Client, records: None) -> None:
    first, second = TrialLink.objects.order_by("pk")
    address = reverse("admin:news_triallink_changelist")
    asked = staff.post(
        address, {"action": "confirm", ACTION_CHECKBOX_NAME: [first.pk, second.pk]}
    ).content.decode()
    assert "What will happen (2)" in asked
    assert f'value="{first.pk}:{first.stamp}"' in asked
    seen = [f"{first.pk}:{first.stamp}", f"{second.pk}:{second.stamp}"]
    decided = {"status": "REJECTED", "decided_by": an_editor(), "decided_at": timezone.now()}
    TrialLink.objects.filter(pk=second.pk).update(**decided)
    data = {"action": "confirm", "confirmed": "yes", "seen": seen}
    answer = staff.post(address, data | {ACTION_CHECKBOX_NAME: [first.pk, second.pk]}, follow=True)
    text = answer.content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.status == "CONFIRMED"
    assert second.status == "REJECTED"
    assert "rejected" in text.lower()
    again = staff.post(address, {"action": "confirm", ACTION_CHECKBOX_NAME: [first.pk]})
    assert "There is nothing to do here." in again.content.decode()
