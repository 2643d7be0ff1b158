"""An import that is killed at any moment leaves whole studies only; run again, it ends the same."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat

from tests.trials.ctgov import tables
from tests.trials.ctgov.many import a_study, written
from tests.trials.ctgov.runs import Starter, seconds_since
from trials.models import ImportRun, RegistryRecord, Site, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

STUDIES, KILLS = 240, 50
SMALL_STEP, SHARE_OF_LARGE = 0.16, 0.15
"""Of a whole import's work, between two kills; some come much later, up to the very end."""
EVERY = 0.002  # seconds between two looks


@dataclass
class Stage:
    """An import, and what it comes to when nobody disturbs it."""

    file: Path
    prepare: Callable[[], None]
    end: tables.Content
    whole: dict[str, str]
    work: int
    seconds: float


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    with Starter(tmp_path) as process:
        yield process


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A month's studies, and those of the next."""
    first, second = (
        written(tmp_path / f"{version}.jsonl", (a_study(n, version) for n in range(STUDIES)))
        for version in (1, 2)
    )
    return first, second


def test_killed_at_fifty_moments_it_comes_to_the_same_end(
    starter: Starter, files: tuple[Path, Path]
) -> None:
    seed = random.randrange(2**32)  # noqa: S311
    print(f"random.Random({seed})")
    dice, kills, server = random.Random(seed), 0, _server()  # noqa: S311
    stages = _undisturbed(starter, files)
    while kills < KILLS:
        _empty()
        for stage in stages:
            kills += _killed_on_the_way(starter, stage, dice, KILLS - kills)
            assert tables.differences(tables.content(), stage.end) == []
            assert tables.by_trial() == stage.whole
    assert kills == KILLS
    assert _server() == server


def test_a_killed_run_stays_unfinished_and_is_no_obstacle(
    starter: Starter, files: tuple[Path, Path]
) -> None:
    before = tables.made()
    starter.start(files[0])
    _wait(starter, lambda: tables.made() > before + 100)
    assert starter.kill()
    starter.start(files[0])
    assert starter.wait() == 0
    assert RegistryRecord.objects.count() == STUDIES
    killed, ended = ImportRun.objects.order_by("started_at")
    assert killed.finished_at is None
    assert ended.finished_at is not None
    assert ended.created + ended.unchanged == STUDIES
    assert set(ended.inputs) == {str(files[0])}


def _undisturbed(starter: Starter, files: tuple[Path, Path]) -> list[Stage]:
    _empty()
    stages = []
    for file, prepare in zip(files, (_nothing, _edit_by_hand), strict=True):
        prepare()
        made, start = tables.made(), time.monotonic()
        starter.start(file)
        assert starter.wait() == 0, starter.said()
        taken, work = seconds_since(start), tables.made() - made
        stages.append(Stage(file, prepare, tables.content(), tables.by_trial(), work, taken))
    assert len(stages[1].whole) == STUDIES
    return stages


def _nothing() -> None:
    """What editors did before the first import."""


def _edit_by_hand() -> None:
    """What editors did meanwhile: so that the next version finds what it must not overwrite."""
    some = Trial.objects.filter(nct_id__regex="[15]$")
    some.update(brief_title=Concat(F("brief_title"), Value(", as we say")), enrollment=1)
    Site.objects.filter(trial__nct_id__regex="[28]$", facility__endswith="3").update(status="")
    Site.objects.filter(trial__nct_id__regex="[49]$", facility__endswith="1").delete()


def _killed_on_the_way(starter: Starter, stage: Stage, dice: random.Random, most: int) -> int:
    """Kill this import again and again until it ends by itself; how often it was killed."""
    stage.prepare()
    before, kills = tables.by_trial(), 0
    while True:
        starter.start(stage.file)
        if kills < most:
            _wait(starter, _moment(stage, dice))
            if starter.kill():
                kills += 1
                _only_whole_studies(before, stage.whole)
                continue
        else:
            assert starter.wait() == 0, starter.said()
        assert "refused 0" in starter.said()
        return kills


def _moment(stage: Stage, dice: random.Random) -> Callable[[], bool]:
    """By the rows written, of a transaction still open too, or by the clock."""
    large = dice.random() < SHARE_OF_LARGE
    share = dice.uniform(0, 1 if large else SMALL_STEP)
    if dice.random() < 0.5:
        made = tables.made() + share * stage.work
        return lambda: tables.made() > made
    end = time.monotonic() + share * stage.seconds
    return lambda: time.monotonic() > end


def _wait(starter: Starter, moment: Callable[[], bool]) -> None:
    while starter.runs() and not moment():
        time.sleep(EVERY)


def _only_whole_studies(before: dict[str, str], after: dict[str, str]) -> None:
    """Each trial is as it was, or as it will be."""
    for number, digest in tables.by_trial().items():
        assert digest in (before.get(number), after[number]), f"{number} is half in"


def _empty() -> None:
    names = ", ".join(model._meta.db_table for model in tables.tables())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def _server() -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        return cursor.fetchone()[0]
