"""Many studies at once: what one of them breaks, shares or repeats is nobody else's business."""

import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import minimal
from trials.ctgov.importer import Imported, Result, StudyRefused, import_batch
from trials.ctgov.importer.given import Given
from trials.models import Contact, Organisation, Site, Trial

pytestmark = pytest.mark.django_db


def numbered(number: int, **identification: object) -> dict[str, Any]:
    return minimal(f"NCT{number:08}", **identification)


def take(*studies: object) -> list[Result]:
    return import_batch([Given.at("", study) for study in studies])


def outcomes(results: list[Result]) -> list[str]:
    return [one.outcome if isinstance(one, Imported) else "refused" for one in results]


def starting_after_its_end(number: int) -> dict[str, Any]:
    """What only the database refuses."""
    study = numbered(number)
    study["protocolSection"]["statusModule"] = {
        "startDateStruct": {"date": "2020-01"},
        "completionDateStruct": {"date": "2019-01"},
    }
    return study


@pytest.mark.parametrize("places", [{0}, {7}, {3, 4}, set(range(8))])
def test_what_the_database_refuses_is_found_and_the_others_go_in(places: set[int]) -> None:
    studies = [starting_after_its_end(n) if n in places else numbered(n) for n in range(8)]
    results = take(*studies)
    for place, result in enumerate(results):
        assert isinstance(result, StudyRefused) == (place in places)
        if isinstance(result, StudyRefused):
            assert "starts after its completion date" in str(result)
    assert Trial.objects.count() == 8 - len(places)


def test_a_study_twice_is_created_once() -> None:
    assert outcomes(take(numbered(1), numbered(2), numbered(1))) == [
        "created",
        "created",
        "unchanged",
    ]


def test_two_versions_of_one_study_follow_each_other() -> None:
    assert outcomes(take(numbered(1), numbered(1, briefTitle="Second"))) == ["created", "updated"]
    assert Trial.objects.get().brief_title == "Second"


def test_a_number_of_two_studies_leads_to_the_first() -> None:
    shared = [{"id": "2020-123456-12", "type": "EUDRACT_NUMBER"}]
    take(numbered(1, secondaryIdInfos=shared), numbered(2, secondaryIdInfos=shared))
    found = Trial.objects.identified_by("2020-123456-12").get()
    assert found.nct_id == "NCT00000001"


def test_two_studies_that_are_one_trial_by_two_of_its_numbers() -> None:
    held = Trial.objects.create(protocol_id="A219911", nct_id="NCT00000001", brief_title="Held")
    own = minimal("", orgStudyIdInfo={"id": "A219911"}, briefTitle="By its own number")
    del own["protocolSection"]["identificationModule"]["nctId"]
    results = take(numbered(1), own)
    assert [one.trial_id for one in results if isinstance(one, Imported)] == [held.pk, held.pk]


def test_a_sponsor_first_named_by_a_study_that_is_refused_is_there_for_the_next() -> None:
    sponsor = {"leadSponsor": {"name": "Invented Pharma", "class": "INDUSTRY"}}
    bad, good = starting_after_its_end(1), numbered(2)
    for study in (bad, good):
        study["protocolSection"]["sponsorCollaboratorsModule"] = sponsor
    assert outcomes(take(bad, good)) == ["refused", "created"]
    assert Trial.objects.get().lead_sponsor == Organisation.objects.get()


def test_sites_that_go_take_their_contacts_along() -> None:
    take(INVENTED)
    assert Contact.objects.filter(site__isnull=False).exists()
    later = copy.deepcopy(INVENTED)
    later["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"]["date"] = "2102-01-01"
    later["protocolSection"]["contactsLocationsModule"]["locations"] = []
    take(later)
    assert not Site.objects.exists()
    assert not Contact.objects.filter(site__isnull=False).exists()


@pytest.mark.slow
def test_more_studies_cost_no_more_queries() -> None:
    def queries(first: int, count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            take(*[numbered(n) for n in range(first, first + count)])
        return len(captured)

    take(numbered(1))
    assert queries(100, 8) == queries(200, 8)
    # Keys of new rows are taken in growing portions.
    assert queries(300, 64) <= queries(400, 8) + 4 * 3
    held = [numbered(n, briefTitle="Other") for n in range(300, 364)]
    with CaptureQueriesContext(connection) as many:
        take(*held)
    with CaptureQueriesContext(connection) as few:
        take(*[numbered(n, briefTitle="Other") for n in range(400, 408)])
    assert len(many) <= len(few) + 4 * 3
