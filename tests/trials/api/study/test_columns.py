"""An edit of one column of a trial changes exactly its place in the study, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models

from tests.records import a_status
from tests.trials.api.study.rendering import compared, differences
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from trials.api.pieces import find
from trials.api.study import Rendered
from trials.api.study.registry.columns import ALONG, COLUMNS
from trials.api.study.registry.parts import PARTS, SITES
from trials.api.study.registry.paths import at
from trials.ctgov.importer.values import trial_values
from trials.ctgov.records import parse_study
from trials.models import Organisation, Trial
from trials.partial_dates import PartialDateField

pytestmark = pytest.mark.django_db

WITH_TESTS_OF_THEIR_OWN = {"overall_status", "lead_sponsor", "responsible_party"}
PLAIN = sorted(COLUMNS.keys() - WITH_TESTS_OF_THEIR_OWN)
SPECIAL = {
    "minimum_age": "19 Years",
    "maximum_age": "64 Years",
    "expanded_access_nct_id": "NCT99999912",
    "target_duration": "7 Years",
    "ipd_url": "https://nowhere.example/another",
}
DAYS = {"completion_date": "2100-06-15"}
TYPES = {
    f"{date}_type": date for date in ("start_date", "primary_completion_date", "completion_date")
}


def another(column: str, now: Any) -> Any:
    """Any other value that the column takes."""
    field: Any = Trial._meta.get_field(column)
    if column in SPECIAL:
        return SPECIAL[column]
    if isinstance(field, PartialDateField):
        return DAYS.get(column, "2098-06-15")
    if isinstance(field, ArrayField):
        return [_word(field.base_field, now and now[0])]
    if isinstance(field, models.BooleanField):
        return not now
    if isinstance(field, models.PositiveIntegerField):
        return (now or 0) + 7
    return _word(field, now)


def _word(field: Any, now: Any) -> str:
    words = [str(word) for word, _ in field.choices or () if word != now]
    return words[-1] if words else f"Another than {now}"[:20]


def edited(study: Any, **columns: Any) -> tuple[Trial, dict[str, tuple[Any, Any]], Any]:
    """The trial, which places of its study became others, and the study."""
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(**columns)
    rendered = compared(trial)
    return trial, differences(study, rendered.study), rendered


def place(column: str) -> str:
    return COLUMNS[column].removeprefix("protocolSection.")


def test_each_column_that_an_import_fills_has_its_place() -> None:
    filled = trial_values(parse_study(INVENTED)).keys() | {"overall_status"}
    assert COLUMNS.keys() == filled


def test_each_place_is_one_of_the_registry() -> None:
    along = [path for paths in ALONG.values() for path in paths.values()]
    inside = [
        ".".join(filter(None, [shelf.path, path]))
        for part in (*PARTS, SITES)
        for shelf in part.shelves
        for path in shelf.places.values()
        if not path.startswith("geoPoint.")
    ]
    assert [path for path in (*COLUMNS.values(), *along, *inside) if find(path) is None] == []


def one_by_one(study: Any, values: dict[str, Any]) -> Iterator[tuple[str, Any, Rendered]]:
    """Each column with a value of its own, while all others are as received."""
    trial = taken_in(study)
    for column, value in values.items():
        Trial.objects.filter(pk=trial.pk).update(**{column: value})
        yield column, value, compared(trial)
        Trial.objects.filter(pk=trial.pk).update(**{column: getattr(trial, column)})
    assert compared(trial).study == study


@pytest.mark.slow
@pytest.mark.parametrize("study", [INVENTED, GROUP_TRIAL], ids=["full", "sparse"])
def test_an_edit_changes_its_place_alone(study: Any) -> None:
    trial = taken_in(study)
    values = {column: another(column, getattr(trial, column)) for column in PLAIN}
    for column, value, rendered in one_by_one(study, values):
        told = differences(study, rendered.study)
        if column in TYPES and not getattr(trial, TYPES[column]):
            assert told == {}  # the type of a date that nobody knows says nothing
            continue
        assert at(rendered.study, COLUMNS[column]) == value
        assert told, column
        assert all(f"{place(column)}.".startswith(f"{one.split('[')[0]}.") for one in told), told
        assert rendered.is_edited


@pytest.mark.slow
def test_what_is_removed_leaves_no_trace() -> None:
    fields: dict[str, Any] = {
        column: Trial._meta.get_field(column) for column in PLAIN if column != "brief_title"
    }
    values = {column: None if one.null else one.get_default() for column, one in fields.items()}
    for column, _, rendered in one_by_one(INVENTED, values):
        told = differences(INVENTED, rendered.study)
        assert all(after is None for _, after in told.values())
        assert told.keys() <= {place(column), place(column).rpartition(".")[0]}
        assert len(told) == 1
        assert nothing_empty(rendered.study)


def nothing_empty(value: Any) -> bool:
    """Whether no place of a document holds a null, an empty text, list or object."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return bool(value) and all(nothing_empty(part) for part in parts)
    return value is not None and value != ""


def test_a_keyword_added_leaves_the_others_as_they_came() -> None:
    study: Any = taken_in_with(keywords=["  spaced ", "plain"])
    trial = taken_in(study)
    Trial.objects.filter(pk=trial.pk).update(keywords=["spaced", "new", "plain"])
    assert differences(study, compared(trial).study) == {
        "conditionsModule.keywords": (["  spaced ", "plain"], ["  spaced ", "new", "plain"])
    }


def taken_in_with(**conditions: Any) -> Any:
    module = GROUP_TRIAL["protocolSection"]["conditionsModule"] | conditions
    return GROUP_TRIAL | {
        "protocolSection": GROUP_TRIAL["protocolSection"] | {"conditionsModule": module}
    }


def test_a_day_that_is_known_to_the_month_only_cannot_be_told() -> None:
    _, told, _ = edited(INVENTED, first_posted="2098-06")
    ((name, (_, after)),) = told.items()
    assert (name, after) == ("statusModule.studyFirstPostDateStruct", None)


def test_a_month_of_the_start_stays_a_month() -> None:
    _, told, _ = edited(GROUP_TRIAL, start_date="2097-04")
    assert told == {"statusModule.startDateStruct.date": ("2097-05", "2097-04")}


def test_another_sponsor_brings_its_class() -> None:
    sponsor = Organisation.objects.create(name="Another Sponsor", agency_class="OTHER")
    _, told, _ = edited(GROUP_TRIAL, lead_sponsor=sponsor)
    assert told == {
        "sponsorCollaboratorsModule.leadSponsor.name": (
            "Example Cancer Institute",
            "Another Sponsor",
        ),
        "sponsorCollaboratorsModule.leadSponsor.class": ("NIH", "OTHER"),
    }


def test_a_sponsor_of_whom_no_class_is_known_has_none() -> None:
    sponsor = Organisation.objects.create(name="Another Sponsor")
    _, _, rendered = edited(GROUP_TRIAL, lead_sponsor=sponsor)
    module = rendered.study["protocolSection"]["sponsorCollaboratorsModule"]
    assert module["leadSponsor"] == {"name": "Another Sponsor"}


def test_of_the_responsible_party_the_keys_that_changed() -> None:
    before = INVENTED["protocolSection"]["sponsorCollaboratorsModule"]["responsibleParty"]
    changed = {**before, "investigatorTitle": "Chair"}
    del changed["investigatorAffiliation"]
    _, told, _ = edited(INVENTED, responsible_party=changed)
    inside = "sponsorCollaboratorsModule.responsibleParty"
    assert told.keys() == {f"{inside}.investigatorTitle", f"{inside}.investigatorAffiliation"}


def test_a_status_brings_the_day_it_holds_as_of() -> None:
    trial = taken_in(GROUP_TRIAL)
    a_status(trial, "COMPLETED", as_of="2099-03")
    assert differences(GROUP_TRIAL, compared(trial).study) == {
        "statusModule.overallStatus": ("RECRUITING", "COMPLETED"),
        "statusModule.statusVerifiedDate": ("2098-01", "2099-03"),
    }


def test_a_title_that_the_registry_only_has_as_official_is_not_made_a_brief_one() -> None:
    names = {"nctId": "NCT99999941", "officialTitle": " The Only Title "}
    study = {"protocolSection": {"identificationModule": names}}
    assert compared(taken_in(study)).study == study
