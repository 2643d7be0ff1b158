"""How the trial is built: phase, allocation, ratio and masking. Its arms: `arms`."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from news.facts.arms import arms_of, crossover_of
from news.facts.fact import Fact, Kind
from news.facts.hedges import is_hoped_for, is_other_trial
from news.facts.sentences import Sentence

MOST = 24
_STUDY = r"(?:trial|study|studies|trials|protocol|ensayo|estudio|design|diseño)"
_ONE_STUDY = r"(?:trial|study|protocol|ensayo|estudio|design|diseño)"
_NUMBER = r"(?:[1-4]|IV|I{1,3}|one|two|three|four|uno|dos|tres)(?:[abc](?![a-z]))?"
_PHASE = re.compile(
    rf"\b(?:phase|fase)[ -](?P<one>{_NUMBER})(?: ?(?:/|-|and|to"
    rf"|y) ?(?P<two>{_NUMBER}))?(?![A-Za-z0-9%])(?! (?:of|portion|part|dose|trials"
    r"|studies|results? of a(?:nother)?))",
    re.IGNORECASE,
)
_DIGITS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "uno": 1,
    "dos": 2,
    "tres": 3,
}
_RATIO = re.compile(
    r"(?<![0-9:.])(?P<digits>[1-9](?::[1-9]){1,5})(?![0-9:]| ?[ap]\.?m| ratio of )"
    r"|\b(?P<words>(?:[1-9]|one|two|three|four)(?:[- ]to[- ](?:[1-9]|one|two|three"
    r"|four)){1,3})\b(?=[ -](?:ratio|fashion|basis|randomi))",
    re.IGNORECASE,
)
_RANDOM = re.compile(
    r"randomi[sz]|\bassign|\ballocat|\bratio\b|aleatori|asignad|proporción|al azar", re.IGNORECASE
)
_MASKS = (
    (
        (
            r"(?:double|doubly)[- ](?:blind(?:ed)?|masked)|doble[- ]ciego"
            r"|doble enmascaramiento|enmascaramiento doble"
        ),
        "DOUBLE",
    ),
    (r"triple[- ](?:blind(?:ed)?|masked)|triple[- ]ciego", "TRIPLE"),
    (r"quadruple[- ](?:blind(?:ed)?|masked)", "QUADRUPLE"),
    (r"single[- ](?:blind(?:ed)?|masked)|simple[- ]ciego", "SINGLE"),
    (
        (
            rf"(?:open|etiqueta)[- ](?:label(?:l?ed)?|abierta)|unblinded {_ONE_STUDY}"
            r"|(?:ensayo|estudio) abierto|\babierto(?= y |,)"
        ),
        "NONE",
    ),
)
_MASK = re.compile(
    "|".join(f"(?P<m{n}>{words})" for n, (words, _) in enumerate(_MASKS)), re.IGNORECASE
)
_OF_A_STUDY = re.compile(
    r"^,?(?:[ -](?!therapy|treatment|extension|crossover|period"
    rf"|cabo)[\w/,-]+){{0,9}}?[ -]{_ONE_STUDY}\b(?! (?:extension|treatment|drug|therapy"
    r"|period))|^,? (?:and |y )?(?:placebo[- ]controlled|controlad[oa])|^ (?:fashion"
    r"|manner|way)\b|^[,)]? (?:and |y )?(?:randomi|multicent|aleatori|multic)",
    re.IGNORECASE,
)
_IS = re.compile(
    rf"\b{_STUDY}(?: [A-Z][\w-]+)? (?:was|is|fue|es) (?:an? |un )?(?:[\w-]+,? (?:and )?){{0,3}}$",
    re.IGNORECASE,
)
_ESTUDIO = re.compile(r"\b(?:ensayo|estudio)\b[^.;:]{0,80}?(?:, | y )(?:de )?$", re.IGNORECASE)
"""In Spanish the adjectives follow: "un ensayo de fase III, aleatorizado y abierto"."""
_ALLOCATION = re.compile(
    r"\b(?P<no>non-?randomi[sz]ed|no aleatorizad[oa])\b|\b(?P<single>single[- ](?:arm"
    r"|group)|de un solo brazo|brazo único)\b"
    rf"|\b(?P<yes>randomi[sz]ed|aleatorizad[oa]s?)(?=,?(?:[ -][\w/,()-]+){{0,9}}?[ "
    rf"-]{_ONE_STUDY}\b|[:,)]|$)"
    r"|(?<![-\w])(?P<verb>randomi[sz]ed|aleatorizó)(?= (?:[0-9]|in an? |to |between "
    r"|patients |a total |a [0-9]))"
    r"|(?<![-\w])(?P<one>assigned [0-9][^.;]{3,60}? at random)\b"
    rf"|\b(?:ensayo|estudio)\b[^.;]{{0,80}}?[ ,](?P<tal>aleatorizado)\b"
    r"|\bse (?P<se>aleatorizaron)\b"
    r"|\b(?:patients|participants|people|women|men|children|[0-9]{2,5}|pacientes"
    r"|participantes) (?:were |fueron |se )?(?P<were>(?:randomly (?:assigned|allocated)"
    r"|randomi[sz]ed|aleatorizad[oa]s|asignad[oa]s (?:al azar|aleatoriamente)"
    r"|aleatorizaron))\b",
    re.IGNORECASE,
)


def find_design(text: Iterable[Sentence]) -> Iterator[Fact]:
    """Each statement about the design once, by what it says."""
    found: dict[tuple[str, str], Fact] = {}
    for sentence in text:
        for fact in _in(sentence):
            key = (fact.kind, str(next(iter(fact.value.values()))).lower())
            if key not in found or len(fact.value) > len(found[key].value):
                found[key] = fact
    yield from found.values()


def _in(sentence: Sentence) -> Iterator[Fact]:
    text = sentence.text
    for kind, value, start, end in islice(_statements(sentence), MOST):
        if not (
            sentence.is_spoken(start) or is_other_trial(text, start) or is_hoped_for(text, start)
        ):
            yield sentence.fact(kind, value, start, end)


Found = Iterator[tuple[Kind, dict[str, Any], int, int]]


def _statements(sentence: Sentence) -> Found:
    text = sentence.text
    if sentence.has("phase", "fase"):
        yield from _phases(text)
    if sentence.has("random", "aleator", "assign", "asign", "single", "brazo", "ratio", "alloc"):
        yield from _allocations(text)
    if sentence.has("blind", "mask", "ciego", "enmasc", "open", "abiert"):
        yield from _masks(text)
    if sentence.arms or sentence.has("placebo"):
        yield from arms_of(sentence)
    if sentence.has("cross", "switch", "change to", "cruza", "cambiar"):
        yield from crossover_of(sentence)


def _phases(text: str) -> Found:
    for match in _PHASE.finditer(text):
        numbers = [_digit(match[name]) for name in ("one", "two") if match[name]]
        yield (
            Kind.PHASE,
            {"phases": [f"PHASE{number}" for number in dict.fromkeys(numbers)]},
            *match.span(),
        )


def _digit(words: str) -> int:
    word = words.lower()
    bare = word[:-1] if len(word) > 1 and word[-1] in "abc" else word
    return int(bare) if bare.isdigit() else _DIGITS[bare]


def _allocations(text: str) -> Found:
    if _RANDOM.search(text):
        for match in _RATIO.finditer(text):
            around = text[max(0, match.start() - 160) : match.end() + 60]
            if _RANDOM.search(around):
                yield Kind.RATIO, {"allocation_ratio": _ratio(match[0])}, *match.span()
    for match in _ALLOCATION.finditer(text):
        if match["single"]:
            yield Kind.MODEL, {"intervention_model": "SINGLE_GROUP"}, *match.span()
        else:
            word = "NON_RANDOMIZED" if match["no"] else "RANDOMIZED"
            name = next(
                name for name in ("no", "yes", "verb", "were", "one", "tal", "se") if match[name]
            )
            yield Kind.ALLOCATION, {"allocation": word}, *match.span(name)


def _ratio(words: str) -> str:
    names = {"one": "1", "two": "2", "three": "3", "four": "4"}
    parts = re.split(r":|[- ]to[- ]", words.lower())
    return ":".join(names.get(part, part) for part in parts)


def _masks(text: str) -> Found:
    for match in _MASK.finditer(text):
        if (
            _OF_A_STUDY.match(text[match.end() : match.end() + 160])
            or _IS.search(text[: match.start()])
            or _ESTUDIO.search(text[max(0, match.start() - 90) : match.start()])
            or _STUDY_SAID.search(match[0])
        ):
            word = _MASKS[int((match.lastgroup or "m0")[1:])][1]
            yield Kind.MASKING, {"masking": word}, *match.span()


_STUDY_SAID = re.compile(rf"{_ONE_STUDY}", re.IGNORECASE)
