"""Where our record of a trial and the registry's differ: told field by field, and decided on.

`drift_of(trial)` compares what we hold with the version received last. What an editor decides on a
difference is a Proposal, whether an import opened one or not: so it is remembered, and stands in
the history, in one way.
"""

from trials.ctgov.drift.adding import add_row
from trials.ctgov.drift.comparing import Drift, drift_of
from trials.ctgov.drift.deciding import keep_ours, take_theirs
from trials.ctgov.drift.difference import Difference, Lacking
from trials.ctgov.drift.report import report

__all__ = [
    "Difference",
    "Drift",
    "Lacking",
    "add_row",
    "drift_of",
    "keep_ours",
    "report",
    "take_theirs",
]
