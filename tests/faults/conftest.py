"""One site for all faults, and a table of what was seen, printed at the end."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.people import WRITERS
from tests.faults.site import Faulty, wait_until

RUNS = int(os.environ.get("FAULT_RUNS") or 5)
STARTS = 120  # seconds
TOLD: list[str] = []


@pytest.fixture(scope="session")
def prepared() -> Iterator[tuple[Faulty, list[str]]]:
    """The site, and the sessions of its editors; gunicorn is started by who needs it."""
    with tempfile.TemporaryDirectory() as folder:
        faulty = Faulty(Path(folder))
        try:
            yield faulty, faulty.prepare(WRITERS)
        finally:
            faulty.close()


@pytest.fixture
def sessions(prepared: tuple[Faulty, list[str]]) -> list[str]:
    """Of people who may edit."""
    return prepared[1]


@pytest.fixture
def faulty(prepared: tuple[Faulty, list[str]]) -> Faulty:
    """The site, served and well."""
    site = prepared[0]
    if site.gunicorn is None or site.gunicorn.poll() is not None:
        site.serve()
    wait_until(site.well, "the site does not start", STARTS)
    return site


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each fault as often as it is asked for."""
    if "run" in metafunc.fixturenames:
        metafunc.parametrize("run", range(RUNS))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What each run met."""
    for line in TOLD:
        terminalreporter.write_line(line)
