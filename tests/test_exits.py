"""Nothing that is not public shows at any exit: one test per exit, all kinds and states at once."""

import json

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from news.files import file_name
from tests.exits import (
    API,
    EXITS,
    FEEDS_OF_NEWS,
    FEEDS_OF_TRIALS,
    FILES,
    WHOLE_TEXTS,
    WITHDRAWN_SINCE,
)
from tests.feeds import KINDS, read
from tests.hidden import HIDDEN, World, a_world
from tests.records import a_trial
from trials.api.rendering import refresh as render
from trials.search.indexing import refresh as index

pytestmark = pytest.mark.django_db

# What was asked is said back.
SAID_BACK = (
    "“zzsecret”",
    'value="zzsecret"',
    "q=zzsecret",
    "zzsecret: ",
    "<del>zzsecret</del>",
    'Terminated</span> <span class="number">0<',
    "Terminated <span aria-hidden",
)


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        made = a_world()
        render()
        index()
        return made


@pytest.mark.slow
@pytest.mark.parametrize("path", [*EXITS, *FEEDS_OF_NEWS, *FEEDS_OF_TRIALS, *API])
def test_nothing_hidden_shows(client: Client, world: World, path: str) -> None:
    response = client.get(path)
    text = response.getvalue().decode()

    assert response.status_code in (200, 404)
    for asked in SAID_BACK:
        text = text.replace(asked, "")
    assert HIDDEN.lower() not in text.lower()
    assert "Terminated" not in text
    assert "TERMINATED" not in text or path not in API
    if path == WITHDRAWN_SINCE:
        # Who has a copy is told that it is withdrawn.
        text = text.replace('"protocolId":"A099993"', "")
    if path not in WHOLE_TEXTS:
        assert "A09999" not in text


@pytest.mark.slow
def test_the_api_has_the_public_trial_alone(client: Client, world: World) -> None:
    answer = client.get("/api/v2/studies?includeUnregistered=true&countTotal=true")
    found = json.loads(b"".join(answer))
    assert found["totalCount"] == 1
    assert [study["trialfolio"]["protocolId"] for study in found["studies"]] == ["A021602"]


@pytest.mark.slow
def test_numbers_of_hidden_trials_in_a_text_are_no_links(client: Client, world: World) -> None:
    text = client.get("/news/a-release/").content.decode()

    assert "A099990" in text
    assert 'href="/trials/A021602/"' in text
    assert 'href="/trials/A09999' not in text


@pytest.mark.slow
def test_numbers_of_hidden_trials_in_a_feed_are_neither_links_nor_words(
    client: Client, world: World
) -> None:
    for address in FEEDS_OF_NEWS:
        (entry, *others) = [one for one in read(client, address) if "Status" not in one.tags]
        assert others == []
        assert entry.tags == ["Press release", "A021602"]
        assert "/trials/A09999" not in entry.html


@pytest.mark.slow
def test_counts_are_of_what_is_listed(client: Client, world: World) -> None:
    text = client.get("/").content.decode()

    assert ">1 trial<" in text
    assert " recruiting<" not in text  # since none is that readers may know of
    assert '<p class="count">1 trial</p>' in client.get("/trials/").content.decode()


@pytest.mark.slow
def test_hidden_numbers_find_nothing(client: Client, world: World) -> None:
    for trial in world.hidden_trials.values():
        response = client.get("/search/", {"q": trial.public_id})
        assert response.status_code == 200
        assert HIDDEN not in response.content.decode()


def test_a_comparison_shows_nothing_hidden(client: Client, world: World) -> None:
    a_trial("A031201")
    ids = ["A021602", "A031201", *(trial.public_id for trial in world.hidden_trials.values())]
    text = client.get("/compare/", {"id": ids}).content.decode()
    assert "Testing cabozantinib" in text
    assert HIDDEN.lower() not in text.lower()
    assert text.count("No trial listed here has the number") == len(world.hidden_trials)


def test_a_finding_under_embargo_is_no_discrepancy(client: Client, world: World) -> None:
    text = client.get("/trials/?has=discrepancy").content.decode()

    assert "No trial matches all of this." in text


@pytest.mark.slow
@pytest.mark.parametrize("state", ["draft", "in-review", "future"])
def test_what_is_not_public_has_no_address(client: Client, world: World, state: str) -> None:
    trial, item = world.hidden_trials[state], world.hidden_items[state]
    addresses = [
        f"/trials/{trial.protocol_id}/",
        f"/trials/{trial.protocol_id}/history/",
        f"/trials/NCI-2030-{str(trial.protocol_id)[-5:]}/",
        f"/conditions/zzsecret-{state}/",
        item.get_absolute_url(),
        f"/news/{item.slug}.ris",
        f"/news/issues/zzsecret-issue-{state}/",
        f"/api/v2/studies/{trial.protocol_id}",
        f"/api/v2/studies/NCI-2030-{str(trial.protocol_id)[-5:]}",
        *(f"/trials/{trial.protocol_id}/feed.{kind}" for kind in KINDS),
        *(f"/trials/{trial.protocol_id}.{end}" for end in FILES),
        *(f"/trials/NCI-2030-{str(trial.protocol_id)[-5:]}.{end}" for end in FILES),
        *(f"/conditions/zzsecret-{state}/feed.{kind}" for kind in KINDS),
    ]
    for part, kind in ((item.images.get(), "images"), (item.attachments.get(), "files")):
        name = file_name(part.file)
        addresses.append(f"{item.get_absolute_url()}{kind}/{part.pk}/{name}")

    for address in addresses:
        response = client.get(address)
        assert (address, response.status_code) == (address, 404)
        assert HIDDEN.lower() not in response.content.decode().lower()


@pytest.mark.slow
def test_a_withdrawn_trial_keeps_its_address_with_a_notice(client: Client, world: World) -> None:
    for path in ("/trials/A099993/", "/trials/A099993/history/"):
        response = client.get(path)
        text = response.content.decode()
        assert response.status_code == 200
        assert "This record was withdrawn" in text
        assert "It was wrong." in text
        assert '<meta name="robots" content="noindex">' in text


def test_a_withdrawn_trial_has_no_study_but_a_word_of_its_page(
    client: Client, world: World
) -> None:
    for trial_id in ("A099993", "NCI-2030-99993"):
        response = client.get(f"/api/v2/studies/{trial_id}")
        assert response.status_code == 404
        text = response.content.decode()
        assert HIDDEN.lower() not in text.lower()
        assert "http://testserver/trials/A099993/ says why." in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_trial_is_followed_no_more(client: Client, world: World, kind: str) -> None:
    for address in ("/trials/A099993", "/trials/NCI-2030-99993", "/conditions/zzsecret-withdrawn"):
        assert client.get(f"{address}/feed.{kind}").status_code == 404


def test_a_withdrawn_item_keeps_its_address_with_a_notice(client: Client, world: World) -> None:
    response = client.get(world.hidden_items["withdrawn"].get_absolute_url())
    text = response.content.decode()

    assert response.status_code == 200
    assert "It was wrong." in text
    assert '<meta name="robots" content="noindex">' in text
