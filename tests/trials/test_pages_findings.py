"""How a registry's findings stand on the page of their trial, and in the admin."""

import copy
import re
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import client_of, member
from tests.records import a_finding, a_source
from tests.trials.ctgov.results import RESULTS, with_results
from trials.ctgov.importer import import_study
from trials.models import Finding, RegistryRecord, Trial
from trials.vocabulary import Quantity, quantity_in_words

pytestmark = pytest.mark.django_db

SENTENCE = "does not state which arm a comparison starts from"


def taken_in(*measures: dict[str, Any], publish: bool = True) -> Trial:
    """The invented study as a public trial with its findings; without measures all of them."""
    module = {"outcomeMeasures": list(measures)}
    data = with_results({"outcomeMeasuresModule": module} if measures else RESULTS)
    return Trial.objects.get(pk=import_study(data, publish=publish).trial_id)


def findings(client: Client, trial: Trial) -> str:
    """The section of the page, each run of white space as one blank."""
    text = " ".join(client.get(trial.get_absolute_url()).content.decode().split())
    return text[text.index('<section aria-labelledby="findings"') : text.index('id="eligibility"')]


def words(html: str) -> str:
    """As a reader has it."""
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def counted(number: int) -> dict[str, Any]:
    """A measure of so many numbers."""
    classes = [
        {"title": f"Event {at}", "categories": [{"measurements": [{"groupId": "A", "value": "1"}]}]}
        for at in range(number)
    ]
    group = {"id": "A", "title": "Placebo"}
    return {"type": "PRIMARY", "title": "Events", "groups": [group], "classes": classes}


def test_a_number_stands_with_its_spread_remark_and_the_version_of_its_record(
    client: Client,
) -> None:
    text = words(findings(client, taken_in()))
    for part in (
        "Source: ClinicalTrials.gov , version of 4 March 2098",
        "13.8 months 95% CI 9.2\N{EN DASH}18.5 n = 203",
        "7.1 hours Standard Deviation 1.2 n = 203",
        "NA 95% CI from 3 upwards n = 95 Remark of the source: The median was not reached",
        "Examplinib versus Placebo 0.38 95% CI 0.25\N{EN DASH}0.59",
        "0.59 Standard error of the mean 0.05 p&lt;0.001",
        "Complete: proportion, Week 12 (n = 180, 90)",
        "Placebo, crossed over &lt;1",
        "Healthy relatives 1,5",
        "Fisher Exact: p-value, Week 12 Examplinib versus Placebo 0.04",
    ):
        assert part in text


def test_the_source_is_named_once_for_a_table(client: Client) -> None:
    html = findings(client, taken_in())
    assert html.count("version of") == html.count('<details class="registry') == 3
    assert html.count(SENTENCE) == 1
    assert re.search(r'<time datetime="2098-03-04">', html)


def test_numbers_of_several_versions_stand_in_one_table_each_with_its_version(
    client: Client,
) -> None:
    taken_in(counted(2))
    changed = counted(2)
    changed["classes"][1]["categories"][0]["measurements"][0]["value"] = "7"
    module = {"outcomeMeasures": [changed]}
    data = copy.deepcopy(with_results({"outcomeMeasuresModule": module}))
    posted = {"date": "2098-05-06", "type": "ACTUAL"}
    data["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = posted
    html = findings(client, Trial.objects.get(pk=import_study(data).trial_id))
    assert html.count('<details class="registry') == 1
    assert "Source: ClinicalTrials.gov , version of 6 May 2098" in words(html)
    assert "1 version of 4 March 2098" in words(html)
    assert "7 version of" not in words(html)


def test_what_is_not_primary_or_long_is_folded(client: Client) -> None:
    html = findings(client, taken_in())
    assert re.findall(r"<details class=.registry-findings[^>]*>", html) == [
        '<details class="registry-findings" open>',
        *['<details class="registry-findings">'] * 2,
    ]
    assert "Secondary, 5 numbers" in html


def test_a_long_table_is_folded_and_all_of_one_group_stands_under_its_name(client: Client) -> None:
    html = findings(client, taken_in(counted(31)))
    assert '<details class="registry-findings">' in html
    assert words(html).count("Placebo") == 1
    assert "Event 30 1" in words(html)
    assert SENTENCE not in html


def test_another_source_of_the_same_number_stands_beside_the_registrys(client: Client) -> None:
    trial = taken_in()
    ratio = trial.findings.get(quantity="HAZARD_RATIO")
    same = {"endpoint": ratio.endpoint, "arm": ratio.arm, "comparator": ratio.comparator}
    a_finding(trial, "0.40", a_source("NEJM 2024"), quantity="HAZARD_RATIO", **same)
    text = words(findings(client, trial))
    assert "Sources differ: ClinicalTrials.gov says 0.38, NEJM 2024 says 0.40." in text
    assert "0.38 95% CI" in text
    assert "ClinicalTrials.gov , version of 4 March 2098" in text


@pytest.mark.slow
def test_an_editors_number_with_another_source_is_not_the_registrys(client: Client) -> None:
    trial = taken_in()
    trial.findings.filter(quantity="HAZARD_RATIO").update(source=a_source("NEJM 2024"))
    text = words(findings(client, trial))
    assert "Hazard ratio, Examplinib versus Placebo" in text
    assert "NEJM 2024, 16 September 2024" in text


def test_texts_of_the_registry_are_no_markup(client: Client) -> None:
    measure = counted(1)
    measure["groups"][0]["title"] = "<script>alert(1)</script>"
    measure["classes"][0]["title"] = "<b>x</b>"
    measure["classes"][0]["categories"][0]["measurements"][0]["comment"] = "<i>y</i>"
    html = findings(client, taken_in(measure))
    assert not {"<script>", "<b>", "<i>"} & set(re.findall("<[a-z]+>", html))
    assert "&lt;script&gt;" in html


def test_a_draft_number_does_not_show(client: Client) -> None:
    trial = taken_in(publish=False)
    Trial.objects.update(state="APPROVED", release_at=Now())
    Finding.objects.exclude(quantity="MEAN").update(state="APPROVED", release_at=Now())
    assert "Hours of sleep" not in findings(client, trial)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 300])
def test_the_page_asks_no_more_for_more_numbers_and_never_for_the_json(
    client: Client, number: int
) -> None:
    trial = taken_in(counted(number))
    with CaptureQueriesContext(connection) as queries:
        client.get(trial.get_absolute_url())
    assert len(queries) == 10
    assert not [query for query in queries if '"trials_registryrecord"."study"' in query["sql"]]


@pytest.mark.slow
def test_the_admin_shows_spread_and_version_and_keeps_the_registrys_rows_in_their_list() -> None:
    editor, trial = client_of(member("edith", "Editors")), taken_in()
    listed = editor.get(reverse("admin:trials_finding_changelist")).content.decode()
    assert "Standard Deviation 1.2" in listed
    assert "1, of 4 March 2098" in listed
    finding = trial.findings.get(quantity="MEAN", arm__label="Placebo")
    form = editor.get(reverse("admin:trials_finding_change", args=[finding.pk])).content.decode()
    assert 'value="Standard Deviation 1.1"' in form
    assert "1, of 4 March 2098" in form
    assert 'name="registry_version"' not in form
    whole = editor.get(reverse("admin:trials_trial_change", args=[trial.pk])).content.decode()
    assert 'name="findings-TOTAL_FORMS" value="0"' in whole


def test_the_admins_list_does_not_read_the_json() -> None:
    editor, _ = client_of(member("edith", "Editors")), taken_in()
    with CaptureQueriesContext(connection) as queries:
        editor.get(reverse("admin:trials_finding_changelist"))
    assert RegistryRecord.objects.count() == 1
    assert not [query for query in queries if '"trials_registryrecord"."study"' in query["sql"]]


@pytest.mark.parametrize(
    ("quantity", "measure", "said"),
    [
        (Quantity.P_VALUE, "", "P-value"),
        (Quantity.P_VALUE, "Log Rank", "Log Rank: p-value"),
        (Quantity.LEAST_SQUARES_MEAN, "Erythema", "Erythema: least squares mean"),
        (Quantity.DIFFERENCE, "Risk Difference (RD)", "Risk Difference (RD)"),
        (Quantity.NUMBER, "Prostate", "Prostate"),
        (Quantity.OTHER, "Slope", "Slope"),
        (Quantity.OTHER, "", "Other quantity"),
    ],
)
def test_quantities_in_words(quantity: Quantity, measure: str, said: str) -> None:
    assert quantity_in_words(quantity, measure) == said
