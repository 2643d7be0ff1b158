"""What a visitor sees while the database cannot answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from psycopg_pool import PoolTimeout

from config.accounts import sessions
from config.accounts.sessions import NOTED_EVERY, SEEN
from config.database import PATIENCE, pooled
from config.outages import AWAY, BUSY, FULL, LOCKED, SAVED_NOTHING, SLOW, UNSURE, outage_of
from tests.accounts import client_of, member
from tests.records import a_trial


def wrapped(cause: BaseException) -> OperationalError:
    """As Django raises what psycopg raised."""
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "outage"),
    [
        (psycopg.errors.QueryCanceled(), SLOW),
        (psycopg.errors.LockNotAvailable(), LOCKED),
        (psycopg.errors.DeadlockDetected(), LOCKED),
        (psycopg.errors.DiskFull(), FULL),
        (psycopg.errors.TooManyConnections(), BUSY),
        (PoolTimeout("no connection after 10 s"), BUSY),
        (psycopg.errors.AdminShutdown(), AWAY),
        (psycopg.errors.CannotConnectNow(), AWAY),
        (psycopg.errors.ReadOnlySqlTransaction(), AWAY),
        (psycopg.OperationalError("connection refused"), AWAY),
        (psycopg.InterfaceError("the connection is closed"), AWAY),
        (psycopg.errors.UndefinedTable(), None),
        (psycopg.errors.CheckViolation(), None),
        (psycopg.ProgrammingError("our own mistake"), None),
    ],
)
def test_which_errors_are_outages(cause: psycopg.Error, outage: object) -> None:
    assert outage_of(cause) is outage
    assert outage_of(wrapped(cause)) is outage


def test_other_faults_are_faults() -> None:
    assert outage_of(None) is None
    assert outage_of(KeyError("x")) is None


@pytest.fixture
def impatient(transactional_db: None) -> Iterator[Client]:
    """A client of a site whose database stops what takes a fifth of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 200")
    yield Client(raise_request_exception=False)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout TO DEFAULT")


@contextmanager
def held(table: str, mode: str) -> Iterator[None]:
    """Somebody else holds the table, so that every statement that conflicts with it waits."""
    settings: Any = connection.get_connection_params()
    kept = {name: settings[name] for name in ("dbname", "user", "host", "port") if name in settings}
    with psycopg.connect(**kept) as other:
        other.execute(f"LOCK TABLE {table} IN {mode} MODE")
        yield
        other.rollback()


@pytest.fixture
def locked() -> Iterator[None]:
    """Nobody can ask about trials."""
    with held("trials_trial", "ACCESS EXCLUSIVE"):
        yield


@pytest.mark.slow
def test_a_page_that_takes_too_long_says_so(impatient: Client, locked: None) -> None:
    answer = impatient.get("/trials/A099901/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "took the database too long" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.slow
def test_programs_get_a_sentence(impatient: Client, locked: None) -> None:
    answer = impatient.get("/api/v2/studies/NCT03375320")

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Ask again in 30 seconds." in answer.content.decode()


def test_who_sent_something_is_told_what_became_of_it(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_trial("A099901")
    client.raise_request_exception = False
    for cause, words in [
        (psycopg.errors.AdminShutdown("terminating connection"), UNSURE),
        (psycopg.errors.LockNotAvailable(), SAVED_NOTHING),
    ]:

        def fail(*_: Any, cause: psycopg.Error = cause, **__: Any) -> None:
            raise wrapped(cause)

        monkeypatch.setattr("allauth.account.forms.LoginForm.clean", fail)
        answer = client.post("/accounts/login/", {"login": "x", "password": "y"})

        assert answer.status_code == 503
        assert words in answer.content.decode()


@pytest.mark.slow
def test_a_session_that_cannot_be_written_has_not_ended(transactional_db: None) -> None:
    """Django takes it for its end and says "Bad Request"; what was sent may stand by then."""
    client = client_of(member("kim", "Staff"))
    client.raise_request_exception = False
    session = client.session
    session[SEEN] -= 2 * NOTED_EVERY
    session.save()
    with connection.cursor() as cursor, held("django_session", "SHARE"):
        cursor.execute("SET lock_timeout = 200")
        answer = client.post("/accounts/sessions/", {"others": "yes"})
        cursor.execute("SET lock_timeout TO DEFAULT")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert UNSURE in answer.content.decode()


def test_a_session_that_ended_meanwhile_has(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(member("kim", "Staff"))
    session = client.session
    session[SEEN] -= 2 * NOTED_EVERY
    session.save()
    noted = sessions.note_use

    def end(request: Any, address: str) -> None:
        noted(request, address)
        Session.objects.all().delete()

    monkeypatch.setattr(sessions, "note_use", end)
    answer = client.get("/accounts/sessions/")

    assert answer.status_code == 400
    assert "signed out in another window" in answer.content.decode()


def test_pages_wait_for_the_database_only_so_long() -> None:
    options = pooled({"OPTIONS": {"options": "-c jit=off"}})["OPTIONS"]["options"]

    assert options.startswith("-c jit=off -c ")
    assert all(f"{name}={value}" in options for name, value in PATIENCE.items())
