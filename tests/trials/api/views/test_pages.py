"""Pages of `/studies` while others write: each study that matches throughout comes exactly once."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.trials.api.studies import ask, nct, numbers, page, said, study_json
from trials.api.answering import tokens
from trials.api.errors import BadRequest
from trials.ctgov.importer import import_study
from trials.models import Trial

COUNTS = [None, 10, 10, 20, 30]
STARTS = ["", "2095", "2095-05", "2096-01-01"]
QUESTIONS: list[dict[str, str]] = [
    {},
    {"sort": "EnrollmentCount"},
    {"sort": "EnrollmentCount:desc,StartDate"},
    {"sort": "StartDate:asc,@relevance", "query__term": "examplinib"},
    {"sort": "@relevance,EnrollmentCount", "query__cond": "carcinoma OR study"},
    {"sort": "EnrollmentCount", "filter__advanced": "AREA[Phase]PHASE3"},
]


def written(number: int, dice: random.Random, phase: str = "PHASE3") -> None:
    count, start = dice.choice(COUNTS), dice.choice(STARTS)
    study = study_json(
        number,
        design={"enrollmentInfo": {"count": count} if count else {}, "phases": [phase]},
        status={"startDateStruct": {"date": start} if start else {}},
    )
    import_study(study, publish=True)


def renamed(number: int, dice: random.Random) -> None:
    title = f"Another {dice.random()}"
    Trial.objects.filter(nct_id=nct(number)).update(brief_title=title)


def withdrawn(number: int, dice: random.Random) -> None:
    """As an editor does."""
    found = Trial.objects.filter(nct_id=nct(number), state="APPROVED")
    found.update(state="WITHDRAWN", withdrawn_at=timezone.now())


WRITES: list[Callable[[int, random.Random], None]] = [
    written,
    written,
    renamed,
    withdrawn,
    lambda number, dice: written(number, dice, "PHASE2"),
]


def walked(client: Client, asked: dict[str, str], dice: random.Random) -> list[str]:
    """All pages, with writes between them."""
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        found = page(client, **asked, **token, pageSize=dice.randint(1, 4), fields="NCTId")
        seen += numbers(found)
        if "nextPageToken" not in found:
            return seen
        assert len(found["nextPageToken"]) <= 60
        token = {"pageToken": found["nextPageToken"]}
        for _ in range(dice.randint(0, 3)):
            dice.choice(WRITES)(dice.randint(1, 16), dice)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("question", range(len(QUESTIONS)))
@pytest.mark.parametrize("seed", range(4))
def test_pages_neither_skip_nor_repeat(client: Client, question: int, seed: int) -> None:
    dice = random.Random(100 * question + seed)  # noqa: S311
    for number in range(1, 12):
        written(number, dice)
    asked = QUESTIONS[question]
    before = numbers(page(client, **asked, pageSize=1000))
    seen = walked(client, asked, dice)
    after = numbers(page(client, **asked, pageSize=1000))
    listed = set(Trial.objects.listed().values_list("nct_id", flat=True))
    assert len(seen) == len(set(seen))
    assert seen == [number for number in before if number in seen]
    assert set(before) & set(after) <= set(seen) <= set(before)
    assert set(before) & listed <= set(seen) | (set(before) - set(after))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_page_is_of_the_moment_of_the_first_and_shows_what_stands_now(client: Client) -> None:
    dice = random.Random(0)  # noqa: S311
    for number in range(1, 5):
        written(number, dice)
    first = page(client, pageSize=2, countTotal="true")
    renamed(3, dice)
    withdrawn(4, dice)
    written(5, dice)
    last = page(client, pageSize=2, pageToken=first["nextPageToken"])
    assert numbers(last) == [nct(3)]
    assert "Another" in last["studies"][0]["protocolSection"]["identificationModule"]["briefTitle"]
    assert "nextPageToken" not in last


@pytest.fixture
def token(client: Client, db: None) -> str:
    """Of the second page of a question."""
    for number in (1, 2):
        written(number, random.Random(0))  # noqa: S311
    told: str = page(client, pageSize=1, query__term="examplinib")["nextPageToken"]
    return told


@pytest.mark.slow
def test_a_token_is_for_one_question_however_its_answer_is_given(
    client: Client, token: str
) -> None:
    asked = {"query__term": "examplinib", "pageToken": token}
    for other in ({"pageSize": 5}, {"fields": "NCTId"}, {"format": "csv"}, {"countTotal": "true"}):
        assert ask(client, **asked, **other).status_code == 200
    for other in ({"query__term": "other"}, {"sort": "StartDate"}, {"strict": "true"}):
        status, text = said(ask(client, **asked | other))
        assert status == 400
        assert text.startswith("Parameter `pageToken` has incorrect format")


@pytest.mark.parametrize("text", ["x", "NONE", "A" * 60, "A" * 61, "ÄÖÜ", "-_-_", "=", "%"])
def test_a_token_that_is_none_is_refused(client: Client, db: None, text: str) -> None:
    status, told = said(ask(client, pageToken=text))
    assert status == 400
    assert told.startswith("Parameter `pageToken` has incorrect format")


@pytest.mark.slow
def test_a_changed_token_is_refused(client: Client, token: str) -> None:
    answer: Any = ask(client, query__term="examplinib", pageToken=changed(token, 0))
    assert answer.status_code == 400


def test_a_token_changed_in_any_place_is_none() -> None:
    mark, made = b"1234", tokens.Token(7, 1_000_000, 9, (1.5, None, -3.0))
    text = tokens.write(made, mark)
    for place in range(len(text)):
        with pytest.raises(BadRequest, match="pageToken"):
            tokens.read(changed(text, place), mark, now=lambda: 1_000_000)


def changed(token: str, place: int) -> str:
    other = "A" if token[place] != "A" else "B"
    return token[:place] + other + token[place + 1 :]


def test_a_token_is_good_for_a_day() -> None:
    mark, made = b"1234", tokens.Token(7, 1_000_000, 9, (1.5, None, -3.0))
    text = tokens.write(made, mark)
    assert tokens.read(text, mark, now=lambda: 1_000_000 + 23 * 3600) == made
    for later in (25 * 3600, -1):
        with pytest.raises(BadRequest, match="pageToken"):
            tokens.read(text, mark, now=lambda later=later: 1_000_000 + later)  # type: ignore[misc]
