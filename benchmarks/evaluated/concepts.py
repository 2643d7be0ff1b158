"""Concepts with several names: what one name finds of what any of them finds.

And whether the exact words suffer: the share of the top ten that has the typed words themselves.
"""

import random
import statistics
from collections.abc import Iterator

from benchmarks.evaluated.systems import flat
from benchmarks.evaluated.targets import Targets

CONCEPTS, NAMES, TOP = 300, 6, 10


def evaluate(targets: Targets) -> None:
    """With other names, and without for comparison."""
    with_names: list[float] = []
    without: list[float] = []
    precise: list[tuple[float, float]] = []
    poor: list[tuple[float, str, list[str]]] = []
    for preferred, names in _concepts():
        exact = [found(name, exact=True) for name in names]
        if not any(exact):
            continue
        wide = [found(name) for name in names]
        with_names.append(_shares(wide))
        without.append(_shares(exact))
        poor.append(
            (
                with_names[-1],
                preferred,
                [f"{n}: {len(w)}" for n, w in zip(names, wide, strict=True)],
            )
        )
        for name, trials in zip(names, exact, strict=True):
            if len(trials) >= TOP:
                precise.append((_precision(name), _precision(name, exact=True)))
        if len(with_names) == CONCEPTS:
            break
    _print(with_names, without, precise)
    for share, preferred, counts in sorted(poor)[:8]:
        if share < 0.95:
            print(f"  {share:.0%}: {preferred}: {'; '.join(counts)}"[:200])
    recall, precision = (
        statistics.mean(with_names),
        [statistics.mean(p) for p in zip(*precise, strict=True)],
    )
    targets.add("concepts: found by one name of what any name finds", recall, 0.95)
    targets.add("concepts: precision@10 of the exact words, not below exact search", *precision)


def _print(
    with_names: list[float], without: list[float], precise: list[tuple[float, float]]
) -> None:
    print(f"\n{len(with_names)} concepts: found by one name of what any of its names finds")
    print(f"  with other names {statistics.mean(with_names):.3f}, lowest {min(with_names):.3f}")
    print(f"  exact words only {statistics.mean(without):.3f}")
    wide, exact = (statistics.mean(each) for each in zip(*precise, strict=True))
    print(
        f"  precision@10 of the exact words of {len(precise)} names that ten trials or more have: "
        f"with other names {wide:.3f}, exact words only {exact:.3f}"
    )


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


def _shares(found_by_name: list[set[int]]) -> float:
    """The mean over the names."""
    by_any = set().union(*found_by_name)
    return statistics.mean(len(found) / len(by_any) for found in found_by_name)


def _precision(words: str, exact: bool = False) -> float:
    """Of the first ten, those in which each typed word stands."""
    from trials.search import Question, find
    from trials.search.words import stems

    asked = set(stems(words))
    hits = find(Question(words=words, exact=exact), size=TOP).hits
    right = (asked <= set(stems(" ".join(flat(hit.document.texts)))) for hit in hits)
    return sum(right) / TOP
