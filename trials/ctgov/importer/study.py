"""One study, from its JSON to a trial with all its parts, in one transaction."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import DataError, IntegrityError, transaction

from trials.ctgov.importer import versions
from trials.ctgov.importer.intake import Intake
from trials.ctgov.importer.matching import Holders
from trials.ctgov.importer.refusals import problem
from trials.ctgov.records import Study, StudyRefused, parse_study
from trials.turns import wait_for_turn


class Outcome(StrEnum):
    """What became of a study."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Imported:
    """A study that is in: what it did, what was kept as it is here, and what else to know."""

    outcome: Outcome
    trial_id: int
    name: str
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def import_study(data: object, *, publish: bool = False) -> Imported:
    """Take in one study as the registry's API gives it; StudyRefused leaves nothing behind.

    New trials are drafts, or public from now on with `publish`; trials held keep their state.
    """
    study = parse_study(data)
    try:
        with transaction.atomic():
            return _import(data, study, publish=publish)
    except (DataError, IntegrityError) as error:
        raise StudyRefused([problem(error)]) from error


def _import(data: Any, study: Study, *, publish: bool) -> Imported:
    wait_for_turn("import_ctgov")
    holders = Holders(study)
    trial = holders.trial()
    if trial and versions.is_held(trial, data):
        return Imported(Outcome.UNCHANGED, trial.pk, trial.public_id)
    intake = Intake(data, study, holders)
    if trial:
        outcome, trial = Outcome.UPDATED, intake.update(trial.pk)
    else:
        outcome, trial = Outcome.CREATED, intake.create(publish=publish)
    return Imported(outcome, trial.pk, trial.public_id, intake.kept(), tuple(intake.notes))
