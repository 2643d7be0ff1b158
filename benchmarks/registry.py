"""A registry of any size for measuring, filled fast: without triggers, which stay unmeasured."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.hostile import REPEATED, acronym, title

if TYPE_CHECKING:
    from trials.models import Trial

SHARED = 50
"""Trials of one acronym."""


def fill(size: int) -> None:
    """Bring the registry to this many trials, of which the first is the texts' own."""
    from trials.models import Trial, TrialIdentifier

    dice = random.Random(size)  # noqa: S311
    numbers = range(Trial.objects.count(), size)
    with _no_triggers():
        if not numbers.start:
            _named()
        trials = Trial.objects.bulk_create([_trial(n, dice) for n in numbers], batch_size=5000)
        TrialIdentifier.objects.bulk_create(
            [TrialIdentifier(trial=one, kind="NCT", value=str(one.nct_id)) for one in trials],
            batch_size=5000,
        )


def _trial(number: int, dice: random.Random) -> "Trial":
    from trials.models import Trial

    shared = "SHARED" if number <= SHARED else ""
    return Trial(
        nct_id=f"NCT{number:08}",
        brief_title=title(dice),
        official_title=f"A Phase III Study of {title(dice)}",
        acronym=shared or (acronym(dice) if number % 3 else ""),
    )


def _named() -> None:
    """The trial that the texts name by each of its numbers, names and publications."""
    from trials.models import Finding, Source, Trial, TrialIdentifier

    trial = Trial(
        protocol_id="A021602",
        nct_id="NCT03375320",
        acronym="CABINET",
        brief_title=REPEATED["one title"].rstrip(". "),
    )
    trial.save()
    for kind, value in (("PROTOCOL", "A021602"), ("NCT", "NCT03375320")):
        TrialIdentifier.objects.create(trial=trial, kind=kind, value=value)
    source = Source.objects.create(
        kind="PUBLICATION",
        title="Trial",
        short_title="NEJM 2024",
        doi="10.1056/NEJMoa2403991",
        pmid="39282913",
    )
    Finding.objects.create(
        trial=trial, source=source, quantity="ENROLLMENT", value_text="298", value=298
    )


@contextmanager
def _no_triggers() -> Iterator[None]:
    from django.db import connection

    from trials.models import Finding, Source, Trial, TrialIdentifier

    tables = [model._meta.db_table for model in (Trial, TrialIdentifier, Source, Finding)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")
