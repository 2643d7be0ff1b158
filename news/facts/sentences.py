"""A text as sentences: plain, with the way back to the text, and with what is quoted speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from news.facts.fact import Fact, Kind
from news.facts.introduced import introduced
from news.facts.measures import Mention, measures
from news.facts.treatments import Arm, treatments
from trials.identifiers import Plain, readings

LONGEST = 900
"""Characters of a sentence; what goes on without a full stop is cut there."""
_JOINER = "\u2060"  # is no part of any word, and `readings` leaves it out
_MARKS = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])|\*{1,3}|`{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])"
    r"|^[ ]{0,3}(?:\#{1,6}|>)[ ]"
    r"|!?\[(?=[^\[\]\n]{1,300}\]\()|\]\([^()\s]{0,500}\)|<https?://[^\s<>\"]+>|https?://[^\s<>\"]+",
    re.MULTILINE,
)
_BLOCK_ENDS = re.compile(r"\n[ \t\r]*\n\s*|\n(?=[ ]{0,3}(?:[-+*][ ]|[0-9]{1,3}[.)][ ]|\#|\|))")
_STOPS = re.compile(r"[.!?]{1,3}[\u2060\"'”\u2019»)\]]{0,4}(?=\s)")
_STARTS = re.compile(r"\s+[\u2060\"'“\u2018«(\[¿¡]{0,4}([A-Z0-9ÁÉÍÓÚÑ¿¡][^\s,.;:]*)")
_SHORT = re.compile(
    r"(?:^|[\s(\[\"“])(?:[A-Za-z]|(?:[A-Za-z]\.){1,4}[A-Za-z]|et al|al|vs?|e\.g|i\.e"
    r"|approx|ca|cf|no"
    r"|fig|clin|oncol|med|surg|dr|mr|mrs|ms|prof|st|inc|corp|ltd|co|jr|sr|ph\.d|dra?|sra?|ee\.uu|jan|feb|mar|apr"
    r"|aug|sept?|oct|nov|dec|n|p)\.$",
    re.IGNORECASE,
)
_BEGIN = (
    "A An The This That These Those It Its In On At Of For From With Patients Participants"
    " People Both After Among All We Our They There Results Overall Median Primary"
    " Secondary Final El La Los Las En Un Una Este Esta Se Entre Tras Para Con"
)
_BEGINS = frozenset(_BEGIN.split())
"""Words with which a sentence begins, so that "in the U.S. The trial" are two."""
_QUOTE = re.compile('["“”„«»‟\uff02]')
_SAYS = re.compile(
    r"\b(?:said|says?|stated?|states|add(?:s|ed)|explain(?:s|ed)|noted|notes|commented|remarked"
    r"|continued|concluded|according to|dijo|afirm[oó]|señal[oó]|explic[oó]|coment[oó]|agreg[oó]"
    r"|añadi[oó]|declar[oó]|indic[oó]|asegur[oó])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """One sentence as plain text: one space for any, hyphens for dashes, no Markdown."""

    whole: str
    start: int
    end: int
    block: int
    """The number of its paragraph."""
    speech: tuple[tuple[int, int], ...] = ()
    """Where in the whole text somebody is quoted."""
    arm_names: re.Pattern[str] | None = None
    """Names that the whole text gives to its arms."""

    @cached_property
    def plain(self) -> Plain:
        """The sentence made plain."""
        return readings(self.whole[self.start : self.end])[0]

    @property
    def text(self) -> str:
        """The plain text, in which facts are looked for."""
        return self.plain.text

    def has(self, *stems: str) -> bool:
        """Whether one of these beginnings of words stands in it, in any case: cheap to ask."""
        return any(stem in self._lower for stem in stems)

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    @cached_property
    def arms(self) -> list[Arm]:
        """The treatments and arms that it names."""
        return treatments(self.text, self.arm_names)

    @cached_property
    def endpoints(self) -> list[Mention]:
        """The measures that it names."""
        return list(measures(self.text))

    def is_spoken(self, at: int) -> bool:
        """Whether this place of the plain text is in a quotation."""
        place = self.start + self.plain.span(at, at + 1)[0]
        return any(start <= place < end for start, end in self.speech)

    def fact(self, kind: Kind, value: dict[str, Any], start: int, end: int) -> Fact:
        """A fact stated by these characters of the plain text."""
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        end = start + len(self.text[start:end].rstrip())
        first, last = (self.start + place for place in self.plain.span(start, max(start + 1, end)))
        parts = ((self.start, first), (first, last), (last, self.end))
        before, words, after = (_shown(self.whole[begin:stop]) for begin, stop in parts)
        return Fact(kind, value, before, words, after, first, last)


def sentences(text: str) -> Iterator[Sentence]:
    """All sentences of a text, in their order; a heading or an item of a list is one."""
    bare = _MARKS.sub(lambda marks: _JOINER * len(marks[0]), text)
    names = introduced(bare.replace(_JOINER, ""))
    for number, (start, end) in enumerate(_blocks(bare)):
        speech = tuple(_speech(bare, start, end))
        for first, last in _spans(bare, start, end):
            if bare[first:last].strip(_JOINER + " \n\t"):
                yield Sentence(bare, first, last, number, speech, names)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BLOCK_ENDS.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a paragraph, without the space between them."""
    cuts = [start, *_cuts(text, start, end), end]
    for first, last in pairwise(cuts):
        while last - first > LONGEST:
            cut = text.rfind(" ", first + 1, first + LONGEST)
            cut = cut if cut > first else first + LONGEST
            yield first, cut
            first = cut
        skipped = len(text[first:last]) - len(text[first:last].lstrip())
        yield first + skipped, first + len(text[first:last].rstrip())


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    for stop in _STOPS.finditer(text, start, end):
        following = _STARTS.match(text, stop.end(), end)
        if following and (following[1] in _BEGINS or not _is_short(text, stop)):
            yield stop.end()


def _is_short(text: str, stop: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial."""
    word = text[max(0, stop.start() - 12) : stop.start() + 1].replace(_JOINER, "")
    return stop[0].startswith(".") and _SHORT.search(word) is not None


def _speech(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What somebody says in a paragraph; words in quotation marks that nobody says are a name."""
    marks = [match.start() for match in _QUOTE.finditer(text, start, end)]
    if len(marks) % 2:  # it goes on in the next paragraph
        marks.append(end)
    spans = list(zip(marks[::2], marks[1::2], strict=True))
    outside, at = [], start
    for first, last in spans:
        outside.append(text[at:first])
        at = last + 1
    outside.append(text[at:end])
    around = " ".join(outside)
    if len(around.strip()) < 15 or _SAYS.search(around):
        yield from spans


def _shown(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace(_JOINER, ""))
