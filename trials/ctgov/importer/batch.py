"""Many studies at once: each goes in as a whole or is refused, and none keeps another out.

Studies that share no number go in together, as one wave. Where the database refuses a wave, its
halves are tried, down to the study that is the reason.
"""

from collections.abc import Iterable, Sequence
from functools import partial

from django.db import DatabaseError, connection

from trials.ctgov.importer.given import Given, Received
from trials.ctgov.importer.held import PUBLIC
from trials.ctgov.importer.matching import Numbers
from trials.ctgov.importer.outcome import Result
from trials.ctgov.importer.refusals import is_of_the_data, problem
from trials.ctgov.importer.wave import Results, unchanged, write_wave
from trials.ctgov.importer.writes import Keys
from trials.ctgov.records import StudyRefused, parse_study
from trials.turns import once_served, wait_for_turn


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
    results = unchanged(dict(enumerate(given)))
    waiting = _read(given, results)
    taking = _Taking(publish, run, keys or Keys())
    while waiting:
        results |= taking.take(_apart(waiting))
        waiting = [one for one in waiting if one.at not in results]
    return [results[at] for at in range(len(given))]


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


class _Taking:
    """Takes in studies that share no number."""

    def __init__(self, publish: bool, run: int | None, keys: Keys) -> None:
        self.new_trial = PUBLIC if publish else {}
        self.run, self.keys = run, keys

    def take(self, wave: list[Received]) -> Results:
        """All of them, or where the database refuses that, one half and the other."""
        try:
            return once_served(partial(self._take, wave))
        except DatabaseError as error:
            if not is_of_the_data(error):
                raise
            if len(wave) == 1:
                return {wave[0].at: StudyRefused([problem(error)])}
        middle = len(wave) // 2
        return self.take(wave[:middle]) | self.take(wave[middle:])

    def _take(self, wave: list[Received]) -> Results:
        wait_for_turn("import_ctgov")
        results = write_wave(wave, self.new_trial, self.run, self.keys)
        connection.check_constraints()
        return results
