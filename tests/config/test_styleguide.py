"""The style guide: every part in every state for who works on the site; for others nothing."""

from pathlib import Path

import pytest
from django.conf import settings
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


# What stands in the head of a page and is not seen.
UNSEEN = {"includes/sharing.html", "includes/feed_links.html"}


@override_settings(DEBUG=True)
def test_each_part_of_pages_is_among_them(client: Client) -> None:
    folder = Path(settings.BASE_DIR, "templates")
    parts = {f"includes/{path.name}" for path in (folder / "includes").glob("*.html")}
    shown = {template.name for template in client.get("/styleguide/").templates}
    assert parts - shown == UNSEEN
    assert {"breadcrumbs.html", "trials/parts/figures/figure.html"} <= shown
