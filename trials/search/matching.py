"""Which documents answer a question: those with the words, near the place, with what was chosen."""

from functools import cached_property

import numpy as np
from pyroaring import BitMap

from trials.search.catalogue import Numbers
from trials.search.counting import Chosen
from trials.search.nearby import Nearby
from trials.search.question import Question
from trials.search.reading import understood
from trials.search.seen import Looks


class Match:
    """The documents of an answer, and the words that they were found by."""

    def __init__(self, question: Question, looks: Looks | None = None) -> None:
        self.question = question
        self.words = understood(question, looks or Looks())
        self.live = self.words.saw.live
        self.chosen = Chosen(self.live, question)
        self.nearby = Nearby(self.live, question.near) if question.near else None
        if self.has_words and not self.words.is_ids and not self.words.found:
            self.words = self.words.relaxed(self.let_through)

    @property
    def has_words(self) -> bool:
        """Whether there are any to search for."""
        return bool(self.words.typed.branches)

    @cached_property
    def placed(self) -> BitMap:
        """The documents that the place lets through."""
        alive = self.words.evidence.alive
        return self.nearby.found & alive if self.nearby else alive

    @cached_property
    def let_through(self) -> BitMap:
        """The documents that everything but the words lets through."""
        return self.chosen.among(self.placed)

    @cached_property
    def by_words(self) -> BitMap:
        """The documents that the words and the place let through."""
        return self.words.found & self.placed if self.has_words else self.placed

    @cached_property
    def found(self) -> BitMap:
        """The documents of the answer."""
        return self.chosen.among(self.by_words)

    @cached_property
    def numbers(self) -> Numbers:
        """The same as an array."""
        return np.frombuffer(self.found.to_array(), np.uint32)
