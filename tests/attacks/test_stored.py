"""Hostile texts in every field of every record come out of every address as texts."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.accounts import client_of
from tests.attacks.corpus import sheets
from tests.attacks.poisoned import a_full_world, poison
from tests.attacks.read_as_code import faults_of
from tests.permissions.routes import addresses
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LONG, SHORT = 1_000_000, 120
MORE = (
    "/trials/?q=zzx",
    "/search/?q=zzx",
    "/news/?q=zzx",
    "/suggest/?q=zzx&format=json",
    "/trials/export.csv?q=zzx",
    "/trials/A021602.bib",
    "/trials/A021602.csl.json",
    "/news/item-public.bib",
    "/news/item-public.csl.json",
    *(
        f"/{of}/feed.{kind}"
        for of in ("news", "trials", "trials/A021602")
        for kind in ("rss", "json")
    ),
    "/api/v2/studies?includeUnregistered=true",
    "/api/v2/studies?includeUnregistered=true&format=csv",
    "/api/v2/studies/A021602?format=ris",
    "/api/v2/stats/field/values?fields=BriefTitle,Condition",
    "/admin/trials/trial/?q=zzx",
    "/admin/news/newsitem/?q=zzx",
    "/admin/trials/finding/add/?trial=1",
    *(
        f"/trials/A021602/figures/{name}.svg"
        for name in ("hazard-ratios", "medians", "participants")
    ),
)


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return a_full_world()


def exits(world: World) -> list[str]:
    """Of each pattern the public record and the drafts; lists with a question."""
    shown = {"", "one", "public", "in review", "another's"}
    return [*(one.path for one in addresses(world) if one.of in shown), *MORE]


def found_in(client: Client, paths: list[str]) -> dict[str, Any]:
    """By address what would have run there, and pages that broke."""
    found: dict[str, Any] = {}
    for path in paths:
        answer = client.get(path)
        if answer.status_code >= 500:
            found[path] = answer.status_code
        elif faults := faults_of(answer, path.endswith("/email.html")):
            found[path] = sorted(set(faults))
    return found


def signed_in() -> Client:
    client = client_of(User.objects.create_superuser("ada", password="secret"))
    client.raise_request_exception = False
    return client


def test_all_of_them_at_once(world: World) -> None:
    (text,) = sheets(LONG)
    taken, _ = poison(text)

    assert taken > 100
    assert found_in(signed_in(), exits(world)) == {}


@pytest.mark.parametrize("text", sheets(SHORT))
def test_as_many_as_a_short_field_takes(world: World, text: str) -> None:
    poison(text)
    assert found_in(signed_in(), exits(world)) == {}
