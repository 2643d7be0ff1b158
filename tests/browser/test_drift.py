"""An editor goes through what the registry says otherwise, by keyboard and without JavaScript."""

import copy
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_admin_tasks import come_in
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.importer import import_study
from trials.models import ImportRun, Proposal, Trial


@pytest.fixture
def drifted() -> Trial:
    """A trial whose title and acronym were changed here, and whose acronym at the registry too."""
    study = copy.deepcopy(GROUP_TRIAL)
    trial = taken_in(study)
    held = Trial.objects.filter(pk=trial.pk)
    held.update(brief_title="Our Group Trial", acronym="OURS", enrollment=7)
    trial.officials.create(name="Typed in here")
    trial.endpoints.filter(level="PRIMARY").delete()
    changed = later(study)
    module(changed, "identification")["acronym"] = "THEIRS"
    import_study(changed)
    held.update(missing_since=timezone.now())
    return trial


def test_fields_are_taken_and_kept_without_javascript(plain: Page, drifted: Trial) -> None:
    come_in(plain, "edith", "Editors")
    plain.goto(reverse("admin:trials_trial_change", args=[drifted.pk]))
    plain.get_by_role("link", name="Registry (3 to decide)").click()
    plain.get_by_role("button", name="Take the registry's for Acronym").focus()
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("1 taken over from the registry: Acronym.")).to_be_visible()
    plain.get_by_role("link", name="Choose all on this page").click()
    plain.get_by_role("checkbox", name="Enrollment").uncheck()
    plain.get_by_role("button", name="Keep ours of the chosen").first.click()
    expect(plain.get_by_text("1 kept as ours: Brief title.")).to_be_visible()
    expect(plain.get_by_text("Kept by edith on")).to_be_visible()
    plain.get_by_role("button", name="Open again for Brief title").click()
    expect(plain.get_by_text("1 open again: Brief title.")).to_be_visible()


def test_many_are_taken_from_the_queue(desktop: Page, drifted: Trial) -> None:
    come_in(desktop, "edith", "Editors")
    desktop.goto(reverse("admin:trials_trial_changelist", query={"registry": "differs"}))
    desktop.get_by_role("link", name="A219911").click()
    expect(desktop.get_by_text("Not found at the registry since")).to_be_visible()
    desktop.goto(reverse("admin:trials_proposal_changelist", query={"origin__exact": "REGISTRY"}))
    desktop.locator("#changelist-filter").get_by_role("link", name="Acronym", exact=True).click()
    desktop.locator("#action-toggle").check()
    desktop.get_by_label("Action:").select_option(label="Take over the chosen …")
    desktop.get_by_role("button", name="Go").click()
    expect(desktop.get_by_text("Ours is replaced by the registry's (1)")).to_be_visible()
    desktop.get_by_role("button", name="Take over the chosen (1)").click()
    expect(
        desktop.get_by_text("1 taken over from the registry: Acronym of A219911")
    ).to_be_visible()


def test_the_screens_have_no_fault_that_axe_finds(
    desktop: Page, drifted: Trial, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(desktop, "edith", "Editors")
    run = ImportRun.objects.create(inputs=["a.json"], refusals=["a.json: not read"])
    proposal = Proposal.objects.all()[0]
    for address in (
        reverse("admin:trials_trial_registry", args=[drifted.pk]),
        reverse("admin:trials_proposal_changelist"),
        reverse("admin:trials_proposal_change", args=[proposal.pk]),
        reverse("admin:trials_importrun_changelist"),
        reverse("admin:trials_importrun_change", args=[run.pk]),
    ):
        assert accessibility_faults(address, cookies_of=desktop) == [], address
