"""What many tests share: the folder of sample data; and the end of the tests' own PostgreSQL."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder that SAMPLES names; a test that asks for it is skipped where it is absent."""
    folder = Path(os.environ.get("SAMPLES", ""))
    if not os.environ.get("SAMPLES") or not folder.is_dir():
        pytest.skip("SAMPLES names no folder of sample data")
    return folder


def pytest_unconfigure() -> None:
    """Leave nothing running when the tests end."""
    from tests import settings

    if settings.TEST_CLUSTER:
        settings.TEST_CLUSTER.leave()
