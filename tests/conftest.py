"""What many tests share: the folder of sample data, the database; and the end of its server."""

import gc
import os
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder that SAMPLES names; a test that asks for it is skipped where it is absent."""
    folder = Path(os.environ.get("SAMPLES", ""))
    if not os.environ.get("SAMPLES") or not folder.is_dir():
        pytest.skip("SAMPLES names no folder of sample data")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database, emptied in a quicker way than Django's after each test that commits."""
    from tests.emptying import empty_by_deleting

    with django_db_blocker.unblock():
        empty_by_deleting()


def pytest_collection_finish() -> None:
    """What was imported and collected stays: no collection of garbage looks through it again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Leave nothing running when the tests end."""
    from tests import settings

    if settings.TEST_CLUSTER:
        settings.TEST_CLUSTER.leave()
