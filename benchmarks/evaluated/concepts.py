"""Concepts with several names: what one name finds of what any of them finds.

And whether the exact words suffer: the share of the top ten that has the typed words themselves.
"""

import random
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.evaluated.systems import flat
from benchmarks.evaluated.targets import Targets

CONCEPTS, NAMES, TOP, SHOWN = 300, 6, 10, 10


@dataclass
class Asked:
    """A concept, and what each of some of its names finds."""

    preferred: str
    names: list[str]
    wide: list[set[int]]
    exact: list[set[int]]

    @property
    def share(self) -> float:
        """The mean over the names."""
        return _share(self.wide)

    @property
    def dead_ends(self) -> list[str]:
        """Names that find nothing, though their words do stand in trials."""
        pairs = zip(self.names, self.wide, self.exact, strict=True)
        return [name for name, wide, exact in pairs if exact and not wide]

    def __str__(self) -> str:
        counts = (
            f"{name}: {len(found)}" for name, found in zip(self.names, self.wide, strict=True)
        )
        return f"{self.share:.0%}: {self.preferred}: {'; '.join(counts)}"[:180]


def evaluate(targets: Targets) -> None:
    """With other names, and without for comparison."""
    asked = _asked()
    found = [one for one in asked if any(one.wide)][:CONCEPTS]
    names = [
        name
        for one in found
        for name, trials in zip(one.names, one.exact, strict=True)
        if len(trials) >= TOP and _has_all_words(name)
    ]
    wide, exact = _mean(map(_precision, names)), _mean(_precision(one, exact=True) for one in names)
    recall, without = _mean(one.share for one in found), _mean(_share(one.exact) for one in found)
    print(f"\n{len(found)} concepts: found by one name of what any of its names finds")
    print(f"  with other names {recall:.3f}, exact words only {without:.3f}")
    print(
        f"  precision@10 of the exact words of {len(names)} names that ten trials or more have: "
        f"with other names {wide:.3f}, exact words only {exact:.3f}"
    )
    for one in [one for one in sorted(found, key=lambda one: one.share) if one.share < 1][:SHOWN]:
        print(f"  {one}")
    ends = [name for one in asked for name in one.dead_ends]
    print(f"  {len(ends)} names find nothing though trials have their words: {ends[:SHOWN]}")
    targets.add("concepts: found by one name of what any name finds", recall, 0.95)
    targets.add("concepts: precision@10 of the exact words, not below exact search", wide, exact)


def _asked() -> list[Asked]:
    """Concepts until enough of them are found by any name."""
    asked, enough = list[Asked](), 0
    for preferred, names in _concepts():
        one = Asked(
            preferred, names, [found(n) for n in names], [found(n, exact=True) for n in names]
        )
        asked.append(one)
        enough += any(one.wide)
        if enough == CONCEPTS:
            break
    return asked


def _concepts() -> Iterator[tuple[str, list[str]]]:
    """In a drawn order, each with some of its names."""
    from trials.models import Concept, ConceptName

    names: dict[int, list[str]] = {}
    for concept, name in ConceptName.objects.order_by("pk").values_list("concept", "name"):
        names.setdefault(concept, []).append(name)
    dice = random.Random(14)  # noqa: S311
    keys = [pk for pk in sorted(names) if len(names[pk]) > 1]
    preferred = dict(Concept.objects.values_list("pk", "preferred"))
    for pk in dice.sample(keys, len(keys)):
        yield preferred[pk], dice.sample(names[pk], min(NAMES, len(names[pk])))


def found(words: str, exact: bool = False) -> set[int]:
    """All trials that a search for these words lists."""
    from trials.search import Question, every

    return {document.record_id for document in every(Question(words=words, exact=exact))}


def _share(found_by_name: list[set[int]]) -> float:
    by_any = set().union(*found_by_name)
    return _mean(len(found) / max(len(by_any), 1) for found in found_by_name)


def _mean(values: Iterable[float]) -> float:
    return statistics.mean([*values] or [0.0])


def _has_all_words(words: str) -> bool:
    """Whether what the exact words find has all of them: none was left out to find something."""
    from trials.search import Question, find

    return not find(Question(words=words, exact=True), size=1).reading.dropped


def _precision(words: str, exact: bool = False) -> float:
    """Of the first ten that a page lists, near misses too, those in which each word stands."""
    from trials.search import Question, find
    from trials.search.words import stems

    asked = set(stems(words))
    page = find(Question(words=words, exact=exact), size=TOP)
    hits = page.in_order[:TOP]
    right = (asked <= set(stems(" ".join(flat(hit.document.texts)))) for hit in hits)
    return sum(right) / TOP
