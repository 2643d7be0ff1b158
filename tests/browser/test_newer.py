"""Two people at one record, without scripts: the second puts both together; a session that ends."""

import pghistory
import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.test_admin_tasks import come_in
from tests.records import a_trial
from trials.models import Trial

LONG = "Adults with a tumor that grew on treatment take one tablet each day. " * 12


@pytest.fixture
def trial() -> Trial:
    return a_long_trial("A021602")


def a_long_trial(protocol_id: str) -> Trial:
    """With a summary of a page, and arms."""
    trial = a_trial(protocol_id, acronym="CABINET", plain_summary=LONG, keywords=["One"])
    trial.arms.create(label="Cabozantinib")
    trial.arms.create(label="Placebo", position=1)
    return trial


def change(trial: Trial) -> str:
    return reverse("admin:trials_trial_change", args=[trial.pk])


def meanwhile(trial: Trial) -> None:
    """A colleague changes two fields and two rows."""
    olga = User.objects.create_user("olga")
    with pghistory.context(user=olga.pk):
        trial.brief_title = "Their title"
        trial.plain_summary = LONG.replace("one tablet", "two tablets", 1)
        trial.keywords = ["One", "Two"]
        trial.save()
        trial.arms.filter(label="Placebo").delete()
        trial.arms.create(label="Observation", position=2)


def edit(page: Page, trial: Trial) -> None:
    """Open the form; a colleague is faster; send it."""
    page.goto(change(trial))
    page.get_by_label("Brief title").fill("My title")
    page.get_by_label("Acronym", exact=False).first.fill("CABINET-1")
    page.locator("[name=arms-1-description]").fill("Tablets without a drug")
    meanwhile(trial)
    page.get_by_label("Why:", exact=True).fill("The chair wrote it")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("heading", name="Changed while you had it open")).to_be_visible()


def test_both_are_put_together_without_scripts(plain: Page, trial: Trial) -> None:
    come_in(plain, "edith", "Editors")
    edit(plain, trial)
    expect(plain.get_by_text("Nothing was saved yet.", exact=True)).to_be_visible()
    plain.get_by_role("radio", name="Keep mine").check()
    plain.get_by_role("radio", name="Leave it removed").check()
    plain.get_by_role("button", name="Save what I chose").click()
    expect(plain.get_by_text("was changed successfully")).to_be_visible()
    trial.refresh_from_db()
    assert (trial.brief_title, trial.acronym) == ("My title", "CABINET-1")
    assert (trial.keywords, "two tablets" in trial.plain_summary) == (["One", "Two"], True)
    assert [arm.label for arm in trial.arms.all()] == ["Cabozantinib", "Observation"]


def test_what_was_typed_outlives_the_session(plain: Page, trial: Trial) -> None:
    come_in(plain, "edith", "Editors")
    plain.goto(change(trial))
    plain.get_by_label("Brief title").fill("My title")
    plain.get_by_label("Why:", exact=True).fill("The chair wrote it")
    Session.objects.all().delete()
    plain.get_by_role("button", name="Save", exact=True).last.click()
    expect(plain.get_by_text("Your session has ended")).to_be_visible()
    with plain.context.expect_page() as opened:
        plain.get_by_role("link", name="Log in again").click()
    tab = opened.value
    tab.get_by_label("Username").fill("edith")
    tab.get_by_label("Password").fill("secret")
    tab.get_by_role("button", name="Sign in", exact=True).click()
    expect(tab.get_by_role("heading", name="What needs attention")).to_be_visible()
    plain.get_by_role("button", name="Send what I typed").click()
    expect(plain.get_by_text("was changed successfully")).to_be_visible()
    trial.refresh_from_db()
    assert trial.brief_title == "My title"
