"""What became of the studies of a run, counted and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator

from trials.ctgov.importer.outcome import Imported, Outcome, Result
from trials.ctgov.records import StudyRefused

LISTED = 20
MOST_KEPT = 1000
"""Of notes and of refusals: what is in memory does not grow with the registry."""


class Report:
    """Counts, and the sentences of the first of them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.refused: list[str] = []
        self.notes: list[str] = []
        self.proposed = 0
        self.missing = 0
        self.absent = 0
        self.read_in_part = False
        self._more_notes = 0

    def add(self, origin: str, result: Result) -> None:
        """A study that is in, or not."""
        if isinstance(result, StudyRefused):
            self.refuse(origin, str(result))
            return
        self.counts[result.outcome] += 1
        self.proposed += result.proposed
        for note in self._notes(result):
            self._note(f"{result.name}: {note}")

    def refuse(self, origin: str, reason: str) -> None:
        """A study, or a file, that is not in."""
        self.counts["refused"] += 1
        if len(self.refused) < MOST_KEPT:
            self.refused.append(f"{origin}: {reason}")

    def miss(self, names: Iterable[str]) -> None:
        """Trials of which the registry no longer has the record."""
        for name in names:
            self.missing += 1
            self._note(f"{name}: no longer at the registry; the trial is marked, and stays")

    def miss_again(self) -> None:
        """A trial whose number the registry does not have, and that is not newly so."""
        self.absent += 1

    @property
    def nothing_went_in(self) -> bool:
        """Whether all there was has been refused."""
        return bool(self.counts["refused"]) and self.counts.total() == self.counts["refused"]

    def lines(self, *, all_notes: bool) -> Iterator[str]:
        """Notes, each refusal with its reason, and the counts last."""
        shown = self.notes if all_notes else self.notes[:LISTED]
        yield from (f"note: {note}" for note in shown)
        if more := len(self.notes) + self._more_notes - len(shown):
            yield f"note: and {more} more{'' if all_notes else ', see --verbosity 2'}"
        yield from (f"refused: {reason}" for reason in self.refused)
        if more := self.counts["refused"] - len(self.refused):
            yield f"refused: and {more} more"
        if self.proposed:
            yield f"proposed {self.proposed}: values that were changed here, for editors to decide"
        if self.missing:
            yield f"missing {self.missing}: trials that the registry no longer has, marked so"
        if self.absent:
            yield f"absent {self.absent}: numbers of ours that the registry has not, as before"
        if self.read_in_part:
            yield "missing trials were not looked for: not all of what was given could be read"
        counts = ", ".join(f"{outcome} {self.counts[outcome]}" for outcome in Outcome)
        yield f"{counts}, refused {self.counts['refused']}"

    def _notes(self, result: Imported) -> Iterator[str]:
        if result.kept:
            yield f"kept as it is here: {', '.join(map(str, result.kept))}"
        yield from result.notes

    def _note(self, note: str) -> None:
        if len(self.notes) < MOST_KEPT:
            self.notes.append(note)
        else:
            self._more_notes += 1
