"""Who and why of each change, whichever way it came in."""

from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from pghistory.models import Context

from trials.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)


def contexts() -> list[Any]:
    """What is known of each change, in the order of the changes."""
    events = apps.get_model("trials", "OrganisationEvent")._base_manager.order_by("pgh_id")
    return [event.pgh_context.metadata for event in events.select_related("pgh_context")]


def by_sql(name: str, program: str = "psql") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, false)", [program])
        cursor.execute(
            "INSERT INTO trials_organisation (name, short_name, agency_class, is_group)"
            " VALUES (%s, '', '', false)",
            [name],
        )
        cursor.execute("SET application_name = ''")


def test_sql_by_hand_is_known_by_role_and_program() -> None:
    by_sql("A group")

    (known,) = contexts()
    assert known["database"]["role"] == connection.settings_dict["USER"]
    assert known["database"]["program"] == "psql"


def test_sql_by_hand_can_say_why() -> None:
    told = """SELECT set_config('pghistory.context_metadata', '{"reason": "A misprint"}', true)"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(told)
        by_sql("A group")
    by_sql("Another")

    first, second = contexts()
    assert first["reason"] == "A misprint"
    assert first["database"]["program"] == "psql"
    assert "reason" not in second


def test_a_command_that_says_nothing_is_known_by_its_name() -> None:
    by_sql("A group", "manage.py shell")

    (known,) = contexts()
    assert known["command"] == "shell"


def test_a_command_adds_its_name_to_what_is_told() -> None:
    with pghistory.context(reason="why"):
        by_sql("A group", "manage.py shell")

    assert contexts() == [{"reason": "why", "command": "shell"}]


def test_changes_of_one_transaction_share_a_context() -> None:
    before = Context.objects.count()
    with transaction.atomic():
        by_sql("One")
        by_sql("Two")
    by_sql("Three")

    assert Context.objects.count() == before + 2


def test_what_was_told_of_an_earlier_transaction_stays() -> None:
    before = Context.objects.count()
    with pghistory.context(command="link"):
        Organisation.objects.create(name="One")
        pghistory.context(reason="later")
        Organisation.objects.create(name="Two")
        Organisation.objects.create(name="Three")

    first, *others = contexts()
    assert first == {"command": "link"}
    assert others == 2 * [{"command": "link", "reason": "later"}]
    assert Context.objects.count() == before + 2


def test_in_one_transaction_what_is_told_later_holds_for_all_of_it() -> None:
    with transaction.atomic(), pghistory.context(user=1):
        Organisation.objects.create(name="One")
        pghistory.context(reason="later")
        Organisation.objects.create(name="Two")

    assert contexts() == 2 * [{"user": 1, "reason": "later"}]


@pytest.mark.parametrize(
    "statement", ["UPDATE pghistory_context SET metadata = '{}'", "DELETE FROM pghistory_context"]
)
def test_not_even_the_owner_changes_it(statement: str) -> None:
    by_sql("A group")

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="never changed"):
        cursor.execute(statement)
