"""Keywords of patients' conditions against trials that people judged: nDCG and recall."""

import csv
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.evaluated.systems import Ranker, bm25, ours, plain_sql
from benchmarks.evaluated.targets import Targets
from benchmarks.metrics import fused, ndcg, recall, spread
from benchmarks.studies import samples

FOLDER, COLLECTION = "relevance", "collection.jsonl.gz"
OURS, PLAIN, BM25 = "ours", "ts_rank AND", "BM25"


@dataclass
class Topic:
    """The keywords of one patient, and how the trials that were judged fit."""

    keywords: list[str]
    gains: dict[str, int]

    def figures(self, rank: Ranker) -> dict[str, float]:
        """Of the first keyword, and of all of them fused."""
        rankings = [rank(keyword) for keyword in self.keywords]
        wanted = {each for each, gain in self.gains.items() if gain}
        first, together = list(rankings[0]), fused(rankings)
        return {
            "nDCG@10 first": ndcg(first, self.gains),
            "recall@100 first": recall(first, wanted),
            "nDCG@10 fused": ndcg(together, self.gains),
            "recall@100 fused": recall(together, wanted),
        }


def evaluate(targets: Targets) -> None:
    """The three systems, and by how much ours differs from each of the others."""
    topics = read_topics()
    print(f"\n{len(topics)} topics with a trial that fits")
    rankers: dict[str, Ranker] = {OURS: ours, PLAIN: plain_sql(), BM25: bm25()}
    found = {name: [topic.figures(rank) for topic in topics] for name, rank in rankers.items()}
    measures = list(found[OURS][0])
    print(f"{'':<14}" + "".join(f"{measure:>18}" for measure in measures))
    for name, figures in found.items():
        print(f"{name:<14}" + "".join(f"{_mean(figures, each):>18.3f}" for each in measures))
    for other in (PLAIN, BM25):
        for each in measures:
            print(f"ours - {other:<12} {each:<18} {_compared(found[OURS], found[other], each)}")
    for each in measures:
        mine = _mean(found[OURS], each)
        targets.add(
            f"{each}, at least 10% above ts_rank AND", mine, 1.1 * _mean(found[PLAIN], each)
        )
        targets.add(f"{each}, not below BM25", mine, _mean(found[BM25], each))


def read_topics() -> list[Topic]:
    """Those for which a judged trial fits at all."""
    folder, gains = samples() / FOLDER, dict[str, dict[str, int]]()
    with (folder / "qrels.tsv").open(newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gains.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    rows = map(json.loads, (folder / "topics.jsonl").read_text().splitlines())
    topics = [Topic(row["keywords"], gains.get(row["id"], {})) for row in rows]
    return [topic for topic in topics if any(topic.gains.values())]


def _mean(figures: Sequence[dict[str, float]], measure: str) -> float:
    return statistics.mean(each[measure] for each in figures)


def _compared(
    mine: Sequence[dict[str, float]], others: Sequence[dict[str, float]], measure: str
) -> str:
    apart = [one[measure] - two[measure] for one, two in zip(mine, others, strict=True)]
    low, high = spread(apart)
    better, worse = sum(each > 0 for each in apart), sum(each < 0 for each in apart)
    return (
        f"{statistics.mean(apart):+.3f} (95%: {low:+.3f} to {high:+.3f}), "
        f"better in {better}, worse in {worse}, the same in {len(apart) - better - worse}"
    )
