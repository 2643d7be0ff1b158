"""Who sponsors, pays and helps: sponsor, grant numbers, companies that collaborate."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from news.facts.fact import Fact, Kind
from news.facts.sentences import Sentence
from news.facts.treatments import ENDINGS

_INSTITUTES = "CA|HL|AI|AG|GM|DK|NS|MH|HD|ES|TR|CO|LM|EB|MD|NR|DA|AA|EY|DE|AR|TW|RR|OD"
_GRANT = re.compile(
    r"(?<![A-Za-z0-9])(?:[1-9][ -]?)?(?P<code>(?:R|U|P|K|T|F|D|S|Z)[0-9][0-9A-Z]|UG[1-3]"
    r"|UM1|UH[23]|UL1|UF1|DP[1-5]|RC[1-4]|RF1|SC[1-3]|TL1"
    rf"|KL2)[ -]?(?P<institute>{_INSTITUTES})[ "
    rf"-]?(?P<serial>[0-9]{{6}})(?:-[0-9]{{2}}(?:[A-Z][0-9])?)?(?![A-Za-z0-9])"
)
_OTHER_GRANTS = re.compile(
    r"(?<![A-Za-z0-9])(?:W81XWH-?[0-9]{2}-?[0-9]-?[0-9]{4}"
    r"|HT9425-?[0-9]{2}-?[0-9]-?[0-9]{4}|HHSN[0-9]{12}[A-Z]"
    r"|75N[0-9]{5}[A-Z][0-9]{5})(?![A-Za-z0-9])"
)
_WORD = r"[A-Z\u00c0-\u00dd][A-Za-z0-9\u00c0-\u024f&'.-]*"
_ORG = (
    rf"(?P<org>{_WORD}(?:(?: (?:of|for|the|in|de|del|la|y|&|and(?= (?:Prevention|Development"
    r"|Research|Company|Sons|Technology|Education|Drug|Human|Digestive)\b)))?(?: (?:the|la"
    rf"|los))? {_WORD}){{0,7}})"
)
_SPONSOR = re.compile(
    r"\b(?:is|was|being|are|trial|study|fue|es|está)?,? ?(?:sponsored"
    rf"|patrocinad[oa]|promovid[oa]) (?:by|por) (?:the |el |la )?{_ORG}"
)
_HELPS = (
    re.compile(
        r"\b(?:as part of|through|under|via"
        rf"|within) (?:an? )?(?:the )?{_ORG}(?:'s?) (?:[a-z]+ ){{0,3}}(?:collaboration"
        r"|agreement|partnership|CRADA|cooperative research)"
    ),
    re.compile(
        r"\b(?:in (?:collaboration|partnership|cooperation) with|en colaboración con"
        r"|la colaboración de"
        r"|collaborat(?:ion|ing|es|ed) with|collaborators?(?: include[sd]?| is"
        rf"| was)?:?) (?:the |el |la )?{_ORG}"
    ),
    re.compile(
        r"\b(?:funded|supported|funding|support|financiad[oa])(?: (?:in part|also"
        r"|in addition|provided|for (?:the|this) (?:trial|study)(?: was provided)?"
        r"|was provided))? (?:by|from|por) (?:an? )?(?:unrestricted |generous )?"
        rf"(?:(?:grants?|gifts?|donations?) from )?(?:the |el |la )?{_ORG}"
    ),
    re.compile(rf"\b[Ff]inancian?(?: también)? (?:el |la )?{_ORG}"),
    re.compile(
        r"\b(?:[Dd]rugs?|placebo|devices?|[Ff]unding|[Ss]upport|medications?"
        rf"|[A-Za-z]+(?:{'|'.join(ENDINGS)})) (?:was|were)"
        rf" (?:also )?(?:provided|supplied|donated) by (?:the )?{_ORG}"
    ),
    re.compile(
        rf"(?:^|[,;.] |\b(?:and|y) ){_ORG}(?:,? Inc\.?,?)? (?:also )?(?:collaborat(?:es"
        r"|ed)|provid(?:es|ed) (?:the )?(?:study |investigational )?(?:drugs?"
        r"|medications?|funding|support|financial support|(?:[a-z]+ and )?placebo"
        rf"|[a-z]+(?:{'|'.join(ENDINGS)}"
        rf"|placebo))|suppl(?:ies|ied) (?:the )?[a-z ]{{3,30}}|donated)"
    ),
)
_MORE = re.compile(
    rf"(?: \([^()]{{1,80}}\))?(?:,? (?:and|y)|,) (?:the |by |from |el |la )*(?!Inc|Ltd"
    rf"|LLC|Corp|Co\b){_ORG}"
)
_ALSO = re.compile(
    r"\b(?:and|y),? (?:also |in part )?(?:by|from|por)"
    rf" (?:an? (?:grant|gift|donation) from )?(?:the |el |la )?{_ORG}"
)
_PAID = re.compile(r"\b(?:funded|supported|financiad[oa]|apoyad[oa])\b")
_NO_STUDY = re.compile(
    r"\b(?:decision|approval|application|conclusion|claim|use)s? (?:was|is|were|are)(?: \w+)? $"
)
# Sponsors, groups and networks stand in the record by other ways than as a company that helps.
_NOT_A_HELPER = re.compile(
    r"[0-9]{4}|National Cancer Institute|National Institutes? of Health|\bNCI\b|\bNIH\b|\bNCTN\b"
    r"|NCORP|Clinical Trials Network|Oncology Research Program"
    r"|Alliance for Clinical Trials"
    r"|\b(?:SWOG|ECOG|NRG|COG|ACRIN|CCTG)\b|Therapy Evaluation Program|\bCTEP\b|^(?:The"
    r"|This|These|Patients|Dr|It|In|Its|All|Both|Investigators|We|Our|Results|Phase"
    r"|Additional|Division of)\b|Trial|Study|Committee|Department of Defense Congress|^(?:FDA"
    r"|ClinicalTrials\.gov)",
)
_TAIL = re.compile(r"(?:,? (?:Inc|Ltd|LLC|Corp|Co)\.?)$|[.,]$| (?:and|of|the|for|in)$")
LONGEST = 120
MOST = 24


def find_funding(text: Iterable[Sentence]) -> Iterator[Fact]:
    """The sponsor, each grant and each company once."""
    seen: set[tuple[str, str]] = set()
    for sentence in text:
        found = (fact for find in (_grants, _sponsors, _helpers) for fact in find(sentence))
        for fact in islice(found, MOST):
            key = (fact.kind, next(iter(fact.value.values())).lower())
            if key not in seen:
                seen.add(key)
                yield fact


def _grants(sentence: Sentence) -> Iterator[Fact]:
    for match in _GRANT.finditer(sentence.text):
        value = "".join(match.group("code", "institute", "serial"))
        yield sentence.fact(Kind.FUNDING, {"value": value, "type": "NIH"}, *match.span())
    for match in _OTHER_GRANTS.finditer(sentence.text):
        kind = "OTHER_GRANT" if match[0].startswith(("W", "HT")) else "NIH"
        yield sentence.fact(Kind.FUNDING, {"value": match[0], "type": kind}, *match.span())


def _sponsors(sentence: Sentence) -> Iterator[Fact]:
    for match in _SPONSOR.finditer(sentence.text):
        name = _tidy(match["org"])
        if name and not sentence.is_spoken(match.start()):
            yield sentence.fact(Kind.SPONSOR, {"name": name}, *match.span())


def _helpers(sentence: Sentence) -> Iterator[Fact]:
    patterns = (*_HELPS, _ALSO) if _PAID.search(sentence.text) else _HELPS
    for pattern in patterns:
        for match in pattern.finditer(sentence.text):
            if sentence.is_spoken(match.start()) or _NO_STUDY.search(
                sentence.text[max(0, match.start() - 40) : match.start()]
            ):
                continue
            spans = [match.span("org")]
            while more := _MORE.match(sentence.text, spans[-1][1]):
                spans.append(more.span("org"))
            for start, end in spans:
                name = _tidy(sentence.text[start:end])
                if name and not _NOT_A_HELPER.search(name):
                    last = start + len(sentence.text[start:end].rstrip(".,"))
                    yield sentence.fact(Kind.COLLABORATOR, {"name": name}, start, last)


def _tidy(name: str) -> str:
    """Without possessive, "Inc." and what hangs on."""
    short = re.sub(r"(?:'s?)$", "", name.strip())
    while short != (short := _TAIL.sub("", short).strip()):
        pass
    return short[:LONGEST] if len(short) > 2 else ""
