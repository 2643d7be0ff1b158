"""Slips of the keyboard: what of the unslipped top ten is still there."""

import random
import statistics

from benchmarks.evaluated.targets import Targets
from benchmarks.material import material
from benchmarks.queries import slipped

QUERIES, TOP, SHOWN = 500, 10, 12


def evaluate(targets: Targets) -> None:
    """One wrong key in a word of six letters or more, at any place of it."""
    kept: list[float] = []
    worst: list[tuple[float, str, str]] = []
    for words, wrong in _asked():
        if right := _top(words):
            share = len(right & _top(wrong)) / len(right)
            kept.append(share)
            worst.append((share, words, wrong))
    whole = sum(share == 1 for share in kept)
    mean = statistics.mean(kept)
    print(f"\nslips: {len(kept)} asked, {mean:.1%} of the top ten kept; all of it by {whole}")
    for share, words, wrong in sorted(worst)[:SHOWN]:
        if share < 1:
            print(f"  {share:.0%}: {words} -> {wrong}")
    targets.add("slips: share of the unslipped top ten", mean, 0.95)


def _asked() -> list[tuple[str, str]]:
    """Conditions and interventions of studies, and each with a slip."""
    made_of, dice = material(), random.Random(13)  # noqa: S311
    names = [*made_of.conditions[:1500], *made_of.interventions[:1000]]
    pairs = ((name, slipped(name, dice)) for name in dice.sample(names, len(names)))
    return [(name, wrong) for name, wrong in pairs if wrong][:QUERIES]


def _top(words: str) -> set[int]:
    from trials.search import Question, find

    return {hit.document.record_id for hit in find(Question(words=words), size=TOP).hits}
