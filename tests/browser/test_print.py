"""Trials on paper: four sheets at most, of the example and of real records of every length."""

import re
from pathlib import Path

from django.core.management import call_command
from playwright.sync_api import Page

from tests.records import a_trial
from tests.trials.ctgov.command import run
from trials.models import Site, Trial

SHEET = re.compile(rb"/Type\s*/Page\b(?!s)")
MOST = 4
# The longest records of the samples, some of middling length and a short one.
REAL = (
    "NCT02513394",
    "NCT01953588",
    "NCT01029262",
    "NCT02552212",
    "NCT00055497",
    "NCT03375320",
    "NCT02210780",
    "NCT01275365",
)


def sheets_of(page: Page, address: str) -> int:
    """How many sheets Chromium prints."""
    page.goto(address)
    return len(SHEET.findall(page.pdf(prefer_css_page_size=True)))


def test_the_example_is_printed_on_four_sheets_at_most(desktop: Page) -> None:
    call_command("load_example_data", verbosity=0)
    assert 1 <= sheets_of(desktop, "/trials/A021602/") <= MOST


def test_real_trials_are_printed_on_four_sheets_at_most(desktop: Page, samples: Path) -> None:
    files = sorted((samples / "ctgov").glob("*.json"))
    run(*(file for file in files if file.stem in REAL), publish=True)
    trials = Trial.objects.public()
    assert trials.count() == len(REAL)
    counts = {str(one): sheets_of(desktop, one.get_absolute_url()) for one in trials}
    assert all(1 <= count <= MOST for count in counts.values()), counts


def test_few_sites_stand_on_paper_by_name_and_many_do_not(desktop: Page) -> None:
    few, many = a_trial("A099901"), a_trial("A099902")
    for trial, number in ((few, 3), (many, 30)):
        trial.sites.bulk_create(
            Site(trial=trial, city=f"City {at}", country="Spain") for at in range(number)
        )
    desktop.emulate_media(media="print")
    desktop.goto(few.get_absolute_url())
    assert desktop.get_by_text("City 2").is_visible()
    assert not desktop.get_by_text("Not printed here").is_visible()
    desktop.goto(many.get_absolute_url())
    assert not desktop.get_by_text("City 2", exact=False).first.is_visible()
    assert desktop.get_by_text("Not printed here: the names of the sites").is_visible()
