"""Studies by their numbers from a registry that answers, stumbles, lies, drips or is not there."""

import gzip
import json
import signal
import socket
import time
import tracemalloc
from collections.abc import Iterator
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from threading import Timer, main_thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trials.ctgov.registry_server import (
    Behaviour,
    Handler,
    RegistryServer,
    answer_well,
    dripping,
    number_of,
    pouring,
    saying,
    silent,
    study,
    writing,
)
from trials.ctgov.client import Manners, Missing, fetch_studies
from trials.ctgov.client.manners import Pace, retry_after
from trials.ctgov.files import Found, Refusal

A, B, C, D = "NCT90000001", "NCT90000002", "NCT90000003", "NCT90000004"
GONE = "NCT99999999"
PAGE = json.dumps({"studies": [study(A), study(B)]}).encode()
OK = b"HTTP/1.1 200 OK\r\n"


class Clock:
    """Time that passes only in sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def registry() -> Iterator[RegistryServer]:
    with RegistryServer([study(A), study(B), study(C, "NCT80000003")]) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


def found_in(
    server: RegistryServer, *ids: str, clock: Clock | None = None, **more: Any
) -> list[Found]:
    clock = clock or Clock()
    manners = Manners(clock=clock, sleep=clock.sleep, **({"most_bytes": 1_000_000} | more))
    return list(fetch_studies(ids, server.url, manners))


def numbers(found: list[Found]) -> list[str]:
    return [number_of(data) for _, data in found if isinstance(data, dict)]


def refusals(found: list[Found]) -> dict[str, str]:
    """Numbers asked for with the reasons why they did not come."""
    return {
        origin.partition(" ")[0]: str(data) for origin, data in found if isinstance(data, Refusal)
    }


def missing(found: list[Found]) -> list[str]:
    return [origin.partition(" ")[0] for origin, data in found if isinstance(data, Missing)]


# What a registry that works gives.


def test_studies_come_with_their_number_and_host(registry: RegistryServer) -> None:
    assert found_in(registry, A, B) == [
        (f"{A} at {registry.host}", study(A)),
        (f"{B} at {registry.host}", study(B)),
    ]
    assert len(registry.asked) == 1


def test_every_spelling_is_asked_once_and_what_is_no_number_is_refused(
    registry: RegistryServer,
) -> None:
    found = found_in(registry, A, f"nct {A[3:]}", A.lower(), "NCT1234567890", "A021602")
    assert numbers(found) == [A]
    assert list(refusals(found)) == ["NCT1234567890", "A021602"]
    assert registry.asked == [f"/api/v2/studies?filter.ids={A}&pageSize=1&format=json"]


def test_nothing_asked_for_asks_nothing(registry: RegistryServer) -> None:
    assert found_in(registry) == []
    assert registry.asked == []


def test_groups_are_short_enough_for_an_address_and_pages_are_followed(
    registry: RegistryServer,
) -> None:
    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") for n in range(250)}
    registry.page_size = 40
    found = found_in(registry, *registry.studies)
    assert numbers(found) == list(registry.studies)
    queries = [parse_qs(urlsplit(path).query) for path in registry.asked]
    assert [len(query["filter.ids"][0].split(",")) for query in queries] == 6 * [100] + 2 * [50]
    assert [query.get("pageToken", [""])[0] for query in queries[:3]] == ["", "p40", "p80"]
    assert len({query["pageSize"][0] for query in queries[:3]}) == 1
    assert max(map(len, registry.asked)) < 4000


def test_a_base_address_with_a_slash_at_its_end_is_the_same(registry: RegistryServer) -> None:
    assert numbers(list(fetch_studies([A], registry.url + "/"))) == [A]
    assert registry.asked[0].startswith("/api/v2/studies?")


def test_a_former_number_leads_to_the_present_record(registry: RegistryServer) -> None:
    found = found_in(registry, "NCT80000003")
    assert found == [(f"{C} at {registry.host}", study(C, "NCT80000003"))]


def test_a_study_asked_for_by_two_numbers_comes_once(registry: RegistryServer) -> None:
    for ids in ([C, "NCT80000003"], ["NCT80000003", C]):
        assert numbers(found_in(registry, *ids)) == [C]
        assert numbers(found_in(registry, *ids, group=1)) == [C]


# What is missing, and what only looks like it.


def test_a_number_the_registry_does_not_have_is_missing(registry: RegistryServer) -> None:
    found = found_in(registry, A, GONE)
    assert numbers(found) == [A]
    assert missing(found) == [GONE]
    assert refusals(found) == {GONE: "the registry has no record of this number"}
    assert registry.asked[-1] == f"/api/v2/studies/{GONE}?format=json"


def test_a_study_that_the_list_forgot_is_found_at_its_own_address(registry: RegistryServer) -> None:
    registry.script.append(saying(200, json.dumps({"studies": [study(A)]})))
    found = found_in(registry, A, B)
    assert numbers(found) == [A, B]


def test_behind_a_spoilt_list_a_404_is_asked_about_once_more(registry: RegistryServer) -> None:
    registry.malformed = {D}
    found = found_in(registry, A, D, GONE)
    assert numbers(found) == [A]
    assert missing(found) == [GONE]
    assert "400" in refusals(found)[D]
    assert f"filter.ids={GONE}&" in registry.asked[-1]


def test_404_everywhere_is_a_wrong_address_not_a_registry_without_trials(
    registry: RegistryServer,
) -> None:
    registry.always = saying(404, "nothing here")
    found = found_in(registry, A, B)
    assert missing(found) == []
    assert "is CTGOV_API_URL right?" in refusals(found)[A]


def test_404_beside_a_list_that_cannot_be_read_is_no_missing_record(
    registry: RegistryServer,
) -> None:
    def no_list(handler: Handler) -> None:
        answer = saying(404) if f"/{GONE}?" in handler.path else saying(200, "<html>")
        answer(handler)

    registry.always = no_list
    found = found_in(registry, GONE)
    assert missing(found) == []
    assert "no good JSON" in refusals(found)[GONE]


def test_404_behind_a_redirect_is_no_missing_record(registry: RegistryServer) -> None:
    def moved(handler: Handler) -> None:
        if f"/{GONE}?" in handler.path:
            handler.say(302, b"", Location="/error/404")
        else:
            answer_well(handler)

    registry.always = moved
    found = found_in(registry, A, GONE)
    assert missing(found) == []
    assert refusals(found)[GONE] == "the registry answered 404 Not Found: Not found"


def test_a_registry_that_lost_all_its_studies_is_not_believed(registry: RegistryServer) -> None:
    asked = [f"NCT1{n:07}" for n in range(30)]
    registry.studies = {number: study(number) for number in asked[:20]}
    found = found_in(registry, *asked)
    assert len(numbers(found)) == 20
    assert missing(found) == []
    assert "nor of 9 others of the 30 asked for" in refusals(found)[asked[-1]]


# How it fails: never as a missing record, and never for longer than it must.

LONG = b"Content-Length: 9999\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
QUICK: dict[str, Any] = {"silence": 0.15, "total": 0.3}
LATE, OFF = "did not complete its answer within 0.3 seconds", "broke its answer off"

SLOW: dict[str, tuple[Behaviour, str]] = {
    "drips its headers": (dripping(OK + b"X-Slow: "), LATE),
    "drips lines of headers": (dripping(OK, b"X: y\r\n"), LATE),
    "drips its body": (dripping(OK + LONG), LATE),
    "drips without an end": (dripping(OK + b"\r\n" + PAGE), LATE),
    "drips the size of a chunk": (dripping(OK + CHUNKED, b"0"), LATE),
    "goes on and on with 100": (dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), LATE),
    "never answers": (silent(), "fell silent"),
    "falls silent in the body": (silent(OK + LONG + PAGE), "fell silent"),
}
BROKEN: dict[str, tuple[Behaviour, str]] = {
    "closes without a word": (writing(b""), OFF),
    "closes in the headers": (writing(OK + b"Content-"), "answered with nothing"),
    "closes in the body": (writing(OK + LONG + PAGE), OFF),
    "is not HTTP": (writing(b"\x16\x03\x01 SSH-2.0-rubbish\r\n\r\n"), OFF),
    "is HTTP/0.9": (writing(PAGE), OFF),
    "breaks its chunks": (writing(OK + CHUNKED + b"zz\r\n{}\r\n"), OFF),
    "ends in a chunk": (writing(OK + CHUNKED + b"ff\r\n{}"), OFF),
    "says nothing": (saying(200), "answered with nothing"),
    "is no gzip": (
        saying(200, PAGE, Content_Encoding="gzip"),
        "answered with a damaged compression",
    ),
    "has two lengths": (
        writing(OK + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE),
        OFF,
    ),
    **{
        f"{status}": (saying(status, "<h1>down</h1>"), f"answered {status}")
        for status in (429, 500, 502, 503, 504)
    },
}


@pytest.mark.parametrize("failing", [*BROKEN, "drips its body", "never answers"])
def test_a_failure_is_tried_again_and_may_go_well(
    registry: RegistryServer, clock: Clock, failing: str
) -> None:
    registry.script.append((BROKEN | SLOW)[failing][0])
    quick = QUICK if failing in SLOW else {}
    assert numbers(found_in(registry, A, B, clock=clock, **quick)) == [A, B]
    assert 2 <= clock.slept[0] <= 3


@pytest.mark.parametrize("failing", BROKEN | SLOW)
def test_a_failure_that_stays_refuses_the_group_with_its_reason(
    registry: RegistryServer, failing: str
) -> None:
    behaviour, reason = (BROKEN | SLOW)[failing]
    registry.script.extend(2 * [behaviour])
    quick = QUICK if failing in SLOW else {}
    found = found_in(registry, A, B, C, group=2, tries=2, **quick)
    assert numbers(found) == [C]
    assert missing(found) == []
    for number in (A, B):
        assert refusals(found)[number].startswith(f"the registry {reason}")
        assert refusals(found)[number].endswith("(2 tries)")


def test_a_length_that_is_too_short_spoils_neither_this_answer_nor_the_next(
    registry: RegistryServer,
) -> None:
    def write(handler: Handler) -> None:  # and leave the connection open
        handler.wfile.write(OK + b"Content-Length: 20\r\n\r\n" + PAGE)

    registry.script.append(write)
    assert numbers(found_in(registry, A, B)) == [A, B]


def test_a_server_that_is_not_there_is_given_up_in_one_sentence(clock: Clock) -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        manners = Manners(clock=clock, sleep=clock.sleep, group=1)
        found = list(fetch_studies([A, B, C, D, GONE], url, manners))
    said = "the registry could not be reached (Connection refused) (4 tries)"
    assert list(refusals(found).values()) == [
        *(3 * [said]),
        f"nothing more was asked of {said}".replace("registry could", "registry, which could"),
    ]
    assert found[-1][0].startswith(f"{D} and 1 more at 127.0.0.1")


def test_waits_grow_and_are_not_all_alike(registry: RegistryServer, clock: Clock) -> None:
    registry.always = saying(503)
    found_in(registry, A, clock=clock, per_minute=1e9)
    assert len(registry.asked) == 4
    for least, slept in zip((2, 4, 8), clock.slept, strict=True):
        assert least <= slept <= 1.5 * least


READABLE_BUT_WRONG: dict[str, tuple[str | bytes, str]] = {
    "HTML": ("<html><body>Please log in</body></html>", "no good JSON: it is not JSON"),
    "empty": (" \n", "no good JSON: it is empty"),
    "cut off": (PAGE[:-20], "no good JSON: it is cut off"),
    "a list": ("[]", "JSON that is no object"),
    "a number": ("12", "JSON that is no object"),
    "null": ("null", "JSON that is no object"),
    "no studies": ('{"error": "x"}', "no list of studies"),
    "studies no list": ('{"studies": {}}', "no list of studies"),
    "a study no object": ('{"studies": [1]}', "no list of studies"),
    "a token no text": ('{"studies": [], "nextPageToken": 5}', "nextPageToken"),
    "a token too long": (json.dumps({"studies": [], "nextPageToken": "x" * 5000}), "nextPageToken"),
    "an empty page in between": ('{"studies": [], "nextPageToken": "x"}', "not the last"),
    "keys twice": ('{"studies": [], "studies": []}', "twice in one object"),
    "NaN": ('{"studies": [NaN]}', "NaN"),
    "bad UTF-8": (b'{"studies": ["\xff"]}', "is not UTF-8"),
    "nested too deep": (b"[" * 100_000, "nested too deep"),
    "too much": (b" " * 1_000_001 + PAGE, "over 1,000,000 bytes"),
}


@pytest.mark.parametrize("wrong", READABLE_BUT_WRONG)
def test_a_list_that_is_none_has_its_numbers_asked_for_one_by_one(
    registry: RegistryServer, wrong: str
) -> None:
    registry.script.append(saying(200, READABLE_BUT_WRONG[wrong][0]))
    found = found_in(registry, A, B, GONE)
    assert numbers(found) == [A, B]
    assert missing(found) == [GONE]


@pytest.mark.parametrize("wrong", READABLE_BUT_WRONG)
def test_where_nothing_else_comes_nothing_is_missing(registry: RegistryServer, wrong: str) -> None:
    body, _ = READABLE_BUT_WRONG[wrong]
    registry.always = saying(200, body)
    found = found_in(registry, A, GONE)
    assert numbers(found) == missing(found) == []
    assert set(refusals(found)) == {A, GONE}


@pytest.mark.parametrize("wrong", READABLE_BUT_WRONG)
def test_what_was_wrong_is_said(registry: RegistryServer, wrong: str) -> None:
    body, reason = READABLE_BUT_WRONG[wrong]
    registry.always = lambda handler: (
        handler.say(404, b"") if f"/{A}?" in handler.path else saying(200, body)(handler)
    )
    assert reason in refusals(found_in(registry, A))[A]


def test_the_charset_of_a_header_changes_nothing(registry: RegistryServer) -> None:
    greek = study(A) | {"note": "β-blocker"}
    body = json.dumps({"studies": [greek]}, ensure_ascii=False)
    registry.script.append(saying(200, body, Content_Type="text/html; charset=latin-1"))
    [(_, data)] = found_in(registry, A)
    assert data == greek


@pytest.mark.parametrize("status", [201, 204, 206, 304, 401, 403, 405, 418, 451, 501, 599, 999])
def test_other_statuses_are_not_tried_again(registry: RegistryServer, status: int) -> None:
    no_body = status in (204, 304)
    registry.always = saying(status, b"" if no_body else PAGE)
    found = found_in(registry, A)
    assert refusals(found)[A].startswith(f"the registry answered {status}")
    assert len(registry.asked) == 1


def test_the_first_words_of_a_no_are_given_short_and_harmless(registry: RegistryServer) -> None:
    registry.malformed = {A}
    said = refusals(found_in(registry, A))[A]
    assert said == (r"the registry answered 400 Bad Request: nctId has incorrect format\x1b[31m")
    registry.always = saying(403, "<p>Go away. " * 1000)
    assert len(refusals(found_in(registry, A))[A]) < 200


def test_a_number_that_spoils_the_group_spoils_only_itself(registry: RegistryServer) -> None:
    registry.malformed = {D}
    found = found_in(registry, A, D, B)
    assert numbers(found) == [A, B]
    assert list(refusals(found)) == [D]


def test_another_record_than_the_one_asked_for_is_refused(registry: RegistryServer) -> None:
    registry.studies[D] = study(GONE)
    found = found_in(registry, A, D)
    assert numbers(found) == [A]
    assert "another record (NCT99999999)" in refusals(found)[D]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"protocolSection": []},
        {"protocolSection": {"identificationModule": {"nctId": 5, "nctIdAliases": A}}},
        {"protocolSection": {"identificationModule": {"nctIdAliases": [None, {}, []]}}},
    ],
)
def test_a_record_without_a_number_is_refused(registry: RegistryServer, other: object) -> None:
    registry.script.append(saying(200, json.dumps({"studies": [other]})))
    registry.script.append(saying(200, json.dumps(other)))
    found = found_in(registry, A)
    assert "another record (without a number)" in refusals(found)[A]


def test_pages_that_go_round_come_to_an_end(registry: RegistryServer) -> None:
    def again(handler: Handler) -> None:
        page = json.dumps({"studies": [study(A)], "nextPageToken": "again"})
        (saying(200, page) if "/studies?" in handler.path else answer_well)(handler)

    registry.always = again
    found = found_in(registry, A, B)
    assert numbers(found) == [A, B]
    assert len(registry.asked) == 3


def test_pages_without_end_come_to_an_end(registry: RegistryServer) -> None:
    def onward(handler: Handler) -> None:
        token = str(len(handler.server.asked))
        page = json.dumps({"studies": [study(A)], "nextPageToken": token})
        (saying(200, page) if "/studies?" in handler.path else answer_well)(handler)

    registry.always = onward
    assert numbers(found_in(registry, A, B)) == [A, B]
    assert len(registry.asked) == 4


def test_a_page_that_fails_keeps_what_came_before_it(registry: RegistryServer) -> None:
    registry.page_size = 1
    registry.script.extend([None, *(4 * [saying(500)])])
    found = found_in(registry, A, B)
    assert numbers(found) == [A]
    assert list(refusals(found)) == [B]
    assert missing(found) == []


# Redirects.


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example/api/v2/studies/NCT90000003",
        "https://{host}/api/v2/studies/NCT90000003",
        "//127.0.0.1:1/api",
        "http://user@{host}/api/v2/studies/NCT90000003",
        "file:///etc/passwd",
        "http://[",
        "",
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(registry: RegistryServer, location: str) -> None:
    registry.always = saying(301, b"moved", Location=location.replace("{host}", registry.host))
    found = found_in(registry, A)
    assert "sent us to another address" in refusals(found)[A]
    assert len(registry.asked) == 1


def test_redirects_in_a_circle_end(registry: RegistryServer, clock: Clock) -> None:
    registry.always = saying(301, Location=f"/api/v2/studies/{A}")
    assert "over 3 times" in refusals(found_in(registry, A, clock=clock))[A]
    assert len(registry.asked) == 4
    assert clock.now - 1000 >= 3 * 1.2


def test_the_body_of_a_redirect_is_not_read(registry: RegistryServer) -> None:
    found_at = f"HTTP/1.1 301 Moved\r\nLocation: /api/v2/studies/{A}?format=json\r\n\r\n".encode()
    registry.script.extend([saying(200, '{"studies": []}'), pouring(found_at, b"x" * 65536)])
    assert numbers(found_in(registry, A)) == [A]


# How much it may send.


def test_what_never_ends_is_cut_off(registry: RegistryServer) -> None:
    registry.script.append(pouring(OK + b"\r\n", b" " * 65536))
    assert numbers(found_in(registry, A)) == [A]


def test_a_small_answer_that_unpacks_to_a_large_one_takes_no_memory(
    registry: RegistryServer,
) -> None:
    bomb = gzip.compress(gzip.compress(b" " * 100_000_000))
    registry.script.append(saying(200, bomb, Content_Encoding="gzip, gzip"))
    tracemalloc.start()
    try:
        assert numbers(found_in(registry, A)) == [A]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_compressed_pages_are_read(registry: RegistryServer) -> None:
    registry.script.append(saying(200, gzip.compress(PAGE), Content_Encoding="gzip"))
    assert numbers(found_in(registry, A, B)) == [A, B]
    assert registry.headers[0]["Accept-Encoding"] == "gzip"


# Politeness.


def test_it_says_who_it_is_and_sends_no_password_and_no_cookie(
    registry: RegistryServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\ndefault login a password b")
    monkeypatch.setenv("NETRC", str(netrc))
    registry.script.append(saying(200, '{"studies": []}', Set_Cookie="seen=yes; Path=/"))
    assert numbers(found_in(registry, A)) == [A]
    assert len(registry.headers) == 2
    for headers in registry.headers:
        assert headers["User-Agent"].startswith("Trialfolio")
        assert "Authorization" not in headers
        assert "Cookie" not in headers


def test_a_proxy_of_the_environment_is_used_and_kept_to_the_deadline(
    registry: RegistryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{registry.host}")
    registry.script.extend([dripping(OK), saying(200, PAGE)])
    clock = Clock()
    manners = Manners(clock=clock, sleep=clock.sleep, **QUICK)
    found = list(fetch_studies([A, B], "http://registry.invalid/api/v2", manners))
    assert numbers(found) == [A, B]
    assert registry.asked[0].startswith("http://registry.invalid/api/v2/studies?")


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30), st.floats(0.1, 10_000))
def test_requests_are_never_closer_than_the_pace(pauses: list[float], per_minute: float) -> None:
    clock = Clock()
    pace = Pace(Manners(per_minute=per_minute, clock=clock, sleep=clock.sleep))
    starts = []
    for pause in pauses:
        pace.wait()
        starts.append(clock.now)
        clock.now += pause
    assert all(later - earlier >= 60 / per_minute - 1e-6 for earlier, later in pairwise(starts))


def test_tries_and_single_requests_keep_the_pace_too(registry: RegistryServer) -> None:
    times = []
    clock = Clock()

    def note(handler: Handler) -> None:
        times.append(clock.now)
        (saying(500) if len(times) % 3 == 0 else answer_well)(handler)

    registry.always = note
    found_in(registry, A, "NCT80000003", B, GONE, D, clock=clock, group=2)
    assert len(times) > 6
    assert all(b - a >= 1.2 - 1e-6 for a, b in pairwise(times))


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        (" 600 ", 600, 600),
        (formatdate(time.time() + 500, usegmt=True), 400, 501),
        ("0", 2, 3),
        ("soon", 2, 3),
        ("-5", 2, 3),
        ("1e3", 2, 3),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 2, 3),
        ("Sun, 99 Nov 9994 08:49:37 GMT", 2, 3),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_retry_after_is_waited_for(
    registry: RegistryServer, clock: Clock, status: int, header: str, least: float, most: float
) -> None:
    registry.script.append(saying(status, Retry_After=header))
    assert numbers(found_in(registry, A, clock=clock, per_minute=1e9)) == [A]
    assert least <= clock.slept[0] <= most


@pytest.mark.parametrize("header", ["601", "9" * 200, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_retry_after_without_measure_ends_the_run(
    registry: RegistryServer, clock: Clock, header: str
) -> None:
    registry.script.extend([None, saying(429, Retry_After=header)])
    found = found_in(registry, A, B, C, D, group=1, clock=clock)
    assert numbers(found) == [A]
    [(origin, refusal)] = found[1:]
    assert origin == f"{B} and 2 more at {registry.host}"
    assert "left alone for longer than we wait (10 minutes)" in str(refusal)
    assert len(registry.asked) == 2


@given(st.text(max_size=40) | st.integers().map(str))
def test_any_retry_after_is_none_or_a_time(header: str) -> None:
    wait = retry_after(header)
    assert wait is None or wait >= 0


def test_after_failures_in_a_row_nothing_more_is_asked(registry: RegistryServer) -> None:
    registry.always = saying(503)
    asked = [f"NCT1{n:07}" for n in range(50)]
    found = found_in(registry, *asked, group=2)
    assert len(registry.asked) == 16
    assert len(found) == 7
    assert found[-1] == (
        f"{asked[6]} and 43 more at {registry.host}",
        Refusal(
            "nothing more was asked of the registry, which answered 503 Service Unavailable "
            "(4 tries)"
        ),
    )


def test_failures_between_successes_do_not_end_it(registry: RegistryServer) -> None:
    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") for n in range(20)}
    for _ in range(10):
        registry.script.extend([*(4 * [saying(500)]), None])
    found = found_in(registry, *registry.studies, group=1)
    assert len(numbers(found)) == len(refusals(found)) == 10


def test_a_page_for_people_at_the_address_is_given_up_soon(registry: RegistryServer) -> None:
    registry.always = saying(200, "<html>Welcome</html>")
    found = found_in(registry, *(f"NCT1{n:07}" for n in range(300)))
    assert len(registry.asked) == 5
    assert "296 more" in found[-1][0]


def test_ctrl_c_gets_through_while_an_answer_is_awaited(registry: RegistryServer) -> None:
    registry.always = silent()
    timer = Timer(0.2, signal.pthread_kill, (main_thread().ident, signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        found_in(registry, A)
    timer.join()
