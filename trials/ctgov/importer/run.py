"""One run of an import: its row, its batches, its counts, and what the registry has no more."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pghistory
from django.db.models.functions import Now

from trials import search
from trials.api import rendering
from trials.ctgov.client import Missing
from trials.ctgov.files import Found, Refusal
from trials.ctgov.importer.batch import import_batch
from trials.ctgov.importer.given import Given
from trials.ctgov.importer.missing import Seen, mark_missing
from trials.ctgov.importer.outcome import Imported
from trials.ctgov.importer.report import Report
from trials.ctgov.importer.writes import Keys
from trials.models import ImportRun, Trial

COMMAND = "import_ctgov"
MOST_STUDIES = 250
# Of JSON as text: a record with hundreds of sites has a quarter of a megabyte.
MOST_CHARACTERS = 2_000_000


class Run:
    """Takes in what it is given, in batches; every change it makes carries its key.

    With `whole` the inputs are all of the registry: what they lack is marked as missing there.
    `after` is told what each batch came to; `index` has it found.
    """

    def __init__(
        self,
        inputs: list[str],
        report: Report,
        *,
        publish: bool = False,
        whole: bool = False,
        after: Callable[[list[Imported]], None] | None = None,
        index: Callable[[], None] = search.refresh,
    ) -> None:
        with pghistory.context(command=COMMAND):
            self.row = ImportRun.objects.create(inputs=inputs)
        self.report = report
        self._seen = Seen() if whole else None
        self._publish, self._after, self._index = publish, after, index
        self._keys = Keys()
        self._batch: list[Given] = []
        self._characters = 0

    @contextmanager
    def reading(self, path: str) -> Iterator[None]:
        """Take what follows as of this file; at the end all of it is in."""
        with self._context(file=path):
            yield
            self._take()

    def add(self, found: Found) -> None:
        """A study, or why there is none."""
        origin, data = found
        if isinstance(data, Missing):
            self._miss(origin, data)
            return
        if isinstance(data, Refusal):
            self._refuse(origin, data)
            return
        given = Given.at(origin, data)
        self._batch.append(given)
        self._characters += given.size
        if len(self._batch) >= MOST_STUDIES or self._characters >= MOST_CHARACTERS:
            self._take()

    def finish(self) -> None:
        """Mark what is gone, where all of the registry was read; write down what came of it."""
        with self._context():
            if self._seen:
                self._miss_the_others(self._seen)
                self.report.read_in_part = not self._seen.is_whole
            self._note(finished_at=Now(), refusals=self.report.refused)

    def _context(self, **more: str) -> AbstractContextManager[Any]:
        """Who and why of each change, for the history."""
        return pghistory.context(command=COMMAND, run=self.row.pk, **more)

    def _note(self, **more: Any) -> None:
        """What has come of it: a run that is stopped tells that, too."""
        counts = self.report.counts
        ImportRun.objects.filter(pk=self.row.pk).update(
            **{name: counts[name] for name in ("created", "updated", "unchanged", "refused")},
            missing=self.report.missing,
            proposed=self.report.proposed,
            **more,
        )

    def _miss_the_others(self, seen: Seen) -> None:
        if doubt := seen.doubt():
            self.report.refuse("what was given", doubt)
        else:
            self.report.miss(seen.mark_the_others())

    def _take(self) -> None:
        batch, self._batch, self._characters = self._batch, [], 0
        results = import_batch(batch, publish=self._publish, run=self.row.pk, keys=self._keys)
        rendering.refresh()  # or the next reader would have to
        self._index()
        for given, result in zip(batch, results, strict=True):
            self.report.add(given.name, result)
        self._note()
        if self._seen:
            self._seen.note(zip(batch, results, strict=True))
        if self._after:
            self._after([one for one in results if isinstance(one, Imported)])

    def _miss(self, origin: str, missing: Missing) -> None:
        """The registry has no such record: a trial of ours that has that number is marked."""
        newly = mark_missing([missing.number])
        self.report.miss(newly)
        if newly:
            return
        if Trial.objects.filter(nct_id=missing.number).exists():
            self.report.miss_again()
        else:
            self._refuse(origin, missing)

    def _refuse(self, origin: str, refusal: Refusal) -> None:
        self.report.refuse(origin, str(refusal))
        if self._seen:
            self._seen.is_whole = False
