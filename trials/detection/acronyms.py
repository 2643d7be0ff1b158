"""Names of a text, looked up: acronyms and former ones, and what a group's list calls a trial."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from trials.detection.context import COMMON, Context
from trials.detection.found import Found, Rank
from trials.detection.names import Name, possible_names, written_alike
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
            (plain, Context(plain, text), list(possible_names(plain.text))) for plain in plain_texts
        ]

    @property
    def keys(self) -> set[str]:
        """What to look up."""
        return {name.key for _, _, names in self._read for name in names}

    def found(self, known: dict[str, list[Known]], settled: set[int]) -> Iterator[Found]:
        """Those that name a trial where they stand, or whose trial is `settled` in the text."""
        seen = list(self._seen(known))
        for one, sure in seen:
            if sure:
                settled = settled | one.trials
                yield one
        for one, sure in seen:
            if not sure and one.trials & settled and one.key not in COMMON:
                yield replace(one, trials=one.trials & settled)

    def _seen(self, known: dict[str, list[Known]]) -> Iterator[tuple[Found, bool]]:
        """The known ones, and whether their own place says that a trial is meant."""
        for plain, context, names in self._read:
            for name in names:
                if rows := _meant(name, known.get(name.key, ())):
                    sure = _sureness(name, rows, context)
                    yield _as_found(plain, name, rows, sure or ELSEWHERE), sure is not None


def _meant(name: Name, rows: Iterable[Known]) -> list[Known]:
    """Those the text writes as the record does; what a group's list says goes before."""
    alike = [row for row in rows if row.resolves or written_alike(name.text, row.name)]
    return [row for row in alike if row.target] or alike


def _sureness(name: Name, rows: list[Known], context: Context) -> Decimal | None:
    if any((row.target or row.resolves) and _A_NUMBER.search(row.name) for row in rows):
        return LISTED
    return context.sureness(name.start, name.end, name.key)


def _as_found(plain: Plain, name: Name, rows: list[Known], sure: Decimal) -> Found:
    is_acronym = all(row.kind == "ACRONYM" for row in rows)
    return Found(
        plain.origin(name.start),
        plain.origin(name.end - 1) + 1,
        Rank.ACRONYM if is_acronym else Rank.ALIAS,
        LinkMethod.ACRONYM if is_acronym else LinkMethod.ALIAS,
        sure,
        frozenset(row.trial_id for row in rows if row.trial_id),
        name.key,
        frozenset(row.target for row in rows if row.target),
    )
