"""Which concepts a text names: the names of all concepts, in memory, by their stems."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.db import connection

from trials.models import ConceptName

VERSION = """
    SELECT coalesce((SELECT max(pgh_id) FROM trials_conceptnameevent), 0)
"""
_kept: dict[str, "Names"] = {}


Concepts = tuple[int, ...]
APART = 4
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
    lengths: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    """By the first stem and the second, how many such names have."""
    apart: dict[str, dict[str, Concepts]] = field(default_factory=dict)
    """By the first stem and the second, names of two words that need not stand side by side."""
    capitals: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By stems, names that count in just their own letters: the name and its concept."""

    def note_in(self, counts: Counter[str], stems: Sequence[str], text: str) -> None:
        """Add to `counts` of a text's stems how often it names each concept: `#` and its key."""
        named = [
            (f"#{concept}", counts[stem])
            for stem in self.single.keys() & counts.keys()
            for concept in self.single[stem]
        ]
        named += [(f"#{concept}", 1) for concept in self._of_several_words(stems)]
        for key in self.capitals.keys() & counts.keys():
            for name, concept in self.capitals[key]:
                if name in text and (times := len(_whole(name).findall(text))):
                    named.append((f"#{concept}", times))
        for word, times in named:
            counts[word] += times

    def _of_several_words(self, stems: Sequence[str]) -> Iterator[int]:
        # Most words begin no name: they are passed over by one look-up each.
        for place in [place for place, stem in enumerate(stems) if stem in self.lengths]:
            lengths = self.lengths[stems[place]].get("".join(stems[place + 1 : place + 2]), ())
            for length in lengths:
                yield from self.several.get(" ".join(stems[place : place + length]), ())
        for place in [place for place, stem in enumerate(stems) if stem in self.apart]:
            seconds = self.apart[stems[place]]
            for other in stems[place + 2 : place + 1 + APART]:
                if other in seconds:
                    yield from seconds[other]


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
    first, second, *_ = stems
    names.several[" ".join(stems)] = concepts
    names.lengths.setdefault(first, {}).setdefault(second, set()).add(len(stems))
    if len(stems) == 2 and min(map(len, stems)) >= LONG_ENOUGH:
        names.apart.setdefault(first, {})[second] = concepts
