"""The documents of a page, and what stands in the document of a trial and of a news item."""

import pytest
from model_bakery import baker

from tests.records import NOT_LISTED, YESTERDAY, a_link, a_source, a_status, a_trial, an_item
from tests.trials.search.asking import ask, found
from trials.models import FormerName, SearchDocument, Site, Trial, TrialIdentifier
from trials.search import NEWS
from trials.search.documents import documents
from trials.search.indexing import take_in

pytestmark = pytest.mark.django_db


def the_document(kind: str = "trial") -> SearchDocument:
    """As it is after what this test wrote was taken in."""
    take_in(own=True)
    return SearchDocument.objects.get(kind=kind)


@pytest.mark.slow
def test_documents_come_in_the_order_asked_for_and_what_is_gone_is_left_out() -> None:
    for number in (1, 2, 3):
        a_trial(f"A02000{number}")
    found()
    rows = dict(SearchDocument.objects.values_list("card__id", "number"))
    wanted = [rows["A020003"], 0, rows["A020001"]]
    assert [one.card["id"] for one in documents(wanted)] == ["A020003", "A020001"]
    assert documents([]) == []


def test_a_document_knows_its_address() -> None:
    a_link(an_item("a-release"), a_trial("A021602"))
    assert ask().hits[0].document.address == "/trials/A021602/"
    assert ask(kind=NEWS).hits[0].document.address == "/news/a-release/"


def test_a_trial_that_says_little_has_few_fields() -> None:
    trial = a_trial("A021602", brief_title="Title", official_title="Title")
    document = the_document()
    assert document.texts == {"title": "Title", "ids": ["A021602"]}
    assert document.card == {"id": "A021602", "title": "Title"}
    assert document.keys == ["A021602"]
    assert (document.record_id, document.sites) == (trial.pk, [])
    assert (document.newest, document.started) == (0, 0) or document.started == 0


def test_a_trial_without_a_number_of_ours_is_called_by_the_registrys() -> None:
    a_trial(None, nct_id="NCT03375320", start_date="2018-07", first_posted="2017-12-18")
    document = the_document()
    assert document.card["id"] == "NCT03375320"
    assert (document.started, document.newest) == (20180700, 20171218)


@pytest.mark.parametrize(
    "day", [("2018", 20180000), ("2018-07", 20180700), ("2018-07-31", 20180731)]
)
def test_a_date_of_any_exactness_sorts(day: tuple[str, int]) -> None:
    a_trial(start_date=day[0])
    assert the_document().started == day[1]


@pytest.mark.slow
def test_a_status_that_is_under_embargo_is_not_told() -> None:
    trial = a_trial()
    a_status(trial, "RECRUITING", source=a_source(public_from=None))
    document = the_document()
    assert "status" not in document.card
    assert document.facets["status"] == []
    assert ask(chosen={"status": ("RECRUITING",)}).total == 0


def test_a_former_name_under_embargo_finds_nothing() -> None:
    trial = a_trial()
    secret = a_source(public_from=None)
    baker.make(FormerName, trial=trial, kind="ACRONYM", name="SECRETE", source=secret)
    assert ask("SECRETE", exact=True).reading.dropped == ()
    assert ask("SECRETE").hits == []


def test_a_funding_number_is_a_word_and_no_key() -> None:
    trial = a_trial("A021602")
    baker.make(TrialIdentifier, trial=trial, kind="FUNDING", value="U10CA180821", resolves=False)
    assert the_document().keys == ["A021602"]
    (hit,) = ask("U10CA180821").hits
    assert [one.label for one in hit.why] == ["Numbers"]


def test_a_site_is_open_by_its_own_status_else_by_the_trials() -> None:
    trial = a_trial()
    a_status(trial, "RECRUITING")
    for latitude, status in ((1, ""), (2, "COMPLETED"), (3, "RECRUITING"), (None, "")):
        longitude = None if latitude is None else 0
        baker.make(Site, trial=trial, latitude=latitude, longitude=longitude, status=status)
    assert sorted(the_document().sites) == [[1, 0, True], [2, 0, False], [3, 0, True]]


def test_a_merged_trial_is_found_by_the_numbers_of_the_other() -> None:
    kept = a_trial("A021602", nct_id="NCT03375320")
    a_trial(None, nct_id="NCT00000102", merged_into=kept, **NOT_LISTED["withdrawn"])
    assert found("NCT00000102") == ["A021602"]


@pytest.mark.parametrize("state", NOT_LISTED)
def test_news_name_listed_trials_alone(state: str) -> None:
    item = an_item("a-release", title="A release")
    a_link(item, a_trial("A021602", acronym="CABINET"))
    a_link(item, a_trial("A021703", **NOT_LISTED[state]))
    a_link(item, a_trial("A021888"), status="SUGGESTED")
    assert the_document_of_news().texts["ids"] == ["A021602", "CABINET"]


def the_document_of_news() -> SearchDocument:
    take_in(own=True)
    return SearchDocument.objects.get(kind="news")


def test_news_are_sorted_by_the_day_they_are_dated() -> None:
    an_item(title="A release", dated="2025-03-04")
    document = the_document("news")
    assert (document.newest, document.card["dated"]) == (20250304, "2025-03-04")
    assert document.updated >= int(YESTERDAY.timestamp())


def test_a_document_says_what_it_is() -> None:
    trial = a_trial()
    assert str(the_document()) == f"trial {trial.pk}"
    assert Trial.objects.count() == SearchDocument.objects.count() == 1
