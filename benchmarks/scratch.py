"""A database that lives as long as one measurement, on the server that the tests use."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def scratch_database() -> Iterator[None]:
    """Set Django up, make an empty database with all tables, and leave nothing behind."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.runner import DiscoverRunner

    from tests import settings

    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(databases)
        if settings.TEST_CLUSTER:
            settings.TEST_CLUSTER.leave()
