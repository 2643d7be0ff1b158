"""What visitors type as a place, as far as no table is asked: coordinates, ZIP codes, US cities."""

import math
import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trials.search.places import gazetteer, miles_between, radius_of
from trials.search.places.coordinates import coordinates_of, is_off_the_earth
from trials.search.places.regions import key_of, qualifiers

BOSTON = (42.36, -71.06)


@pytest.mark.parametrize(
    "text",
    [
        "42.36,-71.06",
        "42.36, -71.06",
        " 42.36 -71.06 ",
        "42.36;-71.06",
        "+42.36/-71.06",
        "(42.36, -71.06)",
        "42.36°, -71.06°",
        "42.36,−71.06",  # noqa: RUF001
        "42.36N 71.06W",
        "42.36° N, 71.06° W",
        "42.36n,71.06w",
        "71.06W 42.36N",
        "N42.36 W71.06",
        "N 42.36° W 71.06°",
        "42.36N 71.06O",
    ],
)
def test_coordinates_in_many_spellings(text: str) -> None:
    place = coordinates_of(text)

    assert place is not None
    assert (place.latitude, place.longitude) == BOSTON
    assert place.label == "42.36, -71.06"


@pytest.mark.parametrize(
    "text",
    ["", "42.36", "Boston", "42.36,-71.06,3", "42.36N 71.06N", "42.36E 71.06W", "1e5,3", "nan,nan"],
)
def test_what_is_no_coordinates(text: str) -> None:
    assert coordinates_of(text) is None
    assert not is_off_the_earth(text)


@pytest.mark.parametrize("text", ["91,0", "0,181", "-90.1 0", "99N 20W"])
def test_points_off_the_earth(text: str) -> None:
    assert coordinates_of(text) is None
    assert is_off_the_earth(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_on_earth_is_read_back(latitude: float, longitude: float) -> None:
    place = coordinates_of(f"{latitude:.6f},{longitude:.6f}")

    assert place is not None
    assert place.latitude == pytest.approx(latitude, abs=1e-6)
    assert place.longitude == pytest.approx(longitude, abs=1e-6)


@pytest.mark.parametrize("text", ["02115", "02115-6084", "02115 6084"])
def test_a_zip_code(text: str) -> None:
    place = gazetteer.place_of_zip(text)

    assert place is not None
    assert place.label == "Boston, MA 02115"
    assert (place.latitude, place.longitude) == pytest.approx((42.34, -71.09), abs=0.02)


@pytest.mark.parametrize("text", ["00000", "09002", "2115", "021155", "02115-60", "٠٢١١٥"])
def test_what_is_no_zip_code_or_has_no_place(text: str) -> None:
    assert gazetteer.place_of_zip(text) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Boston", "Boston, MA"),
        ("St. Louis", "Saint Louis, MO"),
        ("saint louis", "Saint Louis, MO"),
        ("Ft. Worth", "Fort Worth, TX"),
        ("NYC", "New York, NY"),
        ("Manhattan", "New York, NY"),
        ("Queens", "Queens, NY"),
        ("Portland", "Portland, OR"),
        ("Washington", "Washington, DC"),
        ("Winston-Salem", "Winston Salem, NC"),
        ("O'Fallon", "O Fallon, MO"),
        ("Shiloh Hill", "Shiloh Hill, IL"),
    ],
)
def test_the_largest_us_city_of_a_name_comes_first(name: str, label: str) -> None:
    assert gazetteer.cities_called(key_of(name))[0].label == label


@pytest.mark.parametrize(
    ("name", "state", "label"),
    [
        ("bostn", "", "Boston, MA"),
        ("pitsburgh", "", "Pittsburgh, PA"),
        ("sanfrancisco", "", "San Francisco, CA"),
        ("portlnd", "ME", "Portland, ME"),
    ],
)
def test_the_nearest_spelling(name: str, state: str, label: str) -> None:
    city = gazetteer.nearest(name, state)

    assert city is not None
    assert city.label == label


def test_nothing_is_spelled_like_that() -> None:
    assert gazetteer.nearest("xqzzy") is None


def test_what_may_stand_behind_a_city() -> None:
    assert {"", "ma", "massachusetts", "usa", "massachusetts usa"} <= qualifiers(
        "MA", "United States"
    )
    assert qualifiers("MA", "United States") == qualifiers("Massachusetts", "United States")
    assert {"ontario", "on", "on canada", "canada"} <= qualifiers("Ontario", "Canada")
    assert "turkey" in qualifiers("", "Turkey (Türkiye)")


@pytest.mark.parametrize(
    ("one", "other", "miles"),
    [
        ((42.3601, -71.0589), (40.7128, -74.0060), 190.2),  # Boston, New York
        ((51.5074, -0.1278), (48.8566, 2.3522), 213.5),  # London, Paris
        ((-33.8688, 151.2093), (-37.8136, 144.9631), 443.2),  # Sydney, Melbourne
        ((0, 179.9), (0, -179.9), 13.8),  # across the date line
        ((90, 0), (-90, 0), math.pi * 3958.77),  # pole to pole
        ((10, 20), (10, 20), 0),
    ],
)
def test_miles_between_known_places(
    one: tuple[float, float], other: tuple[float, float], miles: float
) -> None:
    there = np.array([other[0]]), np.array([other[1]])

    assert miles_between(*one, *there)[0] == pytest.approx(miles, abs=0.6)


def test_miles_to_many_places_and_to_one_that_is_not_known() -> None:
    found = miles_between(*BOSTON, np.array([42.36, np.nan]), np.array([-71.06, np.nan]))

    assert found[0] == 0
    assert np.isnan(found[1])


@given(*[st.floats(-90, 90), st.floats(-180, 180)] * 2)
def test_a_way_is_as_long_as_the_way_back(a: float, b: float, c: float, d: float) -> None:
    there = miles_between(a, b, np.array([c]), np.array([d]))[0]

    assert 0 <= there <= math.pi * 3958.8
    assert miles_between(c, d, np.array([a]), np.array([b]))[0] == pytest.approx(there, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "miles"),
    [
        ("", 50),
        (" ", 50),
        ("25", 25),
        ("1", 1),
        ("500", 500),
        ("12.5 mi", 12.5),
        ("80km", 49.7),
        ("80 Kilometers", 49.7),
        ("12,5", 12.5),
    ],
)
def test_a_radius(text: str, miles: float) -> None:
    assert radius_of(text) == pytest.approx(miles, abs=0.02)


@pytest.mark.parametrize("text", ["0", "0.9", "501", "900km", "-5", "far", "1e2", "nan", "9" * 99])
def test_what_is_no_radius(text: str) -> None:
    assert radius_of(text) is None


@settings(deadline=None)  # the first loads all ZIP codes
@given(st.one_of(st.text(), st.text(string.digits + " .,-+°NSEW/km")))
def test_nothing_typed_breaks_it(text: str) -> None:
    coordinates_of(text)
    is_off_the_earth(text)
    gazetteer.place_of_zip(text)
    gazetteer.cities_called(key_of(text))
    radius_of(text)
