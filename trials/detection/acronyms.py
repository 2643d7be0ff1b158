"""Names of a text, looked up: acronyms and former ones, and what a group's list calls a trial."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from trials import identifiers
from trials.detection.context import COMMON, Context
from trials.detection.found import Found, Meaning, Rank
from trials.detection.names import places, possible_names, squeeze, written_alike
from trials.detection.registry import Known
from trials.identifiers import Plain
from trials.vocabulary import LinkMethod

ELSEWHERE = Decimal("0.8")
"""Of a name that only another place in the text ties to its trial."""
LISTED = Decimal("0.95")
_A_NUMBER = re.compile("[0-9].*[0-9].*[0-9]")


class Names:
    """The possible names of one text, in every reading of it."""

    def __init__(self, text: str, plain_texts: Iterable[Plain]) -> None:
        self._read = [Context(plain, text) for plain in plain_texts]
        self.keys = set().union(*(possible_names(one.plain.text) for one in self._read))

    def found(self, known: dict[str, list[Known]], settled: set[int]) -> Iterator[Found]:
        """Those that name a trial where they stand, or whose trial is `settled` in the text."""
        seen = list(self._seen(known))
        sure = [one for one, is_sure in seen if is_sure]
        yield from sure
        settled = settled.union(*{one.meaning.trials for one in sure})
        unsure = [one for one, is_sure in seen if not is_sure]
        elsewhere = {one: _elsewhere(one, settled) for one in {one.meaning for one in unsure}}
        for start, end, meaning in unsure:
            if told := elsewhere[meaning]:
                yield Found(start, end, told)

    def _seen(self, known: dict[str, list[Known]]) -> Iterator[tuple[Found, bool]]:
        """The known ones, and whether their own place says that a trial is meant."""
        names: dict[tuple[str, str], _Name | None] = {}
        wanted = known.keys() & self.keys
        for context in self._read if wanted else ():
            spots = list(places(context.plain.text, wanted))
            context.see(spots)
            for start, end, key in spots:
                first, last = context.plain.span(start, end)
                if context.plain.joined and last - first == end - start:
                    continue  # the first reading has it too
                written = context.plain.text[start:end]
                if (written, key) not in names:
                    names[written, key] = _named(key, _meant(written, known[key]))
                if name := names[written, key]:
                    sure = LISTED if name.listed else context.sureness(start, end, key)
                    yield Found(first, last, name.meaning(sure or ELSEWHERE)), sure is not None


@dataclass
class _Name:
    """What a name means, by how sure it is that it is one."""

    listed: bool
    """Whether it is a number of a group's list, sure wherever it stands."""
    as_sure: dict[Decimal, Meaning]

    def meaning(self, sure: Decimal) -> Meaning:
        """The same object for the same sureness."""
        if sure not in self.as_sure:
            self.as_sure[sure] = replace(self.as_sure[ELSEWHERE], confidence=sure)
        return self.as_sure[sure]


def _named(key: str, rows: list[Known]) -> _Name | None:
    if not rows:
        return None
    listed = any((row.target or row.resolves) and _A_NUMBER.search(row.name) for row in rows)
    is_acronym = all(row.kind == "ACRONYM" for row in rows)
    rank = Rank.NUMBER if listed else Rank.ACRONYM if is_acronym else Rank.ALIAS
    meaning = Meaning(
        rank,
        LinkMethod.ACRONYM if is_acronym else LinkMethod.ALIAS,
        ELSEWHERE,
        frozenset(row.trial_id for row in rows if row.trial_id),
        key,
        frozenset(row.target for row in rows if row.target),
    )
    return _Name(listed, {ELSEWHERE: meaning})


def _meant(words: str, rows: Iterable[Known]) -> list[Known]:
    """Those the text writes as the record does; what a group's list says goes before.

    None if it is written like a number of a scheme: whether that is meant is settled elsewhere.
    """
    if identifiers.classify(words):
        return []
    exactly = [row for row in rows if row.resolves or squeeze(words) == squeeze(row.name)]
    alike = exactly or [row for row in rows if written_alike(words, row.name)]
    return [row for row in alike if row.target] or alike


def _elsewhere(meaning: Meaning, settled: set[int]) -> Meaning | None:
    """What it means where nothing near tells: only a trial that is settled elsewhere."""
    trials = meaning.trials & settled
    return replace(meaning, trials=trials) if trials and meaning.key not in COMMON else None
