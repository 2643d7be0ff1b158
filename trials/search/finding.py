"""Answers a question: a page of trials or news, a page of both, or all documents."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from trials.search.answer import Found
from trials.search.documents import Document, documents_of
from trials.search.matching import Match
from trials.search.question import NEWS, NOTHING, TRIAL, Question
from trials.search.ranking import keys_of
from trials.search.seen import Looks
from trials.search.showing import page

PAGE_SIZE = 20
AT_ONCE = 500


def find(question: Question, after: str = "", size: int = PAGE_SIZE) -> Found:
    """The page of the answer that follows the key `after`."""
    return page(Match(question), after, size)


def find_both(question: Question, size: int = PAGE_SIZE) -> tuple[Found, Found]:
    """The first page of trials, and of news, for the same words: from one look."""
    looks = Looks()
    trials = Match(replace(question, kind=TRIAL), looks)
    news = Match(replace(question, kind=NEWS, chosen=NOTHING, near=None), looks)
    return page(trials, "", size), page(news, "", size)


def every(question: Question) -> Iterator[Document]:
    """All documents of the answer in their order; nothing but their keys is in memory.

    They are read by and by: a record that changes meanwhile comes as it is then.
    """
    match = Match(question)
    numbers = match.numbers[np.argsort(keys_of(match))[::-1]]
    records = match.live.catalogue.records()[numbers]
    for start in range(0, len(records), AT_ONCE):
        yield from documents_of(question.kind, records[start : start + AT_ONCE].tolist())
