"""What an agency decided about a product: who, what, for whom, when. Only what is told as done."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from news.facts.agencies import Agency, agencies
from news.facts.fact import Fact, Kind
from news.facts.numbers import days
from news.facts.products import indication_in, product_before, product_in
from news.facts.sentences import Sentence
from news.facts.treatments import treatments

WINDOW = 240
MOST = 4
"""Agencies of one sentence that are asked what they decided."""
_NOW = (
    r"(?:,? (?:has|have|had|today|recently|also|now|just|officially|formally|ha|hoy)"
    r"|,? (?:on|el) [A-Za-z]{3,10}\.? [0-9]{1,2}(?:, [0-9]{4})?,?"
    r"|,? (?:on|el) [0-9]{1,2}(?: de)? [A-Za-z]{3,10}(?:,?(?: del?)? [0-9]{4})?,?){0,4}"
)
_APPROVES = (
    r"approv(?:es|ed)|clear(?:s|ed)|authori[sz](?:es|ed)|aprueba|aprobó|aprobado|autoriza"
    r"|autorizó|autorizado"
)
_REFUSES = (
    r"declin(?:es|ed) to (?:approve|grant approval)|refus(?:es|ed) (?:to (?:approve"
    r"|grant approval)|approval)|reject(?:s|ed)"
    r"|denied approval|rechazó|rechazado|denegó"
)
_GRANTS = (
    r"grant(?:s|ed)?|issue[sd]|award(?:s|ed)|concedió|concede|concedido|otorgó|otorga|otorgado"
)
_WHAT = (
    r"(?:(?:an? |the |la |una )?(?:(?:accelerated|conditional|full|regular|traditional"
    r"|standard|marketing|expanded|early) ){0,3}"
    r"(?:approval|clearance|authori[sz]ation)s?|(?:la |una )?(?:aprobación"
    r"|autorización)(?: acelerada| condicional)?(?: de comercialización)?"
    r"|orphan[- ](?:drug |medicinal product )?(?:designation|status)"
    r"|breakthrough[- ](?:therapy )?designation"
    r"|(?:an? )?complete response letters?(?: \(CRLs?\))?"
    r"|fast[- ]track (?:designation|status)|priority review(?: designation| status)?)"
)
_ACT = re.compile(
    rf"{_NOW} (?:(?P<no>{_REFUSES})|(?P<yes>{_APPROVES})|(?P<gives>{_GRANTS})"
    r"|(?P<more>expand(?:s|ed) (?:the |its )?(?:approval|approved use|indications?"
    r"|label)(?: (?:of|for))?)"
    r"|(?P<turns>convert(?:s|ed))|(?P<back>withdr(?:ew|awn)|revoked))(?= )",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"(?:was|were|has been|have been|is now|fue|fueron|ha sido|han sido)(?: (?:also"
    r"|today|recently|now|officially|just|hoy|recientemente))?"
    rf" (?:(?:granted|given|awarded) (?P<what>{_WHAT})|(?P<no>refused(?: approval)?"
    r"|rejected|denied approval|rechazad[oa]s?)"
    r"|approved|cleared|authori[sz]ed|aprobad[oa]s?|autorizad[oa]s?)(?: (?:on|in|el"
    r"|en) [^,;.]{4,22})? (?:by|por)$",
    re.IGNORECASE,
)
_GOT = re.compile(
    r"(?:(?:has|have|ha) )?(?:today |recently |also |now )?(?:received|receives|won|wins"
    r"|gained|gains|secured|secures|obtained|earned|recibió|recibido|obtuvo|obtenido)"
    rf"(?: (?P<what>{_WHAT}) (?:from|by|de)$|(?: (?:an?|its|the))?$)",
    re.IGNORECASE,
)
_APPLICATION = (
    r"(?: (?:its|the|an?|[A-Z]\w+'s) (?:[A-Za-z]+ ){0,5}?application(?: \([A-Za-z]+\))?"
    r"(?: for| of| seeking approval of))?"
)
_OF = re.compile(rf" (?:for|of|to|regarding)\b{_APPLICATION}", re.IGNORECASE)
_ITS = re.compile(rf"(?:'s)? (?P<what>{_WHAT})", re.IGNORECASE)
_GIVEN = re.compile(
    rf"(?:,? (?:on|el) [^,;]{{4,25}}?,?)? (?P<what>{_WHAT})(?: (?:to|for|of|a|para"
    rf"|regarding|de(?:l)?))?{_APPLICATION}(?= )",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:previously|already|first|initially|originally|currently|earlier|once|since"
    r"|when|which|who|after|before|until|unless|if|because|although|would|could"
    r"|(?-i:may)|might|should|will|cannot|not|never|whether|applied|anteriormente|cuando|si"
    r"|tras)(?: [\w-]+){0,1},? ?(?:the )?$",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\b(?P<verb>[\w-]+)(?: (?:today|yesterday|recently|just))? that,?(?: \w+,)? ?$", re.IGNORECASE
)
_TELLS = re.compile(
    r"(?:inform|announc|said|says|report|confirm|learn|notifi|news|pleas|excit|proud"
    r"|share|aware|thrill|delight)",
    re.IGNORECASE,
)
_FAST = re.compile(r"accelerated approval|aprobación acelerada", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:on|el|in|en|of|dated)(?: (?:Mon|Tues|Wednes|Thurs|Fri)day,)? $", re.IGNORECASE
)
_IN_YEAR = re.compile(r"\b(?:in|en|since|desde|[0-9]{1,2},) ((?:19|20)[0-9]{2})\b")
_TODAY = re.compile(r"\b(?:today|hoy)\b", re.IGNORECASE)
_KINDS = (
    ("accelerated|acelerada", "ACCELERATED_APPROVAL"),
    ("conditional|condicional", "CONDITIONAL_APPROVAL"),
    ("orphan", "ORPHAN_DESIGNATION"),
    ("breakthrough", "BREAKTHROUGH_DESIGNATION"),
    ("fast", "FAST_TRACK_DESIGNATION"),
    ("priority", "PRIORITY_REVIEW"),
    ("complete response", "REFUSED"),
)


class _Decision(NamedTuple):
    decision: str
    product: str
    indication: str
    start: int
    end: int


def find_approvals(text: Iterable[Sentence], dated: str = "") -> Iterator[Fact]:
    """Decisions stated as done, each once; "today" is the day that is printed on the release."""
    best: dict[tuple[str, ...], Fact] = {}
    for sentence in text:
        for agency in islice(agencies(sentence.text), MOST):
            if sentence.is_spoken(agency.start):
                continue
            if _is_long_ago(sentence.text, dated):
                continue
            for found in _decisions(sentence.text, agency):
                value = _value(found, agency, sentence.text, dated)
                key = (agency.name, _base(found.product), found.decision)
                if key not in best or len(value) > len(best[key].value):
                    best[key] = sentence.fact(Kind.APPROVAL, value, found.start, found.end)
    yield from best.values()


def _is_long_ago(text: str, dated: str) -> bool:
    """Whether the sentence tells of a year more than two before the release."""
    years = [int(year) for year in _IN_YEAR.findall(text)]
    return bool(years and dated and max(years) < int(dated[:4]) - 2)


def _base(product: str) -> str:
    """The first name, without the brand and the letters that tell a biological product apart."""
    first = re.split(r" \(| (?:plus|and|in combination|\+|y|más) ", product.lower())[0]
    return re.sub(r"-[a-z]{4}$", "", first)


def _decisions(text: str, agency: Agency) -> Iterator[_Decision]:
    before = text[max(0, agency.start - WINDOW) : agency.start].rstrip()
    if act := _ACT.match(text, agency.end):
        if not _is_background(before):
            yield from _active(text, agency, act)
        return
    was, got = _WAS.search(before), _GOT.search(before)
    if was:
        decision = "REFUSED" if was["no"] else _kind(was["what"] or "")
        yield from _passive(text, agency, before, was.start(), decision, agency.end)
    elif got and got["what"]:
        yield from _received(text, agency, before, got.start(), _kind(got["what"]), agency.end)
    elif got and (its := _ITS.match(text, agency.end)):
        yield from _received(text, agency, before, got.start(), _kind(its["what"]), its.end())


def _active(text: str, agency: Agency, act: re.Match[str]) -> Iterator[_Decision]:
    """As "The FDA approved X for Y", "granted approval to X", "granted X approval"."""
    decision, at = "APPROVED", act.end()
    given = _GIVEN.match(text, at)
    if act["no"]:
        decision = "REFUSED"
    elif act["turns"] or act["back"]:
        decision = "CONVERTED" if act["turns"] else "WITHDRAWN"
        at = given.end() if given else at
    elif act["gives"]:
        given = given or _GIVEN.search(text, at, at + 120)
        if given is None:
            return
        decision = _kind(given["what"])
        at = given.end() if given.start() == at else at
    elif act["yes"] and _FAST.search(text):
        decision = "ACCELERATED_APPROVAL"
    product, end = product_in(text, at)
    if act["gives"] and given and given.start() > at:
        product, end = product_in(text[: given.start()], at)[0], given.end("what")
        if not treatments(product) and (of := _OF.match(text, end)):
            named, after = product_in(text, of.end())
            product, end = (named, after) if treatments(named) else (product, end)
    if product:
        indication, end = indication_in(text, end)
        yield _Decision(decision, product, indication, agency.start, end)


def _passive(
    text: str, agency: Agency, before: str, verb: int, decision: str, after: int
) -> Iterator[_Decision]:
    """As "X was approved by the FDA for Y", "X received FDA approval for Y"."""
    if _is_background(before[:verb].rstrip()):
        return
    product, at = product_before(before[:verb].rstrip(" ,"))
    if product:
        indication, end = indication_in(text, after)
        start = agency.start - len(text[: agency.start]) + text.rfind(before[at:], 0, agency.start)
        yield _Decision(decision, product, indication, max(start, 0), end)


def _received(
    text: str, agency: Agency, before: str, verb: int, decision: str, after: int
) -> Iterator[_Decision]:
    """As "X received FDA approval for Y", and "the company received FDA approval for X"."""
    of = _OF.match(text, after)
    product, at = product_in(text, of.end()) if of else ("", after)
    if not treatments(product):
        yield from _passive(text, agency, before, verb, decision, after)
    elif not _is_background(before[:verb].rstrip()):
        indication, end = indication_in(text, at)
        yield _Decision(decision, product, indication, agency.start, end)


def _is_background(before: str) -> bool:
    """Whether the words before make it a condition, a hope, or something of long ago."""
    that = _THAT.search(before + " ")
    if that:
        return _TELLS.match(that["verb"]) is None
    return _ALREADY.search(before + " ") is not None


def _kind(what: str) -> str:
    """The decision, by the words for it."""
    return next(
        (word for words, word in _KINDS if re.search(words, what, re.IGNORECASE)), "APPROVED"
    )


def _value(found: _Decision, agency: Agency, text: str, dated: str) -> dict[str, Any]:
    value = {
        "agency": agency.name,
        "decision": found.decision,
        "product": found.product,
        "indication": found.indication,
        "decided_on": _day(text, agency, dated),
    }
    return {name: words for name, words in value.items() if words}


def _day(text: str, agency: Agency, dated: str) -> str:
    """The one day that the sentence gives for it."""
    named = {
        day for start, _, day in days(text, dated) if _ON.search(text[max(0, start - 20) : start])
    }
    if len(named) == 1 and not re.search("publish|presented|publicad", text):
        return named.pop()
    return dated if not named and _TODAY.search(text) else ""
