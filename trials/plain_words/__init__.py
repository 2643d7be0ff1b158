"""What a trial is about, in words for everyone: rows of the record in, sentences out.

`answers` gives the parts in the order they are read: what was tested (`tested`), in whom
(`people`), what was found and which side effects were counted (`found`, as far as `judging` says
that the numbers support words; which endpoints have words stands in `endpoints.toml`), what it
means now (`now`). `questions` are for a talk with one's doctor; `hard_words` are those of
the rest of the page.
Nothing is said that no row says; each number stands with its finding and so with its source.
"""

from collections.abc import Iterator

from trials.glossary import Term
from trials.plain_words.details import hard_words
from trials.plain_words.found import found, side_effects
from trials.plain_words.now import now
from trials.plain_words.people import people
from trials.plain_words.questions import questions
from trials.plain_words.statement import Number, Part, Statement, words_of
from trials.plain_words.tested import what_was_tested
from trials.record import TrialRecord

__all__ = ["Number", "Part", "Statement", "answers", "hard_words", "questions"]


def answers(record: TrialRecord) -> list[Part]:
    """The parts that have something to say; each word is explained where it comes first."""
    explained: set[Term] = set()
    parts = []
    for anchor, heading, statements in _parts(record):
        terms = [term for term in words_of(statements) if term not in explained]
        explained.update(terms)
        parts.append(Part(anchor, heading, statements, terms))
    return [part for part in parts if part.statements]


def _parts(record: TrialRecord) -> Iterator[tuple[str, str, list[Statement]]]:
    yield "tested", "What was tested", what_was_tested(record.trial, record.arms, record.status)
    yield "in-whom", "In whom", people(record)
    yield "found", "What was found", found(record)
    yield "side-effects", "Side effects", side_effects(record)
    yield "now", "What it means now", now(record)
