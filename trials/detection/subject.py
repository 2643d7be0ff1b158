"""Which of several trials of one name a text means: by what else it says."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from trials.detection.found import Found
from trials.models import Trial

# Letters of a word that tells a disease or a drug; shorter ones mean anything.
_WORD = re.compile(r"[^\W\d_]{5,}")
_COMMON = (
    "adult adults advanced based cancer cancers carcinoma cells disease diseases grade group"
    " locally malignant metastatic neoplasm neoplasms other patient patients phase placebo primary"
    " recurrent refractory relapsed solid stage study therapy treatment trial tumor tumors"
    " unspecified using within"
)
_EVERYWHERE = frozenset(_COMMON.split())


class Subject:
    """What one text is about: its words, and the trials it names beyond doubt."""

    def __init__(self, text: str, found: Iterable[Found], trials: Mapping[int, Trial]) -> None:
        self._text, self._trials = text, trials
        self._certain = {
            trials[pk].pk for one in found if len(one.trials) == 1 for pk in one.trials
        }

    def meant(self, one: Found) -> list[Trial]:
        """The trial, or those that fit alike, in the order of their numbers."""
        fitting = {self._trials[pk].pk: self._trials[pk] for pk in one.trials}
        if len(fitting) > 1:
            fitting = self._named(fitting) or self._about(fitting) or fitting
        return sorted(fitting.values(), key=lambda trial: trial.public_id)

    def _named(self, fitting: dict[int, Trial]) -> dict[int, Trial]:
        named = fitting.keys() & self._certain
        return {pk: fitting[pk] for pk in named} if len(named) == 1 else {}

    def _about(self, fitting: dict[int, Trial]) -> dict[int, Trial]:
        """The only one whose conditions or drugs the text speaks of."""
        spoken_of = {pk for pk, trial in fitting.items() if _topics(trial) & self._words}
        return {pk: fitting[pk] for pk in spoken_of} if len(spoken_of) == 1 else {}

    @cached_property
    def _words(self) -> set[str]:
        return _telling(self._text)


def _topics(trial: Trial) -> set[str]:
    names = [condition.name for condition in trial.conditions.all()]
    names += [intervention.name for intervention in trial.interventions.all()]
    return _telling(" ".join(names))


def _telling(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _EVERYWHERE
