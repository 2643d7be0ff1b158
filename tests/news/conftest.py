"""People of the newsroom, logged in."""

from typing import Any

import pytest
from django.test import Client

from tests.accounts import client_of, member


@pytest.fixture
def staff(db: Any) -> Client:
    return client_of(member("stan", "Staff"))


@pytest.fixture
def publisher(db: Any) -> Client:
    return client_of(member("paula", "Publishers"))
