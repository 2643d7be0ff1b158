"""What a trial can answer by its design, which no number alone tells.

Without a draw by lot groups differ from the start: no number of theirs says which treatment is
better. A trial that asks whether one is not much worse does not answer that neither is better.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trials.models import Arm, Finding, Trial
from trials.vocabulary import DesignAllocation, StudyType

NOT_MUCH_WORSE = re.compile(r"non-?inferior|equivalen(ce|t)\b", re.IGNORECASE)
TAKES_IN_ONE = "The range of the ratio takes in 1. A ratio of 1 would mean that both did the same."


@dataclass(frozen=True)
class Asked:
    """How far numbers may be put into words."""

    by_chance: bool = True
    not_much_worse: bool = False

    no_claim = "chance did not choose the groups, so this number does not tell which did better."

    def unclear(self, finding: Finding, words: str) -> str:
        """That no difference is clear, and by what; never that there is none."""
        if self.not_much_worse:
            return (
                "neither was clearly better. The trial asked if one is not much worse than the"
                " other. This range alone does not answer that."
            )
        if finding.lower is None or finding.upper is None:
            return words
        return f"{words} {TAKES_IN_ONE}"

    def silent(self, finding: Finding) -> str:
        """That the number supports no words, and why where that is plain."""
        if finding.lower is None and finding.upper is None and not finding.p_value:
            return "no range is given for this number, so it does not tell which did better."
        return "this number alone does not tell which of the two did better."


def asked_by(trial: Trial, arms: Sequence[Arm], *measured: str) -> Asked:
    """From the design, and the words of the titles and of the endpoint."""
    observed = trial.study_type in (StudyType.OBSERVATIONAL, StudyType.EXPANDED_ACCESS)
    unmixed = trial.allocation in (DesignAllocation.NON_RANDOMIZED, DesignAllocation.NA)
    words = " ".join([trial.brief_title, trial.official_title, *measured])
    return Asked(
        by_chance=not (observed or unmixed or len(arms) == 1),
        not_much_worse=bool(NOT_MUCH_WORSE.search(words)),
    )
