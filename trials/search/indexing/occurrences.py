"""What stands in a document: each stem and each concept with its weight, by BM25F; no tables."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trials.search.fields import EVENNESS, FIELDS, SATURATION, USUAL_LENGTH
from trials.search.indexing.names import Names
from trials.search.words import WORD, key_of, stem

TITLES = ("title", "acronym", "official", "former")
TELLING = 3
"""The weight of a field whose words are hardly slips, however rare."""
BETWEEN = "\n"  # fields, and the texts of one: no phrase goes over it


class _Stems(dict[str, str]):
    """The stem of each word ever seen, at the speed of a look-up."""

    def __missing__(self, word: str) -> str:
        if len(self) > 1_000_000:
            self.clear()
        found = self[word] = stem(word)
        return found


_stems = _Stems()


@dataclass(frozen=True)
class Occurrences:
    """The words of one document."""

    weights: Mapping[str, int]
    """1 to 255 by stem, `#` and concept, or `=` and identifier."""
    in_order: str
    """The stems one after the other; a line for each text."""
    words: frozenset[str]
    """As they are written."""
    telling: frozenset[str]
    """Those of them that stand in a title or a name of a condition or drug."""


def occurrences_of(
    texts: Mapping[str, Any], identifiers: Iterable[str], names: Names
) -> Occurrences:
    """Read one document."""
    said: dict[str, float] = {}
    lines, length = [], 0.0
    words, telling = set[str](), set[str]()
    for field in FIELDS:
        counted: Counter[str] = Counter()
        weight, most = field.weight, field.most
        for text in _texts(texts.get(field.name)):
            written = WORD.findall(text)
            words.update(written)
            if weight >= TELLING:
                telling.update(written)
            stems = [found for word in written if (found := _stems[word])]
            lines.append(" ".join(stems))
            length += len(stems) * min(weight, 1)
            counts = Counter(stems)
            names.note_in(counts, stems, text)
            counted.update(counts)
        for word, count in counted.items():
            said[word] = said.get(word, 0.0) + (count if count < most else most) * weight
    half = SATURATION * (1 + EVENNESS * (length / USUAL_LENGTH - 1))
    # From 1 to 255, as a byte holds.
    weights = {word: 1 + int(255 * weight / (weight + half)) for word, weight in said.items()}
    weights |= {f"={key}": 255 for key in identifiers}
    weights |= {title_key(title): 255 for title in _titles(texts)}
    return Occurrences(weights, BETWEEN.join(lines), frozenset(words), frozenset(telling))


def title_key(text: str) -> str:
    """What stands in the index for a whole title or acronym."""
    return f"=t:{hashlib.md5(key_of(text).encode(), usedforsecurity=False).hexdigest()}"


def _titles(texts: Mapping[str, Any]) -> Iterator[str]:
    return (text for name in TITLES for text in _texts(texts.get(name)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif value:
        yield from value
