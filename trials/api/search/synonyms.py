"""Other names of what a query calls by name: looked up once for all of its terms.

A term may be a name itself or hold some: in `carcinoid cabozantinib` both words have other names.
Decision 22 says how many are taken, and where they are looked for.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from django.db.models import Q

from trials.api.essie import Node, Phrase, Term
from trials.api.essie.tree import under
from trials.folding import words_in
from trials.models import ConceptName
from trials.models.concept import key_of

Words = tuple[str, ...]
OtherNames = Mapping[Words, tuple[Words, ...]]
"""The other names of each name in a query, all as folded words."""
MOST_WORDS = 8  # of a name in a query, as they stand between spaces
MOST_SPANS = 600  # of a query are looked up; a query of 100 words has about 800
MOST_NAMES = 8  # of a concept are searched for; endings and spellings make no other name
MOST_CONCEPTS = 60


def other_names(node: Node) -> OtherNames:
    """What names of a vocabulary stand in a query, with the other names of what they call."""
    spans = list(dict.fromkeys(islice(_spans(node), MOST_SPANS)))
    keys = {span: key for span in spans if (key := key_of(span))}
    called = _called(set(keys.values()))
    heads = {head for named in called.values() for _, head in named}
    names = _names(sorted(heads)[:MOST_CONCEPTS])
    found: dict[Words, tuple[Words, ...]] = {}
    for span, key in keys.items():
        meant = [head for written, head in called.get(key, ()) if written in ("", span)]
        others = {other: words for head in meant for other, words in names.get(head, {}).items()}
        others.pop(key, None)
        if others:
            found[tuple(words_in(span))] = tuple(islice(others.values(), MOST_NAMES))
    return found


def segments(text: str, names: OtherNames) -> Iterator[list[str]]:
    """The words of a term in order; those that are a name together are together."""
    words = text.split()
    while words:
        lengths = range(min(len(words), MOST_WORDS), 1, -1)
        longest = (length for length in lengths if _folded(words[:length]) in names)
        size = next(longest, 1)
        yield words[:size]
        words = words[size:]


def _folded(words: list[str]) -> Words:
    return tuple(words_in(" ".join(words)))


def _spans(node: Node) -> Iterator[str]:
    """Every run of words that may be a name."""
    if isinstance(node, Term | Phrase):
        words = node.text.split()
        for size in range(min(len(words), MOST_WORDS), 0, -1):
            for start in range(len(words) - size + 1):
                yield " ".join(words[start : start + size])
    else:
        for part in under(node):
            yield from _spans(part)


def _called(keys: set[str]) -> dict[str, list[tuple[str, int]]]:
    """By key: how the name must be written ("" as anybody likes), and whose it is."""
    found = defaultdict(list)
    rows = ConceptName.objects.filter(key__in=keys).values_list(
        "key", "name", "capitals_only", "concept", "concept__same_as"
    )
    for key, name, as_written, concept, head in rows if keys else ():
        found[key].append((name if as_written else "", head or concept))
    return found


def _names(heads: list[int]) -> dict[int, dict[str, Words]]:
    """By concept: its names in words, one for each key; not those that are ordinary words, too."""
    found: dict[int, dict[str, Words]] = defaultdict(dict)
    rows = (
        ConceptName.objects.filter(Q(concept__in=heads) | Q(concept__same_as__in=heads))
        .filter(capitals_only=False)
        .order_by("concept__same_as", "concept", "id")
        .values_list("key", "name", "concept", "concept__same_as")
    )
    for key, name, concept, head in rows if heads else ():
        if len(found[head or concept]) <= MOST_NAMES:
            found[head or concept].setdefault(key, tuple(words_in(name)))
    return found
