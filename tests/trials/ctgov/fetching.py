"""Studies fetched from the registry of our own, without waiting, and what came of it in short."""

import json
from typing import Any

from tests.trials.ctgov.registry_server import (
    RegistryServer,
    number_of,
    study,
)
from trials.ctgov.client import Manners, Missing, fetch_studies
from trials.ctgov.files import Found, Refusal

A, B, C, D = "NCT90000001", "NCT90000002", "NCT90000003", "NCT90000004"
GONE = "NCT99999999"
PAGE = json.dumps({"studies": [study(A), study(B)]}).encode()
OK = b"HTTP/1.1 200 OK\r\n"
QUICK: dict[str, Any] = {"silence": 0.15, "total": 0.3}


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
