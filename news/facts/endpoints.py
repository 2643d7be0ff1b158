"""What the trial set out to measure, and which of it was primary or secondary."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from news.facts.fact import Fact, Kind
from news.facts.hedges import is_other_trial
from news.facts.measures import measures
from news.facts.sentences import Sentence
from trials.first_letters import begun

_NOUN = (
    r"(?:end ?-?points?|outcomes?(?: measures?)?|objectives?|criterios? de valoración"
    r"|objetivos?|variables?|desenlaces?)"
)
_LEVEL = r"(?P<level>(?:co-?)?primary|main|(?:key )?secondary|exploratory)"
_NIVEL = r"(?P<nivel>(?:co-?)?(?:principal(?:es)?|primari[oa]s?)|secundari[oa]s?)"
_NEXT = rf" (?:secondary {_NOUN}|{_NOUN} secundari[oa]s)"
_LINK = (
    r"(?: (?:for|of|in) (?:the|this|each|both|either) (?:trial|study|cohorts?"
    r"|(?:randomi[sz]ed )?phase [0-9I]+ (?:trial|study|portion|part|component))"
    r"| del? (?:el |este )?(?:estudio|ensayo))?"
    r"(?: ?[,:(]| (?:was|were|is|are|of|included?|includes|including|being|being:"
    r"|comprised?|comprising|incluyeron|incluían|fue|fueron|era|eran|es|son|figuran|figuraban|están"
    r"|incluye[n]?)(?: also| both| either)?)(?: ?:)?"
)
_FORWARD = re.compile(
    rf"\b(?:{_LEVEL}(?: (?:efficacy|study|clinical|trial"
    rf"|safety))?(?: and (?:key )?secondary)? {_NOUN}"
    rf"|{_NOUN} {_NIVEL}){_LINK} (?P<list>(?:(?!{_NEXT})[^.;]){{2,320}})",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    rf"(?<![^\s(])(?P<list>[^.;:]{{2,200}}?),? (?:was|were|is|are|being|as|fue"
    r"|fueron) (?:all |both "
    r"|the |an? |el |los |las )?(?:dual "
    rf"|co-?)?{_LEVEL.replace('(?:co-?)?', '')}(?: {_NOUN})?(?=[.,;)]|$| (?:{_NOUN}"
    r"|of the|and|in|del))",
    re.IGNORECASE,
)
_AL_REVES = re.compile(
    r"(?<![^\s(])(?P<list>[^.;:]{2,120}?),? (?:fue|fueron|era|eran|es|son) (?:una? |la |el |las "
    r"|los )?(?:variables?|criterios? de valoración|objetivos?"
    r"|desenlaces?) (?P<nivel>principal(?:es)?|primari[oa]s?|secundari[oa]s?)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?<![^\s(])(?P<list>[^.;:,]{2,80}), (?:the(?: trial's| study's)?|a|one of the)"
    rf" {_LEVEL} {_NOUN}\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:and|with|while|y|,)? ?(?:the |los |las )?(?:key )?(?:secondary|secundari[oa]s"
    r"|exploratory)\b|\b(?:assessed|defined|measured|determined|evaluated|according"
    r"|which|that|who|whose"
    r"|definid[oa]|evaluad[oa]|medid[oa]|but|pero|met|with an? |was|were|is|are)\b|;"
    r"|\((?:HR|[Hh]azard|[Pp] ?[<=]|95|stratified)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r",? (?:and|y|e|or|as well as|así como|along with|plus) |, |/(?=[A-Z])", re.IGNORECASE
)
_BEFORE = re.compile(
    r"^(?:(?:the|an?|to|both|improved?|improvement in|longer|investigator-assessed"
    r"|median|rates? of|evaluate|determine|assess|compare|other|also|that of|la|el|los"
    r"|las|un|una|mejora de|centrally reviewed|blinded)\b ?)+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r" (?:in (?:each|both|the|all|either|every|patients)|in [A-Z]|by |as |per |at [0-9]"
    r"|among |for (?:each|the|both|all|patients)|between |after |from |on |rates? at"
    r"|with |of the (?:two|trial)|en (?:cada|ambas|la|el|los)|a los|según |por ).*$",
)
_NOT_ONE = re.compile(
    r"\b(?:met|not|reached|achieved|showed|improv\w*|was|were|is|are|statistic\w*"
    r"|significan\w*|no)\b",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:survival|rates?|response|time|quality|toxicit\w+|events?|safety|recurrence"
    r"|relapse|control|remission|duration|incidence|adherence|scores?|pain"
    r"|fatigue|mortality|failure|metastas[ie]s|accuracy|detection|function|symptoms?"
    r"|neuropathy|cost|outcomes?|supervivencia|tasa|respuesta|calidad|toxicidad|tiempo"
    r"|duración|seguridad|recaída)$",
    re.IGNORECASE,
)
_MAY_SAY = re.compile(
    "primary|main|secondary|explorator|principal|primari[oa]|secundari[oa]", re.IGNORECASE
)
LONGEST_ITEM = 80
MOST = 6


def find_endpoints(text: Iterable[Sentence]) -> Iterator[Fact]:
    """Endpoints by what is measured; of what is called primary and secondary both are kept."""
    seen: set[tuple[str, str]] = set()
    for sentence in text:
        for fact in _in(sentence):
            key = (fact.value["level"], fact.value["measure"].lower())
            if key not in seen:
                seen.add(key)
                yield fact


def _in(sentence: Sentence) -> Iterator[Fact]:
    found: set[int] = set()
    if not _MAY_SAY.search(sentence.text):
        return
    for pattern in (_FORWARD, _BACKWARD, _BESIDE, _AL_REVES):
        for match in islice(pattern.finditer(sentence.text), MOST):
            at = match.start("list")
            if sentence.is_spoken(match.start()) or is_other_trial(sentence.text, at):
                continue
            for measure, short, start, end in _items(
                sentence.text, at, match.end("list"), pattern is not _FORWARD
            ):
                if start in found:
                    continue
                found.add(start)
                value = {"level": _level(match), "measure": measure}
                value |= {"abbreviation": short} if short else {}
                first = min(match.start(), start) if pattern is _FORWARD else start
                last = max(match.end(), end) if pattern is not _FORWARD else end
                yield sentence.fact(Kind.ENDPOINT, value, first, last)


def _level(match: re.Match[str]) -> str:
    words = (match.groupdict().get("level") or match.groupdict().get("nivel") or "").lower()
    if "explor" in words:
        return "OTHER"
    return "SECONDARY" if "secund" in words or "second" in words else "PRIMARY"


def _items(text: str, start: int, end: int, backward: bool) -> Iterator[tuple[str, str, int, int]]:
    """Each thing of a list that is a measure: its name, short form, and where it stands."""
    if not backward and (stop := _ENDS.search(text, start, end)):
        end = stop.start()
    at = start
    for part in (*islice(_SPLIT.finditer(text, start, end), 2 * MOST), None):
        last = part.start() if part else end
        if item := _item(text[at:last], backward):
            yield *item, at, last
        at = part.end() if part else end


def _item(words: str, backward: bool) -> tuple[str, str] | None:
    bare = words.strip(" ,:")
    bare = _AFTER.sub("", _BEFORE.sub("", bare)).strip(" ,:").rstrip(")") if not backward else bare
    known = list(measures(bare))
    if known and not _NOT_ONE.search(bare):
        one = known[-1] if backward else known[0]
        if backward or len(bare[: one.start].split()) <= 3:
            return one.measure.measure, one.measure.abbreviation
    if backward or len(bare) > LONGEST_ITEM or len(bare.split()) > 8 or _NOT_ONE.search(bare):
        return None
    bare = re.sub(r" \([^()]*\)?$", "", bare)
    return (begun(bare), "") if _HEAD.search(bare) else None
