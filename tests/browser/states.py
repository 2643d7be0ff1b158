"""Every public page in every state it can be in: the rows that it takes, and the addresses.

Empty, one, many, wrong; withdrawn, corrected, in another language. A new page belongs here, too.
"""

from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from news.models import Correction, NewsImage
from tests.news.intake.files import png
from tests.records import NOT_LISTED, a_link, a_trial, an_approval, an_issue, an_item
from tests.trials.ctgov.results import RESULTS, with_results
from trials.ctgov.importer import import_study
from trials.models import Condition, Contact, Site, Trial

WITHDRAWN = NOT_LISTED["withdrawn"]

WIDTHS = (360, 768, 1280)
THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
    "print": {"media": "print", "color_scheme": "light"},
}
# Pages with no address of their own.
TEMPLATES = ("400.html", "500.html", "503.html", "403.html")

# Of a site on its first day.
EMPTY = {
    "home": "/",
    "trials": "/trials/",
    "news": "/news/",
    "issues": "/news/issues/",
    "approvals": "/approvals/",
    "search": "/search/?q=cabozantinib",
    "suggest": "/suggest/?q=ca",
}

# Of the example data, and of what `make_states` adds.
STATES = {
    "home": "/",
    "trials, many": "/trials/",
    "trials, newest first": "/trials/?q=tumor&sort=newest",
    "trials, one": "/trials/?phase=PHASE3&condition=pancreatic-neuroendocrine-tumor",
    "trials, none": "/trials/?q=zzzz+qqqq",
    "trials, a wrong value": "/trials/?status=BOGUS&phase=PHASE3&condition=tumor",
    "trials, a place": "/trials/?q=tumor&near=Portland&radius=500",
    "trials, some words": "/trials/?q=cabozantinib+qqqq",
    "trial, with everything": "/trials/A021602/",
    "trial, with results of a registry": "/trials/NCT99999901/",
    "trial, open, with sites": "/trials/A099902/",
    "trial, nothing but an ID": "/trials/A099901/",
    "trial, withdrawn": "/trials/A099903/",
    "history, many": "/trials/A021602/history/",
    "history, two versions": "/trials/A021602/history/?from=1&to=3",
    "history, two alike": "/trials/A021602/history/?from=1&to=1",
    "history, no such version": "/trials/A021602/history/?from=1&to=99999",
    "history, an old version": "/trials/A021602/history/1/",
    "history, one": "/trials/A099901/history/",
    "history, withdrawn": "/trials/A099903/history/",
    "condition, one": "/conditions/pancreatic-neuroendocrine-tumor/",
    "condition, many": "/conditions/of-many-trials/",
    "compare, nothing chosen": "/compare/",
    "compare, two": "/compare/?id=A021602&id=A099902",
    "compare, four": "/compare/?id=A021602&id=A099902&id=A099901&id=NCT99999901",
    "compare, an unknown number": "/compare/?id=A021602&id=A099999",
    "approvals, many": "/approvals/",
    "approvals, a wrong value": "/approvals/?agency=BOGUS",
    "news, many": "/news/",
    "news, none": "/news/?q=zzzz+qqqq",
    "news, a wrong value": "/news/?kind=BOGUS",
    "release": "/news/fda-approves-cabozantinib-neuroendocrine-tumors/",
    "release, corrected, with a picture": "/news/corrected/",
    "release, in Spanish": "/news/in-spanish/",
    "release, withdrawn": "/news/withdrawn/",
    "issue, many": "/news/issues/e-news-march-2025/",
    "issue, one": "/news/issues/of-one/",
    "issue, to print": "/news/issues/e-news-march-2025/print/",
    "issues, many": "/news/issues/",
    "preview, gone": "/news/preview/no-such-link/",
    "search, nothing typed": "/search/",
    "search, many": "/search/?q=cabozantinib",
    "search, a slip": "/search/?q=cabozantinb",
    "search, other names": "/search/?q=NET",
    "search, Spanish names": "/search/?q=cancer+de+pancreas",
    "search, none": "/search/?q=zzzz+qqqq",
    "search, an unknown number": "/search/?q=A021602+A099999",
    "search, too long": f"/search/?q={'a' * 201}",
    "suggest, many": "/suggest/?q=ca",
    "suggest, none": "/suggest/?q=zzzz",
    "about": "/about/",
    "glossary": "/glossary/",
    "api": "/api/",
    "not found": "/nowhere/",
    "not found, a number": "/nowhere/NCT99999999/",
    "not found, a known number": "/nowhere/A021602/",
}


# Lists of which the rows below make two pages.
LONG = {"approvals, next page": "/approvals/", "news, next page": "/news/"}


def every_state() -> dict[str, str]:
    """The rows are made; name and address of each state."""
    make_states()
    return STATES | {name: _next_of(address) for name, address in LONG.items()}


def _next_of(address: str) -> str:
    """Where the list leads on."""
    page = BeautifulSoup(Client().get(address).content, "html.parser")
    on = page.select_one("a[rel=next]")
    assert on is not None, f"{address} has one page only"
    return f"{address}{on['href']}"


def make_states() -> None:
    """The example data, and each state that it lacks."""
    call_command("load_example_data", verbosity=0)
    import_study(with_results(RESULTS), publish=True)
    _trials()
    _news(Trial.objects.get(protocol_id="A021602"))


def _trials() -> None:
    """One with an ID alone, one open with contact and sites, one withdrawn, one with versions."""
    cabinet = Trial.objects.filter(protocol_id="A021602")
    cabinet.update(why_stopped="It met its goal early.")
    cabinet.get().references.create(citation="Doe J. A paper. Journal 2025;1:1-9.")
    a_trial("A099901", brief_title="A099901", acronym="")
    a_trial("A099903", **WITHDRAWN)
    open_one = a_trial("A099902", overall_status="RECRUITING", brief_title="Looking for people")
    open_one.status_changes.create(status="RECRUITING", as_of="2026-03")
    Contact.objects.create(trial=open_one, name="Jo Doe", phone="555-0100", email="jo@example.org")
    for city in ("Portland", "Salem", "Eugene"):
        Site.objects.create(
            trial=open_one, city=city, state="Oregon", country="United States", status="RECRUITING"
        )
    condition = Condition.objects.create(name="Of many trials", slug="of-many-trials")
    for trial in Trial.objects.all():
        trial.trial_conditions.create(condition=condition, position=9)


def _news(trial: Trial) -> None:
    """Releases corrected, withdrawn and in Spanish; enough of all for a second page."""
    corrected = an_item("corrected", title="A release with a picture", body="## A part\n\nText.")
    Correction.objects.create(item=corrected, text="It was April.", corrected_at=timezone.now())
    NewsImage.objects.create(
        item=corrected,
        file=ContentFile(png("teal", (400, 300)), "a.png"),
        alternative_text="A curve",
        caption="Both arms",
        credit="A. Doe",
    )
    a_link(corrected, trial)
    spanish = an_item("in-spanish", title="Un ensayo nuevo", body="El ensayo.", language="es")
    an_item("withdrawn", **WITHDRAWN)
    issue = an_issue("of-one", title="E-News, April 2025", dated="2025-04")
    spanish.issue = issue
    spanish.save()
    shelved = a_trial("A099904")
    for number in range(25):
        day = timezone.now() - timedelta(days=number + 2)
        an_item(f"item-{number}", release_at=day)
        an_approval(shelved, agency=f"Agency {number}", indication="For adults.")
