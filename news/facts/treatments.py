"""Treatments and arms as sentences name them: drugs by the endings of their names, and plain words.

A drug's nonproprietary name says what it is: -mab, -nib, -ciclib. A list of all drugs would never
be complete.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

ENDINGS = (
    *("mab", "nib", "ciclib", "parib", "lisib", "sertib", "degib", "platin", "platino", "taxel"),
    *(
        "rubicin",
        "rubicina",
        "trexate",
        "trexed",
        "limus",
        "lutamide",
        "lutamida",
        "relin",
        "relix",
    ),
    *("ectomy", "ectomía", "plasty", "ablation"),
    *(
        "trozole",
        "trozol",
        "mestane",
        "oxifen",
        "oxifeno",
        "vestrant",
        "estrant",
        "tabine",
        "tabina",
    ),
    *("rabine", "ribine", "relbine", "citidine", "fosfamide", "fosfamida", "mustine", "lidomide"),
    *("lidomida", "clax", "bulin", "raterone", "raterona", "tecan", "tansine", "vedotin", "racil"),
    *(
        "poside",
        "cristine",
        "blastine",
        "leucel",
        "zomib",
        "motide",
        "reotide",
        "dronate",
        "statin",
    ),
    *(
        "xaban",
        "parin",
        "setron",
        "oxetine",
        "faxine",
        "nazine",
        "mycin",
        "fene",
        "tatate",
        "ctedin",
    ),
    *(
        "solone",
        "nisone",
        "thasone",
        "metasona",
        "nisona",
        "solona",
        "terone acetate",
        "glutide",
        "formin",
        "mustat",
        "nostat",
    ),
)
_KIND = (
    "platinum-based|platinum|standard|single-agent|adjuvant|neoadjuvant|perioperative|systemic"
    "|conventional|hypofractionated|stereotactic|whole-breast|whole-brain|partial-breast|proton"
    "|photon|high-dose|low-dose|standard-dose|reduced-dose|immediate|delayed|deferred|early"
    "|induction|maintenance"
)
_PLAIN = (
    "placebo"
    rf"|(?:(?:{_KIND}) ){{0,2}}(?:chemotherapy|chemoradiotherapy|chemoradiation|radiotherapy"
    "|radiation therapy|radiation|endocrine therapy|hormone therapy|immunotherapy|surgery)"
    "|observation(?: alone)?"
    "|active surveillance|active monitoring|best supportive care|supportive care"
    "|best standard care|terapia (?:endocrina|hormonal)|hormonoterapia|inmunoterapia|observación"
    "|standard[- ]of[- ]care|standard (?:therapy|treatment|care)|usual care"
    "|androgen[- ]deprivation therapy|ADT|aspirin"
    "|vitamin D3?|m?FOLFOX6?|m?FOLFIRINOX|FOLFIRI|CAPOX|XELOX|R-CHOP|zoledronic acid|interferon"
    "|prednisone|interleukin-2|quimioterapia(?: est[aá]ndar)?|radioterapia|tratamiento est[aá]ndar"
    "|(?:investigator's|physician's) choice(?: of (?:chemotherapy|therapy|treatment))?"
    "|lutetium|177Lu-[A-Za-z-]{3,12}"
)
_TERMS = re.compile(rf"(?<![A-Za-z0-9-])(?:{_PLAIN})(?![A-Za-z0-9])", re.IGNORECASE)
_WORDS = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z0-9][A-Za-z0-9-]{4,40}(?![A-Za-z0-9-])")
_SUFFIX = re.compile(r"-[a-z]{4}$")  # of a biological product: tarlatamab-dlle
_SALT = re.compile(
    r" (?:deruxtecan|vedotin|emtansine|govitecan|tirumotecan|ravtansine|soravtansine"
    r"|mesylate|acetate|malate|tartrate"
    r"|hydrochloride)(?:-[a-z]{4})?(?![A-Za-z0-9-])",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"(?: \([^()]{1,60}\))? (?:plus|\+|in combination with|combined with|followed by|más"
    r"|en combinación con) (?:an? )?",
    re.IGNORECASE,
)
_BRAND = re.compile(r" \([A-Z][A-Za-z]{2,20}(?:[^()A-Za-z][^()]{0,40})?\)")
_ADDED = re.compile("(?:addition of|adding|añadir) $", re.IGNORECASE)
_ALONE = re.compile(" alone| sol[oa]")
_ADJECTIVE = re.compile(
    "-(?:based|controlled|free|treated|related|class|naive|resistant)", re.IGNORECASE
)
_NAMED_ARM = re.compile(
    r"\b(?:the|los?|las?|del) ((?:[A-Za-z0-9][A-Za-z0-9'+/-]{0,24} ){1,4})(?:arms?|groups?)\b"
)
_NO_ARM = re.compile(
    r"\b(?:two|three|both|each|either|all|same|other|study|treatment|age|patient|cooperative|and|or"
    r"|trials?|in|of|with|to|for|cohort|network|cancer|research|oncology|working|entire|overall)\b",
    re.IGNORECASE,
)
MOST = 24
"""Treatments of one sentence that are looked at."""
VERSUS = re.compile(
    r"\b(?:versus|vs?\.?|compared (?:with|to)|as compared (?:with|to)|than|against"
    r"|(?<!cross )(?<!crossed )over"
    r"|frente a(?:l)?"
    r"|en comparación con|comparad[oa]s? con|contra)\b",
    re.IGNORECASE,
)


class Arm(NamedTuple):
    """A treatment or an arm named in a text."""

    start: int
    end: int
    name: str


def treatments(text: str, names: re.Pattern[str] | None = None) -> list[Arm]:
    """The treatments that a plain text names, in order; of "the placebo arm" its treatment.

    `names` are those that only this text gives to its arms.
    """
    found: list[Arm] = []
    own = {match.span() for match in names.finditer(text)} if names else set()
    spans = sorted({*_terms(text), *_drugs(text), *own}, key=lambda span: (span[0], -span[1]))
    for start, end in spans[:MOST]:
        if (found and start < found[-1].end) or _ADDED.search(text[max(0, start - 14) : start]):
            continue
        if found and _JOIN.fullmatch(text, found[-1].end, start):
            start = found.pop().start
        found.append(_arm(text, start, end))
    return sorted([*found, *_named_arms(text, found)])


def _terms(text: str) -> Iterator[tuple[int, int]]:
    for match in _TERMS.finditer(text):
        if not _ADJECTIVE.match(text, match.end()):
            yield match.span()


def _drugs(text: str) -> Iterator[tuple[int, int]]:
    """Words that end like the name of a drug."""
    for match in _WORDS.finditer(text):
        word = match[0].lower()
        if word.endswith(ENDINGS) or _SUFFIX.sub("", word).endswith(ENDINGS):
            salt = _SALT.match(text, match.end())
            yield match.start(), salt.end() if salt else match.end()


def _arm(text: str, start: int, end: int) -> Arm:
    """With the brand in brackets, which is no part of the name."""
    alone = _ALONE.match(text, end)
    name = _name(text[start : alone.end() if alone else end])
    brand = _BRAND.match(text, end)
    return Arm(start, brand.end() if brand else alone.end() if alone else end, name)


def _named_arms(text: str, found: list[Arm]) -> Iterator[Arm]:
    """As "the high-dose arm": what no treatment names."""
    for named in _NAMED_ARM.finditer(text):
        start, end = named.span(1)
        inside = any(arm.start < end and arm.end > start for arm in found)
        if not inside and not _NO_ARM.search(named[1]):
            yield Arm(start, named.end(), named[1].strip())


def comparisons(text: str, arms: list[Arm]) -> Iterator[tuple[Arm, Arm]]:
    """Neighbours of which the second is what the first is compared with.

    "X or Y" says which is which only where one of them is a placebo or the like.
    """
    for first, second in pairwise(arms):
        between = text[first.end : second.start]
        if len(between) > 60 or first.name.lower() == second.name.lower() or _APART.search(between):
            continue
        if VERSUS.search(between) or _is_compared(text, first, between):
            yield first, second
        elif _OR.search(between) and _is_control(first) != _is_control(second):
            yield (second, first) if _is_control(first) else (first, second)


def _is_compared(text: str, first: Arm, between: str) -> bool:
    """As in "compared X with Y", "compara X con Y"."""
    verb = _COMPARES.search(text[max(0, first.start - 24) : first.start])
    return verb is not None and _WITH.fullmatch(between) is not None


def _is_control(arm: Arm) -> bool:
    return _CONTROL.search(arm.name) is not None


_COMPARES = re.compile(r"\bcompar\w+ (?:the |an? |el |la )?$", re.IGNORECASE)
_WITH = re.compile(r",? (?:with|to|con) (?:the |an? |el |la )?", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|o)\b", re.IGNORECASE)
_APART = re.compile(r"(?<!vs)[.;](?![0-9])|\b(?:and|y)\b", re.IGNORECASE)
_CONTROL = re.compile(
    "placebo|observation|standard|usual care|supportive care|surveillance|control|est[aá]ndar",
    re.IGNORECASE,
)


def _name(words: str) -> str:
    """Without what stands in brackets."""
    return re.sub(r" \([^()]*\)", "", words)
