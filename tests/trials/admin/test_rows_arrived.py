"""A form makes the rows that were sent, not those that it says it has."""

from typing import Any

import pytest
from django.test import Client

from tests.forms import form_data
from trials.admin.newer.arrived import MOST_NEW, NOT_WHOLE
from trials.models import Endpoint, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def address(trial: Trial) -> str:
    return f"/admin/trials/trial/{trial.pk}/change/"


def tables(data: dict[str, Any]) -> list[str]:
    return [name.removesuffix("-TOTAL_FORMS") for name in data if name.endswith("-TOTAL_FORMS")]


def rows_made(answer: Any) -> dict[str, int]:
    """How many forms each table of the page has."""
    found = (one.formset for one in answer.context["inline_admin_formsets"])
    return {one.prefix: len(one.forms) for one in found}


def with_rows(data: dict[str, Any], table: str, number: int, **typed: str) -> dict[str, Any]:
    """The form with so many rows more, in each of which this is typed."""
    first = int(data[f"{table}-TOTAL_FORMS"])
    rows = {
        f"{table}-{at}-{name}": f"{text}{at}" if name != "level" else text
        for at in range(first, first + number)
        for name, text in typed.items()
    }
    return data | rows | {f"{table}-TOTAL_FORMS": str(first + number)}


def test_rows_that_were_not_sent_are_not_made(editor: Client, trial: Trial) -> None:
    data = form_data(editor, address(trial))
    before = {table: int(data[f"{table}-TOTAL_FORMS"]) for table in tables(data)}
    forged = {f"{table}-{end}_FORMS": "500" for table in before for end in ("TOTAL", "INITIAL")}

    answer = editor.post(address(trial), data | forged | {"brief_title": ""})

    assert rows_made(answer) == before
    assert editor.post(address(trial), data | forged | {"acronym": "CABINET"}).status_code == 302
    trial.refresh_from_db()
    assert (trial.acronym, trial.endpoints.count()) == ("CABINET", 1)


def test_nor_in_a_form_that_adds(editor: Client) -> None:
    page = "/admin/trials/trial/add/"
    data = form_data(editor, page) | {"protocol_id": "A021602", "brief_title": ""}
    forged = {f"{table}-TOTAL_FORMS": "500" for table in tables(data)}
    row = {"endpoints-499-measure": "PFS", "endpoints-499-level": "PRIMARY"}

    answer: Any = editor.post(page, data | forged | row)

    assert {name for name, number in rows_made(answer).items() if number} == {"endpoints"}
    assert rows_made(answer)["endpoints"] == 1
    assert "PFS" in answer.content.decode()


@pytest.mark.parametrize("page", ["concept/add", "approval/add", "site/change"])
def test_nor_in_another_form(editor: Client, trial: Trial, page: str) -> None:
    site = trial.sites.create(facility="A clinic", country="France")
    where = f"/admin/trials/{page}/?trial={trial.pk}".replace("change", f"{site.pk}/change")
    data = form_data(editor, where)
    forged = {f"{table}-TOTAL_FORMS": "500" for table in tables(data)}
    wrong = {"term": "", "kind": "", "agency": "", "latitude": "north"}

    answer = editor.post(where, data | forged | wrong)

    assert tables(data)
    assert not any(rows_made(answer).values())


def test_a_row_left_empty_between_two_moves_up(editor: Client, trial: Trial) -> None:
    data = form_data(editor, address(trial))
    sent = {
        "endpoints-TOTAL_FORMS": "9",
        "endpoints-3-level": "SECONDARY",
        "endpoints-3-measure": "Overall survival",
        "endpoints-3-position": "0",
        "endpoints-8-level": "OTHER",
        "endpoints-8-measure": "Pain",
        "endpoints-8-position": "0",
    }
    answer = editor.post(address(trial), data | sent)

    assert answer.status_code == 302
    assert {one.measure for one in trial.endpoints.all()} == {"PFS", "Overall survival", "Pain"}


def test_hundreds_of_rows_of_the_record_are_no_obstacle(editor: Client, trial: Trial) -> None:
    rows = [Endpoint(trial=trial, level="OTHER", measure=f"Measure {at}") for at in range(300)]
    Endpoint.objects.bulk_create(rows)
    data = form_data(editor, address(trial))
    name = next(one for one, said in data.items() if said == "Measure 299")

    assert editor.post(address(trial), data | {name: "Pain"}).status_code == 302

    assert trial.endpoints.filter(measure="Pain").count() == 1
    assert trial.endpoints.count() == 301


def test_more_new_rows_than_a_person_writes_are_no_form(editor: Client, trial: Trial) -> None:
    data = form_data(editor, address(trial)) | {"endpoints-__prefix__-resolves": "on"}
    typed = {"level": "OTHER", "measure": "Measure ", "position": ""}

    answer = editor.post(address(trial), with_rows(data, "endpoints", MOST_NEW + 1, **typed))

    page = answer.content.decode()
    assert answer.status_code == 413
    assert f"The form had {MOST_NEW + 1} new rows" in page
    assert f"Measure {MOST_NEW}" in page
    assert "prefix" not in page
    assert trial.endpoints.count() == 1


def test_as_many_as_a_person_writes_are_taken(editor: Client, trial: Trial) -> None:
    data = form_data(editor, address(trial))
    typed = {"level": "OTHER", "measure": "Measure ", "position": ""}

    answer = editor.post(address(trial), with_rows(data, "endpoints", MOST_NEW, **typed))

    assert answer.status_code == 302
    assert trial.endpoints.count() == 1 + MOST_NEW


@pytest.mark.parametrize("said", [None, "", "many", "-1", "1"])
def test_a_table_that_does_not_say_its_number_loses_no_row(
    editor: Client, trial: Trial, said: str | None
) -> None:
    data = form_data(editor, address(trial))
    typed = {"level": "OTHER", "measure": "Measure ", "position": ""}
    data = with_rows(data, "endpoints", 2, **typed)
    del data["endpoints-TOTAL_FORMS"]
    if said is not None:
        data["endpoints-TOTAL_FORMS"] = said

    answer: Any = editor.post(address(trial), data)

    assert NOT_WHOLE in answer.content.decode()
    assert rows_made(answer)["endpoints"] == 3
    assert trial.endpoints.count() == 1
    data = data | {"endpoints-TOTAL_FORMS": "3"}
    assert editor.post(address(trial), data).status_code == 302
    assert trial.endpoints.count() == 3


def test_a_form_without_its_tables_loses_no_row(editor: Client, trial: Trial) -> None:
    data = form_data(editor, address(trial))
    bare = {name: said for name, said in data.items() if not name.startswith("endpoints-")}

    answer: Any = editor.post(address(trial), bare)

    assert NOT_WHOLE in answer.content.decode()
    assert rows_made(answer)["endpoints"] == 1
