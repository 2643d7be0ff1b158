"""Every page of the admin in every state it can be in: the rows that it takes, and the addresses.

Empty, many, filtered, refused, wrong. `{trial}` in an address is that record's key. A state that is
reached by a press is a function of the page. A new screen's list and forms are here by themselves.
"""

import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from news.models import NewsItem, NewsletterIssue, TrialLink
from news.proposing import propose_facts
from tests.accounts import member
from tests.browser.states import make_states
from tests.browser.test_admin_tasks import come_in
from tests.browser.test_newer import a_long_trial, edit
from tests.records import a_finding, a_link, a_source, a_trial, an_approval, an_item
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.importer import import_study
from trials.drafts import approve, keep, remark
from trials.drafts.applying import MOVED
from trials.models import Draft, GuidelineListing, ImportRun, Source, Trial
from trials.models.draft import NOT_IN_TIME

SOON = {"state": "APPROVED", "release_at": timezone.now() + timedelta(days=9)}

# Of a site on its first day.
EMPTY = {
    "dashboard, empty": "/admin/",
    "trials, empty": "/admin/trials/trial/",
    "findings, empty": "/admin/trials/finding/",
    "proposals, empty": "/admin/trials/proposal/",
    "news items, empty": "/admin/news/newsitem/",
    "import runs, empty": "/admin/trials/importrun/",
    "desk, empty": "/admin/news/desk/",
    "password": "/accounts/password/change/",
    "second factor": "/accounts/2fa/",
    "sessions": "/accounts/sessions/",
}

# Of the example data, and of what `make_desk` adds.
STATES = {
    "dashboard": "/admin/",
    "screens of the registry": "/admin/trials/",
    "trials, filtered": "/admin/trials/trial/?needs=note&state__exact=APPROVED",
    "trials, found": "/admin/trials/trial/?q=cabozantinib",
    "trials, none": "/admin/trials/trial/?q=zzzz",
    "trials, a year": "/admin/trials/trial/?updated_at__year={year}",
    "findings of a trial": "/admin/trials/finding/?trial={cabinet}",
    "proposals of the registry": "/admin/trials/proposal/?origin__exact=REGISTRY",
    "links, open": "/admin/news/triallink/?status__exact=SUGGESTED",
    "trial, with everything": "/admin/trials/trial/{cabinet}/change/",
    "trial, in review, with drift": "/admin/trials/trial/{trial}/change/",
    "trial, an empty row in each table": "/admin/trials/trial/{trial}/change/?rows=1",
    "trial, history": "/admin/trials/trial/{cabinet}/history/",
    "trial, history of a day": "/admin/trials/trial/{trial}/history/",
    "trial, delete, refused": "/admin/trials/trial/{cabinet}/delete/",
    "trial, delete": "/admin/trials/trial/{draft}/delete/",
    "trial, preview": "/admin/trials/trial/{trial}/preview/",
    "trial, results": "/admin/trials/trial/{cabinet}/results/",
    "trials, completeness": "/admin/trials/trial/completeness/",
    "trial, registry": "/admin/trials/trial/{trial}/registry/",
    "trial, approve": "/admin/trials/trial/{trial}/approve/",
    "trial, withdraw": "/admin/trials/trial/{cabinet}/withdraw/",
    "trial, submit": "/admin/trials/trial/{draft}/submit/",
    "source, delete, refused": "/admin/trials/source/{source}/delete/",
    "finding, which trial": "/admin/trials/finding/add/",
    "finding, no such trial": "/admin/trials/finding/add/?trial_id=A999999",
    "finding, add": "/admin/trials/finding/add/?trial={cabinet}",
    "finding, in a window of its own": "/admin/trials/source/add/?_popup=1",
    "item, with everything": "/admin/news/newsitem/{corrected}/change/",
    "item, history": "/admin/news/newsitem/{item}/history/",
    "item, facts": "/admin/news/newsitem/{item}/facts/",
    "item, preview": "/admin/news/newsitem/{item}/preview/",
    "item, preview links": "/admin/news/newsitem/{item}/preview-links/",
    "item, approve": "/admin/news/newsitem/{item}/approve/",
    "item, take in": "/admin/news/newsitem/take-in/",
    "issue, schedule": "/admin/news/newsletterissue/{issue}/schedule/",
    "issue, email": "/admin/news/newsletterissue/{issue}/email/",
    "trial, merge with which": "/admin/trials/trial/{draft}/merge/",
    "trial, merge with none": "/admin/trials/trial/{draft}/merge/?other=A000000",
    "trial, merge": "/admin/trials/trial/{cabinet}/merge/?other=A099905",
    "trial, renumber": "/admin/trials/trial/{cabinet}/renumber/",
    "trial, versions": "/admin/trials/trial/{cabinet}/versions/",
    "trial, restore": "/admin/trials/trial/{cabinet}/versions/1/restore/",
    "draft, which moved": "/admin/trials/draft/{moved}/change/",
    "draft, with a time": "/admin/trials/draft/{timed}/change/",
    "draft, preview": "/admin/trials/draft/{prepared}/preview/",
    "trial, its draft again": "/admin/trials/trial/{cabinet}/change/?draft={prepared}",
    "desk": "/admin/news/desk/",
    "desk, one item": "/admin/news/desk/{item}/",
    "desk, one trial": "/admin/news/desk/trial/{cabinet}/",
    "person, history": "/admin/auth/user/{person}/history/",
    "person, password": "/admin/auth/user/{person}/password/",
    "group, history": "/admin/auth/group/{group}/history/",
    "people, without a second factor": "/admin/auth/user/?second_factor=no",
    "not found": "/admin/nowhere/",
}


def make_desk() -> dict[str, int]:
    """All that waits for somebody; the keys that addresses name."""
    make_states()
    cabinet = Trial.objects.get(protocol_id="A021602")
    trial, item = _drifted(), _with_facts(cabinet)
    draft = a_trial("A099905", state="DRAFT", release_at=None)
    GuidelineListing.objects.create(
        trial=cabinet, body="NCCN", guideline="Tumors", listed_on="2025", source=_paper(), **SOON
    )
    an_approval(cabinet, agency="EMA", indication="For adults.", state="IN_REVIEW")
    ImportRun.objects.create(inputs=["a.json"], created=3, refused=1, refusals=["a.json: not read"])
    corrected = NewsItem.objects.get(slug="corrected")
    issue = NewsletterIssue.objects.all()[0]
    prepared, moved, timed = _drafts(cabinet)
    return {
        "cabinet": cabinet.pk,
        "trial": trial.pk,
        "draft": draft.pk,
        "prepared": prepared.pk,
        "moved": moved.pk,
        "timed": timed.pk,
        "item": item.pk,
        "corrected": corrected.pk,
        "issue": issue.pk,
        "source": cabinet.findings.all()[0].source_id,
        "year": timezone.now().year,
        "person": User.objects.get(username="ines").pk,
        "group": Group.objects.get(name="Publishers").pk,
    }


def _paper() -> Source:
    return a_source("Paper", date="2025")


def _drafts(trial: Trial) -> list[Draft]:
    """One with a remark; one that missed its time, as its record moved; one approved for later."""
    author, found = member("ines", "Editors"), []
    for title in ("A better title", "Another title", "A title of next week"):
        typed = copy.copy(trial)
        typed.brief_title, typed.acronym = title, "CABINET II"
        draft = keep(trial, typed, author, "As the study chair wrote")
        assert draft is not None
        found.append(draft)
    remark(found[0], author, "brief_title", "Is that the official one?")
    found[1].proposals.filter(field="acronym").update(base_value="CAB")
    missed = f"{NOT_IN_TIME}: {MOVED.format('acronym')}"
    Draft.objects.filter(pk=found[1].pk).update(takes_effect_at=timezone.now(), obstacle=missed)
    Draft.objects.filter(pk=found[2].pk).update(takes_effect_at=SOON["release_at"])
    found[2] = approve(found[2], member("pia", "Publishers"), "As agreed")
    return found


def _drifted() -> Trial:
    """In review; the registry says otherwise, then lost it; sources differ; dates passed."""
    study = copy.deepcopy(GROUP_TRIAL)
    trial = taken_in(study)
    ours = {"brief_title": "Our own", "acronym": "OURS", "enrollment": 7, "state": "IN_REVIEW"}
    Trial.objects.filter(pk=trial.pk).update(**ours)
    changed = later(study)
    module(changed, "identification")["acronym"] = "THEIRS"
    import_study(changed)
    over = {"start_date": "2021-05", "start_date_type": "ESTIMATED"}
    Trial.objects.filter(pk=trial.pk).update(missing_since=timezone.now(), **over)
    for value, state in (("95", {"state": "IN_REVIEW"}), ("99", SOON)):
        a_finding(trial, value, a_source(f"Source {value}"), **state)
    return trial


def _with_facts(trial: Trial) -> NewsItem:
    """In review, with links to decide on, one that is sure and one that is not."""
    body = (
        "A021602 is a phase III trial. The pNET cohort counts 99 people with pNET.\n\n"
        "NCT99999801 and A099999 are named as well."
    )
    item = an_item("facts", title="A release to decide on", body=body, state="IN_REVIEW")
    a_link(item, trial)
    other = a_trial("A099906")
    TrialLink.objects.create(
        item=item, trial=other, method="TITLE", evidence="a phase III trial", confidence="0.510"
    )
    an_item("embargoed", title="Under embargo", body="Text.", **SOON)
    propose_facts(item)
    return item


def states_of_screens() -> dict[str, str]:
    """The list of each screen, the form of its first record, and an empty one, where there are."""
    found: dict[str, str] = {}
    for model in sorted(admin.site._registry, key=lambda each: str(each._meta.label)):
        opts: Any = model._meta
        name, start = str(opts.verbose_name), f"admin:{opts.app_label}_{opts.model_name}"
        found[f"list of {name}"] = reverse(f"{start}_changelist")
        first = model._default_manager.order_by("pk").first()
        if first is not None:
            found[f"form of {name}"] = reverse(f"{start}_change", args=[first.pk])
        if model in (Trial, NewsItem, Source, User):
            found[f"new {name}"] = reverse(f"{start}_add")
    return found


def first_day() -> dict[str, str]:
    """Name and address of each state before there is any row."""
    return EMPTY


def every_state() -> dict[str, str]:
    """The rows are made; name and address of each state that has one."""
    keys = make_desk()
    return states_of_screens() | {name: at.format(**keys) for name, at in STATES.items()}


def come_in_as_all(page: Page) -> None:
    """Somebody who may do everything, and is in the groups."""
    come_in(page, "edith", *Group.objects.values_list("name", flat=True))
    User.objects.filter(username="edith").update(is_superuser=True)


def _wrong_form(page: Page) -> None:
    page.goto("/admin/trials/trial/add/")
    page.get_by_label("NCT ID:").fill("NCT1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Please correct the errors below.")).to_be_visible()
    page.get_by_text("What the columns of “arms” mean").click()


def _changed_meanwhile(page: Page) -> None:
    edit(page, a_long_trial("A099907"))


def _chosen(address: str, action: str) -> Callable[[Page], None]:
    """All rows of a list, and what the action asks then."""

    def press(page: Page) -> None:
        page.goto(address)
        page.locator("#action-toggle").check()
        page.get_by_label("Action:").select_option(label=action)
        page.get_by_role("button", name="Go", exact=True).click()

    return press


def _pictures(page: Page) -> None:
    cabinet = Trial.objects.get(protocol_id="A021602")
    page.goto(reverse("admin:trials_trial_change", args=[cabinet.pk]))
    page.locator(".admin-pictures > summary").click()


def _taken_in(page: Page) -> None:
    page.goto("/admin/news/newsitem/take-in/")
    page.locator("textarea").first.fill("# Results\n\nA021602 and NCT03375320 had results.")
    page.get_by_role("button", name="Take in", exact=True).click()


def _wrong_result(page: Page) -> None:
    cabinet = Trial.objects.get(protocol_id="A021602")
    page.goto(reverse("admin:trials_trial_data_cut", args=[cabinet.pk]))
    page.get_by_label("OS, epNET, median, Cabozantinib", exact=True).fill("22,3")
    page.get_by_role("button", name="Look at it before saving").click()
    expect(page.get_by_text("1 cell cannot be saved")).to_be_visible()


def _logged_out(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()


def _wrong_login(page: Page) -> None:
    _login(page)
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("There is no such account")).to_be_visible()


def _login(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/admin/login/")


# In this order: the last ones are of somebody who has left.
PRESSED: dict[str, Callable[[Page], None]] = {
    "trial, with mistakes": _wrong_form,
    "trial, changed meanwhile": _changed_meanwhile,
    "trial, pictures": _pictures,
    "proposals, many at once": _chosen("/admin/trials/proposal/", "Take over the chosen …"),
    "trials, many approved": _chosen("/admin/trials/trial/?state__exact=IN_REVIEW", "Approve …"),
    "trials, many deleted": _chosen("/admin/trials/organisation/", "Delete selected organisations"),
    "links, many confirmed": _chosen("/admin/news/triallink/", "Confirm selected links …"),
    "people, sessions to end": _chosen("/admin/auth/user/", "End all sessions of …"),
    "results, with a mistake": _wrong_result,
    "taken in": _taken_in,
    "logged out": _logged_out,
    "login": _login,
    "login, wrong": _wrong_login,
}
