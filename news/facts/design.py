"""How the trial is built: phase, allocation and ratio, masking, arms, and who may cross over."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from news.facts.fact import Fact, Kind
from news.facts.hedges import is_other_trial
from news.facts.sentences import Sentence
from news.facts.treatments import Arm, comparisons

MOST = 24
_STUDY = r"(?:trial|study|studies|trials|protocol|ensayo|estudio|design|diseño)"
_NUMBER = r"(?:[1-4]|IV|I{1,3}|one|two|three|four|uno|dos|tres)(?:[abc](?![a-z]))?"
_PHASE = re.compile(
    rf"\b(?:phase|fase)[ -](?P<one>{_NUMBER})(?: ?(?:/|-|and|to|y) ?(?P<two>{_NUMBER}))?(?![A-Za-z0-9%])(?! (?:of|portion|part|dose|results? of a(?:nother)?))",
    re.IGNORECASE,
)
_DIGITS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "one": 1, "two": 2, "three": 3, "four": 4, "uno": 1, "dos": 2, "tres": 3}
_RATIO = re.compile(
    r"(?<![0-9:.])(?P<digits>[1-9](?::[1-9]){1,5})(?![0-9:]| ?[ap]\.?m)|\b(?P<words>(?:[1-9]|one|two|three|four)(?:[- ]to[- ](?:[1-9]|one|two|three|four)){1,3})\b(?=[ -](?:ratio|fashion|basis|randomi))",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"randomi[sz]|\bassign|\ballocat|\bratio\b|aleatori|asignad|proporción|al azar", re.IGNORECASE)
_MASKS = (
    (rf"(?:double|doubly)[- ](?:blind(?:ed)?|masked)|doble[- ]ciego|doble enmascaramiento|enmascaramiento doble", "DOUBLE"),
    (rf"triple[- ](?:blind(?:ed)?|masked)|triple[- ]ciego", "TRIPLE"),
    (rf"quadruple[- ](?:blind(?:ed)?|masked)", "QUADRUPLE"),
    (rf"single[- ](?:blind(?:ed)?|masked)|simple[- ]ciego", "SINGLE"),
    (rf"(?:open|etiqueta)[- ](?:label(?:l?ed)?|abierta)|unblinded {_STUDY}|(?:ensayo|estudio) abierto|\babierto(?= y |, )", "NONE"),
)
_MASK = re.compile("|".join(f"(?P<m{n}>{words})" for n, (words, _) in enumerate(_MASKS)), re.IGNORECASE)
_OF_A_STUDY = re.compile(
    rf"^,?(?:[ -](?!therapy|treatment|extension|crossover|period|cabo)[\w/,-]+){{0,9}}?[ -]{_STUDY}\b(?! (?:extension|treatment|drug|therapy|period))|^,? (?:and |y )?(?:placebo[- ]controlled|controlad[oa])|^[,)]? (?:and |y )?(?:randomi|multicent|aleatori|multic)",
    re.IGNORECASE,
)
_IS = re.compile(rf"\b{_STUDY}(?: [A-Z][\w-]+)? (?:was|is|fue|es) (?:an? |un )?(?:[\w-]+,? (?:and )?){{0,3}}$", re.IGNORECASE)
_ALLOCATION = re.compile(
    r"\b(?P<no>non-?randomi[sz]ed|no aleatorizad[oa])\b|\b(?P<single>single[- ](?:arm|group)|de un solo brazo|brazo único)\b"
    rf"|\b(?P<yes>randomi[sz]ed|aleatorizad[oa]s?)(?=,?(?:[ -][\w/,()-]+){{0,9}}?[ -]{_STUDY}\b|[:,)]|$)"
    r"|\b(?:patients|participants|people|women|men|children|pacientes|participantes) (?:were |fueron |se )?(?P<were>(?:randomly (?:assigned|allocated)|randomi[sz]ed|aleatorizad[oa]s|asignad[oa]s (?:al azar|aleatoriamente)|aleatorizaron))\b",
    re.IGNORECASE,
)
_PLACEBO = re.compile(
    r"\b(?:placebo[- ]controlled|controlad[oa] con placebo|(?:versus|vs\.?|or|and|to|with|against|than|over|matching|receiving|received|frente a|con|o|y) (?:an? |the |el )?(?:matching |oral )?placebo|placebo (?:arm|group))\b",
    re.IGNORECASE,
)
_NO_PLACEBO = re.compile(r"\b(?:no|without|sin|not) (?:an? )?placebo\b", re.IGNORECASE)
_CROSSES = re.compile(
    r"\b(?:cross(?:ed|ing)?[- ]?over|crossover (?:to|from|was|is|upon|after|at)|cruzar(?:se)?|entrecruzamiento|cambiar (?:a|al)|switch(?:ed)? to open-label|could (?:change|switch) to)\b",
    re.IGNORECASE,
)
_NO_CROSS = re.compile(
    r"\b(?:no|not|never|without|prohibit\w*|adjust\w*|sin|design|randomi[sz]ed crossover)\b[^.;]{0,40}cross|cross[- ]?over[^.;]{0,30}\b(?:not (?:allowed|permitted)|prohibited|trial|study|design)\b|crosses",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\b(?:permitted|allowed|could|may|were able|eligible|had the option|offered|optional?|upon|after|at (?:the time of )?(?:disease )?progression|podían?|permit\w+|tras)\b", re.IGNORECASE)


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
        if not (sentence.is_spoken(start) or is_other_trial(text, start)):
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
    if sentence.arms:
        yield from _arms(sentence)
    if sentence.has("cross", "switch", "change to", "cruza", "cambiar"):
        yield from _crossover(sentence)


def _phases(text: str) -> Found:
    for match in _PHASE.finditer(text):
        numbers = [_digit(match[name]) for name in ("one", "two") if match[name]]
        yield Kind.PHASE, {"phases": [f"PHASE{number}" for number in dict.fromkeys(numbers)]}, *match.span()


def _digit(words: str) -> int:
    word = words.lower()
    bare = word[:-1] if len(word) > 1 and word[-1] in "abc" else word
    return int(bare) if bare.isdigit() else _DIGITS[bare]


def _allocations(text: str) -> Found:
    if _RANDOM.search(text):
        for match in _RATIO.finditer(text):
            around = text[max(0, match.start() - 90) : match.end() + 60]
            if _RANDOM.search(around):
                yield Kind.RATIO, {"allocation_ratio": _ratio(match[0])}, *match.span()
    for match in _ALLOCATION.finditer(text):
        if match["single"]:
            yield Kind.MODEL, {"intervention_model": "SINGLE_GROUP"}, *match.span()
        else:
            word = "NON_RANDOMIZED" if match["no"] else "RANDOMIZED"
            name = next(name for name in ("no", "yes", "were") if match[name])
            yield Kind.ALLOCATION, {"allocation": word}, *match.span(name)


def _ratio(words: str) -> str:
    names = {"one": "1", "two": "2", "three": "3", "four": "4"}
    parts = re.split(r":|[- ]to[- ]", words.lower())
    return ":".join(names.get(part, part) for part in parts)


def _masks(text: str) -> Found:
    for match in _MASK.finditer(text):
        if _OF_A_STUDY.match(text[match.end() : match.end() + 160]) or _IS.search(text[: match.start()]) or _STUDY_SAID.search(match[0]):
            word = _MASKS[int((match.lastgroup or "m0")[1:])][1]
            yield Kind.MASKING, {"masking": word}, *match.span()


_STUDY_SAID = re.compile(rf"{_STUDY}", re.IGNORECASE)


def _arms(sentence: Sentence) -> Found:
    """Placebo wherever it is compared with; the others where it is said who gets what."""
    text, named = sentence.text, sentence.arms
    placebo = _PLACEBO.search(text)
    if placebo and not _NO_PLACEBO.search(text):
        names = [arm.name for arm in named if arm.name.lower().startswith("placebo")]
        label = max(names, key=len, default="placebo")
        yield Kind.ARM, {"label": label.capitalize(), "type": "PLACEBO_COMPARATOR"}, *placebo.span()
    typed = _compared(text, named) if _ABOUT_A_STUDY.search(text) else {}
    for arm in _assigned(text, named):
        typed.setdefault(arm, "")
    for arm, word in typed.items():
        if not arm.name.lower().startswith("placebo") and _is_whole(text, arm):
            yield Kind.ARM, _arm(arm, word), arm.start, arm.end


def _compared(text: str, named: list[Arm]) -> dict[Arm, str]:
    """"X versus Y": the first is what is tested."""
    found: dict[Arm, str] = {}
    for first, second in comparisons(text, named):
        if not re.search(r"\b(?:or|o)\b", text[first.end : second.start]):
            found.setdefault(first, "EXPERIMENTAL")
            found.setdefault(second, "ACTIVE_COMPARATOR")
    return found


def _assigned(text: str, named: list[Arm]) -> Iterator[Arm]:
    """"randomized to X, Y, or Z": which is tested is not said."""
    for match in _ASSIGNED.finditer(text):
        row = [arm for arm in named if match.end() <= arm.start < match.end() + REACH]
        listed = row[:1] if row and _TO.search(text[row[0].start - 12 : row[0].start]) else []
        for arm in row[1:]:
            if not listed or not _OR.fullmatch(text[listed[-1].end : arm.start]):
                break
            listed.append(arm)
        if len(listed) > 1 and all(_is_whole(text, arm) for arm in listed):
            yield from listed


def _is_whole(text: str, arm: Arm) -> bool:
    """Whether no word before belongs to the name, as in "sentinel-node surgery"."""
    return _BEFORE_ARM.search(text[max(0, arm.start - 24) : arm.start]) is not None


def _arm(arm: Arm, word: str) -> dict[str, str]:
    return {"label": _capital(arm.name)} | ({"type": word} if word else {})


_ABOUT_A_STUDY = re.compile(rf"\b{_STUDY}\b|random|evaluat|compar|aleatori", re.IGNORECASE)
_ASSIGNED = re.compile(r"\b(?:randomly|randomi[sz]ed|assigned|allocated|aleatoriz\w+|asignad[oa]s)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|into|receive|the|either|al?|recibir) $", re.IGNORECASE)
REACH = 110
_OR = re.compile(r"(?: arms?| groups?)?(?:, (?:or |o |and )?| (?:or|o) )(?:the |to |an? )?", re.IGNORECASE)
_BEFORE_ARM = re.compile(
    r"(?:^|[,:(] ?|\b(?:to|into|receive|receiving|or|versus|vs\.?|with|of|than|over|comparing|evaluating|testing|adding|between|the|plus|either|and|a|an|whether"
    r"|de|con|frente a|al?|o|y|entre|recibir) )$",
    re.IGNORECASE,
)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _crossover(sentence: Sentence) -> Found:
    text = sentence.text
    match = _CROSSES.search(text)
    if match is None or _NO_CROSS.search(text) or not _ALLOWED.search(text):
        return
    before = [arm for arm in sentence.arms if arm.end <= match.start()]
    control = [arm for arm in before if re.search(r"placebo|chemo|standard|control|observ", arm.name, re.IGNORECASE)]
    for arm in (control or before)[-1:]:
        yield Kind.CROSSOVER, {"arm": arm.name}, arm.start, match.end()
