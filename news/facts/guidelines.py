"""Guidelines that took the treatment up."""

import re
from collections.abc import Iterable, Iterator

from django.utils.text import capfirst

from news.facts.fact import Fact, Kind
from news.facts.numbers import days
from news.facts.products import product_in
from news.facts.sentences import Sentence

_BODIES = {
    "NCCN": "National Comprehensive Cancer Network",
    "ASCO": "American Society of Clinical Oncology",
    "ESMO": "European Society for Medical Oncology",
    "NANETS": "North American Neuroendocrine Tumor Society",
    "ENETS": "European Neuroendocrine Tumor Society",
    "AUA": "American Urological Association",
    "ASTRO": "American Society for Radiation Oncology",
    "ASH": "American Society of Hematology",
    "EAU": "European Association of Urology",
}
_BODY = re.compile(
    "(?<![A-Za-z0-9-])(?:"
    + "|".join(
        rf"(?P<{short}>{name}\u00ae?(?: \({short}\u00ae?\))?|{short})"
        for short, name in _BODIES.items()
    )
    + ")(?![A-Za-z0-9])"
)
_GUIDELINE = re.compile(
    r"(?P<name>(?:Clinical Practice )?Guidelines?(?: \(NCCN "
    r"Guidelines(?:\u00ae)?\))?(?:\u00ae)?(?: in Oncology)?(?:(?: \(NCCN "
    r"Guidelines(?:\u00ae)?\))? (?:for|on|in) (?P<topic>(?:[A-Z][\w/-]*|and|of|the|de"
    r"|y)(?:,? (?:[A-Z][\w/-]*|and|of|the|de|y))*))?)"
    r"|(?P<low>(?:clinical practice )?guidelines?(?: (?:for"
    r"|on) (?P<about>[a-z][a-z /-]{3,60}?)(?=,|\.| (?:were|was|have|has|to|now|in|as"
    r"|that)\b))?|guías?(?: (?:clínicas?|de práctica clínica))?)"
)
_DID = re.compile(
    r"\b(?:updat(?:ed|es)|(?<=uidelines )(?:list|include|recommend)|added?|adds"
    r"|includ(?:ed|es|e)|incorporat(?:ed|es)"
    r"|recommend(?:s|ed|ation)|list(?:s|ed)|endors(?:es|ed)|upgraded|designat(?:es|ed)"
    r"|took|now (?:list|include|recommend)|actualiz\w+|incluy\w+|incorpor\w+"
    r"|recomiend\w+)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:will|would|could|(?-i:may)|might|should|hope|hopes|expect\w*|not"
    r"|current(?:ly)? recommend|according to|per|plans?|considering|podría|no)\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"\b[Cc]ategor(?:y|ía) (?:[1-3][AB]?|I{1,3}[AB]?)(?: (?:or|and|o"
    r"|y) [1-3][AB]?)?(?: preferred| \(preferred\)| preferente)?"
)
_AS = re.compile(
    r"\b(?:include|added?|adds|includes|recommends?|lists?|incorporate|incluir|incluye"
    r"|recomienda)(?=[ ,])",
    re.IGNORECASE,
)
_FOR = re.compile(
    r" (?:for|in|para|en) (?P<who>(?:certain |some |all |adults?|patients?|people"
    r"|selected |types|pacientes|the treatment|the first-line|first-line"
    r"|second-line)[^.;]{3,240})"
)


def find_guidelines(text: Iterable[Sentence]) -> Iterator[Fact]:
    """What a guideline says now of a treatment, each body once."""
    seen: set[str] = set()
    for sentence in text:
        if "uideline" not in sentence.text and "uía" not in sentence.text:
            continue
        for fact in _in(sentence):
            if fact.value["body"] not in seen:
                seen.add(fact.value["body"])
                yield fact


def _in(sentence: Sentence) -> Iterator[Fact]:
    text = sentence.text
    body, did = _BODY.search(text), _DID.search(text)
    guideline = _GUIDELINE.search(text)
    if not (body and did and guideline) or _NOT.search(text) or sentence.is_spoken(did.start()):
        return
    short = body.lastgroup or ""
    treatment = _treatment(sentence, did.end())
    if not treatment:
        return
    category, who = _CATEGORY.search(text), _FOR.search(text, did.end())
    value = {
        "body": f"{_BODIES[short]} ({short})",
        "guideline": _guideline(short, guideline),
        "listed_on": next((day for _, _, day in days(text)), ""),
        "category": category[0] if category else "",
        "treatment": treatment,
        "population": who["who"].strip(" ,") if who else "",
    }
    start, end = (
        sorted((body.start(), guideline.start()))[0],
        max(guideline.end(), did.end(), category.end() if category else 0),
    )
    yield sentence.fact(
        Kind.GUIDELINE, {key: words for key, words in value.items() if words}, start, end
    )


def _treatment(sentence: Sentence, at: int) -> str:
    if sentence.arms:
        return sentence.arms[0].name
    text = sentence.text
    verb = _AS.search(text, max(0, at - 20))
    return product_in(text, verb.end())[0] if verb else ""


def _guideline(short: str, match: re.Match[str]) -> str:
    name = re.sub(r" \(NCCN[^)]*\)|\u00ae", "", match[0])
    topic = match["topic"]
    if topic:
        topic = re.sub(r" (?:and|of|the|de|y)$", "", topic)
        name = f"{re.split(r' (?:for|on) ', name, maxsplit=1)[0]}: {topic}"
    return f"{short} {capfirst(name)}"
