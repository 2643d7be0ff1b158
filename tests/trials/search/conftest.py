"""What tests of the search share: a clock to set."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.clock import clock_to_set


@pytest.fixture
def clock(db: None) -> Callable[[datetime], None]:
    """Sets the database's clock."""
    return clock_to_set()
