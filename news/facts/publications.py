"""Where results were presented and published."""

import re
from collections.abc import Iterable, Iterator

from news.facts.fact import Fact, Kind
from news.facts.hedges import is_other_trial
from news.facts.numbers import days
from news.facts.sentences import Sentence
from trials.venues import VenueMention, venues

_SHOWN = re.compile(
    r"\b(?:present(?:ed|ing|ation)|reported|featured|unveiled|shared|announced|discussed"
    r"|said|abstract|session|presentad[oa]s?|presentaron|presentó|presentan|expuest[oa]s"
    r"|comunicad[oa]s)\b",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\b(?:publish(?:ed|es)|appear(?:s|ed|ing)?|publication|report(?:s|ed)?|online"
    r"|publicad[oa]s?|publicaron|publicó|publica)\b|\bpubl\.",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:(?:will|to) be (?!presented|shared|featured|discussed)|submitted|plan(?:s|ned)|expected"
    r"|accepted|upcoming|editorial|commentary|previously (?:presented|published)"
    r"|such as|as reported in|journals|papers in"
    r"|under review|se publicará|enviad[oa])\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|hoy|this week|esta semana)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_ABSTRACT = re.compile(
    r"\b(?:abstract|resumen)s?(?: (?:no\.?"
    r"|number))? ?#?:? ?([A-Z]{0,4}[0-9]{1,5}[A-Z]{0,2}(?:-[0-9]{1,3})?)",
    re.IGNORECASE,
)
_DOI = re.compile(r"10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]{2,80}[A-Za-z0-9]")
REACH = 140


def find_publications(text: Iterable[Sentence], dated: str = "") -> Iterator[Fact]:
    """Meetings and journals, each once, with the most that is said of it."""
    best: list[Fact] = []
    for fact in (fact for sentence in text for fact in _in(sentence, dated)):
        same = next((number for number, one in enumerate(best) if _is_same(one, fact)), None)
        if same is None:
            best.append(fact)
        elif len(fact.value["citation"]) > len(best[same].value["citation"]):
            best[same] = fact
    yield from best


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether one citation says nothing that the other does not."""
    first, second = one.value["citation"], other.value["citation"]
    return first in second or second in first


def _in(sentence: Sentence, dated: str) -> Iterator[Fact]:
    if not (_SHOWN.search(sentence.text) or _PRINTED.search(sentence.text)):
        return
    text = sentence.text
    named = list(venues(text))
    for number, mention in enumerate(named):
        if sentence.is_spoken(mention.start) or not _said(text, mention):
            continue
        if is_other_trial(text, mention.start):
            continue
        begins = named[number - 1].end if number else 0
        ends = named[number + 1].start if number + 1 < len(named) else len(text)
        year = _near_year(text, mention, begins, ends)
        if year and dated and int(year[1]) < int(dated[:4]) - 2:
            continue
        citation = _citation(text, mention, begins, ends, dated)
        value = {"type": "RESULT", "citation": citation}
        yield sentence.fact(Kind.REFERENCE, value, mention.start, mention.end)


def _said(text: str, mention: VenueMention) -> bool:
    """Whether a verb near by says that results stand or were shown there."""
    before = text[max(0, mention.start - REACH) : mention.start]
    after = text[mention.end : mention.end + 60]
    verb = _SHOWN if mention.venue.is_meeting else _PRINTED
    told = verb.search(before) or (
        mention.venue.is_meeting and re.match(r"[^.;]{0,30}\(?[Aa]bstract", after)
    )
    guideline = mention.venue.is_meeting and re.search(r"[Gg]uideline", after[:30])
    return bool(told) and not guideline and not _NOT_YET.search(before)


def _citation(text: str, mention: VenueMention, begins: int, ends: int, dated: str) -> str:
    """The venue with what stands beside it: year, abstract, day, DOI."""
    words = text[max(begins, mention.start - 60) : min(ends, mention.end + 90)]
    day = next((day for _, _, day in days(words, dated)), "")
    doi, abstract = _DOI.search(text[begins:ends]), _ABSTRACT.search(text[begins:ends])
    year = _YEAR.search(text[mention.start : mention.end]) or _near_year(
        text, mention, begins, ends
    )
    if mention.venue.is_meeting:
        when = year[1] if year else day[:4] or (dated[:4] if _TODAY.search(text) else "")
        parts = [f"{mention.venue.name} {when}".strip()]
        parts += [f"abstract {abstract[1]}"] if abstract else []
    else:
        parts = [mention.venue.name, _in_words(day)]
    parts += [f"doi:{doi[0]}"] if doi else []
    return ", ".join(filter(None, parts))


def _near_year(text: str, mention: VenueMention, begins: int, ends: int) -> re.Match[str] | None:
    """Beside the name: "the 2024 ESMO Congress", "ASCO Annual Meeting in Chicago, 2025"."""
    before = re.search(
        r"((?:19|20)[0-9]{2})(?: [A-Za-z]+)? $",
        text[max(begins, mention.start - 20) : mention.start],
    )
    return before or re.search(
        r"^[^.;]{0,40}?(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])",
        text[mention.end : min(ends, mention.end + 50)],
    )


def _in_words(day: str) -> str:
    from trials.partial_dates import in_words

    return in_words(day)
