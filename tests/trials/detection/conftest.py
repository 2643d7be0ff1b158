"""Every test of this folder finds the same small registry."""

import pytest

from tests.trials.detection import registry


@pytest.fixture(autouse=True)
def _registry(db: None) -> None:
    registry.fill()
