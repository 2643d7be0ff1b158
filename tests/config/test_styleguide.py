"""The style guide: every part in every state for who works on the site; for others nothing."""

import pytest
from django.test import Client
from django.test.utils import override_settings

from config.styleguide.states import PARTS

pytestmark = pytest.mark.django_db


def test_without_debug_there_is_none(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


@override_settings(DEBUG=True)
def test_every_part_in_every_state(client: Client) -> None:
    response = client.get("/styleguide/")
    page = response.content.decode()
    for part in PARTS:
        for state in part.states:
            assert f">{part.name}: {state.name}</h3>" in page
    assert "Sources differ: A journal 2098 says 13.8 months" in page
    assert "“c” is" in page or "c is not one of" in page
    assert not response.cookies
