"""One who may change records."""

import pytest
from django.test import Client

from tests.accounts import client_of, member


@pytest.fixture
def editor(transactional_db: None) -> Client:
    return client_of(member("edith", "Editors"))
