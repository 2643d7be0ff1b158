"""How we behave towards the registry: pace, patience, and what we never send."""

import signal
import time
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from threading import main_thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    numbers,
    refusals,
)
from tests.trials.ctgov.registry_server import (
    Handler,
    RegistryServer,
    answer_well,
    dripping,
    saying,
    silent,
    study,
)
from trials.ctgov.client import Manners, fetch_studies
from trials.ctgov.client.manners import Pace, retry_after
from trials.ctgov.files import Refusal

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


@pytest.mark.slow
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


def test_a_retry_after_may_be_a_date(registry: RegistryServer, clock: Clock) -> None:
    registry.script.append(saying(429, Retry_After=formatdate(time.time() + 500, usegmt=True)))
    assert numbers(found_in(registry, A, clock=clock)) == [A]
    assert 400 <= clock.slept[0] <= 500


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
            "(tried 4 times)"
        ),
    )


def test_failures_between_successes_do_not_end_it(registry: RegistryServer) -> None:
    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") for n in range(20)}
    for _ in range(10):
        registry.script.extend([*(4 * [saying(500)]), None])
    found = found_in(registry, *registry.studies, group=1)
    assert len(numbers(found)) == len(refusals(found)) == 10


def test_single_failures_between_single_successes_do_not_end_it_either(
    registry: RegistryServer,
) -> None:
    def no_lists(handler: Handler) -> None:
        (saying(400) if "/studies?" in handler.path else answer_well)(handler)

    registry.studies = {f"NCT1{n:07}": study(f"NCT1{n:07}") for n in range(12)}
    registry.malformed = set(list(registry.studies)[::2])
    registry.always = no_lists
    found = found_in(registry, *registry.studies)
    assert len(numbers(found)) == len(refusals(found)) == 6


def test_a_page_for_people_at_the_address_is_given_up_soon(registry: RegistryServer) -> None:
    registry.always = saying(200, "<html>Welcome</html>")
    found = found_in(registry, *(f"NCT1{n:07}" for n in range(300)))
    assert len(registry.asked) < 20
    assert "296 more" in found[-1][0]


@pytest.mark.slow
def test_ctrl_c_gets_through_while_an_answer_is_awaited(registry: RegistryServer) -> None:
    def interrupt(handler: Handler) -> None:
        time.sleep(0.2)  # the client has asked, and waits
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
        silent()(handler)

    registry.always = interrupt
    # Where tests run in the background, a shell has told them to ignore Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            found_in(registry, A)
    finally:
        signal.signal(signal.SIGINT, before)
