"""How the words were read, as the visitor is told: by which names, without what, which numbers."""

from collections.abc import Sequence

from trials.search import numbered
from trials.search.answer import OtherNames, Reading
from trials.search.evidence import units_of
from trials.search.numbered import Identifier
from trials.search.reading import Words
from trials.search.seen import seen
from trials.search.typed import Unit
from trials.search.words import key_of

MOST_NEAREST = 5


def reading_of(words: Words) -> Reading:
    """What is told of it."""
    unknown = [one for one in words.identifiers if not words.saw.has(f"={one.key}")]
    left = " ".join(one.text for one in units_of(words.typed))
    return Reading(
        words=left if words.dropped else words.typed.text,
        corrected_from=words.corrected_from,
        other_names=tuple(other_names(words)),
        dropped=words.dropped,
        in_capitals=() if words.found and not words.dropped else _in_capitals(words),
        unknown_ids=tuple(one.text for one in unknown if words.is_ids),
        nearest_ids=_nearest(unknown) if words.is_ids else (),
        is_ids=words.is_ids,
    )


def other_names(words: Words) -> list[OtherNames]:
    """Of each name that was typed the others, those that are cut alike once."""
    return [_others(words, unit) for unit in units_of(words.typed) if unit.concepts]


def _in_capitals(words: Words) -> tuple[tuple[str, str], ...]:
    """Names that count in capitals alone, and were typed in small letters."""
    names = words.saw.look.names
    told = {one.name: one.preferred for one in names if one.capitals_only}
    return tuple((name, of) for name, of in told.items() if name not in words.whole.text)


def _others(words: Words, unit: Unit) -> OtherNames:
    names = [one for one in words.saw.look.names if one.head in unit.concepts]
    others = {key_of(name): name for one in names for name in reversed(one.others)}
    others.pop(" ".join(unit.stems), None)
    named = tuple(reversed(others.values()))
    foreign = {name: language for one in names for name, language in one.foreign.items()}
    return OtherNames(unit.text, names[0].preferred if names else unit.text, named, foreign)


def _nearest(unknown: Sequence[Identifier]) -> tuple[str, ...]:
    """Identifiers that differ from one of these in one digit."""
    near = [key for one in unknown[:MOST_NEAREST] for key in numbered.nearly(one.key)]
    if not near:
        return ()
    saw = seen([f"={key}" for key in near])
    return tuple(one for one in near if saw.has(f"={one}"))[:MOST_NEAREST]
