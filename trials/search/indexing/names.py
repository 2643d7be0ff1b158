"""Which concepts a text names: the names of all concepts, in memory, by their stems."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from django.db import connection

from trials.models import ConceptName

VERSION = """
    SELECT coalesce((SELECT max(pgh_id) FROM trials_conceptnameevent), 0)
"""
_kept: dict[str, "Names"] = {}


Pair = tuple[str, str]
Concepts = tuple[int, ...]
APART = (2, 3, 4)
"""How far apart the two words of a name may stand: “breast and ovarian cancer” is both."""
LONG_ENOUGH = 4  # letters of each of these words


@dataclass
class Names:
    """All names, as of one version of the vocabulary."""

    version: int
    single: dict[str, Concepts] = field(default_factory=dict)
    """By stem, names of one word."""
    several: dict[str, Concepts] = field(default_factory=dict)
    """By stems, longer ones."""
    lengths: dict[Pair, set[int]] = field(default_factory=dict)
    """By the first two stems, how many such names have."""
    apart: dict[Pair, Concepts] = field(default_factory=dict)
    """Names of two words that need not stand side by side."""
    capitals: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By stems, names that count in just their own letters: the name and its concept."""

    def in_text(self, stems: Sequence[str], counts: Mapping[str, int], text: str) -> Counter[str]:
        """How often each concept is named: `#` and its key; `counts` of the stems."""
        found: Counter[str] = Counter()
        for stem in self.single.keys() & counts.keys():
            for concept in self.single[stem]:
                found[f"#{concept}"] += counts[stem]
        for concept in self._in_a_row(stems):
            found[f"#{concept}"] += 1
        for key in self.capitals.keys() & counts.keys():
            for name, concept in self.capitals[key]:
                if name in text and (times := len(_whole(name).findall(text))):
                    found[f"#{concept}"] += times
        return found

    def _in_a_row(self, stems: Sequence[str]) -> Iterator[int]:
        lengths, several, apart = self.lengths, self.several, self.apart
        pairs = enumerate(pairwise(stems))
        begins = [place for place, pair in pairs if pair in lengths]
        for place in begins:
            for length in lengths[stems[place], stems[place + 1]]:
                yield from several.get(" ".join(stems[place : place + length]), ())
        for distance in APART:
            for pair in zip(stems, stems[distance:], strict=False):
                if pair in apart:
                    yield from apart[pair]


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def names_now() -> Names:
    """Those of today; read again when one changed."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        (version,) = cursor.fetchone()
    kept = _kept.get("names")
    if kept is None or kept.version != version:
        kept = _kept["names"] = _read(version)
    return kept


def _read(version: int) -> Names:
    found = Names(version)
    concepts: dict[str, list[int]] = defaultdict(list)
    capitals: dict[str, list[tuple[str, int]]] = defaultdict(list)
    rows = ConceptName.objects.order_by("id")
    for key, name, concept, as_written in rows.values_list(
        "key", "name", "concept_id", "capitals_only"
    ):
        if as_written and " " not in key:
            capitals[key].append((name, concept))
        else:
            concepts[key].append(concept)
    found.capitals = {key: tuple(names) for key, names in capitals.items()}
    for key, named in concepts.items():
        _note(found, tuple(key.split(" ")), tuple(dict.fromkeys(named)))
    return found


def _note(names: Names, stems: tuple[str, ...], concepts: Concepts) -> None:
    if len(stems) == 1:
        names.single[stems[0]] = concepts
        return
    names.several[" ".join(stems)] = concepts
    names.lengths.setdefault((stems[0], stems[1]), set()).add(len(stems))
    if len(stems) == 2 and min(map(len, stems)) >= LONG_ENOUGH:
        names.apart[stems[0], stems[1]] = concepts
