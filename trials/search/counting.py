"""What can be chosen beside the words, with how many records each choice would show."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import and_

import numpy as np
from django.db.models import TextChoices
from pyroaring import BitMap

from trials.search.answer import Choice
from trials.search.catalogue import Live
from trials.search.question import NEWS, Has, Question
from trials.vocabulary import NewsKind, Phase, Status, StudyType

WORDS: Mapping[str, type[TextChoices]] = {
    "status": Status,
    "phase": Phase,
    "study_type": StudyType,
    "has": Has,
}
NAMES = ("condition", "intervention", "sponsor", "group")
MOST = 10
"""Names shown of a parameter that has thousands, beside those chosen."""


class Chosen:
    """The documents that each parameter lets through."""

    def __init__(self, live: Live, question: Question) -> None:
        self.live, self.question = live, question
        chosen = {name: values for name, values in question.chosen.items() if values}
        self.sets = {name: self._having(name, values) for name, values in chosen.items()}

    def among(self, found: BitMap, but: str = "") -> BitMap:
        """Those found that all parameters let through, or all but one."""
        return reduce(and_, (one for name, one in self.sets.items() if name != but), found)

    def _having(self, name: str, values: Sequence[str]) -> BitMap:
        """Those with one of the values; names may be typed in part, a drug by another name."""
        facet = self.live.facets[name]
        if name not in NAMES:
            return facet.exactly(values)
        found = facet.having(values)
        if name == "intervention":
            others = [value for value in values if not facet.is_value(value)]
            found |= self.live.facets["other_name"].having(others)
        return found

    def facets(self, found: BitMap) -> dict[str, list[Choice]]:
        """The choices of every parameter; `found` by the words and the place alone."""
        if self.question.kind == NEWS:
            return {"kind": list(self._words("kind", NewsKind, self.among(found, "kind")))}
        told = {}
        chosen = self.among(found)
        for name in (*WORDS, *NAMES):
            among = self.among(found, name) if name in self.sets else chosen
            words = WORDS.get(name)
            choices = self._words(name, words, among) if words else self._names(name, among)
            told[name] = list(choices)
        return told

    def _words(self, name: str, words: type[TextChoices], among: BitMap) -> Iterator[Choice]:
        facet = self.live.facets[name]
        wanted = self.question.chosen.get(name, ())
        counts = {facet.values[place][0]: place for place in range(len(facet.values))}
        for word in words:
            count = facet.count_of(counts[word], among) if word in counts else 0
            if count or word in wanted:
                yield Choice(word.value, str(word.label), count, word in wanted)

    def _names(self, name: str, among: BitMap) -> Iterator[Choice]:
        facet = self.live.facets[name]
        wanted = self.question.chosen.get(name, ())
        numbers = np.frombuffer(among.to_array(), np.uint32)
        told = facet.counts(numbers, MOST, among)
        for value, label, count in told:
            yield Choice(value, label, count, value in wanted)
        for typed in [one for one in wanted if one not in {value for value, _, _ in told}]:
            label = facet.label_of(typed)
            count = among.intersection_cardinality(self._having(name, [typed]))
            yield Choice(typed, label, count, True)
