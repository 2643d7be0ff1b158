"""What the application's role can do, and what not even a bug of ours can make it do."""

import re

import pghistory
import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from pghistory.models import Context

from config import roles
from trials.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> str:
    """The application's role of this test alone, in effect until the test ends."""
    role = f"app_of_{connection.settings_dict['NAME']}"
    roles.make_role(connection, role, "a password")
    roles.grant(connection, role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT {role} TO CURRENT_USER")
        cursor.execute(f"SET LOCAL ROLE {role}")
    return role


def refused(statement: str) -> bool:
    """Whether the database says that the role may not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return bool(re.search("permission denied|must be owner", str(error)))
    return False


def test_it_does_the_rows_work_and_history_notes_who(application: str) -> None:
    with pghistory.context(run="a test"):
        organisation = Organisation.objects.create(name="A group")
        Organisation.objects.filter(pk=organisation.pk).update(name="Another name")

    event = apps.get_model("trials", "OrganisationEvent")
    assert event._base_manager.filter(pgh_obj_id=organisation.pk).count() == 2
    assert Context.objects.filter(metadata__run="a test").exists()
    organisation.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE trials_organisation CASCADE",
        "ALTER TABLE trials_organisation ADD COLUMN more text",
        "ALTER TABLE trials_organisation DISABLE TRIGGER ALL",
        "DROP TABLE trials_organisation CASCADE",
        "CREATE TABLE more (name text)",
        "UPDATE pghistory_context SET metadata = '{}'",
        "INSERT INTO pghistory_context VALUES (gen_random_uuid(), now(), now(), '{}')",
        "INSERT INTO trials_changelogentry DEFAULT VALUES",
        "DELETE FROM trials_changelogentry",
        "DELETE FROM django_migrations",
    ],
)
def test_it_cannot(application: str, statement: str) -> None:
    assert refused(statement)


def test_it_cannot_rewrite_any_history(application: str) -> None:
    tables = roles.history_tables()

    assert tables
    assert [table for table in tables if not refused(f"DELETE FROM {table}")] == []
    assert [table for table in tables if not refused(f"UPDATE {table} SET pgh_label = ''")] == []


def test_rights_that_were_given_by_hand_go_with_the_next_migrate(application: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"GRANT TRUNCATE ON trials_organisation TO {application}")
        roles.grant(connection, application)
        cursor.execute(f"SET LOCAL ROLE {application}")

    assert refused("TRUNCATE trials_organisation CASCADE")


def test_with_one_role_there_is_nothing_to_grant() -> None:
    assert roles.application_role() is None
    roles.after_migrate(using="default")


def test_it_counts_the_documents_of_the_search_from_one_again(application: str) -> None:
    assert not refused("SELECT setval('trials_searchnumber', 1, false)")
    assert refused("ALTER SEQUENCE trials_searchnumber RESTART")
