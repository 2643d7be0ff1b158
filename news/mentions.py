"""Which trials of the registry an item names, where, and in which words."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from news.models import NewsItem
from trials import identifiers
from trials.identifiers import Mention
from trials.models import Trial, TrialIdentifier
from trials.vocabulary import IdentifierKind, LinkMethod

BETWEEN = "\n\n"
AROUND = 80
"""Characters of evidence kept on each side of a mention, up to the ends of its paragraph."""

MAIN_KINDS = {IdentifierKind.PROTOCOL, IdentifierKind.NCT}
# A bare number that other things look like too is a trial's only because the registry knows it.
UNCERTAIN = Decimal("0.6")
CONFIDENCE = {
    LinkMethod.IDENTIFIER: Decimal("0.99"),
    LinkMethod.ALIAS: Decimal("0.95"),
    LinkMethod.LINK: Decimal("0.9"),
}
_ADDRESS = re.compile(r"(?:https?://|www\.|bit\.ly/)[^\s<>]+", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """One place where an item names a trial; `start` and `end` count in title and body together."""

    start: int
    end: int
    method: LinkMethod
    confidence: Decimal


@dataclass
class Reading:
    """What was found in one item."""

    text: str
    body_starts: int
    trials: dict[Trial, list[Named]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    """Well-formed identifiers that the registry does not have, as their groups write them."""

    def positions(self, trial: Trial) -> list[int]:
        """Where the body names the trial, in code points of the body."""
        return [
            named.start - self.body_starts
            for named in self.trials[trial]
            if named.start >= self.body_starts
        ]

    def evidence(self, trial: Trial) -> str:
        """The words around the surest place, the first of those in the body where there is one."""
        best = max(
            self.trials[trial],
            key=lambda named: (named.confidence, named.start >= self.body_starts, -named.start),
        )
        return _around(self.text, best.start, best.end)

    def paragraphs(self, trial: Trial) -> list[str]:
        """The paragraphs of the body that name the trial."""
        starts = [0, *(match.end() for match in re.finditer(r"\n\n", self.text))]
        wanted = dict.fromkeys(
            bisect_right(starts, named.start) - 1
            for named in self.trials[trial]
            if named.start >= self.body_starts
        )
        return [self.text[starts[at] :].split(BETWEEN, 1)[0] for at in wanted]


def read_mentions(item: NewsItem) -> Reading:
    """Find what the item names in its title and body. One query."""
    text = f"{item.title}{BETWEEN}{item.body}"
    reading = Reading(text, body_starts=len(item.title) + len(BETWEEN))
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    mentions = identifiers.find_mentions(text)
    known = _known(mentions)
    for mention in mentions:
        identifier = known.get(mention.key)
        if identifier:
            named = _named(mention, identifier, addresses)
            trial = identifier.trial.merged_into or identifier.trial
            reading.trials.setdefault(trial, []).append(named)
        elif mention.certain:
            reading.unknown.append(identifiers.display(mention.text))
    reading.unknown = list(dict.fromkeys(reading.unknown))
    return reading


def _known(mentions: Iterable[Mention]) -> dict[str, TrialIdentifier]:
    keys = {mention.key for mention in mentions}
    found = TrialIdentifier.objects.filter(key__in=keys, resolves=True)
    with_trials = found.select_related("trial__merged_into")
    return {identifier.key: identifier for identifier in with_trials}


def _named(
    mention: Mention, identifier: TrialIdentifier, addresses: list[tuple[int, int]]
) -> Named:
    method = LinkMethod.ALIAS
    if any(start <= mention.start < end for start, end in addresses):
        method = LinkMethod.LINK
    elif identifier.kind in MAIN_KINDS and not identifier.retired:
        method = LinkMethod.IDENTIFIER
    confidence = CONFIDENCE[method] if mention.certain else min(CONFIDENCE[method], UNCERTAIN)
    return Named(mention.start, mention.end, method, confidence)


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, cut at its paragraph and between words, without marks before."""
    before = text[max(0, start - AROUND) : start].rpartition("\n\n")[2]
    after = text[end : end + AROUND].partition("\n\n")[0]
    if len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    return " ".join((before + text[start:end] + after).split()).lstrip("#>- ")
