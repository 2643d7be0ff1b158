"""Studies that share no number go in together: step by step, a query for each table in a step."""

from collections.abc import Callable, Iterable
from functools import partial

from trials.ctgov.importer import parts, versions
from trials.ctgov.importer.former_names import write_former_names
from trials.ctgov.importer.given import Given, Received
from trials.ctgov.importer.held import read_held
from trials.ctgov.importer.intake import Common, Intake
from trials.ctgov.importer.matching import Holders
from trials.ctgov.importer.names import Names, let_groups_lead
from trials.ctgov.importer.outcome import Imported, Outcome, Result
from trials.ctgov.importer.parts.held import pinned, rows_of
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.writes import Keys, Table, Writes
from trials.ctgov.records import StudyRefused
from trials.models import Trial
from trials.turns import once_served

Results = dict[int, Result]
"""By the place of the study in its batch."""


def unchanged(given: dict[int, Given]) -> Results:
    """Those of which the version received last says the same."""
    digests = [one.digest for one in given.values() if one.digest]
    held = versions.holders(digests) if digests else {}
    # What an import missed before is missing no more.
    if found := [one.trial for one in held.values() if one.is_missing]:
        once_served(partial(Trial.objects.filter(pk__in=found).update, missing_since=None))
    return {
        at: Imported(Outcome.UNCHANGED, held[one.digest].trial, held[one.digest].name)
        for at, one in given.items()
        if one.digest in held
    }


def write_wave(wave: list[Received], new_trial: Row, run: int | None, keys: Keys) -> Results:
    """Write studies that share no number; what became of each. Within a transaction.

    A new trial starts with the columns `new_trial`; versions name their `run`.
    """
    # Again, now that nobody else is at it: and what stands in a batch twice comes here twice.
    results = unchanged({one.at: one.given for one in wave})
    wave = [one for one in wave if one.at not in results]
    common = Common(
        keys,
        Names((one.study for one in wave), keys),
        Holders(one.numbers for one in wave),
        new_trial,
        run,
    )
    taken = _each(_intakes(wave, common, results), Intake.begin, results)
    for kind in parts.KINDS:
        taken = _sync(kind, taken, results)
    _drop(taken)
    taken = _each(taken, Intake.end, results)
    _flush(taken)
    return results | {intake.received.at: intake.outcome() for intake in taken}


def _intakes(wave: list[Received], common: Common, results: Results) -> list[Intake]:
    known = _known(wave, common.holders, results)
    held = read_held({trial: one.study for one, trial in known if trial})
    return [Intake(one, held.get(trial or 0), common) for one, trial in known]


def _known(
    wave: Iterable[Received], holders: Holders, results: Results
) -> list[tuple[Received, int | None]]:
    """With the trial that each is, if that is here."""
    known: dict[int, tuple[Received, int | None]] = {}
    for one in wave:
        try:
            trial = holders.trial(one.numbers)
        except StudyRefused as refused:
            results[one.at] = refused
            continue
        # Two studies may be one trial, by two of its numbers: the second waits for its turn.
        known.setdefault(trial or -1 - one.at, (one, trial))
    return list(known.values())


def _each(
    intakes: Iterable[Intake], act: Callable[[Intake], None], results: Results
) -> list[Intake]:
    """Those that took this step."""
    taken = []
    for intake in intakes:
        try:
            act(intake)
            taken.append(intake)
        except StudyRefused as refused:
            results[intake.received.at] = refused
    return taken


def _sync(kind: Kind, intakes: list[Intake], results: Results) -> list[Intake]:
    """The rows of one kind; where only others point to them, they are looked up."""
    changed = [intake for intake in intakes if intake.parts.differs(kind)]
    pointing = [other for other in parts.KINDS if kind.name in other.points_to]
    asked = [one for one in intakes if any(one.parts.differs(other) for other in pointing)]
    held = [intake.trial for intake in {*changed, *asked} if intake.held]
    rows = rows_of(kind, held) if held else {}
    for intake in asked:
        intake.parts.hold(kind, rows.get(intake.trial, []))
    _each(changed, lambda one: one.parts.sync(kind, rows.get(one.trial, []), one.links), results)
    return [intake for intake in intakes if intake.received.at not in results]


def _drop(intakes: list[Intake]) -> None:
    """What the registry dropped, and nothing of ours rests on."""
    going: dict[Table, set[int]] = {}
    for kind in reversed(parts.KINDS):  # contacts before the sites they are at
        gone = sorted(pk for intake in intakes for pk in intake.parts.gone(kind))
        kept = pinned(kind, gone, going)
        for intake in intakes:
            intake.parts.drop(kind, kept)
        going[kind.model] = {pk for intake in intakes for pk in intake.writes.deletes[kind.model]}


def _flush(intakes: Iterable[Intake]) -> None:
    writes, trials, names = Writes(), [], []
    for intake in intakes:
        writes.add(intake.writes)
        trials.append(intake.trial)
        names += intake.former_names
    writes.flush()
    let_groups_lead(trials)
    write_former_names(names)
