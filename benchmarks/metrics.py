"""How good a ranking is: nDCG, recall, fusion of several; and how sure a difference is. Pure."""

import math
import random
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

FUSION = 60  # of Cormack, Clarke and Büttcher, SIGIR 2009
DRAWS = 2_000


def ndcg(ranking: Sequence[str], gains: Mapping[str, int], depth: int = 10) -> float:
    """As trec_eval has it: the label is the gain; what nobody judged gains nothing."""
    found = _discounted([gains.get(each, 0) for each in ranking[:depth]])
    best = _discounted(sorted(gains.values(), reverse=True)[:depth])
    return found / best if best else 0.0


def recall(ranking: Sequence[str], wanted: Set[str], depth: int = 100) -> float:
    """The share of what is wanted that stands in the first so many."""
    return len(wanted & set(ranking[:depth])) / len(wanted) if wanted else 0.0


def fused(rankings: Iterable[Sequence[str]]) -> list[str]:
    """One ranking of several, by the sum of reciprocal ranks; of equals the one met first."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, each in enumerate(ranking, 1):
            scores[each] += 1 / (FUSION + rank)
    return sorted(scores, key=lambda each: -scores[each])


def spread(differences: Sequence[float]) -> tuple[float, float]:
    """Between which means 95 of 100 draws of so many topics lie (bootstrap)."""
    dice = random.Random(1)  # noqa: S311
    means = sorted(
        statistics.mean(dice.choices(differences, k=len(differences))) for _ in range(DRAWS)
    )
    return means[DRAWS * 25 // 1000], means[DRAWS * 975 // 1000]


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
