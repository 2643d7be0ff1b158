"""Studies by their numbers: what comes, what is missing, where a redirect leads."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.trials.ctgov.fetching import (
    GONE,
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
    Handler,
    RegistryServer,
    answer_well,
    pouring,
    saying,
    study,
)
from trials.ctgov.client import Missing, fetch_studies

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


def test_only_well_formed_numbers_of_a_record_are_repeated(registry: RegistryServer) -> None:
    module = {"nctIdAliases": ["A\x1b[31m", A]}
    odd = {"protocolSection": {"identificationModule": module}}
    registry.script.append(saying(200, json.dumps({"studies": [odd]})))
    assert found_in(registry, A) == [(f"{A} at {registry.host}", odd)]


# What is missing, and what only looks like it.


def test_a_number_the_registry_does_not_have_is_missing(registry: RegistryServer) -> None:
    found = found_in(registry, A, GONE)
    assert numbers(found) == [A]
    assert found[1] == (
        f"{GONE} at {registry.host}",
        Missing("the registry has no record of this number", GONE),
    )
    assert registry.asked[-1] == f"/api/v2/studies/{GONE}?format=json"


def test_a_study_that_the_list_forgot_is_found_at_its_own_address(registry: RegistryServer) -> None:
    registry.script.append(saying(200, json.dumps({"studies": [study(A)]})))
    found = found_in(registry, A, B)
    assert numbers(found) == [A, B]


def test_behind_a_spoilt_list_a_404_counts_beside_a_list_of_its_own(
    registry: RegistryServer,
) -> None:
    registry.malformed = {D}
    found = found_in(registry, A, D, GONE)
    assert numbers(found) == [A]
    assert missing(found) == [GONE]
    assert "400" in refusals(found)[D]
    assert f"filter.ids={GONE}&" in registry.asked[-2]


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


@pytest.mark.parametrize("location", ["/\x01\x7f \xff", "?" + "x" * 50_000, "#", "studies"])
def test_a_redirect_to_an_odd_place_is_one_more_answer(
    registry: RegistryServer, location: str
) -> None:
    registry.script.append(saying(301, Location=location))
    found = found_in(registry, A)
    assert numbers(found) == [A] or refusals(found)


def test_redirects_in_a_circle_end(registry: RegistryServer, clock: Clock) -> None:
    registry.always = saying(301, Location=f"/api/v2/studies/{A}")
    assert "over 3 times" in refusals(found_in(registry, A, clock=clock))[A]
    assert len(registry.asked) == 4
    assert clock.now - 1000 >= 3 * 1.2


def test_the_body_of_a_redirect_is_not_read(registry: RegistryServer) -> None:
    found_at = f"HTTP/1.1 301 Moved\r\nLocation: /api/v2/studies/{A}?format=json\r\n\r\n".encode()
    registry.script.extend([saying(200, '{"studies": []}'), pouring(found_at, b"x" * 65536)])
    assert numbers(found_in(registry, A)) == [A]
