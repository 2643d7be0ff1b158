"""Which trials were asked for: by any of their numbers, each once; what is wrong is a sentence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trials import identifiers
from trials.models import Trial, TrialIdentifier

LEAST, MOST = 2, 4
LONGEST = 60  # characters of an identifier
MOST_TYPED = 20  # that are looked up
BETWEEN = re.compile("[,;\n]")
TOO_MANY = f"At most {MOST} trials fit side by side. Take some out."


@dataclass
class Chosen:
    """The trials that were found, in the order asked for, and why others were not."""

    trials: list[Trial] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """As they were typed, to be typed better."""

    @property
    def can_be_compared(self) -> bool:
        """Whether there are neither too few nor too many."""
        return LEAST <= len(self.trials) <= MOST

    @property
    def is_begun(self) -> bool:
        """Whether there is one, as from the link on its page, and nothing is wrong."""
        return len(self.trials) == 1 and not self.problems

    @property
    def has_room(self) -> bool:
        """Whether another one can be added."""
        return len(self.trials) < MOST


def chosen(typed: Iterable[str]) -> Chosen:
    """Read what was typed; one field may hold several numbers, with commas between them."""
    texts = [text for one in typed for part in BETWEEN.split(one) if (text := part.strip())]
    found, answer = _trials(texts[:MOST_TYPED]), Chosen()
    for text in texts[:MOST_TYPED]:
        _take(answer, text, found.get(_key(text)))
    if len(answer.trials) > MOST:
        answer.problems.append(TOO_MANY)
    return answer


def _take(answer: Chosen, text: str, trial: Trial | None) -> None:
    if trial is None:
        answer.unknown.append(text[:LONGEST])
        answer.problems.append(f"No trial listed here has the number “{text[:LONGEST]}”.")
    elif trial in answer.trials:
        named = "is named twice" if text == trial.public_id else f"is {trial.public_id} once more"
        answer.problems.append(f"“{text}” {named}. Each trial is shown once.")
    else:
        answer.trials.append(trial)


def _trials(texts: Sequence[str]) -> dict[str, Trial]:
    """The listed trials by the keys of their numbers, those of merged duplicates among them."""
    keys = {key for text in texts if (key := _key(text))}
    numbers = TrialIdentifier.objects.filter(key__in=keys, resolves=True)
    leads = {
        key: merged or trial
        for key, trial, merged in numbers.values_list("key", "trial_id", "trial__merged_into_id")
    }
    listed = Trial.objects.listed().in_bulk(set(leads.values()))
    return {key: listed[trial] for key, trial in leads.items() if trial in listed}


def _key(text: str) -> str:
    return identifiers.fold(text) if len(text) <= LONGEST else ""
