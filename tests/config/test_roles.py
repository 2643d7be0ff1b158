"""What the application's role can do, and what not even a bug of ours can make it do."""

import re
from typing import Any

import pghistory
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from pghistory.models import Context

from config import roles
from config.accounts.models import GIVEN_PASSWORD
from news.models import NewsItem, NewsletterIssue
from tests.records import YESTERDAY, a_trial, an_issue, an_item
from trials.models import FormerAddress, Organisation, RegistryRecord, Trial

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
        return bool(re.search("permission denied|must be owner|must have", str(error)))
    return False


def test_it_does_the_rows_work_and_history_notes_who(application: str) -> None:
    with pghistory.context(run="a test"):
        organisation = Organisation.objects.create(name="A group")
        Organisation.objects.filter(pk=organisation.pk).update(name="Another name")

    event = apps.get_model("trials", "OrganisationEvent")
    assert event._base_manager.filter(pgh_obj_id=organisation.pk).count() == 2
    assert Context.objects.filter(metadata__run="a test").exists()
    organisation.delete()


def test_it_gives_rights_and_history_notes_it(application: str) -> None:
    kim = User.objects.create_user("kim", password="secret")
    kim.groups.add(Group.objects.get(name="Staff"))
    kim.set_password("another one")
    kim.save()
    kim.groups.clear()
    TOTP.activate(kim, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    for name, labels in (
        ("PersonEvent", ["insert", GIVEN_PASSWORD]),
        ("MembershipEvent", ["insert", "delete"]),
        ("FactorEvent", ["insert"]),
    ):
        kept: Any = apps.get_model("accounts", name)._base_manager
        own = kept.filter(**{"pgh_obj_id" if name == "PersonEvent" else "user_id": kim.pk})
        assert list(own.order_by("pgh_id").values_list("pgh_label", flat=True)) == labels


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
        "TRUNCATE trials_trialevent",
        "ALTER TABLE trials_trialevent ADD COLUMN more text",
        "DROP TRIGGER pgtrigger_append_only_ff5ed ON trials_trialevent",
        "ALTER TABLE trials_trialevent DISABLE TRIGGER ALL",
        "ALTER TABLE pghistory_context DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "SELECT log_change('trial', 1, 99, false)",
        "SELECT _pgh_attach_context()",
        "SELECT keep_news_address('old', 'new')",
        "DELETE FROM trials_formeraddress",
        "UPDATE trials_formeraddress SET moved_to = '/elsewhere/'",
        "UPDATE trials_registryrecord SET study = '{}'",
        "UPDATE trials_registryrecord SET digest = '', trial_id = 1",
        "INSERT INTO trials_seal (number, sealed_at, digest) VALUES (1, now(), '')",
        "DELETE FROM trials_seal",
        "DELETE FROM trials_eventseal",
        "UPDATE trials_contextseal SET digest = ''",
        "TRUNCATE trials_seal",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_it_cannot(application: str, statement: str) -> None:
    assert refused(statement)


@pytest.mark.slow
def test_it_cannot_rewrite_any_history(application: str) -> None:
    tables = roles.history_tables()

    assert tables
    assert [table for table in tables if not refused(f"INSERT INTO {table} DEFAULT VALUES")] == []
    assert {"accounts_personevent", "accounts_membershipevent", "accounts_factorevent"} <= tables
    assert [table for table in tables if not refused(f"DELETE FROM {table}")] == []
    assert [table for table in tables if not refused(f"TRUNCATE {table}")] == []
    assert [table for table in tables if not refused(f"UPDATE {table} SET pgh_label = ''")] == []


def test_an_old_address_leads_on_though_it_may_not_be_changed(application: str) -> None:
    item = an_item("first")
    FormerAddress.objects.create(path="/old/", moved_to="/news/first/")
    for slug in ("second", "third", "second"):
        NewsItem.objects.filter(pk=item.pk).update(slug=slug)

    assert dict(FormerAddress.objects.values_list("path", "moved_to")) == dict.fromkeys(
        ("/old/", "/news/first/", "/news/third/"), "/news/second/"
    )


def test_an_old_address_is_not_taken_from_the_page_it_leads_to(application: str) -> None:
    an_item("first")
    NewsItem.objects.update(slug="second")
    an_item("other")

    with pytest.raises(IntegrityError, match="leads to another page"), transaction.atomic():
        NewsItem.objects.filter(slug="other").update(slug="first")
    assert FormerAddress.objects.get().moved_to == "/news/second/"


@pytest.mark.parametrize("kind", ["", "issues/"])
def test_an_old_address_is_not_taken_by_what_is_new(application: str, kind: str) -> None:
    make, table = (an_issue, NewsletterIssue) if kind else (an_item, NewsItem)
    make("first")
    table.objects.update(slug="second")

    told = f"/news/{kind}first/ was an address before and leads to another page"
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        make("first")
    assert FormerAddress.objects.get().moved_to == f"/news/{kind}second/"


def test_a_version_received_goes_to_another_trial_and_away(application: str) -> None:
    version = RegistryRecord.objects.create(trial=a_trial(), version=1, digest="0", study={})
    RegistryRecord.objects.filter(pk=version.pk).update(trial=a_trial("A031201"))
    version.delete()


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


def test_it_cannot_hang_the_functions_of_history_on_a_table_of_its_own(application: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.oid::regprocedure::text FROM pg_trigger t"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE p.prosrc ~ '_pgh_attach_context|log_change|keep_news_address'"
        )
        functions = [row[0] for row in cursor.fetchall()]
        cursor.execute("CREATE TEMP TABLE mine (id bigint, name text)")

    assert functions
    assert [
        function
        for function in functions
        if not refused(
            f"CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {function}"
        )
    ] == []


def test_what_it_does_by_sql_is_noted_with_its_role(application: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trials_organisation (name, short_name, agency_class, is_group)"
            " VALUES ('A', '', '', false)"
        )

    assert Context.objects.filter(metadata__has_key="database").exists()


def test_it_cannot_have_the_triggers_ignored(application: str) -> None:
    trial = a_trial("A021602")
    events = apps.get_model("trials", "TrialEvent")._base_manager.filter(pgh_obj_id=trial.pk)
    before = events.count()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true)"
            " FROM pg_trigger WHERE NOT tgisinternal"
        )
    Trial.objects.filter(pk=trial.pk).update(brief_title="Other")

    assert events.count() == before + 1
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM trials_trial WHERE id = %s", [trial.pk])


def test_no_table_of_its_own_stands_in_for_one_of_ours(application: str) -> None:
    trial = a_trial("A021602")
    # As if that transaction were over: the next change moves the revision again.
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE public.trials_trial SET change_xact = 1")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"SET LOCAL ROLE {application}")
        cursor.execute("CREATE TEMP TABLE trials_trial (LIKE public.trials_trial)")
        cursor.execute(
            "INSERT INTO public.trials_arm"
            " (trial_id, label, type, description, crossover, position)"
            " VALUES (%s, 'A', '', '', '', 0)",
            [trial.pk],
        )
        cursor.execute("SELECT revision FROM public.trials_trial")
        assert cursor.fetchall() == [(trial.revision + 1,)]


@pytest.mark.parametrize(
    "other", ["(SELECT id FROM pghistory_context LIMIT 1)", "gen_random_uuid()"]
)
def test_it_cannot_do_things_in_the_name_of_another_change(application: str, other: str) -> None:
    organisation = Organisation.objects.create(name="A group")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE pghistory_context SET created_at = now() - interval '1 day'")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute(f"SET LOCAL ROLE {application}")
        cursor.execute(f"SELECT set_config('trialfolio.context_id', {other}::text, true)")
    Organisation.objects.filter(pk=organisation.pk).update(name="Another name")

    last = apps.get_model("trials", "OrganisationEvent")._base_manager.order_by("pgh_id").last()
    assert Context.objects.filter(pk=last.pgh_context_id, created_at__gt=YESTERDAY).exists()
