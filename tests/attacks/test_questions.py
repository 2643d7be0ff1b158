"""Odd hosts, paths and questions: whatever is asked, the site answers, and never with a fault."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from tests.accounts import client_of
from tests.attacks.corpus import TEXTS
from tests.attacks.read_as_code import faults_of
from tests.examples import examples
from tests.permissions.routes import addresses
from tests.permissions.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAMES = (
    *("q", "id", "only", "status", "sort", "after", "near", "within", "condition", "intervention"),
    *(
        "sponsor",
        "phase",
        "has",
        "page",
        "p",
        "o",
        "e",
        "agency",
        "trial",
        "kind",
        "year",
        "format",
    ),
    *("fields", "query.term", "query.cond", "query.locn", "filter.ids", "filter.geo", "pageSize"),
    *("pageToken", "countTotal", "updatedSince", "postFilter.advanced", "aggFilters", "next"),
    *(
        "_changelist_filters",
        "_popup",
        "_to_field",
        "id__exact",
        "state__exact",
        "updated_at__year",
    ),
    *("term", "app_label", "model_name", "field_name", "rows", "choose", "from", "to", "version"),
)
NAMES_INSIDE = (
    *("q", "p", "o", "all", "state__exact", "decision__exact", "agency", "trial", "trial__exact"),
    *("updated_at__year", "needs", "_changelist_filters", "next", "_to_field"),
)
ODD = {
    "a zero byte": "%00",
    "half a pair": "%ED%A0%80",
    "no text": "%FF%FE%C0%80",
    "half an escape": "%",
    "wrong escapes": "%zz%u0041",
    "below nothing": "-1",
    "more than a number": "9" * 400,
    "a large number": "99999999999999999999",
    "no number": "1e999",
    "not a number": "NaN",
    "another script's number": "\u0663",
    "a float": "1.5",
    "nothing": "",
    "blanks": "%20%09%0A",
    "brackets": "(" * 400,
    "nested": "NOT(" * 200 + ")" * 200,
    "quotes": '"' * 401,
    "operators": "AND OR NOT AND",
    "SQL": "1' OR '1'='1'; DROP TABLE trials_trial;--",
    "LIKE": "%25%25__%5C",
    "a pattern": "((a%2B)%2B)%2B$",
    "JSON": '{"a":[[[[]]]]}',
    "a list": "[1,2]",
    "day of no month": "2020-02-31",
    "a year of none": "99999-01-01",
    "right to left": "\u202ea\u2066",
    "many marks": "a" + "\u0301" * 500,
    "a template": "{{7*7}}{%25 x %25}",
    "a path": "../../etc/passwd%00.png",
    "long": "a" * 7000,
}
HOSTS = (
    *("zzx.example", "testserver.zzx.example", "testserver@zzx.example", "zzx.example:80", ""),
    *("testserver:80@zzx.example", "testserver zzx", "testserver/zzx", "testserver?zzx", "\u00e9"),
    *(
        "[::1",
        "localhost:99999999",
        "localhost:a",
        "127.0.0.1.zzx.example",
        "a" * 3000,
        "..",
        "%00",
    ),
)
FORWARDED = ("X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded")


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


def of_readers(world: World) -> list[str]:
    """Addresses that anybody may ask."""
    own = ("/admin/", "/accounts/")
    return [
        one.path.partition("?")[0]
        for one in addresses(world)
        if one.of in ("", "public") and not one.path.startswith(own)
    ]


def lists_of_readers(world: World) -> list[str]:
    """Those that are of no record."""
    alone = {one.path.partition("?")[0] for one in addresses(world) if not one.of}
    return [path for path in of_readers(world) if path in alone]


def asked(client: Client, address: str) -> None:
    """Never a fault; and what is said back is said as text."""
    client.raise_request_exception = False
    answer: Any = client.get(address)
    assert answer.status_code < 500, address[:300]
    if answer.status_code not in (301, 302, 304):
        assert faults_of(answer) == [], address[:300]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_in_every_name(client: Client, world: World, odd: str) -> None:
    """All names at once, then for lists each by itself: one that is refused hides the others."""
    together = "&".join(f"{name}={ODD[odd][:200]}" for name in NAMES)
    for path in of_readers(world):
        asked(client, f"{path}?{together}")
    for path in ("/trials/", "/news/", "/search/", "/compare/", "/approvals/", "/suggest/"):
        for name in NAMES[:22]:
            asked(client, f"{path}?{name}={ODD[odd]}")


@pytest.mark.parametrize("name", NAMES)
def test_every_odd_value_of_a_name(client: Client, world: World, name: str) -> None:
    """Where something is asked for: a page of one record takes no question but its history."""
    history = f"/trials/{world.trials['public'].protocol_id}/history/"
    for path in [*lists_of_readers(world), history]:
        for value in ODD.values():
            asked(client, f"{path}?{name}={value}")


@pytest.mark.parametrize("number", range(0, len(TEXTS), 6))
def test_hostile_texts_are_said_back_as_texts(client: Client, world: World, number: int) -> None:
    client.raise_request_exception = False
    for text in TEXTS[number : number + 6]:
        for path in of_readers(world):
            for name in ("q", "after", "query.term", "id", "sort"):
                answer: Any = client.get(path, {name: text})
                assert answer.status_code < 500
                if answer.status_code < 300 or answer.status_code >= 400:
                    assert faults_of(answer) == [], (path, name, text)


def test_hostile_texts_in_paths(client: Client, world: World) -> None:
    client.raise_request_exception = False
    inside = client_of(User.objects.create_superuser("ada", password="secret"))
    for text in TEXTS:
        for start in ("/", "/trials/", "/news/", "/conditions/", "/api/v2/", "/api/v2/studies/"):
            for one in (client, inside):
                answer: Any = one.get(f"{start}{text.replace('?', '')}/")
                assert answer.status_code < 500
                if answer.status_code not in (301, 302):
                    assert faults_of(answer) == [], (start, text)


@pytest.mark.parametrize(
    "question",
    [
        "&".join(f"a{number}=1" for number in range(10_000)),
        "&".join("q=a" for _ in range(10_000)),
        "&".join("id=A021602" for _ in range(5_000)),
        "&".join(f"status={number}" for number in range(3_000)),
        "&" * 8000,
        "=" * 8000,
        "a[b][c]" * 1000,
        "q=" + "a+" * 4000,
        "q=" + "%C3%A9" * 1300,
        ";".join("q=a" for _ in range(2000)),
    ],
)
def test_long_questions(client: Client, world: World, question: str) -> None:
    for path in of_readers(world):
        asked(client, f"{path}?{question}")


def test_odd_values_inside(world: World) -> None:
    """In the lists and forms of the admin, for one who may see all of them."""
    client = client_of(User.objects.create_superuser("ada", password="secret"))
    for path in (
        *("/admin/trials/trial/", "/admin/trials/finding/", "/admin/news/newsitem/"),
        *(
            "/admin/trials/proposal/",
            "/admin/trials/approval/",
            "/admin/news/desk/",
            "/admin/trials/finding/add/",
        ),
        *("/admin/autocomplete/", "/accounts/login/"),
    ):
        for value in ODD.values():
            for name in NAMES_INSIDE:
                asked(client, f"{path}?{name}={value}")


@pytest.mark.parametrize("host", HOSTS)
def test_no_host_but_ours(client: Client, world: World, host: str) -> None:
    client.raise_request_exception = False
    for path in ("/", "/trials/", "/sitemap.xml", "/news/feed.atom", "/api/v2/openapi.json"):
        answer: Any = client.get(path, headers={"Host": host})
        if answer.status_code != 200:
            assert answer.status_code in (400, 404)
        assert b"zzx" not in answer.getvalue()


@pytest.mark.parametrize("header", FORWARDED)
def test_no_header_is_believed_as_the_host(client: Client, world: World, header: str) -> None:
    for path in ("/", "/sitemap.xml", "/news/feed.atom", "/robots.txt", "/trials/A021602/"):
        answer: Any = client.get(path, headers={header: "zzx.example"})
        assert answer.status_code == 200
        assert b"zzx" not in answer.getvalue()
        assert "zzx" not in str(answer.headers)


LISTS = ("/trials/", "/news/", "/search/", "/suggest/", "/compare/", "/api/v2/studies")


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from(LISTS), st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_any_question_at_all(world: World, path: str, given: dict[str, str]) -> None:
    answer: Any = Client(raise_request_exception=False).get(path, given)
    assert answer.status_code < 500
