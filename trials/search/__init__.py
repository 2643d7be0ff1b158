"""What a visitor asks: words, names, numbers, places and facets, over trials and news.

    question.py, answer.py   the seam: what is asked, what is answered
    finding.py               begin here: from the one to the other
    reading.py               how the words are understood; telling.py: how that is told
    typed.py, words.py       what was typed, as units; what counts as a word (pure)
    numbered.py, spelling.py identifiers, and slips; relaxing.py: words too many
    seen.py, look.py         the one query for all that a question needs
    catalogue.py, facet.py   what a process knows of all documents
    matching.py              which documents answer; evidence.py: which have a word
    counting.py, nearby.py   facets and places
    ranking.py, ordering.py  in which order they come, and where a page starts
    showing.py, snippets.py  what a page shows of them
    indexing/                how documents come into the index

The index is in tables (trials/models/search.py): decision 25.
"""

from trials.search.answer import Choice, Found, Hit, OtherNames, Reading, Snippet
from trials.search.finding import every, find, find_both
from trials.search.indexing import catch_up, rebuild, refresh
from trials.search.ordering import BadKeyError
from trials.search.question import NEWS, TRIAL, Near, Question
from trials.search.suggesting import Suggestion, suggest

__all__ = [
    "NEWS",
    "TRIAL",
    "BadKeyError",
    "Choice",
    "Found",
    "Hit",
    "Near",
    "OtherNames",
    "Question",
    "Reading",
    "Snippet",
    "Suggestion",
    "catch_up",
    "every",
    "find",
    "find_both",
    "rebuild",
    "refresh",
    "suggest",
]
