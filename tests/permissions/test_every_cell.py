"""Who may what is as matrix.csv says, and who may not changes nothing."""

import os

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.permissions.asking import REFUSED, WROTE, People
from tests.permissions.kept import FILE, METHODS, REWRITE, ROLES, Answers, Cell, kept, written
from tests.permissions.routes import Address, addresses, patterns
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
SAFE = ("GET", "HEAD", "OPTIONS")
OUTSIDE = ("anonymous", "no factor")
OWN = "/accounts/"
"""Each one's own account."""
QUICK = ("anonymous",)
"""Of each address the first record: what `make test` asks."""
POSTED = 5
"""Of so many addresses one is sent a form too, which is the administrator's page, filled."""


@pytest.fixture(scope="module")
def world(committed_once: DjangoDbBlocker) -> World:
    with committed_once.unblock():
        return World()


def answered(people: People, address: Address, who: str, method: str, faults: list[str]) -> str:
    """The cell; a fault is a broken page, or a write by who may not or by who only asks."""
    if address.action and method != "POST":
        return ""
    answer, changed = people.ask(who, method, address)
    may_not = method != "POST" or who in OUTSIDE or answer.removesuffix(WROTE) in REFUSED
    if answer.startswith("5") or (changed and may_not and not address.path.startswith(OWN)):
        faults.append(f"{who}: {method} {address.url} ({address.of}): {answer} {changed}")
    return answer


def test_every_address_has_its_rows() -> None:
    known = {cell.url for cell in kept()}
    missing = [pattern for pattern in patterns() if pattern not in known]

    assert not missing, "run `python -m tests.permissions` and read what it wrote"
    assert known <= set(patterns()), "of addresses that are no more"


@pytest.mark.slow
def test_who_may_not_is_sent_away_and_changes_nothing(world: World) -> None:
    """The quick part: of each pattern one record."""
    people, faults, first = People(), list[str](), set[str]()
    answers: Answers = {}
    for address in addresses(world):
        if address.url in first:
            continue
        methods = ("GET",) if len(first) % POSTED else ("GET", "POST")
        first.add(address.url)
        for method in methods:
            for who in QUICK:
                cell = Cell(address.url, address.of, who, method)
                answers[cell] = answered(people, address, who, method, faults)
    known = kept()

    assert not faults
    assert {cell: known.get(cell) for cell in answers} == answers


@pytest.mark.slow
def test_every_cell(world: World) -> None:
    people = People()
    faults: list[str] = []
    answers: Answers = {
        Cell(address.url, address.of, who, method): answered(people, address, who, method, faults)
        for address in addresses(world)
        for who in ROLES
        for method in METHODS
    }
    if os.environ.get(REWRITE):
        FILE.write_text(written(answers))

    assert not faults, "\n".join(faults)
    assert written(answers) == FILE.read_text(), "run `python -m tests.permissions`, and read it"
