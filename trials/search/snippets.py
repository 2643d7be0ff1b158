"""Why a record was found: the passage of a field that has the words, with marks; pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trials.search.answer import Snippet
from trials.search.fields import FIELDS
from trials.search.spotting import Spotter
from trials.search.words import stem

BEFORE, LENGTH = 60, 200  # characters
SHOWN_ANYWAY = ("title", "acronym")
MOST_LOOKED = 3
"""Fields with a passage that are compared."""
_MARKUP = re.compile(
    r"\\([^\w\s])"  # a sign that means itself: 10\*9
    r"|\]\([^)]*\)|(?m:^)[ \t]*>[ \t]|(?<![0-9])\*+|\*+(?![0-9])|[_`#\[\]\\]+|\s+"
)
"""Not every > and *: “age > 18” and “10*9” are no marks."""


class Marker:
    """Marks the words that have one of some stems, and names as a whole."""

    def __init__(self, stems: frozenset[str], names: frozenset[str] = frozenset()) -> None:
        self.stems = stems
        self._words = Spotter(stems, names)

    def marked(self, text: str) -> SafeString:
        """The text, escaped, with marks."""
        parts, last = [], 0
        for begin, end in self._words.all(text):
            parts += [escape(text[last:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
            last = end
        return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308  # nosec B308 # escaped or cleaned before

    def why(self, texts: Mapping[str, Any]) -> tuple[Snippet, ...]:
        """The passage that says most beside the title, which is shown anyway; or none."""
        left = self.stems - self._stems_in(texts.get("title", ""))
        best, most, looked = None, 0, 0
        for field in FIELDS:
            if field.name in SHOWN_ANYWAY or not (value := texts.get(field.name)):
                continue
            text = value if isinstance(value, str) else self._of_list(value)
            if (at := self._words.first(text)) is None:
                continue
            begin, end = _around(text, at)
            says = 1 + len(self._stems_in(text[begin:end]) & left)
            if says > most:
                best, most = (field.label, text, begin, end), says
            looked += 1
            if says > len(left) or looked == MOST_LOOKED:
                break
        return (self._snippet(*best),) if best else ()

    def _snippet(self, label: str, text: str, begin: int, end: int) -> Snippet:
        """A passage without marks of Markdown, and with ours."""
        passage = " ".join(_MARKUP.sub(lambda sign: sign[1] or " ", text[begin:end]).split())
        passage = f"{'…' if begin else ''}{passage}{'…' if end < len(text) else ''}"
        return Snippet(label, self.marked(passage))

    def _stems_in(self, text: str) -> frozenset[str]:
        found = self._words.all(text)
        return frozenset(stem(text[begin:end]) for begin, end in found) & self.stems

    def _of_list(self, values: list[str]) -> str:
        """The values that have a word, with a sign between."""
        if self._words.first("\n".join(values)) is None:
            return ""
        return "; ".join(value for value in values if self._words.first(value) is not None)


@lru_cache(maxsize=256)
def marker_of(stems: frozenset[str], names: frozenset[str]) -> Marker:
    """The marker of these."""
    return Marker(stems, names)


def _around(text: str, at: int) -> tuple[int, int]:
    """Where whole words around a place begin and end."""
    begin = 0 if at <= BEFORE else text.find(" ", at - BEFORE) + 1
    begin = begin if begin <= at else at
    end = len(text) if len(text) <= begin + LENGTH else text.rfind(" ", begin, begin + LENGTH)
    return begin, end if end > at else min(len(text), begin + LENGTH)
