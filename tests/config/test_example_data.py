"""The records of the first `make run`: complete, sourced, and nothing in them made up."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models import Model
from pghistory.models import Event

from config import example_data
from news.models import NewsItem
from trials.discrepancies import find_discrepancies
from trials.models import Finding, Source, Trial
from trials.vocabulary import Quantity

FOLDER = Path(example_data.__file__).parent
TEXTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml")))

# All of the example data, hundreds of rows, for each test.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def cabinet() -> Trial:
    call_command("load_example_data", verbosity=0)
    trial: Trial = Trial.objects.listed().identified_by("NCT03375320").get()
    return trial


def counts() -> dict[str, int]:
    kept = [*apps.get_app_config("trials").get_models(), *apps.get_app_config("news").get_models()]
    return {model._meta.label: model._base_manager.count() for model in kept}


def values(trial: Trial, **subject: Any) -> dict[str, str]:
    found = trial.findings.listed().filter(**subject).select_related("source")
    return {finding.source.short_title: finding.value_text for finding in found}


def test_second_run_changes_nothing(cabinet: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    before = counts()
    call_command("load_example_data")
    assert counts() == before
    assert "0 trials and 0 releases" in capsys.readouterr().out


def test_what_an_editor_changed_stays(cabinet: Trial) -> None:
    Trial.objects.filter(pk=cabinet.pk).update(acronym="CABINET-1")
    call_command("load_example_data", verbosity=0)
    assert Trial.objects.get(pk=cabinet.pk).acronym == "CABINET-1"


def test_every_row_is_one_an_editor_could_save(cabinet: Trial) -> None:
    models: list[type[Model]] = [NewsItem, *apps.get_app_config("trials").get_models()]
    for model in models:
        if not issubclass(model, Event):
            for row in model._base_manager.all():
                row.full_clean(validate_unique=False)


def test_no_text_has_space_around_it_that_a_form_would_take_away(cabinet: Trial) -> None:
    for record in (cabinet, *NewsItem.objects.all()):
        for name, value in vars(record).items():
            if isinstance(value, str):
                assert value == value.strip(), name


def test_every_number_of_the_trial_leads_to_it(cabinet: Trial) -> None:
    for number in ("A021602", "Alliance A021602", "nct03375320", "NCI-2017-02297"):
        assert Trial.objects.identified_by(number).get() == cabinet
    assert not Trial.objects.identified_by("U10CA180821").exists()
    assert cabinet.identifiers.filter(kind="FUNDING").count() == 2


def test_status_carries_its_day_and_source(cabinet: Trial) -> None:
    assert (cabinet.overall_status, cabinet.status_as_of) == ("ACTIVE_NOT_RECRUITING", "2024-04-03")
    assert cabinet.status_source is not None
    assert cabinet.status_changes.filter(as_of="2023-08", reason__contains="unanimously").exists()
    assert cabinet.start_date == ""  # the sources disagree


def test_both_counts_of_each_cohort_stand_with_their_sources(cabinet: Trial) -> None:
    size = {"quantity": Quantity.ENROLLMENT, "arm": None}
    assert values(cabinet, cohort__label="pNET", **size) == {
        "ESMO 2023 LBA53": "93",
        "NEJM 2024": "95",
        "FDA label": "99",
        "Alliance release 2025": "99",
    }
    assert set(values(cabinet, cohort__label="epNET", **size).values()) == {"197", "203", "199"}
    assert set(values(cabinet, cohort=None, **size).values()) == {"290", "298"}


def test_where_sources_differ_the_page_says_so(cabinet: Trial) -> None:
    found = find_discrepancies(cabinet.findings.listed().for_page())
    (sizes,) = [one for one in found if {f.value_text for f in one.findings} >= {"99", "95"}]
    assert "FDA label and Alliance release 2025 say 99, NEJM 2024 says 95" in sizes.sentence
    assert sizes.notes[0].startswith("No source says why")
    (ratios,) = [one for one in found if {f.value_text for f in one.findings} == {"0.22", "0.23"}]
    assert ratios.findings[0].source.short_title == "FDA label"


def test_each_subject_has_one_preferred_finding_the_labels_where_it_speaks(cabinet: Trial) -> None:
    subjects = defaultdict(list)
    for finding in cabinet.findings.for_page():
        subjects[
            (finding.cohort, finding.endpoint, finding.arm, finding.comparator, finding.quantity)
        ].append(finding)
    for findings in subjects.values():
        (preferred,) = [finding for finding in findings if finding.is_preferred]
        if any(finding.source.kind == "LABEL" for finding in findings):
            assert preferred.source.kind == "LABEL"


def test_hazard_ratios_carry_their_intervals(cabinet: Trial) -> None:
    ratio = cabinet.findings.get(
        quantity=Quantity.HAZARD_RATIO,
        cohort__label="pNET",
        endpoint__abbreviation="PFS",
        is_preferred=True,
    )
    assert [float(n or 0) for n in (ratio.value, ratio.lower, ratio.upper, ratio.level)] == [
        *(0.22, 0.12, 0.41),
        95,
    ]


def test_misprints_and_what_no_source_holds_stay_out(cabinet: Trial) -> None:
    ratios = Finding.objects.filter(quantity=Quantity.HAZARD_RATIO)
    assert not ratios.filter(value_text__in=["2.6", "1.2", "0.40"]).exists()
    arms = values(cabinet, quantity=Quantity.ENROLLMENT, cohort__label="pNET", arm__isnull=False)
    assert set(arms) == {"ESMO 2023 LBA53", "FDA label"}
    assert not Finding.objects.exclude(data_cutoff="").exists()


def test_three_approvals_and_a_guideline(cabinet: Trial) -> None:
    approvals = cabinet.approvals.listed()
    assert {each.agency for each in approvals} == {"FDA", "European Commission", "MHRA"}
    assert not any(each.indication_is_verbatim for each in approvals)
    assert approvals.get(agency="MHRA").decided_on == ""
    assert cabinet.guideline_listings.listed().get().category == "category 1 or 2A preferred"


def test_the_releases_are_linked_and_in_their_issues(cabinet: Trial) -> None:
    links = {link.item.issue.title: link for link in cabinet.news_links.listed()}
    assert links["E-News, March 2025"].role == "APPROVAL"
    assert links["E-News, August 2023"].role == "INTERIM"
    for link in links.values():
        assert all(link.item.body[at:].startswith(link.evidence) for at in link.positions)
        assert link.positions
    assert not get_user_model().objects.get(username="example-data").is_active


def test_sources_of_the_releases_are_public(cabinet: Trial) -> None:
    assert Source.objects.listed().count() == Source.objects.count()


def test_more_trials_with_nothing_but_their_names(cabinet: Trial) -> None:
    others = Trial.objects.listed().exclude(pk=cabinet.pk)
    assert others.count() >= 12
    assert not others.exclude(overall_status="").exists()
    assert Trial.objects.identified_by("NCCTG N1048/Alliance").get().acronym == "PROSPECT"
    assert Trial.objects.identified_by("NRG-BN009").get().public_id == "NCT04588246"
    assert not Trial.objects.identified_by("GUMC-00153").exists()


def test_no_address_stands_in_the_data() -> None:
    assert re.findall(r"https?://|www\.", TEXTS) == []


def test_history_says_which_command_it_was(cabinet: Trial) -> None:
    event = apps.get_model("trials.TrialEvent")._base_manager.get(
        pgh_obj_id=cabinet.pk, pgh_label="insert"
    )
    assert event.pgh_context.metadata == {"command": "load_example_data"}
