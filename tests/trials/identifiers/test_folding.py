"""Every spelling of a trial's number leads to one key and one display form, in the database too."""

import re

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from tests.trials.identifiers.spellings import SPELLED, SPELLINGS, TEXT
from trials.identifiers import (
    FOLD_RULES,
    LOWER,
    NCT_PATTERN,
    PROTOCOL_PATTERN,
    SCHEMES,
    SQUEEZED,
    UPPER,
    Scheme,
    classify,
    display,
    fold,
    is_nct_id,
    is_protocol_id,
    slug,
)

# Numbers of the group's trials, as it writes them today.
_PROTOCOLS = (
    "A021602 A021502 A031201 A031902 A032302 A032304 A012301 A012303 A071701 A022104 A221405 "
    "A032101 A212102 A221803 A092104 A021703 A021901 A051902 A021804 A011801 A032201 A032303 "
    "A211901 A232301CD NCCTG-N1048 NCCTG-844652 ACOSOG-Z0011 AFT-38 AFT-05 CALGB-80702 CALGB-9741"
)


@pytest.mark.parametrize(("spelling", "key", "shown", "name"), SPELLINGS)
def test_every_spelling_has_its_key_form_and_scheme(
    spelling: str, key: str, shown: str, name: str
) -> None:
    assert fold(spelling) == key
    assert display(spelling) == shown
    scheme = classify(f" {spelling}\n")
    assert scheme is not None
    assert scheme.name == name
    assert re.fullmatch(scheme.pattern, shown)


@pytest.mark.parametrize("protocol", _PROTOCOLS.split(" "))
def test_the_groups_own_numbers_become_protocol_ids(protocol: str) -> None:
    assert is_protocol_id(protocol)
    assert re.search(PROTOCOL_PATTERN, protocol)
    assert display(protocol) == slug(protocol) == protocol


@pytest.mark.parametrize(
    "number",
    ["22/244-EC_X", "C16010", "S1418", "NCT03375320", "NCI-2017-02297", "U10CA180821", "", "22"],
)
def test_other_numbers_do_not_become_protocol_ids(number: str) -> None:
    assert not is_protocol_id(number)


@pytest.mark.parametrize("value", ["A021602\n", "xA021602", "A021602 ", "CALGB 80702", "C80702"])
def test_the_constraints_pattern_takes_display_forms_only(value: str) -> None:
    assert not re.search(PROTOCOL_PATTERN, value)


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        ("NCT03375320", True),
        ("NCT03375320\n", False),
        ("nct03375320", False),
        ("NCT0337532", False),
        ("NCT033753200", False),
        ("NCT0337532\u0660", False),
    ],
)
def test_an_nct_id_is_exactly_eight_digits(value: str, exact: bool) -> None:
    assert is_nct_id(value) is exact
    assert bool(re.search(NCT_PATTERN, value)) is exact


@pytest.mark.parametrize("value", ["NCT3375320", "nct 3375320", "NCT0003375320"])
def test_an_nct_id_with_other_leading_zeros_is_the_same(value: str) -> None:
    assert fold(value) == "NCT03375320"


def test_what_no_scheme_knows_stays_as_it_is() -> None:
    assert display(" 22/244-EC_X ") == "22/244-EC_X"
    assert slug("22/244-EC_X") == "22-244-EC-X"
    assert slug("CCTG MA.27") == "CCTG-MA-27"
    assert classify("22/244-EC_X") is None


def test_the_group_stays_where_the_rest_is_not_its_own() -> None:
    assert fold("NSABP B-28") != fold("B-28")
    assert fold("RTOG 0617") != fold("GOG 0617")


@given(TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_the_display_form_keeps_the_key_and_itself(text: str) -> None:
    assert fold(display(text)) == fold(text)
    assert display(display(text)) == display(text)
    assert re.fullmatch("[A-Za-z0-9-]*", slug(text))


@given(SPELLED)
def test_what_a_scheme_spells_has_a_display_form(spelling: str) -> None:
    scheme = classify(spelling)
    assert scheme is not None
    assert re.fullmatch(scheme.pattern, display(spelling))


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
def test_patterns_mean_the_same_to_postgresql(scheme: Scheme) -> None:
    rules = [pattern for pattern, _ in scheme.folds + scheme.keys]
    for pattern in (scheme.pattern, scheme.kept, *rules):
        assert not re.search(r"\\[a-zA-Z]|\(\?[^:]", pattern), pattern


def test_the_rules_leave_room_among_the_patterns_that_postgresql_keeps() -> None:
    assert len(FOLD_RULES) <= 16


def _fold_in_database(value: str) -> str:
    sql, params = "regexp_replace(translate(%s, %s, %s), %s, '', 'g')", [value, LOWER, UPPER]
    params.append(SQUEEZED)
    for pattern, put in FOLD_RULES:
        sql, params = f"regexp_replace({sql}, %s, %s)", [*params, pattern, put]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXT)
def test_postgresql_folds_as_python_does(text: str) -> None:
    text = text.replace("\0", "").encode(errors="ignore").decode()  # all that the database takes
    assert _fold_in_database(text) == fold(text)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["A021602", "A021602\n", "CALGB-80702", "C80702", "xA021602"])
def test_postgresql_takes_the_same_protocol_ids(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~ %s", [value, PROTOCOL_PATTERN])
        assert cursor.fetchone()[0] is bool(re.search(PROTOCOL_PATTERN, value))
