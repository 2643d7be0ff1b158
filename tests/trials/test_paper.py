"""What of a trial stands on paper: by need, never more than the room."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.records import a_trial
from tests.trials.ctgov.results import RESULTS, with_results
from trials import paper
from trials.ctgov.importer import import_study
from trials.models import Trial
from trials.pictures import pictures
from trials.plain_words import answers
from trials.record import TrialRecord


def left_out(trial: Trial) -> tuple[str, ...]:
    record = TrialRecord.load(trial.pk)
    return paper.on_paper(record, answers(record), pictures(record)).left_out


@pytest.mark.django_db
def test_of_a_short_record_all_is_printed(client: Client) -> None:
    trial = a_trial(eligibility_criteria="Adults.")
    assert left_out(trial) == ()
    assert "printed-only" not in client.get(trial.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_what_is_too_long_is_named_with_its_address(client: Client) -> None:
    trial = a_trial(eligibility_criteria="A rule that goes on for long. " * 2000)
    assert left_out(trial) == ("eligibility",)
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "trial-body without-eligibility" in page
    assert "Not printed here: who can take part. All of it stands at http://testserver/tr" in page
    assert "A rule that goes on for long." in page  # on the screen


@pytest.mark.django_db
def test_a_detailed_description_is_printed_whole_or_not_at_all(client: Client) -> None:
    trial = a_trial(brief_summary="Short.", detailed_description="It goes on.")
    assert left_out(trial) == ()
    trial = a_trial("A021703", detailed_description="It goes on for long. " * 2000)
    assert left_out(trial) == ("description",)
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "trial-body without-description" in page
    assert "Not printed here: the detailed description." in page


@pytest.mark.django_db
def test_few_sites_are_printed_by_name_and_of_many_it_is_said_where_they_are(
    client: Client,
) -> None:
    trial = a_trial()
    cities = [trial.sites.model(trial=trial, city=f"City {n}") for n in range(paper.FEW_SITES)]
    trial.sites.bulk_create(cities)
    assert left_out(trial) == ()
    trial.sites.create(city="One more")
    assert left_out(trial) == ("sites",)
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "trial-body without-sites" in page
    assert "Not printed here: the names of the sites. All of it stands at http" in page


@pytest.mark.django_db
def test_what_stands_there_in_short_is_named(client: Client) -> None:
    trial = a_trial()
    trial.endpoints.create(level="PRIMARY", measure="Survival", description="By a phone call.")
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "Not printed here: how endpoints are measured. All of it" in page


@pytest.mark.django_db
def test_tables_of_the_registry_that_stay_folded_are_named(client: Client) -> None:
    import_study(with_results(RESULTS), publish=True)
    page = client.get("/trials/NCT99999901/").content.decode()
    assert "the numbers of 2 tables of the registry. All of it" in page


@pytest.mark.slow
@pytest.mark.django_db
def test_findings_of_the_example_are_printed_with_a_picture() -> None:
    call_command("load_example_data", verbosity=0)
    gone = left_out(Trial.objects.get(protocol_id="A021602"))
    assert not {"findings", "eligibility", "design", "hazard-ratios"} & set(gone)


@given(st.lists(st.text(max_size=400), max_size=5), st.integers(1, 200))
def test_a_text_takes_no_fewer_lines_than_its_letters(texts: list[str], letters: int) -> None:
    taken = paper._lines(texts, letters)
    held: Any = sum(len(line) for text in texts for line in text.splitlines())
    assert taken * letters >= held
