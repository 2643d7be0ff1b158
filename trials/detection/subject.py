"""Which of several trials of one name a text means: by what else it says."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from django.db.models import prefetch_related_objects

from trials.detection.found import Meaning
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

    def __init__(self, text: str, meanings: Iterable[Meaning], trials: Mapping[int, Trial]) -> None:
        meanings = list(meanings)
        self._text, self._trials = text, trials
        self._certain = {
            trials[pk].pk for one in meanings if len(one.trials) == 1 for pk in one.trials
        }
        in_doubt = {pk for one in meanings if len(one.trials) > 1 for pk in one.trials}
        self._topics = _topics_of({trials[pk] for pk in in_doubt})

    def meant(self, one: Meaning) -> list[Trial]:
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
        spoken_of = {pk for pk in fitting if self._topics[pk] & self._words}
        return {pk: fitting[pk] for pk in spoken_of} if len(spoken_of) == 1 else {}

    @cached_property
    def _words(self) -> set[str]:
        return _telling(self._text)


def _topics_of(trials: Collection[Trial]) -> dict[int, set[str]]:
    """The words of the conditions and drugs of each; asked for only where trials are in doubt."""
    prefetch_related_objects(list(trials), "conditions", "interventions")
    return {trial.pk: _topics(trial) for trial in trials}


def _topics(trial: Trial) -> set[str]:
    names = [condition.name for condition in trial.conditions.all()]
    names += [intervention.name for intervention in trial.interventions.all()]
    return _telling(" ".join(names))


def _telling(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _EVERYWHERE
