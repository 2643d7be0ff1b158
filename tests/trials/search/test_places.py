"""Places by the sites of our own trials: which is meant, where it is, what is said of none."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_bakery import baker
from pytest_django import DjangoAssertNumQueries

from tests.examples import examples
from tests.records import NOT_LISTED, a_trial
from trials.models import Trial
from trials.models.people import PlaceKey, Site
from trials.search.places import around, place_of, places_of, why_none
from trials.search.places.regions import key_of

pytestmark = pytest.mark.django_db

PARIS, PARIS_IN_TEXAS = (48.86, 2.35), (33.66, -95.56)


@pytest.fixture
def trial() -> Trial:
    return a_trial()


def a_site(
    trial: Trial, city: str, state: str, country: str, at: tuple[float, float], **fields: Any
) -> Site:
    where: dict[str, Any] = {"latitude": at[0], "longitude": at[1], **fields}
    site: Site = baker.make(Site, trial=trial, city=city, state=state, country=country, **where)
    return site


def label(text: str) -> str:
    place = place_of(text)
    return place.label if place else ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boston ma", "Boston, MA"),
        ("Boston, Massachusetts", "Boston, MA"),
        ("BOSTON, MA, USA", "Boston, MA"),
        ("Boston, MA 02115", "Boston, MA 02115"),
        ("Boston 10001", "Boston, MA"),
        ("St. Louis, MO", "Saint Louis, MO"),
        ("New York", "New York, NY"),
        ("new york ny", "New York, NY"),
        ("New York, New York", "New York, NY"),
        ("Washington, D.C.", "Washington, DC"),
        ("Portland, Maine", "Portland, ME"),
        ("kansas city", "Kansas City, MO"),
        ("Salt Lake City Utah", "Salt Lake City, UT"),
    ],
)
def test_us_cities_need_no_site(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.slow
def test_a_city_elsewhere_is_where_listed_sites_are(trial: Trial) -> None:
    for latitude in (19.42, 19.43, 19.44, -19.43):  # the last by mistake
        a_site(trial, "Ciudad de México", "", "Mexico", (latitude, -99.13))

    for text in ("Ciudad de México", "ciudad de mexico", "Mexico City", "CDMX, Mexico"):
        (place,) = places_of(text)[:1]
        assert place.label == "Ciudad de México, Mexico"
        assert (place.latitude, place.longitude) == pytest.approx((19.425, -99.13), abs=0.02)


def test_of_one_name_the_place_with_most_sites_comes_first(trial: Trial) -> None:
    a_site(trial, "Paris", "Texas", "United States", PARIS_IN_TEXAS)
    a_site(trial, "PARIS", "Île-de-France", "France", PARIS)
    a_site(trial, "Paris", "", "France", PARIS)

    assert [place.label for place in places_of("paris")][:2] == ["Paris, France", "Paris, TX"]
    assert label("Paris, TX") == "Paris, TX"
    assert label("paris texas") == "Paris, TX"
    assert label("Paris, France") == "Paris, France"
    assert label("75013 Paris, Ile de France, France") == "Paris, France"


def test_a_country_and_a_province_by_their_other_names(trial: Trial) -> None:
    a_site(trial, "London", "Ontario", "Canada", (42.98, -81.25))
    a_site(trial, "London", "", "United Kingdom", (51.51, -0.13))
    a_site(trial, "London", "", "United Kingdom", (51.48, -0.19))

    assert label("London") == "London, United Kingdom"
    assert label("london, uk") == "London, United Kingdom"
    assert label("London, ON") == "London, Canada"
    assert label("London, Ontario, Canada") == "London, Canada"


@pytest.mark.parametrize("state", NOT_LISTED)
def test_sites_of_trials_that_are_not_listed_tell_nothing(state: str) -> None:
    a_site(a_trial("A021602", **NOT_LISTED[state]), "Toronto", "", "Canada", (43.65, -79.38))

    assert label("Toronto, Canada") == ""


def test_a_site_without_coordinates_is_no_place(trial: Trial) -> None:
    baker.make(Site, trial=trial, city="Toronto", country="Canada", latitude=None, longitude=None)

    assert label("Toronto, Canada") == ""


@pytest.mark.parametrize("text", ["42.36,-71.06", "02115", "", " ", "\0", "123"])
def test_no_table_is_asked_for_codes(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        places_of(text)


def test_a_name_is_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        places_of("Paris, Ile de France, France")


def test_the_query_goes_by_the_index(trial: Trial) -> None:
    for _ in range(3):
        a_site(trial, "Paris", "", "France", PARIS)
    rows = Site.objects.filter(latitude__isnull=False).alias(key=PlaceKey("city"))

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "site_by_city" in rows.filter(key__in=["paris"]).order_by().explain()


@pytest.mark.parametrize(
    "city",
    [
        "Ciudad de México",
        "Łódź",
        "Kraków",
        "Århus",
        "Saint-Étienne",
        "'s-Hertogenbosch",
        "Reykjavík",
        "İstanbul",
        "Bodø",
        "Großhansdorf",
        "Đà Nẵng",
        " St.  Gallen ",
        "東京",
        "O'Fallon",
    ],
)
def test_the_database_folds_names_as_the_program_does(city: str, trial: Trial) -> None:
    site = a_site(trial, city, "", "Somewhere", PARIS)

    key = Site.objects.filter(pk=site.pk).values_list(PlaceKey("city"), flat=True).get()

    assert key == key_of(city)


WRITE = "write a city, a US ZIP code or coordinates such as 42.36,-71.06."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("São Paulo", f"“São Paulo” is no place known here: {WRITE}"),
        ("Bostn", f"“Bostn” is no place known here: {WRITE} Did you mean Boston, MA?"),
        ("xqzz maine", f"“xqzz maine” is no place known here: {WRITE}"),
        (
            "portlnd maine",
            f"“portlnd maine” is no place known here: {WRITE} Did you mean Portland, ME?",
        ),
        ("99999", f"“99999” is no place known here: {WRITE}"),
        (
            "California",
            "“California” is a state: write one of its cities, a US ZIP code or coordinates.",
        ),
        ("91,0", "“91,0” is no point on earth: latitudes are -90 to 90, longitudes -180 to 180."),
    ],
)
def test_what_is_said_of_no_place(text: str, sentence: str) -> None:
    assert place_of(text) is None
    assert why_none(text) == sentence


def test_around_a_place() -> None:
    asked = around("Portland", "80 km")

    assert asked.near is not None
    assert asked.near.label == "Portland, OR"
    assert asked.near.miles == pytest.approx(49.7, abs=0.1)
    assert asked.others[0].label == "Portland, ME"
    assert not asked.problems


def test_around_nowhere() -> None:
    assert around("", "").near is None
    assert not around("", "").problems
    assert set(around("Bostn", "far").problems) == {"near", "radius"}
    assert around("Boston", "far").problems == {
        "radius": "The radius is a number of miles from 1 to 500, or of kilometers such as 80km;"
        " “far” is not."
    }


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(60),
)
@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(["saint", "paris", "02115"]))))
def test_nothing_typed_breaks_it(text: str | list[str]) -> None:
    typed = text if isinstance(text, str) else " ".join(text)

    around(typed, typed)
    why_none(typed)
