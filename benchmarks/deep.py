"""A page far down in the longest list: the 10,000th, or the last but one where there are fewer."""

import statistics
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.production import Site
from benchmarks.visiting import Visitor

WORD = "cancer"
PAGE, DOWN = 20, 10_000
TIMES = 15
# Where that page starts; the seam only tells where the next one does.
KEY = f"""
import numpy
from trials.search.matching import Match
from trials.search.ordering import write_key
from trials.search.question import Question
from trials.search.ranking import keys_of, order_of
match = Match(Question(words={WORD!r}))
keys = numpy.sort(keys_of(match))[::-1]
page = max(2, min({DOWN}, len(keys) // {PAGE}))
print("FAR", page, write_key(int(keys[(page - 1) * {PAGE} - 1]), order_of(match)))
"""


@dataclass
class Deep:
    """Milliseconds of the first page and of the one far down."""

    page: int
    first: float
    far: float

    @property
    def ratio(self) -> float:
        """How many times the first."""
        return self.far / self.first

    def __str__(self) -> str:
        return (
            f"“{WORD}”, page 1: {self.first:.1f}, page {self.page:,}: {self.far:.1f}, "
            f"{self.ratio:.2f} times the first"
        )


def far_down(site: Site, visitor: Visitor) -> Deep:
    """Both pages in turn, the median of several."""
    output = site.measured("shell", "-v0", "-c", KEY).output
    page, after = output.split("FAR", 1)[1].split()[:2]
    first, far = [], []
    for _ in range(TIMES):
        first.append(visitor.get(f"/trials/?{urlencode({'q': WORD})}")[0])
        far.append(visitor.get(f"/trials/?{urlencode({'q': WORD, 'after': after})}")[0])
    return Deep(int(page), statistics.median(first), statistics.median(far))
