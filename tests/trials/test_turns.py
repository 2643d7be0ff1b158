"""Two programs that take in the same things at once do not refuse each other's."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from news.intake import read_release, take_in
from news.models import NewsItem
from tests.trials.ctgov.studies import protocol
from trials.ctgov.importer import Outcome, import_study
from trials.models import Condition, Trial

T = TypeVar("T")
R = TypeVar("R")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def in_two_threads(work: Callable[[T], R], loads: Iterable[list[T]]) -> list[R]:
    start = Barrier(2)

    def run(load: list[T]) -> list[R]:
        try:
            start.wait()
            return [work(one) for one in load]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [result for results in pool.map(run, loads) for result in results]


def a_study(number: int) -> object:
    return protocol(
        identificationModule={"nctId": f"NCT9{number:07}", "briefTitle": "Invented"},
        conditionsModule={"conditions": ["One condition", f"Condition {number // 2}"]},
        sponsorCollaboratorsModule={"leadSponsor": {"name": f"Sponsor {number // 2}"}},
    )


def test_imports() -> None:
    studies = [a_study(number) for number in range(20)]
    done = in_two_threads(import_study, [studies, studies])
    outcomes = Counter(imported.outcome for imported in done)
    assert outcomes == {Outcome.CREATED: 20, Outcome.UNCHANGED: 20}
    assert Trial.objects.count() == 20
    assert Condition.objects.count() == 11


def test_releases_of_one_title() -> None:
    texts = [[f"Same title\n\nText {number} of {load}." for number in range(10)] for load in "ab"]
    in_two_threads(lambda text: take_in(read_release("a.txt", text)), texts)
    assert NewsItem.objects.count() == 20
    assert len(set(NewsItem.objects.values_list("slug", flat=True))) == 20
