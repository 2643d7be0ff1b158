"""The product of a decision and what it is for, as the words around the verb give them."""

import re

from news.facts.treatments import treatments

_GENERIC = re.compile(
    r"\b(?:drugs?|therap(?:y|ies)|treatments?|medicines?|agents?|inhibitors?|options?"
    r"|regimens?|devices?|it|this|that|these"
    r"|first|new|nine|several|many|other|stud(?:y|ies)|trials?|label|applications?"
    r"|approvals?|indications?|products?|protocols?"
    r"|assays?|tests?|diagnostics?|CDx|companion"
    r"|combinations?|immunotherapy|pills?|tablets?|vaccines?|antibod(?:y|ies)"
    r"|amendments?|plans?|request|patients?|use|medicamentos?|fármacos?|tratamientos?"
    r"|terapias?|they|which|following|a|uses?"
    r"|is|was|are|were|has|have|decision|today|we|who|and the)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"(?:for|to|in|as|on|with|by|after|before|of|and|or|from|at|para|en|de|con|por|tras)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b[A-Z0-9][\w-]{2,}|^[a-z][a-z-]{5,}$")
_LEADING = re.compile(
    r"(?: (?:el [0-9]{1,2} de [a-z]+(?: del? [0-9]{4})?|[\w.-]{2,30}'s(?= [a-z])|the|an?"
    r"|el|la|los|las|use of|uso del?|combination of|combinación de|drug"
    r"|medicine|oral|targeted therapy|immunotherapy"
    r"|marketing of|sale of|medicamento|fármaco|al|approval of|approval for|to|hoy|today))*(?= )",
    re.IGNORECASE,
)
_WORD = r"[A-Za-z0-9\u00c0-\u024f][\w\u00ae\u2122'/.-]{0,40}"
_BRACKETS = r"(?: \([^()]{1,80}\))?"
_NAME = re.compile(
    rf" (?P<name>{_WORD}(?:{_BRACKETS} (?:plus|\+|and|y|más|in combination with"
    rf"|combined with|or)? ?{_WORD}){{0,6}}?{_BRACKETS})"
    r"(?=\s?(?:[,.;:]|$)|'s\b| (?:for|to|in|as|on|based|following|after|is|was|has"
    r"|accelerated|full|regular|priority|breakthrough|orphan|fast"
    r"|approval|today|with|under|indicad[oa]|para|en|tras|hoy|al?|por|como|from|because"
    r"|through|at|by|which|making|la|el)\b)",
)
_LAST_NAME = re.compile(
    rf"(?:^|[\s,(])(?P<name>{_WORD}(?:(?: (?:plus|\+|in combination with"
    rf"|combined with))? {_WORD}){{0,4}}{_BRACKETS})$"
)
_FOR = re.compile(
    r",? (?:for|to (?:treat|include|reduce|prevent)|in (?:adults?|patients?|combination"
    r"|people|children|men|women)|as (?:an? |the )?(?:adjuvant|neoadjuvant"
    r"|first|second|third|maintenance|monotherapy|single|treatment)|indicad[oa]s? para"
    r"|para|en (?:pacientes|adultos|combinación))\b",
)
_STOP = re.compile(
    r"[;]|\. |,? (?:(?:is |was )?[Bb]ased (?:up)?on|on the (?:[Bb]asis|[Rr]esults?|[Ss]trength)"
    r"|[Ff]ollowing (?:the|its|[Rr]esults|a)|supported by|thanks to|under (?:priority|the|its)"
    r"|making|marking"
    r"|the (?:first|agency)|according to|and (?:the|will|is|was|has|its|that|granted"
    r"|placed|required|expanded|converted)"
    r"|basad[oa]|tras los resultados|con base|a partir|said|today|from the"
    r"|according|[Aa]fter (?:the|[Rr]esults|a)|(?:on|in) (?:(?:Mon|Tues|Wednes|Thurs|Fri|Jan"
    r"|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?,? )?[0-9]{1,4}(?! mg)"
    r"|el [0-9]{1,2} de)\b",
)
_TREATING = re.compile(
    r"^,? (?:for(?: use)? (?:in )?(?:the treatment of )?|to treat "
    r"|para (?:el tratamiento de(?:l)? |tratar )?|in (?=adults?|patients|people|children"
    r"|men|women)"
    r"|indicad[oa]s? para (?:el tratamiento de(?:l)? )?|en (?=pacientes|adultos))",
)
LONGEST = 400


def product_in(text: str, at: int) -> tuple[str, int]:
    """The product named from here on, and where its name ends; "" for "a drug" and the like."""
    leading = _LEADING.match(text, at)
    begin = leading.end() if leading else at
    match = _NAME.match(text, begin)
    if match is None or not _is_name(_without_brackets(match["name"])):
        return "", at
    return _tidy(match["name"]), match.end()


def product_before(text: str) -> tuple[str, int]:
    """The product that the words end with, and where its name begins."""
    match = _LAST_NAME.search(text[-120:])
    while match and not _is_name(_without_brackets(match["name"])):
        match = _LAST_NAME.search(text[-120:], match.start() + 1)
    if match is None:
        return "", len(text)
    name = _LEADING.sub("", f" {match['name']}", count=1).strip()
    start = max(0, len(text) - 120) + match.end() - len(name)
    return (_tidy(name), start) if name else ("", len(text))


def indication_in(text: str, at: int) -> tuple[str, int]:
    """What it is for, as a summary in the release's words, and where that ends."""
    match = _FOR.search(text, at, at + 160)
    if match is None or re.search(r"[;]|\. ", text[at : match.start()]):
        return "", at
    stop = _STOP.search(text, match.end(), match.end() + LONGEST)
    end = stop.start() if stop else min(len(text), match.end() + LONGEST)
    if not stop and end < len(text):
        end = text.rfind(" ", match.end(), end)
    words = text[match.start() : end].rstrip(" .,")
    return _TREATING.sub("", words).strip(), match.start() + len(words)


def _is_name(words: str) -> bool:
    """Whether a product may be called so: no general words, and one that is the name of a thing."""
    if _GENERIC.search(words) or _LOOSE.match(words):
        return False
    return bool(treatments(words)) or _NAMED.search(words) is not None


def _tidy(name: str) -> str:
    """The name with the brand in brackets, without the maker and signs of trade."""
    bare = re.sub("[\u00ae\u2122]", "", name)
    brand = re.search(r" \(([^(),]+)", bare)
    words = _without_brackets(bare).strip(" ,.'")
    return f"{words} ({brand[1].strip()})" if brand and bare.endswith(")") else words


def _without_brackets(name: str) -> str:
    return re.sub(r" \([^()]*\)", "", name)
