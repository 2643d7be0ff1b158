"""An editor enters the numbers of one source by a grid, sees what was understood, and saves."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts import client_of, member
from trials.models import Finding, Source, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet(source: Source) -> Trial:
    trial = Trial.objects.create(protocol_id="A021602", brief_title="Cabozantinib or placebo")
    for label in ("pNET", "epNET"):
        trial.cohorts.create(label=label)
    trial.arms.create(label="Cabozantinib", type="EXPERIMENTAL")
    trial.arms.create(label="Placebo", type="PLACEBO_COMPARATOR")
    trial.endpoints.create(level="PRIMARY", measure="Progression-free survival", abbreviation="PFS")
    trial.endpoints.create(level="SECONDARY", measure="Response rate", abbreviation="ORR")
    return trial


def address(trial: Trial) -> str:
    return reverse("admin:trials_trial_data_cut", args=[trial.pk])


def names(trial: Trial) -> dict[str, str]:
    """The names of some cells, by what they are."""
    pnet, epnet = trial.cohorts.values_list("pk", flat=True)
    drug, placebo = trial.arms.values_list("pk", flat=True)
    pfs, orr = trial.endpoints.values_list("pk", flat=True)
    return {
        "all": "n.0.0",
        "pNET": f"n.{pnet}.0",
        "epNET": f"n.{epnet}.0",
        "drug": f"v.{pfs}.MEDIAN.{pnet}.{drug}",
        "placebo": f"v.{pfs}.MEDIAN.{pnet}.{placebo}",
        "unit": f"unit.{pfs}.MEDIAN",
        "ratio": f"c.{pfs}.HAZARD_RATIO.{epnet}.{drug}.{placebo}",
        "p": f"p.{pfs}.HAZARD_RATIO.{epnet}.{drug}.{placebo}",
        "lone p": f"p.{pfs}.HAZARD_RATIO.{pnet}.{drug}.{placebo}",
        "orr": f"v.{orr}.PROPORTION.{pnet}.{drug}",
        "orr unit": f"unit.{orr}.PROPORTION",
        "orr when": f"when.{orr}.PROPORTION",
    }


def typed(trial: Trial, **cells: str) -> dict[str, Any]:
    """What a browser sends of the page as it opens, with some cells filled."""
    known = names(trial)
    pfs, orr = trial.endpoints.values_list("pk", flat=True)
    return {
        "level": "95",
        "data_cutoff": "2023-08",
        "show-lines": ["n", f"{pfs}.MEDIAN", f"{orr}.PROPORTION"],
        "show-cohorts": ["0", *trial.cohorts.values_list("pk", flat=True)],
        "show-arms": list(trial.arms.values_list("pk", flat=True)),
        "show-control": trial.arms.get(label="Placebo").pk,
        "show-compared": "HAZARD_RATIO",
        known["unit"]: "months",
        known["orr unit"]: "%",
        **{known.get(name.replace("_", " "), name): text for name, text in cells.items()},
    }


def post(client: Client, trial: Trial, act: str, **cells: Any) -> Any:
    data = typed(trial, **cells)
    return client.post(address(trial), {**data, "act": act}, follow=True)


@pytest.mark.slow
def test_the_trials_form_leads_to_the_grid(editor: Client, cabinet: Trial) -> None:
    form = editor.get(reverse("admin:trials_trial_change", args=[cabinet.pk])).content.decode()
    assert f'href="{address(cabinet)}"' in form
    page = editor.get(address(cabinet)).content.decode()
    for label in (
        "PFS, pNET, median, Cabozantinib",
        "PFS, epNET, hazard ratio, Cabozantinib against Placebo",
        "PFS, epNET, p-value, Cabozantinib against Placebo",
        "ORR, all cohorts, proportion, Placebo",
        "Enrollment, all cohorts, all arms",
    ):
        assert f'aria-label="{label}"' in page
    pfs = cabinet.endpoints.get(abbreviation="PFS").pk
    for name, key in (("lines", f"{pfs}.MEDIAN"), ("cohorts", "0"), ("lines", "n")):
        assert re.search(rf'name="show-{name}" value="{re.escape(key)}"[^>]* checked', page)


@pytest.mark.slow
def test_a_cut_is_shown_back_and_then_saved_as_drafts(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    cells = {
        "source": str(source.pk),
        "all": "298",
        "drug": "13.8 (8.9-17.0)",
        "placebo": "NR",
        "ratio": "0.38 (0.25-0.59)",
        "p": "<0.001",
        "orr": "19%",
        "orr_when": "12 months",
        "lone_p": "0.03",
    }
    look = post(editor, cabinet, "look", **cells).content.decode()
    assert "What will be saved (6)" in look
    assert "8.9 to 17.0, 95%" in look
    assert "NR (as words)" in look
    assert not Finding.objects.exists()
    answer = post(editor, cabinet, "save", **cells)
    assert "6 findings of A021602 saved, as drafts" in answer.content.decode()
    ratio = Finding.objects.get(quantity="HAZARD_RATIO")
    limits = [str(one) for one in (ratio.value, ratio.lower, ratio.upper, ratio.level)]
    assert limits == ["0.380000", "0.250000", "0.590000", "95.000"]
    assert (str(ratio.cohort), str(ratio.endpoint), ratio.p_value) == ("epNET", "PFS", "<0.001")
    assert (str(ratio.arm), str(ratio.comparator), ratio.unit) == ("Cabozantinib", "Placebo", "")
    assert (ratio.state, ratio.source, ratio.data_cutoff) == ("DRAFT", source, "2023-08")
    assert Finding.objects.get(quantity="PROPORTION").time_point == "12 months"
    assert Finding.objects.get(value_text="NR").value is None
    assert Finding.objects.get(value_text="13.8").unit == "months"
    assert Finding.objects.get(quantity="P_VALUE").value_text == "0.03"
    assert Finding.objects.get(quantity="ENROLLMENT").cohort is None


def test_an_error_stands_beside_its_cell_and_nothing_is_saved(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    answer = post(
        editor, cabinet, "save", source=str(source.pk), drug="13,8", placebo="4.4 (9-12)", all="298"
    ).content.decode()
    assert "2 cells cannot be saved" in answer
    assert "“13,8”: a comma may be a decimal point or not." in answer
    assert "The interval does not contain 4.4." in answer
    assert 'value="13,8"' in answer
    assert 'value="298"' in answer
    assert not Finding.objects.exists()


@pytest.mark.slow
def test_the_same_form_sent_twice_makes_one_change(editor: Client, cabinet: Trial) -> None:
    cells = {
        "new-kind": "PRESENTATION",
        "new-title": "A talk at a meeting",
        "new-date": "2024-09-16",
        "drug": "13.8",
        "all": "298",
    }
    post(editor, cabinet, "save", **cells)
    again = post(editor, cabinet, "save", **cells)
    assert "Nothing was new. 2 of this source were here before" in again.content.decode()
    assert Finding.objects.count() == 2
    assert Source.objects.filter(title="A talk at a meeting").count() == 1


@pytest.mark.slow
def test_a_source_does_not_say_two_numbers(editor: Client, cabinet: Trial, source: Source) -> None:
    post(editor, cabinet, "save", source=str(source.pk), drug="13.8", all="298")
    look = post(editor, cabinet, "look", source=str(source.pk), drug="13.8", all="297", pNET="95")
    assert "Journal 2024 says 298 here already." in look.content.decode()
    look = post(editor, cabinet, "look", source=str(source.pk), drug="13.8", pNET="95")
    assert "What this source says here already (1)" in look.content.decode()
    assert "What will be saved (1)" in look.content.decode()


@pytest.mark.slow
def test_a_source_is_named_by_its_doi_or_short_title(editor: Client, cabinet: Trial) -> None:
    Source.objects.create(kind="PUBLICATION", title="B", short_title="Paper", doi="10.1056/NEJMx1")
    for named in ("10.1056/nejmX1", "paper"):
        look = post(editor, cabinet, "look", named=named, all="298").content.decode()
        assert "Source: <strong>Paper</strong>" in look
    look = post(editor, cabinet, "look", named="nothing", all="298").content.decode()
    assert "“nothing” is the DOI, PubMed ID or short title of no source." in look


def test_one_source_is_needed_and_no_more(editor: Client, cabinet: Trial, source: Source) -> None:
    assert "Choose a source, name one" in post(editor, cabinet, "look", all="1").content.decode()
    two = {"source": str(source.pk), "new-title": "Another", "new-kind": "ABSTRACT"}
    look = post(editor, cabinet, "look", all="1", **two).content.decode()
    assert "More than one source is given." in look


def test_what_is_not_shown_any_more_is_not_lost(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    data = typed(cabinet, source=str(source.pk), drug="13.8", all="298")
    fewer = {**data, "show-lines": ["n"], "act": "lines"}
    page = editor.post(address(cabinet), fewer).content.decode()
    assert "Typed in cells that are not shown now" in page
    assert "<label>PFS, median, pNET, Cabozantinib <input" in page
    assert 'value="13.8"' in page
    saved = editor.post(address(cabinet), {**fewer, "act": "save"}).content.decode()
    assert "cells that are not shown now" in saved
    assert not Finding.objects.exists()


def test_who_may_submit_can_do_so_at_once(editor: Client, cabinet: Trial, source: Source) -> None:
    post(editor, cabinet, "save", source=str(source.pk), all="298", submit="on")
    assert Finding.objects.get().state == "IN_REVIEW"


def test_only_who_adds_findings_comes_here(
    staff: Client, publisher: Client, cabinet: Trial, client: Client
) -> None:
    for one in (staff, publisher):
        assert one.get(address(cabinet)).status_code == 403
        assert one.post(address(cabinet), {"act": "save"}).status_code == 403
    assert client.get(address(cabinet)).status_code == 302


@pytest.mark.slow
def test_many_parts_are_bounded(editor: Client, cabinet: Trial) -> None:
    data = typed(cabinet)
    lines = [
        f"{cabinet.endpoints.create(level='OTHER', measure=f'M {one}').pk}.MEDIAN"
        for one in range(120)
    ]
    data |= {"show-lines": lines, "act": "look"}
    page = editor.post(address(cabinet), data).content.decode()
    assert "That would be 1440 cells, and 600 fit on a page" in page


def test_a_trial_without_parts_says_what_to_do(editor: Client) -> None:
    trial = Trial.objects.create(protocol_id="A021603", brief_title="Nothing yet")
    page = editor.get(address(trial)).content.decode()
    assert 'aria-label="Enrollment, all cohorts, all arms"' in page


def test_odd_requests_are_answered(editor: Client, cabinet: Trial) -> None:
    odd = {"act": "save", "source": "x\0", "named": "\0", "show-lines": ["9.MEDIAN"], "v.": "1"}
    assert editor.post(address(cabinet), odd).status_code == 200
    assert editor.get(address(cabinet), {"source": "abc"}).status_code == 200
    assert editor.get("/admin/trials/trial/999999/results/").status_code in (403, 404)


def test_nothing_is_entered_at_a_trial_that_was_merged_meanwhile(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    other = Trial.objects.create(protocol_id="A021603", brief_title="The one that stays")
    Trial.objects.filter(pk=cabinet.pk).update(merged_into=other)
    answer = post(editor, cabinet, "save", source=str(source.pk), all="298").content.decode()
    assert "A021602 was merged into A021603 meanwhile, so nothing was saved" in answer
    assert 'value="298"' in answer
    assert not Finding.objects.exists()


def test_what_a_table_says_of_all_its_cells_fits(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    cells = {"source": str(source.pk), "orr": "19", "orr_when": "x" * 121}
    answer = post(editor, cabinet, "save", **cells).content.decode()
    assert "The time point of this table is longer than 120 characters." in answer
    assert not Finding.objects.exists()
    post(editor, cabinet, "save", **cells | {"orr_when": "12\0 months"})
    assert Finding.objects.get().time_point == "12 months"


@pytest.mark.slow
def test_the_number_of_queries_is_constant(cabinet: Trial, source: Source) -> None:
    client = client_of(member("eve", "Editors"))
    cells: dict[str, Any] = {"source": str(source.pk), "all": "298"}

    def count(**more: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            post(client, cabinet, "look", **cells, **more)
        return len(queries)

    count()
    few = count()
    many = count(drug="13.8", placebo="4.4", ratio="0.38 (0.25-0.59)", p="<0.001", orr="19")
    assert many == few


@pytest.mark.parametrize(
    ("record", "cells", "remark"),
    [
        ((95, "ACTUAL"), {}, "add up to 90, and the record has an enrollment of 95."),
        ((95, ""), {}, "add up to 90, and the record has an enrollment of 95."),
        ((90, "ACTUAL"), {"all": "93"}, "add up to 90, and the number for all cohorts is 93."),
        ((95, "ACTUAL"), {"all": "90"}, ""),
        ((90, "ACTUAL"), {}, ""),
        ((95, "ESTIMATED"), {}, ""),
        ((None, ""), {}, ""),
        ((95, "ACTUAL"), {"population": "Safety"}, ""),
        ((95, "ACTUAL"), {"epNET": ""}, ""),
        ((95, "ACTUAL"), {"epNET": ">30"}, ""),
    ],
)
def test_cohorts_that_do_not_add_up_are_remarked_and_saved(
    editor: Client,
    cabinet: Trial,
    source: Source,
    record: tuple[int | None, str],
    cells: dict[str, str],
    remark: str,
) -> None:
    enrollment, kind = record
    Trial.objects.update(enrollment=enrollment, enrollment_type=kind)
    cells = {"source": str(source.pk), "pNET": "60", "epNET": "30"} | cells
    look = post(editor, cabinet, "look", **cells).content.decode()
    assert "Nothing is saved yet." in look
    assert ("The cohorts add up to" in look) is bool(remark)
    assert remark in look
    assert "saved, as drafts" in post(editor, cabinet, "save", **cells).content.decode()


@pytest.mark.slow
def test_what_the_source_says_already_counts_among_the_cohorts(
    editor: Client, cabinet: Trial, source: Source
) -> None:
    Trial.objects.update(enrollment=95, enrollment_type="ACTUAL")
    post(editor, cabinet, "save", source=str(source.pk), pNET="60")
    look = post(editor, cabinet, "look", source=str(source.pk), epNET="30").content.decode()
    assert "The cohorts add up to 90, and the record has an enrollment of 95." in look
    other = Source.objects.create(kind="PUBLICATION", title="B", short_title="Paper")
    look = post(editor, cabinet, "look", source=str(other.pk), epNET="30").content.decode()
    assert "The cohorts add up to" not in look
