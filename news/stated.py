"""What an item states of its trials: each fact, its trial, and what it asks for there."""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from news.facts import Fact, Kind, Sentence, facts_of, read_sentences
from news.mentions import Reading, number_of
from news.models import NewsItem
from trials.first_letters import begun
from trials.models import Trial
from trials.proposals.names import find_arm
from trials.vocabulary import LinkStatus

MOST = 150
"""Facts of one item that are proposed."""
SCALARS = {
    Kind.PHASE: "phases",
    Kind.ALLOCATION: "allocation",
    Kind.RATIO: "allocation_ratio",
    Kind.MODEL: "intervention_model",
    Kind.MASKING: "masking",
}


@dataclass(frozen=True)
class Asked:
    """One change that a fact asks for: another value of a field, or a row more."""

    trial: Trial
    target: Any
    field: str
    value: Any
    fact: Fact

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What makes two of them, or one and a proposal, the same."""
        return asked_key(self.target._meta.model_name, self.target.pk, self.field, self.value)


def asked_key(model: str, pk: int, field: str, value: Any) -> tuple[Hashable, ...]:
    """The record, the field, and the value as one text."""
    return model, pk, field, json.dumps(value, sort_keys=True)


def stated(item: NewsItem, reading: Reading, trials: dict[int, Trial]) -> list[Asked]:
    """What the text asks for, in its order, of these trials (loaded with their parts)."""
    read = list(read_sentences(reading.text))
    spoken_of = _by_trial(read, reading, trials)
    found = []
    for pk, own in spoken_of.items():
        naming = _naming(read, reading, pk)
        starts = {place.start for place in naming}
        facts = _undisputed(facts_of(own, item.dated, starts), naming)
        found += [asked for fact in facts for asked in _asked(trials[pk], fact)]
    once = {asked.key: asked for asked in reversed(found)}
    ordered = sorted(once.values(), key=lambda asked: (asked.fact.start, asked.fact.end))
    return ordered[:MOST]


def certain_trials(item: NewsItem) -> list[int]:
    """Trials it surely speaks of: confirmed ones, and suggestions that fit no other trial."""
    links = item.trial_links.exclude(status=LinkStatus.REJECTED)
    sure = links.exclude(status=LinkStatus.SUGGESTED, is_ambiguous=True)
    return list(sure.values_list("trial_id", flat=True))


def _by_trial(
    read: list[Sentence], reading: Reading, trials: dict[int, Trial]
) -> dict[int, list[Sentence]]:
    """The sentences about each trial; one that may be about two is about none."""
    named = _named(read, reading)
    everywhere = set().union(*named.values())
    if len(trials) == 1 and everywhere <= trials.keys():
        return {next(iter(trials)): read}
    found: dict[int, list[Sentence]] = defaultdict(list)
    places = sorted(named)
    for number, sentence in enumerate(read):
        # In it, else before it; before the first that is named, that one.
        at = max(bisect_right(places, number) - 1, 0)
        keys = named[places[at]] if places else set()
        for key in keys if len(keys) == 1 else ():
            if key in trials:
                found[key].append(sentence)
    return found


def _named(read: list[Sentence], reading: Reading) -> dict[int, set[Any]]:
    """Which trials each sentence names, by their keys; an ambiguous name is a question."""
    starts = [sentence.start for sentence in read]
    named: dict[int, set[Any]] = defaultdict(set)
    for trial, places in reading.trials.items():
        for place in places:
            key = f"?{place.start}" if place.ambiguous else trial.pk
            named[max(bisect_right(starts, place.start) - 1, 0)].add(key)
    for match in reading.unknown_matches:
        named[max(bisect_right(starts, match.start) - 1, 0)].add(number_of(match))
    return named


def _naming(read: list[Sentence], reading: Reading, pk: int) -> list[range]:
    """Where the sentences stand that name the trial."""
    named = _named(read, reading)
    return [range(read[at].start, read[at].end) for at, keys in named.items() if pk in keys]


def _undisputed(facts: list[Fact], naming: list[range]) -> Iterator[Fact]:
    """Of two values for what has one, the one that a sentence with the trial's name gives."""
    values: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.kind in SCALARS:
            values[fact.kind][str(fact.value)].append(fact)
        else:
            yield fact
    for told in values.values():
        by_name = {
            value: same
            for value, same in told.items()
            if any(fact.start in place for fact in same for place in naming)
        }
        left = told if len(told) == 1 else by_name
        if len(left) == 1:
            yield from next(iter(left.values()))[:1]


def _asked(trial: Trial, fact: Fact) -> Iterator[Asked]:
    for target, field, value in _changes(trial, fact):
        yield Asked(trial, target, field, value, fact)


def _changes(trial: Trial, fact: Fact) -> Iterator[tuple[Any, str, Any]]:
    if fact.kind in SCALARS:
        field = SCALARS[fact.kind]
        yield trial, field, fact.value[field]
    elif fact.kind == Kind.SPONSOR:
        yield trial, "lead_sponsor", fact.value["name"]
    elif fact.kind == Kind.CROSSOVER:
        yield _crossover(trial, fact)
    else:
        field, row = ROWS[fact.kind]
        yield trial, field, row(fact.value)
    whole = fact.kind == Kind.ENROLLMENT and not {"cohort", "arm"} & fact.value.keys()
    if whole and "value" in fact.value:
        yield trial, "enrollment", int(fact.value["value"])


def _crossover(trial: Trial, fact: Fact) -> tuple[Any, str, Any]:
    """Of the arm, in the words of the sentence; of an arm that is not there yet, with the arm."""
    name = fact.value["arm"]
    arm = find_arm(trial, name)
    if arm is not None:
        return arm, "crossover", fact.sentence
    kind = {"type": "PLACEBO_COMPARATOR"} if "placebo" in name.lower() else {}
    label = begun(name)
    return trial, "arms", {"label": label, "crossover": fact.sentence, **kind}


def _as_it_is(value: dict[str, Any]) -> dict[str, Any]:
    return value


ROWS: dict[Kind, tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    Kind.APPROVAL: ("approvals", _as_it_is),
    Kind.ENROLLMENT: ("findings", lambda value: {"quantity": "ENROLLMENT", **value}),
    Kind.RESULT: ("findings", _as_it_is),
    Kind.ARM: ("arms", _as_it_is),
    Kind.ENDPOINT: ("endpoints", _as_it_is),
    Kind.REFERENCE: ("references", _as_it_is),
    Kind.GUIDELINE: ("guideline_listings", _as_it_is),
    Kind.FUNDING: ("identifiers", _as_it_is),
    Kind.COLLABORATOR: ("organisations", lambda value: {"role": "COLLABORATOR", **value}),
}
