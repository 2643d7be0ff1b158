"""How complete a trial is by WHO's 24 items: on its form, in the list, and a page of all."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from tests.records import a_finding, a_source, a_status, a_trial
from trials.completeness import ITEMS, missing, scored
from trials.models import Condition, Organisation, Trial

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:trials_trial_completeness")


def lacks(trial: Trial) -> list[int]:
    row = scored(Trial.objects.filter(pk=trial.pk)).get()
    assert row.complete == len(ITEMS) - len(missing(row))
    return [item.number for item in missing(row)]


def a_full_trial() -> Trial:
    organisation = baker.make(Organisation)
    trial = a_trial(
        nct_id="NCT03375320",
        official_title="Official",
        first_posted="2017-12-18",
        lead_sponsor=organisation,
        eligibility_criteria="Adults",
        study_type="INTERVENTIONAL",
        phases=["PHASE3"],
        primary_purpose="TREATMENT",
        intervention_model="PARALLEL",
        start_date="2018-07",
        completion_date="2025-10",
        enrollment=298,
        ipd_sharing="NO",
    )
    trial.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    trial.memberships.create(organisation=organisation, role="GROUP")
    trial.contacts.create(email="trials@example.org")
    trial.officials.create(name="A Chair")
    trial.sites.create(facility="A place", country="United States")
    trial.trial_conditions.create(condition=baker.make(Condition, name="NET", slug="net"))
    trial.interventions.create(name="Cabozantinib")
    trial.endpoints.create(level="PRIMARY", measure="PFS", time_frame="5 years")
    trial.endpoints.create(level="SECONDARY", measure="OS")
    a_status(trial, "COMPLETED")
    a_finding(trial, "298", a_source())
    return trial


def test_there_are_the_24_items_in_their_order() -> None:
    assert [item.number for item in ITEMS] == list(range(1, 25))


def test_a_full_trial_lacks_only_what_no_field_holds() -> None:
    assert lacks(a_full_trial()) == [21]


def test_a_trial_of_which_only_a_number_is_known() -> None:
    assert lacks(a_trial()) == [number for number in range(1, 25) if number not in (3, 9, 23)]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (lambda trial: trial.contacts.update(email="", name="Nobody"), 7),
        (lambda trial: trial.sites.update(country=""), 11),
        (lambda trial: trial.endpoints.update(time_frame=""), 19),
        (lambda trial: Trial.objects.update(phases=[]), 15),
        (lambda trial: Trial.objects.update(ipd_sharing=""), 24),
        (lambda trial: trial.interventions.all().delete(), 13),
    ],
)
def test_what_is_half_given_is_missing(change: Any, number: int) -> None:
    trial = a_full_trial()
    change(trial)
    assert lacks(trial) == sorted({number, 21})


def test_results_are_due_once_it_has_ended() -> None:
    trial = a_trial()
    assert 23 not in lacks(trial)
    a_status(trial, "COMPLETED")
    assert 23 in lacks(trial)


@pytest.mark.slow
def test_the_form_says_how_complete_it_is_and_links_to_what_is_missing(editor: Client) -> None:
    trial = a_trial()
    text = editor.get(reverse("admin:trials_trial_change", args=[trial.pk])).content.decode()
    assert "data set: 3 of 24 items filled" in text
    for item in ITEMS:
        if item.place:
            assert f'id="{item.place}"' in text, item
    assert '<a href="#id_official_title">Scientific title</a>' in text


def test_the_page_lists_the_least_complete_first(editor: Client) -> None:
    a_full_trial()
    poor = a_trial("A021703")
    text = editor.get(PAGE).content.decode()
    assert text.index("A021703") < text.index("A021602")
    form = reverse("admin:trials_trial_change", args=[poor.pk])
    assert f'<a href="{form}#id_official_title">Scientific title</a>' in text
    text = editor.get(PAGE, {"missing": "10"}).content.decode()
    assert "A021703" in text
    assert "A021602" not in text
    assert editor.get(PAGE, {"missing": "x\0", "p": "zz"}).status_code == 200


def test_who_may_not_see_trials_does_not_see_the_page(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


@pytest.mark.slow
def test_the_list_filters_by_it(editor: Client) -> None:
    a_full_trial()
    a_trial("A021703")
    address = reverse("admin:trials_trial_changelist")
    assert "A021703" in editor.get(address, {"complete": "few"}).content.decode()
    full = editor.get(address, {"complete": "all"}).content.decode()
    assert "A021602" in full
    assert "A021703" not in full


@pytest.mark.slow
def test_it_costs_the_same_with_any_number_of_trials(editor: Client) -> None:
    numbers = []
    for first in (0, 10):
        for number in range(10):
            a_trial(f"A0217{first + number:02}")
        with CaptureQueriesContext(connection) as queries:
            editor.get(PAGE)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
