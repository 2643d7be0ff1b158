"""Who may do what is history: by admin, command and SQL, and no secret in it."""

import json
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection, transaction
from pghistory.models import Context, Event

from config.accounts.models import GIVEN_PASSWORD, GIVEN_SECRET
from tests.accounts import PASSWORD, SECRET, member, with_app, with_password
from trials.sealing.checks import Counts, verify

pytestmark = pytest.mark.django_db


def events(model: str, **which: Any) -> list[Any]:
    found = apps.get_model("accounts", f"{model}Event")._base_manager.filter(**which)
    return list(found.select_related("pgh_context").order_by("pgh_id"))


def labels(model: str, **which: Any) -> list[str]:
    return [one.pgh_label for one in events(model, **which)]


def sql(statement: str, *given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def all_that_is_kept() -> str:
    """Every event of accounts, and every context, as text."""
    models: list[Any] = [
        m for m in apps.get_app_config("accounts").get_models() if issubclass(m, Event)
    ]
    rows = [row for m in [*models, Context] for row in m._base_manager.values()]
    return json.dumps(rows, default=str)


@pytest.mark.slow
def test_the_groups_of_the_program_have_a_history_from_the_start() -> None:
    group = Group.objects.get(name="Publishers")
    assert labels("PeopleGroup", pgh_obj_id=group.pk) == ["insert"]
    assert labels("GroupPermission", group_id=group.pk) == ["insert"] * group.permissions.count()


@pytest.mark.slow
def test_sql_by_hand_is_noted() -> None:
    kim = member("kim", "Staff")
    sql("UPDATE auth_user SET is_superuser = true WHERE id = %s", kim.pk)
    sql(
        "UPDATE auth_user_groups SET group_id = (SELECT id FROM auth_group WHERE name = %s)"
        " WHERE user_id = %s",
        "Publishers",
        kim.pk,
    )
    sql("DELETE FROM auth_user_groups WHERE user_id = %s", kim.pk)
    last = events("Person", pgh_obj_id=kim.pk)[-1]
    assert (last.pgh_label, last.is_superuser) == ("update", True)
    assert last.pgh_context.metadata["database"]["role"]
    told = events("Membership", user_id=kim.pk)
    assert [one.pgh_label for one in told] == ["insert", "update", "delete"]
    assert told[-1].group == Group.objects.get(name="Publishers")


def test_a_password_shows_as_changed_and_never_what_it_was_made_into() -> None:
    kim = with_password(member("kim"))
    assert labels("Person", pgh_obj_id=kim.pk) == ["insert", GIVEN_PASSWORD]
    sql("UPDATE auth_user SET password = %s WHERE id = %s", "pbkdf2_sha256$1$x$y", kim.pk)
    assert labels("Person", pgh_obj_id=kim.pk)[1:] == [GIVEN_PASSWORD] * 2
    kept = all_that_is_kept()
    assert "kim" in kept
    assert not [one for one in ("pbkdf2", "argon2", "md5$", PASSWORD) if one in kept]
    assert kim.password.rpartition("$")[2] not in kept


def test_that_somebody_signs_in_is_no_event(client: Any) -> None:
    kim = with_password(member("kim"))
    before, contexts = all_that_is_kept(), Context.objects.count()
    client.post("/accounts/login/", {"login": "kim", "password": PASSWORD})
    kim.refresh_from_db()
    assert kim.last_login
    assert all_that_is_kept() == before
    assert Context.objects.count() == contexts


def test_factors_are_told_without_their_secret() -> None:
    kim = member("kim")
    with_app(kim)
    passkey = Authenticator.objects.create(
        user=kim, type="webauthn", data={"name": "Telephone", "credential": {"id": "c2VjcmV0"}}
    )
    passkey.data["name"] = "Old telephone"
    passkey.save()
    passkey.record_usage()
    sql(
        """UPDATE mfa_authenticator SET data = data || '{"credential": {"id": "b3RoZXI"}}'
        WHERE id = %s""",
        passkey.pk,
    )
    passkey.delete()
    told = events("Factor", type="webauthn")
    assert [(one.pgh_label, one.name) for one in told] == [
        ("insert", "Telephone"),
        ("update", "Old telephone"),
        (GIVEN_SECRET, "Old telephone"),
        ("delete", "Old telephone"),
    ]
    assert labels("Factor", type="totp") == ["insert"]
    kept = all_that_is_kept()
    assert not [one for one in ("c2VjcmV0", "b3RoZXI", SECRET, "credential") if one in kept]


def test_that_a_recovery_code_is_used_is_no_event() -> None:
    kim = member("kim")
    codes = Authenticator.objects.create(
        user=kim, type="recovery_codes", data={"seed": "x", "used_mask": 0}
    )
    codes.data |= {"used_mask": 5, "viewed_at": 1.5}
    codes.save()
    assert labels("Factor", user_id=kim.pk) == ["insert"]


def test_permissions_given_to_one_are_told() -> None:
    kim = member("kim")
    permission = Permission.objects.get(codename="publish_trial")
    kim.user_permissions.add(permission)
    kim.user_permissions.clear()
    told = events("PersonPermission", user_id=kim.pk)
    assert [(one.pgh_label, one.permission) for one in told] == [
        ("insert", permission),
        ("delete", permission),
    ]


def test_what_is_deleted_with_an_account_is_told() -> None:
    kim = member("kim", "Staff")
    with_app(kim)
    key = kim.pk
    kim.delete()
    for model, which in (
        ("Person", {"pgh_obj_id": key}),
        ("Membership", {"user_id": key}),
        ("Factor", {"user_id": key}),
    ):
        assert labels(model, **which)[-1] == "delete"


@pytest.mark.django_db(transaction=True)
def test_commands_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    sql("SET application_name = 'manage.py createsuperuser'")
    given = {"username": "boss", "email": "", "interactive": False, "stdout": StringIO()}
    call_command("createsuperuser", **given)
    boss = User.objects.get(username="boss")
    (made,) = events("Person", pgh_obj_id=boss.pk)
    assert made.is_superuser
    assert made.pgh_context.metadata["command"] == "createsuperuser"


@pytest.mark.django_db(transaction=True)
def test_who_was_here_before_gets_a_first_event_by_the_migration() -> None:
    kim = member("kim", "Staff")
    with_app(kim)
    kim.user_permissions.add(Permission.objects.get(codename="publish_trial"))
    migration = import_module("config.accounts.migrations.0001_history")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in migration.KEPT:
            cursor.execute(f"DELETE FROM {table}")
    with connection.cursor() as cursor, transaction.atomic():
        for statement in migration.first_events():
            cursor.execute(statement)
    (told,) = events("Person", pgh_obj_id=kim.pk)
    assert "before accounts had a history" in told.pgh_context.metadata["reason"]
    assert list(verify([], Counts())) == []
