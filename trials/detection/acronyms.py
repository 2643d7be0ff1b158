"""Names of a text, looked up: acronyms and former ones, and what a group's list calls a trial."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from trials.detection.context import COMMON, Context
from trials.detection.found import Found, Rank
from trials.detection.names import possible_names, written_alike
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
        self._read = [
            (plain, Context(plain, text), possible_names(plain.text)) for plain in plain_texts
        ]

    @property
    def keys(self) -> set[str]:
        """What to look up."""
        return set().union(*(places for _, _, places in self._read))

    def found(self, known: dict[str, list[Known]], settled: set[int]) -> Iterator[Found]:
        """Those that name a trial where they stand, or whose trial is `settled` in the text."""
        seen = list(self._seen(known))
        for one, sure in seen:
            if sure:
                settled = settled | one.trials
                yield one
        for one, sure in seen:
            if not sure and one.trials & settled and one.key not in COMMON:
                yield one._replace(trials=one.trials & settled)

    def _seen(self, known: dict[str, list[Known]]) -> Iterator[tuple[Found, bool]]:
        """The known ones, and whether their own place says that a trial is meant."""
        for plain, context, places in self._read:
            for key in known.keys() & places.keys():
                for start, end in places[key]:
                    if rows := _meant(plain.text[start:end], known[key]):
                        sure = _sureness(context, start, end, key, rows)
                        here = (plain.origin(start), plain.origin(end - 1) + 1)
                        yield _as_found(*here, key, rows, sure or ELSEWHERE), sure is not None


def _meant(words: str, rows: Iterable[Known]) -> list[Known]:
    """Those the text writes as the record does; what a group's list says goes before."""
    alike = [row for row in rows if row.resolves or written_alike(words, row.name)]
    return [row for row in alike if row.target] or alike


def _sureness(
    context: Context, start: int, end: int, key: str, rows: list[Known]
) -> Decimal | None:
    if any((row.target or row.resolves) and _A_NUMBER.search(row.name) for row in rows):
        return LISTED
    return context.sureness(start, end, key)


def _as_found(start: int, end: int, key: str, rows: list[Known], sure: Decimal) -> Found:
    is_acronym = all(row.kind == "ACRONYM" for row in rows)
    return Found(
        start,
        end,
        Rank.ACRONYM if is_acronym else Rank.ALIAS,
        LinkMethod.ACRONYM if is_acronym else LinkMethod.ALIAS,
        sure,
        frozenset(row.trial_id for row in rows if row.trial_id),
        key,
        frozenset(row.target for row in rows if row.target),
    )
