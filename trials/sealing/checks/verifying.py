"""All checks in their order, and what was counted on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trials.sealing.chain import last_settled
from trials.sealing.checks import beyond, records, seals
from trials.sealing.checks.counts import Counts
from trials.sealing.sources import sources


@dataclass(frozen=True)
class KeptDigest:
    """A digest as it was kept elsewhere, with the number of its seal where that was kept too."""

    digest: str
    number: int | None = None


def verify(kept: Iterable[KeptDigest], counts: Counts) -> Iterator[str]:
    """Whatever was changed, missing, added or cut off, each in a sentence; `counts` is filled."""
    for problem in _all(list(kept), counts):
        counts.problems += 1
        yield problem


def _all(kept: list[KeptDigest], counts: Counts) -> Iterator[str]:
    for number in seals.numbers():
        yield from seals.check(number, counts)
    yield from seals.gaps()
    for one in kept:
        counts.digests += 1
        yield from _kept(one)
    settled = last_settled()
    for source in sources():
        yield from beyond.check(source, settled, counts)
        if source.model:
            yield from records.check(source, counts)
    yield from records.check_revisions()


def _kept(kept: KeptDigest) -> Iterator[str]:
    number = seals.number_of(kept.digest)
    if number is None:
        yield (
            f"The digest {kept.digest}, kept elsewhere, is of no seal that is here: since it was"
            " printed history was cut off, or written anew."
        )
    elif kept.number not in (None, number):
        yield f"The digest {kept.digest} was of seal {kept.number} and is of seal {number} here."
