"""Which concepts a text names: the names of all concepts, in memory, by their stems."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from trials.models import ConceptName

VERSION = """
    SELECT coalesce((SELECT max(pgh_id) FROM trials_conceptnameevent), 0)
"""
_kept: dict[str, "Names"] = {}


@dataclass
class Names:
    """All names, as of one version of the vocabulary."""

    version: int
    concepts: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By the stems of a name."""
    capitals: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """The same for names that count in just their own letters: the name and its concept."""
    longest: dict[str, int] = field(default_factory=dict)
    """By the first stem, the number of stems in the longest such name."""

    def in_text(self, stems: Sequence[str], text: str) -> Iterator[int]:
        """The concept of each place where a name stands, its stems one after the other."""
        longest, concepts, capitals = self.longest, self.concepts, self.capitals
        for start, first in enumerate(stems):
            if first not in longest:
                continue
            key = ""
            for stem in stems[start : start + longest[first]]:
                key = f"{key} {stem}" if key else stem
                if key in concepts:
                    yield from concepts[key]
                if key in capitals:
                    yield from (concept for name, concept in capitals[key] if name in text)


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
    plain: dict[str, list[int]] = defaultdict(list)
    capitals: dict[str, list[tuple[str, int]]] = defaultdict(list)
    rows = ConceptName.objects.order_by("id")
    for key, name, concept, as_written in rows.values_list(
        "key", "name", "concept_id", "capitals_only"
    ):
        if as_written:
            capitals[key].append((name, concept))
        else:
            plain[key].append(concept)
    longest: dict[str, int] = {}
    for key in [*plain, *capitals]:
        first, count = key.split(" ", 1)[0], key.count(" ") + 1
        longest[first] = max(count, longest.get(first, 0))
    return Names(
        version,
        {key: tuple(dict.fromkeys(found)) for key, found in plain.items()},
        {key: tuple(found) for key, found in capitals.items()},
        longest,
    )
