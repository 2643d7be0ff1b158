"""The history tab tells changes in the words of the forms; an import is one line, not hundreds."""

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from trials.models import ImportRun, Organisation, Source, Trial

pytestmark = pytest.mark.django_db


def history(client: Client, trial: Trial) -> str:
    answer = client.get(reverse("admin:trials_trial_history", args=[trial.pk]))
    return " ".join(answer.content.decode().split())


def test_many_rows_of_one_change_are_one_line(editor: Client, trial: Trial) -> None:
    with pghistory.context(command="import_ctgov"):
        for number in range(30):
            trial.sites.create(city=f"City {number}")
    text = history(editor, trial)
    assert "30 sites added" in text
    assert "import_ctgov" in text
    assert "City 7" not in text


def test_values_are_told_in_words(editor: Client, trial: Trial, source: Source) -> None:
    sponsor = Organisation.objects.create(name="National Cancer Institute")
    trial.study_type, trial.std_ages = "INTERVENTIONAL", ["OLDER_ADULT"]
    trial.lead_sponsor, trial.release_at = sponsor, "2026-11-23T00:01:02.5Z"
    trial.has_dmc = True
    trial.save()
    text = history(editor, trial)
    for words in (
        "<dt>Study type</dt> <dd><del></del> → Interventional</dd>",
        "<dt>Standard ages</dt> <dd><del></del> → Older adult (65 years and over)</dd>",
        "<dt>Lead sponsor</dt> <dd><del></del> → National Cancer Institute</dd>",
        (
            '<dt>Public from</dt> <dd><del></del> → <span class="day">2026-11-22</span> 19:01 EST'
            ' (<span class="day">2026-11-23</span> 00:01 UTC)</dd>'
        ),
        "<dt>Source</dt> <dd>Journal 2024</dd>",
        "→ Yes</dd>",
    ):
        assert words in text


@pytest.mark.slow
def test_a_history_costs_the_same_however_long(editor: Client, trial: Trial) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            history(editor, trial)
        return len(captured)

    trial.sites.create(city="Boston")
    few = queries()
    for number in range(60):
        trial.sites.create(city=f"City {number}")
        trial.references.create(citation=f"Paper {number}")
    assert queries() <= few


@pytest.mark.slow
def test_a_change_of_an_import_leads_to_its_run(editor: Client, trial: Trial) -> None:
    run = ImportRun.objects.create()
    with pghistory.context(command="import_ctgov", run=run.pk):
        trial.sites.create(city="Boston")
    text = history(editor, trial)
    page = reverse("admin:trials_importrun_change", args=[run.pk])
    assert f'<a href="{page}">import run of {run.started_at:%Y-%m-%d %H:%M} UTC</a>' in text
    for one in (run, trial):
        model = one._meta.model_name
        assert (
            editor.get(reverse(f"admin:trials_{model}_history", args=[one.pk])).status_code == 200
        )
