"""Pictures on the page of a trial, as files, and in the form of an editor."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.accounts import client_of, member
from tests.records import a_link, a_source, a_trial, an_approval, an_item
from tests.trials.pictures.cabinet import a_cabinet, a_median, a_ratio, an_enrollment
from trials.models import Trial

pytestmark = pytest.mark.django_db
NAMES = ("hazard-ratios", "medians", "participants", "timeline")


@pytest.fixture
def cabinet() -> Trial:
    trial, source = a_cabinet(nct_id="NCT03375320", first_posted="2017-12-18"), a_source()
    a_ratio(trial, "0.22", source, lower="0.12", upper="0.41", level=95)
    a_median(trial, "Placebo", "3.3", source)
    an_enrollment(trial, "298", source)
    return trial


def address(name: str, trial: str = "A021602") -> str:
    return f"/trials/{trial}/figures/{name}.svg"


def test_the_page_shows_each_picture_twice_with_a_table_and_a_way_to_keep_it(
    client: Client, cabinet: Trial
) -> None:
    text = client.get("/trials/A021602/").content.decode()
    for name in NAMES:
        assert text.count(f'aria-labelledby="{name}-') == 2
        assert f'href="{address(name)}" download' in text
    assert text.count('role="img"') == 8
    assert '<a href="#pictures">In pictures</a>' in text
    assert "css/figures" in text
    ids = re.findall(' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert " style=" not in text


def test_a_title_in_another_language_is_marked_in_the_table(client: Client, cabinet: Trial) -> None:
    a_link(an_item(title="Un ensayo", language="es"), cabinet)
    text = client.get("/trials/A021602/").content.decode()
    assert '<td role="cell">Press release: <span lang="es">Un ensayo</span></td>' in text
    assert "Press release: Un ensayo</text>" in text


def test_a_trial_without_numbers_and_dates_has_no_pictures_and_no_heading(client: Client) -> None:
    a_trial("A021602", enrollment=298)
    text = client.get("/trials/A021602/").content.decode()
    assert "<svg" not in text
    assert "pictures" not in text
    assert [client.get(address(name)).status_code for name in NAMES] == [404] * 4


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_a_file_to_keep(client: Client, cabinet: Trial, name: str) -> None:
    response = client.get(address(name))
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="A021602-{name}.svg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    root = ET.fromstring(response.content)  # noqa: S314 (of our own making)
    said = " ".join(root.itertext())
    assert "A021602 CABINET, from http://testserver/trials/A021602/" in said


def test_the_policy_of_a_file_allows_its_own_style_and_nothing_else(
    client: Client, cabinet: Trial
) -> None:
    policy = client.get(address("medians"))["Content-Security-Policy"]
    told = {part.split()[0]: part.split()[1:] for part in policy.split("; ")}
    allowed = {name: values for name, values in told.items() if values not in (["'none'"], [])}
    assert list(allowed) == ["style-src"]
    assert allowed["style-src"][0].startswith("'sha256-")
    assert "sandbox" in told


def test_who_has_the_file_is_told_that_it_is_still_so(client: Client, cabinet: Trial) -> None:
    held = client.get(address("hazard-ratios"))
    asked = {"if-none-match": held["ETag"]}
    assert client.get(address("hazard-ratios"), headers=asked).status_code == 304
    cabinet.findings.filter(quantity="HAZARD_RATIO").update(value_text="0.24", value="0.24")
    answer = client.get(address("hazard-ratios"), headers=asked)
    assert answer.status_code == 200
    assert answer["ETag"] != held["ETag"]
    assert answer["Cache-Control"] == "no-cache"


def test_other_numbers_of_the_trial_lead_to_the_file(client: Client, cabinet: Trial) -> None:
    for other in ("NCT03375320", "a021602"):
        response = client.get(address("timeline", other))
        assert (response.status_code, response["Location"]) == (301, address("timeline"))


def test_unknown_names_and_trials_are_not_found(client: Client, cabinet: Trial) -> None:
    assert client.get(address("survival")).status_code == 404
    assert client.get(address("timeline", "A029999")).status_code == 404
    assert client.post(address("timeline")).status_code == 405


def test_a_withdrawn_trial_has_none_since_a_picture_travels_without_the_notice(
    client: Client, cabinet: Trial
) -> None:
    gone = {"state": "WITHDRAWN", "withdrawn_at": timezone.now(), "withdrawal_reason": "Wrong."}
    Trial.objects.filter(pk=cabinet.pk).update(**gone)
    assert "<svg" not in client.get("/trials/A021602/").content.decode()
    assert client.get(address("hazard-ratios")).status_code == 404


def test_names_in_pictures_are_no_markup(client: Client, cabinet: Trial) -> None:
    cabinet.cohorts.filter(label="pNET").update(label="<script>alert(1)</script>")
    cabinet.arms.filter(label="Placebo").update(label='"><b>bold</b>')
    text = client.get("/trials/A021602/").content.decode()
    assert "<script>alert" not in text
    assert "<b>bold" not in text
    for name in NAMES:
        ET.fromstring(client.get(address(name)).content)  # noqa: S314 (of our own making)


def more(trial: Trial, numbers: range) -> None:
    for at in numbers:
        source = a_source(f"Paper {at}", date=f"20{at + 10}")
        cohort = trial.cohorts.create(label=f"Cohort {at}")
        a_ratio(trial, "0.5", source, cohort=cohort)
        a_median(trial, "Placebo", "4", source, cohort=cohort)
        an_enrollment(trial, "9", source, f"Cohort {at}")
        an_approval(trial, f"Agency {at}", source=source)
        a_link(an_item(f"item-{at}"), trial)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_file_takes_as_many_queries_with_many_numbers_as_with_few(
    client: Client, cabinet: Trial, name: str
) -> None:
    counts = []
    for numbers in (range(1), range(1, 20)):
        more(cabinet, numbers)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


@pytest.mark.slow
def test_the_example_record_has_all_four(client: Client) -> None:
    call_command("load_example_data", verbosity=0)
    text = client.get("/trials/A021602/").content.decode()
    for words in (
        "Progression-free survival (PFS), pNET: 0.22 (0.12\N{EN DASH}0.41).",
        "pNET 99 allocated 2:1: Cabozantinib 66, Placebo 33.",
        "epNET 199 allocated 2:1: Cabozantinib 132, Placebo 67.",
        "August 2023, Reported as: Active, not recruiting",
        "26 March 2025, Approval: FDA",
        "Progression-free survival (PFS): epNET, Placebo: 4.2 months.",
    ):
        assert words in text


@pytest.mark.slow
def test_an_editor_sees_pictures_of_drafts_too(cabinet: Trial) -> None:
    a_ratio(cabinet, "0.77", a_source("Draft"), state="DRAFT", population="ITT")
    editor = client_of(member("edith", "Editors"))
    form = editor.get(reverse("admin:trials_trial_change", args=[cabinet.pk])).content.decode()
    assert form.count('role="img"') == 8
    assert "0.77" in form[form.index("admin-pictures") :]
    assert "Save this picture" not in form
    assert "css/figures" in form
    page = reverse("admin:trials_trial_preview", args=[cabinet.pk])
    assert f'<a href="{page}">See the whole page</a>' in form
    added = editor.get(reverse("admin:trials_trial_add")).content.decode()
    assert "In pictures" not in added
    assert "drawing" not in added


@pytest.mark.slow
def test_an_editor_of_an_empty_record_is_told_that_there_is_nothing_to_draw() -> None:
    trial: Any = a_trial("A029999")
    editor = client_of(member("edith", "Editors"))
    form = editor.get(reverse("admin:trials_trial_change", args=[trial.pk])).content.decode()
    assert "No numbers or dates to draw yet." in form
