"""What many tests share: the folder of sample data, the database; and the end of its server."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from tests import examples

examples.register()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder that SAMPLES names; a test that asks for it is skipped where it is absent."""
    folder = Path(os.environ.get("SAMPLES", ""))
    if not os.environ.get("SAMPLES") or not folder.is_dir():
        pytest.skip("SAMPLES names no folder of sample data")
    return folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The test database is a copy of one that is migrated, where the cluster is the tests' own."""
    from tests import migrated, settings

    if settings.IS_OWN:
        with django_db_blocker.unblock():
            migrated.start_from_copies()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database as after a first start, emptied in a quicker way than Django's."""
    from tests.emptying import empty_by_deleting
    from tests.rendered import note_each_template_once
    from trials.search.indexing import refresh

    note_each_template_once()
    with django_db_blocker.unblock():
        refresh()  # takes in the names that come with the program: each search of a test would
        empty_by_deleting()


@pytest.fixture
def admin_client(db: None, admin_user: Any) -> Client:
    """pytest-django's, with the second factor that a superuser needs."""
    from tests.accounts import client_of

    return client_of(admin_user)


@pytest.fixture
def staff(db: None) -> Client:
    """One of the group Staff, logged in."""
    return _let_in("stan", "Staff")


@pytest.fixture
def editor(db: None) -> Client:
    """One of the group Editors, logged in."""
    return _let_in("edith", "Editors")


@pytest.fixture
def publisher(db: None) -> Client:
    """One of the group Publishers, logged in."""
    return _let_in("paula", "Publishers")


def _let_in(name: str, group: str) -> Client:
    from tests.accounts import client_of, member

    return client_of(member(name, group))


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[DjangoDbBlocker]:
    """Unblocks the database for rows that all tests of a file read; each changes them for itself.

    They stand in a transaction around the file, in which each test is a savepoint: no test of the
    file may commit.
    """
    around: Any = transaction.atomic()
    around._from_testcase = True  # what wants to be the outermost transaction may stand in it
    with django_db_blocker.unblock():
        around.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def committed_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[DjangoDbBlocker]:
    """The same for rows that are committed: what a request takes in of them stays taken in.

    Of rows of its own transaction every request renders and indexes all anew. Whoever makes the
    rows asks for what they need once; no test of the file may commit.
    """
    yield django_db_blocker
    with django_db_blocker.unblock():
        TransactionTestCase()._fixture_teardown()  # type: ignore[attr-defined]


def pytest_configure() -> None:
    """Hundreds of thousands of objects are made by now and by collecting, and none is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was imported and collected stays: no collection of garbage looks through it again.

    Later ones come seldom: a page makes thousands of objects, of which few are left in cycles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    """Leave nothing running when the tests end."""
    from tests import settings

    if settings.TEST_CLUSTER:
        settings.TEST_CLUSTER.leave()
