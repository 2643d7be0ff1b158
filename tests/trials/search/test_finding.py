"""A trial is found by all that its record says, and the answer says where that stands."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.examples import examples
from tests.records import a_status, a_trial, an_item
from tests.trials.search.asking import all_ids, ask, found, ids, only_names, trials
from trials.models import (
    Arm,
    Condition,
    Endpoint,
    FormerName,
    Intervention,
    Official,
    Organisation,
    Site,
    Trial,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.search import NEWS, Near, Question, find, find_both, refresh, suggest

pytestmark = pytest.mark.django_db

# What is found by a word that stands there alone, and what the answer calls the place.
WORDS = {
    "formerly": "Former names",
    "oldacro": "Former names",
    "conditionitis": "Conditions",
    "drugumab": "Drugs and other interventions",
    "otherine": "Drugs and other interventions",
    "keywordy": "Keywords",
    "officially": "Official title",
    "plainly": "In plain words",
    "summarised": "Summary",
    "describing": "Description",
    "eligibly": "Who can take part",
    "armament": "Arms and cohorts",
    "measurement": "Outcomes",
    "definable": "Outcomes",
    "Investigatrix": "Officials",
    "Affiliatown": "Officials",
    "Sponsoria": "Sponsor",
    "SPNS": "Sponsor",
    "Collaborax": "Sponsor",
    "Groupania": "Groups",
    "GRPN": "Groups",
    "Facilityhouse": "Places",
    "Sitesborough": "Places",
    "Statesia": "Places",
    "Countryland": "Places",
}


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """One trial that says something in every field, and others that say little."""
    with made_once.unblock():
        only_names({})
        full()
        trials(
            A020001="Lung cancer in men",
            A020002="Breast cancer and lung cancer in women",
            A020003="Cancer of the lung, small cells",
            A020004="Myeloma (C++) 100% [x] \\d+ .*",
            A020005="סרטן הריאה",
        )
        for number in (1, 2, 3):
            a_status(Trial.objects.get(protocol_id=f"A02000{number}"), "RECRUITING")
        an_item("lung-news", title="News of lung cancer")
        refresh()


def full() -> Trial:
    sponsor = an_organisation("Sponsoria Institute", "SPNS")
    trial = a_trial(
        "A099001",
        nct_id="NCT09900123",
        brief_title="Titular",
        acronym="ACRONYMIC",
        official_title="A study called officially",
        keywords=["keywordy"],
        plain_summary="Said plainly.",
        brief_summary="It is summarised.",
        detailed_description="Describing it at length.",
        eligibility_criteria="Inclusion:\n* eligibly so",
        lead_sponsor=sponsor,
    )
    for kind, name in (("BRIEF_TITLE", "Formerly called"), ("ACRONYM", "OLDACRO")):
        baker.make(FormerName, trial=trial, kind=kind, name=name)
    condition = baker.make(Condition, name="Conditionitis", slug="conditionitis")
    baker.make(TrialCondition, trial=trial, condition=condition)
    baker.make(Intervention, trial=trial, name="Drugumab", other_names=["Otherine"])
    baker.make(Arm, trial=trial, label="Armament")
    baker.make(
        Endpoint, trial=trial, level="PRIMARY", measure="Measurement", description="Definable"
    )
    baker.make(Official, trial=trial, name="Ann Investigatrix", affiliation="Affiliatown Clinic")
    a_member(trial, "COLLABORATOR", an_organisation("Collaborax", ""))
    a_member(trial, "GROUP", an_organisation("Groupania", "GRPN"))
    place: dict[str, Any] = {"city": "Sitesborough", "state": "Statesia", "country": "Countryland"}
    baker.make(Site, trial=trial, facility="Facilityhouse", **place)
    baker.make(TrialIdentifier, trial=trial, kind="SPONSOR", value="ODD/55-Q", resolves=False)
    return trial


def an_organisation(name: str, short_name: str) -> Organisation:
    made: Organisation = baker.make(Organisation, name=name, short_name=short_name)
    return made


def a_member(trial: Trial, role: str, organisation: Organisation) -> None:
    baker.make(TrialOrganisation, trial=trial, role=role, organisation=organisation)


@pytest.mark.slow
@pytest.mark.parametrize("word", WORDS)
def test_every_field_finds_its_trial_and_is_named(word: str) -> None:
    (hit,) = ask(word).hits
    assert hit.document.card["id"] == "A099001"
    (snippet,) = hit.why
    assert snippet.label == WORDS[word]
    assert f"<mark>{word}</mark>".lower() in snippet.html.lower()
    assert "<mark>" not in hit.title


@pytest.mark.parametrize("word", ["titular", "Acronymic", "acro-nymic titular"])
def test_title_and_acronym_find_their_trial(word: str) -> None:
    assert found(word)[0] == "A099001"


def test_words_of_the_title_are_marked_in_it() -> None:
    (hit,) = ask("titular").hits
    assert hit.title == "<mark>Titular</mark>"


@pytest.mark.parametrize(
    "typed",
    [
        *("A099001", "a099001", "A-099001", "A 099001", "(A099001)"),
        *("NCT09900123", "nct 09900123", "ODD/55-Q", "odd 55 q"),
    ],
)
def test_every_number_leads_to_its_trial(typed: str) -> None:
    answer = ask(typed)
    assert ids(answer) == ["A099001"]


def test_a_number_among_words_is_a_word() -> None:
    assert found("titular A099001") == ["A099001"]


LUNG = ["A020001", "A020002", "A020003"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lung", LUNG),
        ("LUNG cancers", LUNG),
        ("lung of the cancer", LUNG),
        ('"lung cancer"', ["A020001", "A020002"]),
        ('"cancer lung"', ["A020002", "A020003"]),  # "of the" and "and" between say nothing
        ("“lung cancer”", ["A020001", "A020002"]),
        ('men "lung cancer', ["A020001"]),
        ('"lung cancer" -women', ["A020001"]),
        ('lung -"lung cancer"', ["A020003"]),
        ('lung -"lung cancer" -small', []),
        ("men OR women", ["A020001", "A020002"]),
        ("men | small", ["A020001", "A020003"]),
        ("men O small", ["A020001", "A020003"]),
        ("breast lung OR myeloma", ["A020002", "A020004"]),
        ("C++", ["A020004"]),
        ("100%", ["A020004"]),
        (".* [x]", ["A020004"]),
        ("הריאה", ["A020005"]),
        ("\u200fסרטן\u200f", ["A020005"]),  # noqa: RUF001
        ("lung\0cancer", LUNG),
    ],
)
def test_words_phrases_and_signs(typed: str, expected: list[str]) -> None:
    answer = ask(typed, exact=True)
    assert sorted(ids(answer)) == expected
    assert answer.total == len(expected)


def test_minus_alone_shows_the_rest() -> None:
    assert sorted(found("-lung", exact=True)) == ["A020004", "A020005", "A099001"]


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "the of and", "\0", "\0\0 \0", "-", '"', '""', '-"', "OR", "OR OR"),
        *("()", "*", "\\", "[a-", "%s %(a)s", "$1", "'; DROP TABLE x; --", "\ud800"),
        *("\u202eabc", "🫁 🫁", "x" * 10_000, "lung " * 2_000, '"' * 10_000, "-" * 10_000),
        *("(" * 500, "NCT" * 400, "10.1000/" + "x" * 5_000),
    ],
)
@pytest.mark.parametrize("exact", [False, True])
def test_whatever_is_typed_gets_an_answer(typed: str, exact: bool) -> None:
    trial, news = find_both(Question(typed, exact=exact))
    assert trial.total >= len(trial.hits)
    assert news.total >= len(news.hits)
    assert suggest(typed) is not None


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            SIGNS := [
                *("lung", "cancer", "men", "canecr", "A020001", "the", "NCT09900123", "zzz"),
                *('"', "-", "OR", "\0", "(", ")", "*", "|", "10.1000/x", "12345678"),
            ]
        )
    ).map(" ".join)
)
def test_any_text_gets_an_answer(db: None, typed: str) -> None:
    answer = ask(typed)
    assert answer.total >= len(answer.hits)
    assert [one.document.number for one in answer.near_misses] == list(
        dict.fromkeys(one.document.number for one in answer.near_misses)
    )
    assert all_ids(typed)[: len(answer.hits)] == ids(answer)


def test_stop_words_alone_show_all() -> None:
    assert ask("the of and").total == ask().total == 6


def test_trials_and_news_are_found_apart() -> None:
    trial, news = find_both(Question("lung cancer"))
    assert sorted(ids(trial)) == LUNG
    assert [hit.document.card["title"] for hit in news.hits] == ["News of lung cancer"]
    assert find(Question("lung cancer", kind=NEWS)).total == 1


def test_a_title_as_it_is_written_comes_first() -> None:
    for title in ("Lung cancer in men", "Cancer of the lung, small cells"):
        assert ask(title).hits[0].document.card["title"] == title


@pytest.mark.parametrize(
    ("typed", "words", "dropped", "expected"),
    [
        ("lung plugh", "lung", ("plugh",), LUNG),
        ("plugh lung xyzzyx cancer", "lung cancer", ("plugh", "xyzzyx"), LUNG),
        ("myeloma breast", "", None, None),
    ],
)
def test_what_nothing_has_is_left_out_and_said(
    typed: str, words: str, dropped: Any, expected: Any
) -> None:
    answer = ask(typed)
    assert answer.hits
    if dropped is None:  # one of two that never stand together
        assert len(answer.reading.dropped) == 1
    else:
        assert answer.reading.dropped == dropped
        assert answer.reading.words == words
        assert sorted(ids(answer)) == expected


def test_nothing_is_left_out_of_exact_words_unsaid() -> None:
    answer = ask("lung plugh", exact=True)
    assert answer.total == 0 or answer.reading.dropped == ("plugh",)


def test_few_hits_are_followed_by_those_with_some_of_the_words() -> None:
    answer = ask("breast lung")
    assert ids(answer) == ["A020002"]
    assert sorted(one.document.card["id"] for one in answer.near_misses) == ["A020001", "A020003"]


def test_near_a_place_without_sites_there_is_nothing() -> None:
    answer = ask(near=Near(0, 0, 50))
    assert (answer.total, answer.hits) == (0, [])
