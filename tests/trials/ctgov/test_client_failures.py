"""Studies by their numbers from a registry that stumbles, lies, drips, pours or is not there."""

import gzip
import json
import socket
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import a_fifth, examples
from tests.trials.ctgov.fetching import (
    GONE,
    OK,
    PAGE,
    QUICK,
    A,
    B,
    C,
    Clock,
    D,
    found_in,
    missing,
    numbers,
    refusals,
)
from tests.trials.ctgov.registry_server import (
    Behaviour,
    Handler,
    RegistryServer,
    answer_well,
    dripping,
    pouring,
    saying,
    silent,
    study,
    writing,
)
from trials.ctgov.client import Manners, fetch_studies

# How it fails: never as a missing record, and never for longer than it must.

LONG = b"Content-Length: 9999\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
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


@pytest.mark.slow
@pytest.mark.parametrize("failing", [*BROKEN, *a_fifth(SLOW)])
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
        assert refusals(found)[number].endswith("(tried 2 times)")


def test_a_length_that_is_too_short_spoils_neither_this_answer_nor_the_next(
    registry: RegistryServer,
) -> None:
    def write(handler: Handler) -> None:  # and leave the connection open
        handler.wfile.write(OK + b"Content-Length: 20\r\n\r\n" + PAGE)

    registry.script.append(write)
    assert numbers(found_in(registry, A, B)) == [A, B]


WHATEVER = [
    *(behaviour for behaviour, _ in BROKEN.values()),
    # Not 404: a list without it and a 404 is how a registry says that a record is gone.
    *(saying(status, PAGE) for status in (204, 302, 400, 403, 418)),
    saying(200, PAGE),
    saying(200, json.dumps(study(D))),
    saying(429, Retry_After="601"),
    None,
]


@settings(max_examples=examples(60), deadline=None)
@given(script=st.lists(st.sampled_from(WHATEVER), max_size=12), group=st.integers(1, 4))
def test_whatever_fails_only_what_is_gone_is_missing_and_nothing_is_passed_over(
    script: list[Behaviour | None], group: int
) -> None:
    asked = [A, B, C, GONE]
    with RegistryServer([study(A), study(B), study(C)]) as registry:
        registry.script.extend(script)
        found = found_in(registry, *asked, group=group, tries=2)
    assert set(missing(found)) <= {GONE}
    assert GONE not in numbers(found)
    more = sum(int(origin.split()[2]) for origin, _ in found if " more at " in origin)
    assert len(found) + more == len(asked)


def test_a_server_that_is_not_there_is_given_up_in_one_sentence(clock: Clock) -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        manners = Manners(clock=clock, sleep=clock.sleep, group=1)
        found = list(fetch_studies([A, B, C, D, GONE], url, manners))
    said = "the registry could not be reached (Connection refused) (tried 4 times)"
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
    "a token of half a character": (
        r'{"studies": [{}], "nextPageToken": "\ud800"}',
        "nextPageToken",
    ),
    "a token too long": (json.dumps({"studies": [], "nextPageToken": "x" * 5000}), "nextPageToken"),
    "an empty page in between": ('{"studies": [], "nextPageToken": "x"}', "not the last"),
    "keys twice": ('{"studies": [], "studies": []}', "twice in one object"),
    "NaN": ('{"studies": [NaN]}', "NaN"),
    "bad UTF-8": (b'{"studies": ["\xff"]}', "is not UTF-8"),
    "nested too deep": (b"[" * 100_000, "nested over 64 levels deep"),
    "too much": (b" " * 1_000_001 + PAGE, "over 1,000,000 bytes"),
}


@pytest.mark.parametrize("wrong", READABLE_BUT_WRONG)
def test_a_list_that_is_none_is_asked_for_in_smaller_parts(
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
    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") for n in range(100)}
    registry.malformed = {"NCT10000037"}
    found = found_in(registry, *registry.studies)
    assert len(numbers(found)) == 99
    assert list(refusals(found)) == ["NCT10000037"]
    assert len(registry.asked) < 20


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
        {"protocolSection": {"identificationModule": {"nctId": "NCT9\n\ud800"}}},
    ],
)
def test_a_record_without_a_number_is_refused(registry: RegistryServer, other: object) -> None:
    registry.script.append(saying(200, json.dumps({"studies": [other]})))
    registry.script.append(saying(200, json.dumps(other)))
    found = found_in(registry, A)
    assert "another record (without an NCT number)" in refusals(found)[A]


def test_pages_that_go_round_come_to_an_end(registry: RegistryServer) -> None:
    def again(handler: Handler) -> None:
        page = json.dumps({"studies": [study(A)], "nextPageToken": "again"})
        (saying(200, page) if "/studies?" in handler.path else answer_well)(handler)

    registry.always = again
    found = found_in(registry, A, B)
    assert numbers(found) == [A, B]
    assert len(registry.asked) == 4


def test_pages_without_end_come_to_an_end(registry: RegistryServer) -> None:
    def onward(handler: Handler) -> None:
        token = str(len(handler.server.asked))
        page = json.dumps({"studies": [study(A)], "nextPageToken": token})
        (saying(200, page) if "/studies?" in handler.path else answer_well)(handler)

    registry.always = onward
    assert numbers(found_in(registry, A, B)) == [A, B]
    assert len(registry.asked) == 5


def test_a_page_that_fails_keeps_what_came_before_it(registry: RegistryServer) -> None:
    registry.page_size = 1
    registry.script.extend([None, *(4 * [saying(500)])])
    found = found_in(registry, A, B)
    assert numbers(found) == [A]
    assert list(refusals(found)) == [B]
    assert missing(found) == []


# How much it may send.


def test_what_never_ends_is_cut_off(registry: RegistryServer) -> None:
    registry.script.append(pouring(OK + b"\r\n", b" " * 65536))
    assert numbers(found_in(registry, A)) == [A]


@pytest.mark.slow
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


@pytest.mark.slow
def test_records_too_large_together_come_in_parts(registry: RegistryServer) -> None:
    large = {"text": "x" * 90_000}
    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") | large for n in range(60)}
    assert numbers(found_in(registry, *registry.studies)) == list(registry.studies)
    assert len(registry.asked) < 20


def test_compressed_pages_are_read(registry: RegistryServer) -> None:
    registry.script.append(saying(200, gzip.compress(PAGE), Content_Encoding="gzip"))
    assert numbers(found_in(registry, A, B)) == [A, B]
    assert registry.headers[0]["Accept-Encoding"] == "gzip"
