"""Who says a quotation, by the words before and after it, in English and Spanish."""

import re
from collections.abc import Sequence
from dataclasses import replace

from news.intake.draft import Quote

_SAID = (
    r"(?:said|says|stated|states|added|adds|noted|notes|explained|explains|commented|comments"
    r"|remarked|remarks|concluded|concludes|continued|continues|observed|emphasi[sz]ed|stressed"
    r"|wrote|writes|told [^.,\"]{1,40}|agreed|disagreed|cautioned|warned|replied|responded|recalled"
    r"|announced|argued|shared|put it|dijo|dice|afirm\u00f3|se\u00f1al\u00f3|explic\u00f3"
    r"|coment\u00f3|agreg\u00f3|a\u00f1adi\u00f3|declar\u00f3|indic\u00f3|destac\u00f3"
    r"|asegur\u00f3|sostuvo|apunt\u00f3|manifest\u00f3|expres\u00f3|subray\u00f3|concluy\u00f3)"
)
_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_PARTICLE = "(?:de|del|la|las|los|van|von|der|den|di|da|dos|y|el|al|bin|le|ter)(?= )"
_WORD = rf"(?:(?:{_CAPITAL}\.-?)+|(?:Jr|Sr|St)\.|{_CAPITAL}[\w'\u2019-]*)"
_TITLE = r"(?:(?:Drs?|Prof|Professor|Mr|Ms|Mrs|Mx|Sir|Dra|Sra?|Rev)\.? |(?i:doctora?|profesora?) )*"
_NAME = rf"(?P<name>{_TITLE}{_WORD}(?: (?:{_WORD}|{_PARTICLE})){{0,5}})"
_ROLE = (
    r"(?:(?P<role>(?:(?:the|our|its|an?|la|el) )?(?:[\w'\u2019/-]+ ){0,4}?(?i:(?:co-)?chair(?:man"
    r"|woman|person)?|(?:co-)?authors?|investigator|(?:co-)?director|president|chief|leader"
    r"|professor|oncologist|surgeon|physician|spokes(?:person|man|woman)|officer|head|scientist"
    r"|researcher|advocate|patient|survivor|commissioner|secretary|directora|investigadora?"
    r"|presidente|presidenta|oncolog[oa]|onc\u00f3log[oa])),? )?"
)
_HOUSE = r"(?P<affiliation>(?:,| of| from| de| del)[^.\"]{1,300}?)?"
_DEGREE = r"(?:M\.?D|Ph\.?D|MPH|MBBS|D\.?O|R\.?N|M\.?S|Pharm\.?D|DSc|FASCO|FACS)\b\.?"
_THEY = "(?:s?he|they|[\u00e9e]l|ella)"
_ARTICLE = "(?:[Ee]l |[Ll]a )?"
_GAP = r"\W{0,4}"
_WHO = rf"{_ROLE}{_ARTICLE}{_NAME}"
_AFTER = (
    re.compile(rf"{_GAP}(?:also )?{_SAID},? {_WHO}(?P<rest>.*)", re.DOTALL),
    re.compile(rf"{_GAP}(?:according to|seg\u00fan) {_WHO}(?P<rest>.*)", re.DOTALL),
    re.compile(rf"\s*[\u2013\u2014-]{{1,2}} ?{_WHO}(?P<rest>(?:,[^.]{{1,300}})?)\.?\s*$"),
)
_AFTER_NAME = re.compile(rf"{_GAP}{_WHO}{_HOUSE},? (?:also )?{_SAID}\b")
_AGAIN = re.compile(rf"{_GAP}(?:{_THEY} (?:also )?{_SAID}|{_SAID} {_THEY})\b", re.IGNORECASE)
_NOBODY = re.compile(rf"{_GAP}(?:the|our|el|la) [\w -]{{1,60}}? {_SAID}\b", re.IGNORECASE)
_LEAD = r"\W*(?:(?:In|At|On|After|During|En) [^.,\"]{1,60}, |As )?"
_BEFORE = (
    re.compile(rf"{_LEAD}{_WHO}{_HOUSE},? (?:also )?{_SAID}\b[^.\"]{{0,80}}[:,]?\s*$"),
    re.compile(rf"\W*(?:According to|Seg\u00fan) {_WHO}{_HOUSE},?\s*$"),
    re.compile(rf"\W*{_WHO}(?P<affiliation>, {_DEGREE}[^.\"]{{0,300}}?):\s*$"),
)
_AGAIN_BEFORE = re.compile(rf"\b{_THEY} (?:also )?{_SAID}\b[^.\"]{{0,80}}[:,]?\s*$", re.IGNORECASE)
_NO_NAMES = re.compile(
    r"(?:The|This|That|These|It|He|She|They|We|In|A|An|But|And|El|La|Los|MD|PhD|MPH|RN)\b"
)
_OCCASION = re.compile(r",? in an? (?:[\w-]+ ){0,2}(?:release|statement|interview|e-?mail)\b.*$")
END = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bDra)(?<!\bInc)(?<!\bMt)(?<!\bProf)(?<!\b[A-Z])(?<!\.[A-Z])"
    r"[.!?;](?=\s|$)"
)
"""Of a sentence."""


def speaker_of(text: str, before: str, after: str, quotes: Sequence[Quote]) -> Quote | None:
    """Give who says a text, without words yet; None where those around it name nobody.

    `quotes` are those before it, whose speakers may be meant by "she" or a surname.
    """
    if text.endswith(".") and re.match(rf"\s+{_CAPITAL}", after):
        after = ""  # a new sentence, which may lead up to what another says
    for form in _AFTER:
        if (match := form.match(after)) and not _NO_NAMES.match(match["name"]):
            return _quote(match, match["rest"], quotes)
    if (match := _AFTER_NAME.match(after)) and not _NO_NAMES.match(match["name"]):
        return _quote(match, match["affiliation"] or "", quotes)
    if _AGAIN.match(after) and quotes:
        return replace(quotes[-1], text="")
    for form in _BEFORE:
        match = form.match(_last_sentence(before))
        if match and not _NO_NAMES.match(match["name"]):
            return _quote(match, match["affiliation"] or "", quotes)
    if _AGAIN_BEFORE.search(before) and quotes:
        return replace(quotes[-1], text="")
    return Quote("") if _NOBODY.match(after) else None


def is_credit(text: str) -> bool:
    """Whether a paragraph is only the name below a quotation: "— Jane Doe, MD"."""
    return bool(_AFTER[2].match(text))


def _last_sentence(text: str) -> str:
    """Give the words that lead up to a quotation."""
    ends = [end.end() for end in END.finditer(text.rstrip())]
    return text[ends[-1] :] if ends else text


def _quote(match: re.Match[str], rest: str, quotes: Sequence[Quote]) -> Quote:
    """Give the speaker; a name that only repeats one said before stands for the whole of it."""
    name = match["name"]
    name = re.sub(rf"^{_TITLE}", "", name).strip(" .,") if " " in name else name.strip(" .,")
    affiliation = _affiliation(rest)
    if role := re.sub(r"^(?:the|our|its|an?|la|el) ", "", match["role"] or ""):
        affiliation = f"{role}, {affiliation}" if affiliation else role
    for known in reversed(quotes):
        if known.speaker and known.speaker.split()[-1] == name.split()[-1] and not affiliation:
            return replace(known, text="")
    return Quote("", name[:200], affiliation)


def _affiliation(rest: str) -> str:
    """Give degrees, title and place, up to the end of the sentence."""
    rest = rest.lstrip()
    if not rest.startswith((",", "(", "of ", "from ", "at ", "de ", "del ")):
        return ""
    end = END.search(rest)
    given = _OCCASION.sub("", rest[: end.start()] if end else rest)
    return given.strip(" ,.:\u2014\u2013").removeprefix("who is ")
