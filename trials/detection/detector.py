"""A text -> the trials it speaks of, by a constant number of queries whatever the text."""

import gc
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from trials import identifiers
from trials.detection.acronyms import Names
from trials.detection.found import Found, Meaning, Rank, apart
from trials.detection.match import Match
from trials.detection.numbers import Numbers
from trials.detection.publications import citations
from trials.detection.registry import known_under, publications, trials_by_key
from trials.detection.slips import nearest
from trials.detection.subject import Subject
from trials.detection.titles import IN_FULL, quoted_titles
from trials.identifiers import Plain, readings
from trials.models import Trial
from trials.vocabulary import LinkMethod

CITED = Decimal("0.9")
QUOTED = Decimal("0.95")
NEARLY = Decimal("0.85")


def detect(text: str) -> list[Match]:
    """Find every mention of a trial, in the order of the text; none overlap."""
    with _no_collector():
        return _matches(text)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Let Python not look for circles among what is made: of a megabyte that may be a million
    tuples, none of them in a circle, and looking took a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _matches(text: str) -> list[Match]:
    found = _found(text)
    told = _Told(text, dict.fromkeys(one.meaning for one in found))
    return [Match(start, end, *told.of(text[start:end], meaning)) for start, end, meaning in found]


def _found(text: str) -> list[Found]:
    plain_texts = readings(text)
    numbers, names = Numbers(text, plain_texts), Names(text, plain_texts)
    known = known_under(numbers.keys | names.keys, names.keys)
    sure = [
        *numbers.found(known),
        *_cited(plain_texts[0]),
        *_quoted(plain_texts[0]),
    ]
    said = {one.meaning.trials for one in sure}
    settled = {trial for trials in said if len(trials) == 1 for trial in trials}
    return apart([*sure, *names.found(known, settled)])


def _cited(plain: Plain) -> Iterator[Found]:
    cited = list(citations(plain))
    trials = publications({one.doi for one in cited} - {""}, {one.pmid for one in cited} - {""})
    meanings = {
        number: Meaning(Rank.NUMBER, LinkMethod.PUBLICATION, CITED, frozenset(trials[number]))
        for number in trials
    }
    for one in cited:
        if meaning := meanings.get(one.doi or one.pmid):
            yield Found(*plain.span(one.start, one.end), meaning)


def _quoted(plain: Plain) -> Iterator[Found]:
    for quote in quoted_titles(plain.text):
        sure = QUOTED if quote.likeness >= IN_FULL else NEARLY
        meaning = Meaning(Rank.TITLE, LinkMethod.TITLE, sure, quote.trials)
        yield Found(*plain.span(quote.start, quote.end), meaning)


class _Told:
    """What is said of the words of one text: of each once, however often they stand there."""

    def __init__(self, text: str, meanings: Collection[Meaning]) -> None:
        trials = trials_by_key(set().union(*(one.trials for one in meanings)))
        self._subject = Subject(text, meanings, trials)
        self._near = _nearest(one.key for one in meanings if one.rank is Rank.UNKNOWN)
        self._of: dict[tuple[str, Meaning], tuple[Any, ...]] = {}

    def of(self, words: str, meaning: Meaning) -> tuple[Any, ...]:
        """All of a match but its place."""
        if (words, meaning) not in self._of:
            about = self._known(meaning) if meaning.trials else self._unknown(words, meaning)
            self._of[words, meaning] = (words, meaning.method, meaning.confidence, *about)
        return self._of[words, meaning]

    def _known(self, meaning: Meaning) -> tuple[Any, ...]:
        """One trial, or several that fit alike."""
        meant = self._subject.meant(meaning)
        trial, candidates = (meant[0], ()) if len(meant) == 1 else (None, tuple(meant))
        return trial, candidates, meaning.key

    def _unknown(self, words: str, meaning: Meaning) -> tuple[Any, ...]:
        """A number that the registry does not have, or what stands for one."""
        target = next(iter(meaning.targets)) if len(meaning.targets) == 1 else ""
        number = target or identifiers.display(words)
        ids = (number, "") if identifiers.is_nct_id(number) else ("", number)
        return None, (), meaning.key, *ids, self._near.get(meaning.key)


def _nearest(unknown: Iterable[str]) -> dict[str, Trial]:
    """The trials that unknown numbers may be meant for, by these."""
    near = nearest(dict.fromkeys(unknown))
    trials = trials_by_key(set(near.values())) if near else {}
    return {key: trials[pk] for key, pk in near.items()}
