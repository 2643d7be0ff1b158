"""Many studies at once: each goes in as a whole or is refused, and none keeps another out.

What is held is read in one query for each table, and what changes is written so. Where the database
refuses a batch, its halves are tried, down to the study that is the reason.
"""

import json
from collections.abc import Callable, Iterable, Sequence

from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from trials.ctgov.importer import parts, versions
from trials.ctgov.importer.given import Given, Received
from trials.ctgov.importer.held import PUBLIC, read_held
from trials.ctgov.importer.intake import Common, Intake
from trials.ctgov.importer.matching import Holders, Numbers
from trials.ctgov.importer.names import Names
from trials.ctgov.importer.outcome import Imported, Outcome, Result
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.parts.sync import pinned, rows_of
from trials.ctgov.importer.refusals import problem
from trials.ctgov.importer.writes import Keys, Table, Writes
from trials.ctgov.records import StudyRefused, parse_study
from trials.models import Membership, Trial, TrialOrganisation
from trials.turns import wait_for_turn

TRIES = 5
GROUPS_LEAD = f"""
    INSERT INTO {TrialOrganisation._meta.db_table} (trial_id, organisation_id, role, position)
    SELECT trial.id, sponsor.id, '{Membership.GROUP}', 0
    FROM trials_trial trial
    JOIN trials_organisation sponsor ON sponsor.id = trial.lead_sponsor_id AND sponsor.is_group
    WHERE trial.id = ANY (%s) ON CONFLICT DO NOTHING
"""  # noqa: S608
NAMES_WERE = """
    INSERT INTO trials_formername (trial_id, kind, name, used_from, used_until, source_id)
    SELECT trial_id, kind, name, '', used_until, source_id
    FROM json_populate_recordset(NULL::trials_formername, %s)
    ON CONFLICT (trial_id, kind, name) DO UPDATE SET
        used_until = excluded.used_until, source_id = excluded.source_id
"""


Results = dict[int, Result]


def import_batch(
    given: Sequence[Given],
    *,
    publish: bool = False,
    run: int | None = None,
    keys: Keys | None = None,
) -> list[Result]:
    """Take in studies as the registry's API gives them; what became of each, in their order.

    New trials are drafts, or public from now on with `publish`; trials held keep their state.
    """
    results = _unchanged(dict(enumerate(given)))
    waiting = _read(given, results)
    taking = Taking(publish, run, keys or Keys())
    while waiting:
        results |= taking.take(_apart(waiting))
        waiting = [one for one in waiting if one.at not in results]
    return [results[at] for at in range(len(given))]


def _unchanged(given: dict[int, Given]) -> Results:
    """Those of which the version received last says the same."""
    digests = [one.digest for one in given.values() if one.digest]
    held = versions.holders(digests) if digests else {}
    # What an import missed before is missing no more.
    if found := [one.trial for one in held.values() if one.is_missing]:
        Trial.objects.filter(pk__in=found).update(missing_since=None)
    return {
        at: Imported(Outcome.UNCHANGED, held[one.digest].trial, held[one.digest].name)
        for at, one in given.items()
        if one.digest in held
    }


def _read(given: Sequence[Given], results: Results) -> list[Received]:
    """Those that are not known yet, read."""
    found = []
    for at, one in enumerate(given):
        if at not in results:
            try:
                study = parse_study(one.data)
                found.append(Received(at, one, study, Numbers(study)))
            except StudyRefused as refused:
                results[at] = refused
    return found


def _apart(waiting: Iterable[Received]) -> list[Received]:
    """The first of them that share no number; the others wait for those."""
    taken: set[str] = set()
    apart = []
    for one in waiting:
        if not taken & one.numbers.keys:
            apart.append(one)
        taken |= one.numbers.keys
    return apart


class Taking:
    """Takes in studies that share no number."""

    def __init__(self, publish: bool, run: int | None, keys: Keys) -> None:
        self.new_trial = PUBLIC if publish else {}
        self.run, self.keys = run, keys

    def take(self, wave: list[Received], tries: int = TRIES) -> Results:
        """All of them, or where the database refuses that, one half and the other."""
        try:
            with transaction.atomic():
                wait_for_turn("import_ctgov")
                results = self._write(wave)
                connection.check_constraints()
                return results
        except OperationalError as error:
            # We and an editor waited for each other: the editor has been served by now.
            if not isinstance(error.__cause__, DeadlockDetected) or tries == 1:
                raise
            return self.take(wave, tries - 1)
        except (DataError, IntegrityError) as error:
            if len(wave) == 1:
                return {wave[0].at: StudyRefused([problem(error)])}
        middle = len(wave) // 2
        return self.take(wave[:middle]) | self.take(wave[middle:])

    def _write(self, wave: list[Received]) -> Results:
        # Again, now that nobody else is at it: and what stands in a batch twice comes here twice.
        results = _unchanged({one.at: one.given for one in wave})
        intakes = self._intakes([one for one in wave if one.at not in results], results)
        taken = _each(intakes, Intake.begin, results)
        for kind in parts.KINDS:
            taken = _sync(kind, taken, results)
        going: dict[Table, set[int]] = {}
        for kind in reversed(parts.KINDS):  # contacts before the sites they are at
            gone = sorted(pk for intake in taken for pk in intake.parts.gone(kind))
            kept = pinned(kind, gone, going)
            for intake in taken:
                intake.drop(kind, kept)
            going[kind.model] = {pk for intake in taken for pk in intake.writes.deletes[kind.model]}
        taken = _each(taken, Intake.end, results)
        _flush(taken)
        return results | {intake.received.at: _imported(intake) for intake in taken}

    def _intakes(self, wave: list[Received], results: Results) -> list[Intake]:
        holders = Holders(one.numbers for one in wave)
        names = Names((one.study for one in wave), self.keys)
        common = Common(self.keys, names, holders, self.new_trial, self.run)
        known = _known(wave, holders, results)
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
    _each(changed, lambda one: one.sync(kind, rows.get(one.trial, [])), results)
    return [intake for intake in intakes if intake.received.at not in results]


def _flush(intakes: Iterable[Intake]) -> None:
    writes, trials, names = Writes(), [], []
    for intake in intakes:
        writes.add(intake.writes)
        trials.append(intake.trial)
        names += intake.former_names
    writes.flush()
    with connection.cursor() as cursor:
        cursor.execute(GROUPS_LEAD, [trials])
        # After the trigger that keeps the names of public trials: the registry knows the day.
        if names:
            cursor.execute(NAMES_WERE, [json.dumps(names)])


def _imported(intake: Intake) -> Imported:
    outcome = Outcome.UPDATED if intake.held else Outcome.CREATED
    return Imported(
        outcome, intake.trial, intake.name, intake.kept(), tuple(intake.notes), intake.proposed
    )
