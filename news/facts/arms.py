"""The arms that a release names, and who may cross over from one to the other."""

import re
from collections.abc import Iterator
from typing import Any

from news.facts.fact import Kind
from news.facts.sentences import Sentence
from news.facts.treatments import Arm, comparisons
from trials.first_letters import begun

Found = Iterator[tuple[Kind, dict[str, Any], int, int]]
_STUDY = r"(?:trial|study|studies|trials|protocol|ensayo|estudio|design|diseño)"
_PLACEBO = re.compile(
    r"\b(?:placebo[- ]controlled|controlad[oa] con placebo|(?:versus|vs\.?|or|and|to"
    r"|with|against|than|over|matching|receiving|received|frente a|con|o|y) (?:an? |the "
    r"|el )?(?:matching |oral )?placebo|(?<!-)placebo (?:arm|group))\b",
    re.IGNORECASE,
)
_NO_PLACEBO = re.compile(r"\b(?:no|without|sin|not) (?:an? )?placebo\b", re.IGNORECASE)
_CROSSES = re.compile(
    r"\b(?:cross(?:ed|ing)?[- ]?over|crossover (?:to|from|was|is|upon|after|at)"
    r"|cruzar(?:se)?|entrecruzamiento|cambiar (?:a|al)|switch(?:ed)? to open-label"
    r"|could (?:change|switch) to)\b",
    re.IGNORECASE,
)
_NO_CROSS = re.compile(
    r"\b(?:no|not|never|without|prohibit\w*|adjust\w*|sin|design"
    r"|randomi[sz]ed crossover)\b[^.;]{0,40}cross"
    r"|cross[- ]?over[^.;]{0,30}\b(?:not (?:allowed|permitted)|prohibited|trial|study"
    r"|design)\b|crosses",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"\b(?:permitted|allowed|could|may|were able|eligible|had the option|offered"
    r"|optional?|upon|after|at (?:the time of )?(?:disease )?progression|podían?"
    r"|permit\w+|tras)\b",
    re.IGNORECASE,
)


def arms_of(sentence: Sentence) -> Found:
    """Placebo wherever it is compared with; the others where it is said who gets what."""
    text, named = sentence.text, sentence.arms
    placebo = _PLACEBO.search(text)
    if placebo and not _NO_PLACEBO.search(text):
        names = [arm.name for arm in named if arm.name.lower().startswith("placebo")]
        label = max(names, key=len, default="placebo")
        yield Kind.ARM, {"label": begun(label), "type": "PLACEBO_COMPARATOR"}, *placebo.span()
    typed = _compared(text, named) if _ABOUT_A_STUDY.search(text) else {}
    for arm in _assigned(text, named):
        typed.setdefault(arm, "")
    for arm, word in typed.items():
        if not arm.name.lower().startswith("placebo") and _is_whole(text, arm):
            yield Kind.ARM, _arm(arm, word), arm.start, arm.end


def _compared(text: str, named: list[Arm]) -> dict[Arm, str]:
    """As in "X versus Y": the first is what is tested."""
    found: dict[Arm, str] = {}
    for first, second in comparisons(text, named):
        nameless = _NAMELESS.search(f"{first.name} {second.name}")
        if not nameless and _is_whole(text, first) and _is_whole(text, second):
            found.setdefault(first, "EXPERIMENTAL")
            found.setdefault(second, "" if _WATCHED.match(second.name) else "ACTIVE_COMPARATOR")
    return found


_WATCHED = re.compile("observa|active (?:surveillance|monitoring)|usual care", re.IGNORECASE)
_NAMELESS = re.compile(
    r"\b(?:control|experimental|intervention|treatment|high|low)\b", re.IGNORECASE
)


def _assigned(text: str, named: list[Arm]) -> Iterator[Arm]:
    """As in "randomized to X, Y, or Z": which is tested is not said."""
    for match in _ASSIGNED.finditer(text):
        reach = range(match.end(), match.end() + REACH)
        row = [arm for arm in named if arm.start in reach and not _in_brackets(text, arm.start)]
        listed = row[:1] if row and _TO.search(text[row[0].start - 12 : row[0].start]) else []
        for arm in row[1:]:
            if not listed or not _OR.fullmatch(text[listed[-1].end : arm.start]):
                break
            listed.append(arm)
        if len(listed) > 1 and all(_is_whole(text, arm) for arm in listed):
            yield from listed


def _in_brackets(text: str, at: int) -> bool:
    """As the drug in "standard chemoradiation (70 Gy with cisplatin)"."""
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)


def _is_whole(text: str, arm: Arm) -> bool:
    """Whether no word before belongs to the name, as in "sentinel-node surgery"."""
    return _BEFORE_ARM.search(text[max(0, arm.start - 24) : arm.start]) is not None


def _arm(arm: Arm, word: str) -> dict[str, str]:
    word = "PLACEBO_COMPARATOR" if "placebo" in arm.name.lower() else word
    return {"label": _capital(arm.name)} | ({"type": word} if word else {})


_ABOUT_A_STUDY = re.compile(rf"\b{_STUDY}\b|random|evaluat|aleatori", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"\b(?:randomly|randomi[sz]ed|assigned|allocated|at random|aleatoriz\w+"
    r"|asignad[oa]s|asignaron|al azar)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|into|receive|the|either|al?|recibir) $", re.IGNORECASE)
REACH = 180
_OR = re.compile(
    r"(?: arms?| groups?)?(?: \([^()]{1,60}\))?(?:, (?:or |o |and )?| (?:or|o) )"
    r"(?:the |to |al? |an? ){0,2}",
    re.IGNORECASE,
)
_BEFORE_ARM = re.compile(
    r"(?:^|[,:(] ?|\b(?:to|into|receive|receiving|or|versus|vs\.?|compar\w+(?: (?:with|con|to))?"
    r"|with|con|of|than|over|comparing|evaluating|testing|adding|between|the|plus|either|and|a|an"
    r"|whether"
    r"|de|frente a|al?|o|y|entre|recibir) )$",
    re.IGNORECASE,
)


def _capital(name: str) -> str:
    return begun(name)


def crossover_of(sentence: Sentence) -> Found:
    """Who may change to the other arm: mostly those on placebo."""
    text = sentence.text
    match = _CROSSES.search(text)
    if match is None or _NO_CROSS.search(text) or not _ALLOWED.search(text):
        return
    before = [arm for arm in sentence.arms if arm.end <= match.start()]
    control = [
        arm
        for arm in before
        if re.search(r"placebo|chemo|standard|control|observ", arm.name, re.IGNORECASE)
    ]
    for arm in (control or before)[-1:]:
        yield Kind.CROSSOVER, {"arm": arm.name}, arm.start, match.end()
