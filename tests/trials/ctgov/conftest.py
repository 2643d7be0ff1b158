"""A registry with three studies, and time that passes only in sleep."""

from collections.abc import Iterator

import pytest

from tests.trials.ctgov.fetching import A, B, C, Clock
from tests.trials.ctgov.registry_server import (
    RegistryServer,
    study,
)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def registry() -> Iterator[RegistryServer]:
    with RegistryServer([study(A), study(B), study(C, "NCT80000003")]) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()
