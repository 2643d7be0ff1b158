"""A text -> the trials it speaks of, by a constant number of queries whatever the text."""

from collections.abc import Iterator
from decimal import Decimal

from trials import identifiers
from trials.detection.acronyms import Names
from trials.detection.found import Found, Rank, apart
from trials.detection.match import Match
from trials.detection.numbers import Numbers
from trials.detection.publications import citations
from trials.detection.registry import known_under, publications, trials_by_key
from trials.detection.slips import nearest
from trials.detection.subject import Subject
from trials.detection.titles import quoted_titles
from trials.identifiers import Plain, readings
from trials.models import Trial
from trials.vocabulary import LinkMethod

CITED = Decimal("0.9")
QUOTED = Decimal("0.95")
NEARLY = Decimal("0.85")
IN_FULL = 0.97
"""Likeness of a title that is quoted word for word, but for a slip."""


def detect(text: str) -> list[Match]:
    """Find every mention of a trial, in the order of the text; none overlap."""
    found = _found(text)
    trials = trials_by_key(set().union(*(one.trials for one in found)))
    unknown = {one.key for one in found if not one.trials and one.rank is Rank.UNKNOWN}
    near = nearest(unknown)
    near_trials = trials_by_key(near.values())
    subject = Subject(text, found, trials)
    return [
        _match(text, one, subject.meant(one), near_trials.get(near.get(one.key, 0)))
        for one in found
    ]


def _found(text: str) -> list[Found]:
    plain_texts = list(readings(text))
    numbers, names = Numbers(text), Names(text, plain_texts)
    known = known_under(numbers.keys | names.keys)
    sure = [
        *numbers.found(known),
        *_cited(plain_texts[0]),
        *_quoted(plain_texts[0]),
    ]
    settled = {trial for one in sure if len(one.trials) == 1 for trial in one.trials}
    return apart([*sure, *names.found(known, settled)])


def _cited(plain: Plain) -> Iterator[Found]:
    cited = list(citations(plain.text))
    trials = publications({one.doi for one in cited} - {""}, {one.pmid for one in cited} - {""})
    for one in cited:
        if of := trials.get(one.doi or one.pmid):
            start, end = plain.origin(one.start), plain.origin(one.end - 1) + 1
            yield Found(start, end, Rank.NUMBER, LinkMethod.PUBLICATION, CITED, frozenset(of))


def _quoted(plain: Plain) -> Iterator[Found]:
    for quote in quoted_titles(plain.text):
        start, end = plain.origin(quote.start), plain.origin(quote.end - 1) + 1
        sure = QUOTED if quote.likeness >= IN_FULL else NEARLY
        yield Found(start, end, Rank.TITLE, LinkMethod.TITLE, sure, quote.trials)


def _match(text: str, one: Found, meant: list[Trial], near: Trial | None) -> Match:
    """As others see it: one trial, several that fit alike, or a number nobody here knows."""
    words = text[one.start : one.end]
    target = next(iter(one.targets)) if len(one.targets) == 1 else ""
    unknown = "" if meant else target or identifiers.display(words)
    is_nct = identifiers.is_nct_id(unknown)
    return Match(
        one.start,
        one.end,
        words,
        one.method,
        one.confidence,
        trial=meant[0] if len(meant) == 1 else None,
        candidates=tuple(meant) if len(meant) > 1 else (),
        key=one.key,
        nct_id=unknown if is_nct else "",
        protocol_id="" if is_nct else unknown,
        nearest=near,
    )
