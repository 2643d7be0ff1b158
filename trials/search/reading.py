"""How the words of a question are understood: as numbers, as words, by names, spelled rightly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from pyroaring import BitMap

from trials.search import numbered, typed
from trials.search.evidence import Evidence, units_of
from trials.search.indexing.occurrences import title_key
from trials.search.numbered import Identifier
from trials.search.question import NEWS, Question
from trials.search.relaxing import relaxed
from trials.search.seen import Looks, Seen
from trials.search.spelling import spelled
from trials.search.typed import Typed, Unit

DIGITS = "0123456789"


@dataclass(frozen=True)
class Words:
    """The words as they are searched for, with what was seen of them."""

    typed: Typed
    identifiers: Sequence[Identifier]
    is_ids: bool
    """They are nothing but identifiers."""
    saw: Seen
    evidence: Evidence
    corrected_from: str = ""
    dropped: tuple[str, ...] = ()
    relaxed_from: Typed | None = None

    @property
    def whole(self) -> Typed:
        """The same with what was dropped."""
        return self.relaxed_from or self.typed

    @cached_property
    def found(self) -> BitMap:
        """The documents that have them."""
        if self.is_ids:
            return self._numbered(self.identifiers)
        return self.evidence.matching(self.typed) | self.named_whole

    @cached_property
    def as_typed(self) -> BitMap:
        """The documents that have the very words, not only another name."""
        return self.evidence.as_typed(self.typed)

    @cached_property
    def named_whole(self) -> BitMap:
        """The documents whose title, acronym or number is just what was typed, with no minus."""
        if any(branch.without for branch in self.typed.branches):
            return BitMap()
        titled = self.evidence.having(title_key(self.typed.text))
        return titled | self._numbered(numbered.whole(self.typed.text))

    def _numbered(self, identifiers: Sequence[Identifier]) -> BitMap:
        return BitMap().union(*(self.evidence.having(f"={one.key}") for one in identifiers))

    def relaxed(self, among: BitMap) -> "Words":
        """Without those that keep something among these from being found."""
        fewer, dropped = relaxed(self.evidence, self.typed, among)
        return replace(self, typed=fewer, dropped=dropped, relaxed_from=self.typed)


def understood(question: Question, looks: Looks) -> Words:
    """The words of a question, corrected if it is not for the exact ones."""
    words = _seen(question.words, question, looks)
    if not question.exact:
        words = _corrected(words, question, looks)
    words.evidence.read_phrases(words.typed)
    return words


def _seen(text: str, question: Question, looks: Looks) -> Words:
    whole = numbered.whole(text)
    identifiers, is_ids = numbered.identifiers_in(text)
    read = replace(typed.read(numbered.as_words(text, identifiers)), text=text)
    keys = [f"={one.key}" for one in (*identifiers, *whole)]
    names = [] if question.exact else read.possible_names()
    saw = looks.seen([*read.stems, *keys, title_key(text)], names)
    # News have no number of their own: they name those of trials, and are found by these words.
    is_numbered = question.kind != NEWS
    excludes = any(branch.without for branch in read.branches)
    if is_numbered and not (is_ids or excludes) and any(map(text.count, DIGITS)):
        known = [one for one in whole if saw.has(f"={one.key}")]
        identifiers, is_ids = known or identifiers, bool(known)
    evidence = Evidence(saw.live, saw.look.rows, saw.live.by_kind[question.kind])
    named = typed.with_names(read, saw.look.names)
    return Words(named, identifiers, is_ids and is_numbered, saw, evidence)


def _corrected(words: Words, question: Question, looks: Looks) -> Words:
    """Rightly spelled; what is guessed has to stand beside the other words."""
    if words.is_ids or words.named_whole:
        return words
    for guessing in (True, False):
        text = spelled(words.typed, words.evidence, guessing)
        if text == words.typed.text:
            continue
        other = _seen(text, question, looks)
        if _is_listed(other, words.typed.stems) and (other.found or not guessing):
            return replace(other, corrected_from=question.words)
    return words


def _is_listed(words: Words, had: Sequence[str]) -> bool:
    """Whether anything listed has each of the words that are new: not only what was withdrawn."""
    new = (unit for unit in units_of(words.typed) if not set(had).issuperset(unit.stems))
    return all(_has(words.saw, unit) for unit in new)


def _has(saw: Seen, unit: Unit) -> bool:
    """Whether anything listed has its words, or what they are a name of by any name."""
    named = any(saw.has(f"#{head}") for head in unit.concepts)
    return named or all(map(saw.has, unit.stems))
