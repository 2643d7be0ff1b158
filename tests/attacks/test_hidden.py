"""Who guesses the number of what is not public gets the answer that a number of nothing gets."""

import difflib
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.exits import API
from tests.feeds import KINDS
from tests.permissions.world import STATES, World
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SECRET = ("draft", "in review", "embargo")
NOBODYS = "A02160"
"""Of no trial with one of the last digits to follow: as near to the public one as the others."""
OF_A_TRIAL = (
    *("/trials/{id}/", "/trials/{id}", "/trials/{id}/history/", "/trials/{id}/nothing/"),
    *(f"/trials/{{id}}.{end}" for end in ("json", "csv", "ris", "bib", "csl.json")),
    *(f"/trials/{{id}}/feed.{kind}" for kind in KINDS),
    *(
        f"/trials/{{id}}/figures/{name}.svg"
        for name in ("hazard-ratios", "medians", "participants", "timeline", "nothing")
    ),
    *("/compare/?id={id}", "/compare/?id={id}&id={id}", "/trials/?q={id}", "/search/?q={id}"),
    *("/suggest/?q={id}", "/suggest/?q={id}&format=json", "/news/?trial={id}", "/news/?q={id}"),
    *("/trials/export.csv?q={id}", "/trials/feed.atom?q={id}", "/old/{id}/", "/{id}/"),
    *("/api/v2/studies/{id}", "/api/v2/studies/{id}?format=csv", "/api/v2/studies/{id}?format=ris"),
    "/api/v2/studies?includeUnregistered=true&countTotal=true&filter.ids={id}",
    "/api/v2/studies?includeUnregistered=true&countTotal=true&query.id={id}",
    "/api/v2/studies?includeUnregistered=true&countTotal=true&query.term={id}",
    "/api/v2/studies?includeUnregistered=true&filter.advanced=AREA%5BOrgStudyId%5D{id}",
    "/admin/trials/trial/{id}/change/",
    "/admin/trials/trial/?q={id}",
)
OF_AN_ITEM = (
    *("/news/{slug}/", "/news/{slug}", "/news/{slug}.ris", "/news/{slug}.bib"),
    *("/news/{slug}.csl.json", "/news/{slug}/images/{pk}/it.png", "/news/{slug}/files/{pk}/it.pdf"),
    *("/news/?q={slug}", "/search/?q={slug}", "/suggest/?q={slug}"),
)
BY_KEY = ("/admin/trials/trial/{pk}/change/", "/admin/news/desk/{pk}/", "/admin/r/9/{pk}/")


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


def told(client: Client, address: str, *guessed: Any) -> tuple[Any, ...]:
    """All that an answer says, but for what was asked."""
    answer = client.get(address)
    body = answer.getvalue().decode()
    says = [body, answer.get("Location", ""), answer.get("Content-Type", "")]
    for one in guessed:
        says = [text.replace(str(one), "…").replace(str(one).lower(), "…") for text in says]
    headers = sorted(set(answer.headers) - {"ETag", "Last-Modified"})
    return answer.status_code, *headers, *(" ".join(text.split()) for text in says)


def unlike(one: tuple[Any, ...], other: tuple[Any, ...]) -> list[str]:
    """The words that two answers do not share."""
    first, second = (" ".join(map(str, answer)).split() for answer in (one, other))
    said_back = "<del>"
    return [
        word for word in difflib.ndiff(first, second) if word[0] in "+-" and said_back not in word
    ]


def guesses(world: World) -> Iterator[tuple[str, str]]:
    """A secret ID, and one like it that nobody has."""
    for state in SECRET:
        number = str(world.trials[state].protocol_id)
        yield number, f"{NOBODYS}{int(number[-1]) % 3 + 7}"


@pytest.mark.parametrize("address", OF_A_TRIAL)
def test_a_secret_trial_is_as_good_as_none(client: Client, world: World, address: str) -> None:
    for secret, nobodys in guesses(world):
        found = told(client, address.format(id=secret), secret)
        assert unlike(found, told(client, address.format(id=nobodys), nobodys)) == []


@pytest.mark.parametrize("address", OF_AN_ITEM)
@pytest.mark.parametrize("state", SECRET)
def test_a_secret_item_is_as_good_as_none(
    client: Client, world: World, address: str, state: str
) -> None:
    item = world.items[state]
    nobodys, key = f"item-{'q' * len(state)}", item.images.get().pk
    found = told(client, address.format(slug=item.slug, pk=key), item.slug)
    assert unlike(found, told(client, address.format(slug=nobodys, pk=key), nobodys)) == []


@pytest.mark.parametrize("state", SECRET)
def test_a_secret_condition_and_issue_are_as_good_as_none(
    client: Client, world: World, state: str
) -> None:
    name = state.replace(" ", "-")
    for start, slug in (("/conditions", f"condition-{name}"), ("/news/issues", f"issue-{name}")):
        for end in ("/", "/feed.atom", "/print/"):
            nobodys = "zzx" + slug[3:]
            found = told(client, f"{start}/{slug}{end}", slug)
            assert unlike(found, told(client, f"{start}/{nobodys}{end}", nobodys)) == []


@pytest.mark.parametrize("address", BY_KEY)
def test_no_key_of_the_admin_can_be_tried(client: Client, world: World, address: str) -> None:
    keys = [world.trials[state].pk for state in STATES] + [999_999]
    answers = {told(client, address.format(pk=key), key)[0] for key in keys}
    assert answers == {302}


def test_a_preview_link_cannot_be_guessed(client: Client, world: World) -> None:
    link = world.items["draft"].preview_links.filter(revoked_at=None).get()
    whole = link.token
    key, _, signature = whole.partition(":")
    wrong = {
        *(
            f"{int(key) + 1}:{signature}",
            f"{key}:{signature[:-1]}",
            f"{key}:{'a' * len(signature)}",
        ),
        *(key, f"{key}:", whole + "a", whole.upper(), f"0{whole}", f" {whole}", f"{key}:{key}"),
    }
    answers = {told(client, f"/news/preview/{one}/", f"preview/{one}") for one in wrong}
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert client.get(f"/news/preview/{whole}/").status_code == 200


def test_numbers_of_all_trials_count_the_public_alone(client: Client, world: World) -> None:
    secret = [str(world.trials[state].protocol_id) for state in SECRET]
    assert Trial.objects.filter(protocol_id__in=secret).count() == len(SECRET)
    for address in API:
        if "A0999" not in address:
            text = client.get(address).getvalue().decode()
            assert [number for number in secret if number in text] == []
