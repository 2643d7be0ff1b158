"""From a study of the registry to rows: all of it or, with a reason, nothing.

What an editor changed here is never overwritten: three versions are compared (ours, the registry's
last one, its new one), and where both changed, ours stays and the registry's becomes a Proposal.

To read in this order: `run.py` (one run of the command), `batch.py` (which studies go in together,
and what if not), `wave.py` (the steps), `intake.py` (one study). Rows are made of a study in
`values.py`, `numbers.py`, `rows.py` and `results/`; `parts/` brings them in line with those held.
"""

from trials.ctgov.importer.batch import import_batch
from trials.ctgov.importer.outcome import Imported, Outcome, Result
from trials.ctgov.importer.study import import_study
from trials.ctgov.records import StudyRefused

__all__ = ["Imported", "Outcome", "Result", "StudyRefused", "import_batch", "import_study"]
