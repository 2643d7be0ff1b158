"""Why a record was found: the passage of a field that has the words, with marks; pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from trials.search.answer import Snippet
from trials.search.fields import FIELDS
from trials.search.words import WORD, stem

BEFORE, LENGTH = 60, 200  # characters
_MARKUP = re.compile(r"[*_`#>\[\]\\]+|\]\([^)]*\)|\s+")


@lru_cache(maxsize=256)
def pattern_of(stems: frozenset[str]) -> re.Pattern[str] | None:
    """Words that may have one of the stems: they begin as it does."""
    if not stems:
        return None
    begins = "|".join(re.escape(_begin(one)) for one in sorted(stems, key=len, reverse=True))
    return re.compile(rf"\b(?:{begins})\w*", re.IGNORECASE)


def _begin(found: str) -> str:
    """What every word of a stem begins with: `therapi` comes of therapy, too."""
    return found[:-1] if len(found) > 3 and found[-1] in "iy" else found


def marked(text: str, stems: frozenset[str]) -> SafeString:
    """The whole text with marks."""
    pattern = pattern_of(stems)
    spans = list(_spans(text, pattern, stems)) if pattern else []
    return _html(text, spans)


def why(texts: Mapping[str, Any], stems: frozenset[str], most: int = 1) -> tuple[Snippet, ...]:
    """Passages of the fields that say most, the title left out, since it is shown anyway."""
    pattern = pattern_of(stems)
    if pattern is None:
        return ()
    in_title = _stems_in(texts.get("title", ""), pattern, stems)
    found: list[tuple[int, Snippet]] = []
    for field in FIELDS:
        if field.name in ("title", "acronym") or field.name not in texts:
            continue
        passage = _passage(texts[field.name], pattern, stems, in_title)
        if passage:
            found.append((passage[0], Snippet(field.label, passage[1])))
            if passage[0] >= len(stems - in_title) or len(found) > 3:
                break
    found.sort(key=lambda one: -one[0])
    return tuple(snippet for _, snippet in found[:most])


def _passage(
    value: Any, pattern: re.Pattern[str], stems: frozenset[str], known: frozenset[str]
) -> tuple[int, SafeString] | None:
    """Around the first word; how many stems it adds to those known, and the passage."""
    best: tuple[int, SafeString] | None = None
    for text in [value] if isinstance(value, str) else value:
        first = next(_spans(text, pattern, stems), None)
        if first is None:
            continue
        part, cut = _cut(text, first[0])
        spans = list(_spans(part, pattern, stems))
        new = {stem(part[begin:end]) for begin, end in spans} - known
        if best is None or len(new) > best[0]:
            before, after = "…" if cut[0] else "", "…" if cut[1] else ""
            best = len(new), mark_safe(f"{before}{_html(part, spans)}{after}")  # noqa: S308
    return best


def _cut(text: str, at: int) -> tuple[str, tuple[bool, bool]]:
    """A passage of whole words around a place, without marks of Markdown."""
    begin = 0 if at <= BEFORE else text.find(" ", at - BEFORE) + 1
    end = len(text) if len(text) <= begin + LENGTH else text.rfind(" ", begin, begin + LENGTH)
    end = end if end > at else min(len(text), begin + LENGTH)
    return _MARKUP.sub(" ", text[begin:end]).strip(), (begin > 0, end < len(text))


def _spans(text: str, pattern: re.Pattern[str], stems: frozenset[str]) -> Iterator[tuple[int, int]]:
    for found in pattern.finditer(text):
        word = WORD.search(text, found.start(), found.end())
        if word and stem(word[0]) in stems:
            yield word.span()


def _stems_in(text: str, pattern: re.Pattern[str], stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(text[begin:end]) for begin, end in _spans(text, pattern, stems))


def _html(text: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    """Escaped, with the spans in <mark>."""
    parts, last = [], 0
    for begin, end in spans:
        parts += [escape(text[last:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308
