"""How many took part: in the trial, in its cohorts, in its arms. Plans and screenings are none."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from news.facts.cohorts import Cohort, Cohorts
from news.facts.fact import Fact, Kind
from news.facts.hedges import clause, is_open, is_other_trial
from news.facts.numbers import COUNT, count_of
from news.facts.sentences import Sentence
from news.facts.treatments import treatments

Part = tuple[int, int, str, dict[str, str]]
FEWEST = 2
BEHIND = 20
"""Characters behind a number in which "screened" and the like still belong to it."""
_ABOUT = (
    r"(?P<about>(?:approximately|about|around|nearly|almost|over|more than|at least|roughly"
    r"|some|aproximadamente|más de|casi|unos|cerca de) )?"
)
_PEOPLE = (
    r"(?:patients|participants|people|persons|adults|women|men|children|subjects"
    r"|individuals|volunteers|survivors|adolescents"
    r"|pacientes|participantes|personas|adultos|mujeres|hombres|niños)"
)
_QUALITIES = r"(?:(?!(?:and|or|of|with|y|to|in) )[\w/+'-]{1,24},? ){0,5}?"
_N = rf"{_ABOUT}(?P<n>{COUNT})"
_TRIAL = (
    r"(?:trial|study|ensayo|estudio|investigators|researchers|it|which|and"
    r"|que|aleatorizado|ciego|abierto|(?-i:[A-Z][A-Za-z]*[A-Z0-9-][A-Z0-9a-z-]{1,20}))"
)
_TOOK = (
    r"(?:enroll?ed|randomi[sz]ed|included|recruited|accrued|registered|assigned|inscribió"
    r"|incluyó|reclutó|aleatorizó|enroló|inscrito|incluido|reclutado|aleatorizado)"
)
_WERE = (
    r"(?:were|was|have been|had been|fueron|se) (?:(?:centrally|randomly|prospectively"
    r"|successfully|ultimately|aleatoriamente) )?"
    r"(?:enroll?ed|randomi[sz]ed|recruited|accrued|registered|assigned|allocated"
    r"|included|entered|inscrit[oa]s|incluid[oa]s|aleatorizad[oa]s"
    r"|reclutad[oa]s|asignad[oa]s(?: aleatoriamente| al azar)?|inscribieron|incluyeron"
    r"|aleatorizaron)"
)
_TOTALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"\b{_TRIAL}(?: \([^()]{{1,60}}\)| [a-z]{{2,12}}){{0,3}},? (?:has |have |had "
            rf"|ha )?{_TOOK} (?:a total of |un total de |a )?{_N} {_QUALITIES}{_PEOPLE}\b"
        ),
        (
            rf"\b{_N} {_QUALITIES}{_PEOPLE}(?: (?:with|con|from|at|aged|who|whose|in|de"
            rf"|across) [^.;:()]{{2,90}}?)? {_WERE}\b"
        ),
        rf"\b{_N} (?:newly |randomly )?(?:randomi[sz]ed|enrolled|accrued) {_PEOPLE}\b",
        (
            r"\b(?:of|among|de|entre) (?:the |los "
            rf"|las )?{_N} {_QUALITIES}{_PEOPLE}(?: (?:who were|que fueron))? (?:enrolled"
            r"|randomi[sz]ed|included|incluid[oa]s|aleatorizad[oa]s|inscrit[oa]s)\b"
        ),
        (
            rf"\b(?:trial|study|ensayo|estudio)(?: [a-z]{{2,12}}){{0,2}},? (?:involving"
            rf"|enrolling|including|of|with|among|in|en|de|con) {_N} {_QUALITIES}{_PEOPLE}\b"
        ),
        rf"\b(?:enroll?ment|accrual|sample size) (?:of|was|:) {_N}\b(?! ?%)",
        (
            r"\b(?:se (?:inscribieron|incluyeron|aleatorizaron|reclutaron)"
            r"|participaron)(?: un total de"
            rf"| a)? {_N} {_QUALITIES}{_PEOPLE}\b"
        ),
        (
            rf"\b{_N} {_QUALITIES}{_PEOPLE}(?: (?:with|from|at|aged?|who|in|across) "
            r"[^.;:()]{2,90}?)? (?:joined|enrolled in|took part in|participated in|entered)"
            r" (?:the|this) (?:trial|study)\b"
        ),
        rf"\b{_N} (?:had been|were|have been) (?:randomi[sz]ed|enrolled)\b",
        rf"\b(?:trial|study) \(n ?= ?{_N}\)",
        rf"\b(?:se )?asignó (?:al azar|aleatoriamente) a {_N} {_QUALITIES}{_PEOPLE}\b",
    )
)
_PART = re.compile(
    rf"\b{_N}(?: \([0-9.,]+ ?%\))?(?: {_QUALITIES}{_PEOPLE})?(?:,? of (?:them|whom"
    r"|these)(?: patients)?)?(?: were)?(?: \([0-9.,]+ ?%\))?"
    r"(?:,? (?:(?:with|had|have|having|in|from|to|con|tenían|en) (?:an? |the |la |el "
    r"|de )?|enrolled in (?:the )?|were in (?:the )?"
    r"|(?:with|had|have|con|tenían) (?:(?!cohort|group|grupo)[^.;,()0-9]){3,60} \())?$",
    re.IGNORECASE,
)
_AFTER_LABEL = re.compile(
    rf"(?:,)? (?:\(n ?= ?(?P<n>{COUNT})\)|(?:enrolled|included|had|comprised|incluyó"
    rf"|con) (?P<m>{COUNT}) {_QUALITIES}{_PEOPLE}|, (?P<k>{COUNT}) {_PEOPLE}(?=[,.;)]))"
)
_ALSO = re.compile(rf",? (?P<n>{COUNT})(?= (?:with|con|patients|pacientes|participants)\b|[,.;]|$)")
_TO_ARM = re.compile(
    rf"\b(?P<n>{COUNT})(?: {_PEOPLE})?(?: (?:were|was"
    r"|fueron))?(?: randomly)?(?: (?:assigned|randomi[sz]ed|allocated|received"
    r"|asignados))?"
    r" (?:to (?:receive )?(?:the )?|in the |received |receiving |al? |recibieron |on )$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:events?|responses?|deaths?|died|found|seen|reported|occurred|observed|developed|had)\b",
    re.IGNORECASE,
)
_ASSIGNS = re.compile("random|assign|alloc|enrol|asign|aleator", re.IGNORECASE)
_OR = re.compile(r"(?: arm| group)? (?:or|o|versus|vs\.?) ")
_ARM_N = re.compile(rf"(?: (?:arm|group))?,? \(n ?= ?(?P<n>{COUNT})\)", re.IGNORECASE)
_NO_TOTAL = re.compile(
    r"\b(?:screened|evaluable|died|deaths?|responders?|discontinued|each year|per year"
    r"|annually|every year|worldwide|at risk|cribad[oa]s|cada año|al año|subset|subgroup"
    r"|since|predecessors|trials|studies|ensayos|estudios|submitted|biomarker|registry|records|database|pooled|retrospective"
    r"|portion|run-in|lead-in|stage (?:1|one)|dose[- ](?:escalation|expansion)"
    r"|samples?)\b",
    re.IGNORECASE,
)
_TWO_PARTS = re.compile(rf" (?:and|y) {COUNT} (?:with|con|in|had)\b", re.IGNORECASE)
_INTO = re.compile(
    r",? (?:(?:randomly )?(?:assigned|randomi[sz]ed|allocated) )?to (?:receive )?", re.IGNORECASE
)


_MAY_COUNT = re.compile(
    rf"\b{_PEOPLE}\b|\bn ?= ?[0-9]|enroll?ment|accrual|[Cc]ohort|[0-9] (?:with|had|con|to"
    r"|in|al?)\b",
    re.IGNORECASE,
)


def find_enrollment(text: Iterable[Sentence], cohorts: Cohorts) -> Iterator[Fact]:
    """Numbers of participants, each subject once: an exact number before a round one."""
    found: dict[tuple[str, str], Fact] = {}
    for sentence in text:
        if not _MAY_COUNT.search(sentence.text):
            continue
        for fact in _in(sentence, cohorts):
            subject = (fact.value.get("cohort", ""), fact.value.get("arm", ""))
            before = found.get(subject)
            if before is None or ("value" in fact.value and "value" not in before.value):
                found[subject] = fact
    yield from found.values()


def _in(sentence: Sentence, cohorts: Cohorts) -> Iterator[Fact]:
    text = sentence.text
    named = cohorts.named(text)
    parts: set[int] = set()
    for start, end, words, value in (*_of_cohorts(text, named), *_of_arms(sentence, named)):
        parts.add(start)
        if not (_is_none(text, start, end) or sentence.is_spoken(start)):
            yield sentence.fact(Kind.ENROLLMENT, _number("", words) | value, start, end)
    for total in _totals(text):
        start = total.start("n")
        if (
            start not in parts
            and not _is_none(text, *total.span())
            and not sentence.is_spoken(start)
        ):
            about = (total.groupdict().get("about") or "").strip()
            yield sentence.fact(Kind.ENROLLMENT, _number(about, total["n"]), *total.span())


def _is_none(text: str, start: int, end: int) -> bool:
    """Whether it is only planned, or of another trial."""
    return is_open(text, start, end) or is_other_trial(text, start)


_TAKES_PART = re.compile(
    "enrol|random|includ|recruit|accru|regist|assign|alloc|trial|study|sample|inscri"
    "|inclu|reclut|aleator|asign|ensayo|estudio",
    re.IGNORECASE,
)


def _totals(text: str) -> Iterator[re.Match[str]]:
    """Numbers of the whole trial; none where the sentence counts something else."""
    if not _TAKES_PART.search(text):
        return
    for pattern in _TOTALS:
        for match in pattern.finditer(text):
            first, last = clause(text, *match.span())
            first = max(first, text.rfind(", and ", first, match.start("n")))
            counts_else = _NO_TOTAL.search(text, first, min(last, match.end() + BEHIND))
            parts = _TWO_PARTS.search(match[0])
            is_all = not (counts_else or parts or _of_one_arm(text, match.end()))
            if is_all and count_of(match["n"]) >= FEWEST:
                yield match


def _of_one_arm(text: str, at: int) -> bool:
    """Whether "were assigned" goes on with one arm, and the others have numbers of their own."""
    into = _INTO.match(text, at)
    if into is None:
        return False
    rest = re.split(r"[.;]", text[into.end() : into.end() + 160], maxsplit=1)[0]
    if re.search(r"\b(?:or|versus|vs|o)\b", rest):
        return False
    return len(treatments(rest)) == 1 or re.search(rf"\b(?:and|y) {COUNT} ", rest) is not None


def _of_cohorts(text: str, named: list[Cohort]) -> Iterator[Part]:
    several = any(_AFTER_LABEL.match(text, cohort.end) for cohort in named)
    for cohort in named:
        before = _PART.search(text[max(0, cohort.start - 90) : cohort.start])
        after = _AFTER_LABEL.match(text, cohort.end)
        after = after or (_ALSO.match(text, cohort.end) if several else None)
        if before and before["n"]:
            start = max(0, cohort.start - 90) + before.start("n")
            yield start, cohort.end, before["n"], {"cohort": cohort.label}
        elif after:
            words = next(words for words in after.groups() if words)
            yield cohort.start, after.end(), words, {"cohort": cohort.label}


def _of_arms(sentence: Sentence, named: list[Cohort]) -> Iterator[Part]:
    text = sentence.text
    for arm in sentence.arms:
        first = max(0, arm.start - 70)
        before = None if _OR.match(text, arm.end) else _TO_ARM.search(text[first : arm.start])
        if before and not _is_assigned(text, first + before.start(), before[0]):
            before = None
        after = _ARM_N.match(text, arm.end)
        if before and not after:
            start = first + before.start("n")
            yield start, arm.end, before["n"], _with_cohort(named, start, arm.name)
        elif after:
            yield arm.start, after.end(), after["n"], _with_cohort(named, arm.start, arm.name)


def _is_assigned(text: str, start: int, words: str) -> bool:
    """Whether people are counted there as assigned, not those to whom something happened."""
    if _ASSIGNS.search(words) or words.endswith("received "):
        return True
    first, _ = clause(text, start, start)
    return _ASSIGNS.search(text[:start]) is not None and not _HAPPENED.search(text[first:start])


def _with_cohort(named: list[Cohort], at: int, arm: str) -> dict[str, str]:
    """The arm, in the cohort that was named last."""
    before = [cohort.label for cohort in named if cohort.start < at]
    return {"arm": arm} | ({"cohort": before[-1]} if before else {})


def _number(about: str, words: str) -> dict[str, Any]:
    count = str(count_of(words))
    if about:
        return {"value_text": f"{about} {count}"}
    return {"value_text": count, "value": count}
