"""Who says what in a release: quotations with their speakers, in English and Spanish."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from news.intake.draft import Quote
from news.intake.plain_text import words

MOST = 100
LONGEST_PARAGRAPH = 20_000
NEAR = 500
_SIGNS = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_OPENS = "\u201c\u201e\u00ab"
_CLOSES = "\u201d\u00bb"
_SAID = (
    r"(?:said|says|stated|states|added|adds|noted|notes|explained|explains|commented|comments"
    r"|remarked|remarks|concluded|concludes|continued|continues|observed|emphasi[sz]ed|stressed"
    r"|wrote|writes|told [^.,\"]{1,40}|dijo|dice|afirm\u00f3|se\u00f1al\u00f3|explic\u00f3"
    r"|coment\u00f3|agreg\u00f3|a\u00f1adi\u00f3|declar\u00f3|indic\u00f3|destac\u00f3"
    r"|asegur\u00f3|sostuvo|apunt\u00f3|manifest\u00f3|expres\u00f3|subray\u00f3|concluy\u00f3)"
)
_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_PARTICLE = "(?:de|del|la|las|los|van|von|der|den|di|da|dos|y|el|al|bin|le|ter)(?= )"
_PART = rf"(?:{_CAPITAL}[\w'\u2019-]*\.?|{_PARTICLE})"
_TITLE = r"(?:(?:Drs?|Prof|Professor|Mr|Ms|Mrs|Mx|Sir|Dra|Sra?|Rev)\.? )*"
_NAME = rf"(?P<name>{_TITLE}{_CAPITAL}[\w'\u2019-]*\.?(?: {_PART}){{0,5}})"
_HOUSE = r"(?P<affiliation>(?:,| of| from| de| del)[^.\"]{1,300}?)?"
_THEY = "(?:s?he|they|[\u00e9e]l|ella)"
_ARTICLE = "(?:[Ee]l |[Ll]a )?"
_GAP = r"\W{0,4}"
_END = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bDra)(?<!\bInc)(?<!\bMt)(?<!\bProf)(?<!\b[A-Z])(?<!\.[A-Z])"
    r"[.!?;](?=\s|$)"
)
_AFTER_VERB = re.compile(rf"{_GAP}(?:also )?{_SAID},? {_ARTICLE}{_NAME}(?P<rest>.*)", re.DOTALL)
_AFTER_NAME = re.compile(rf"{_GAP}{_ARTICLE}{_NAME}{_HOUSE},? (?:also )?{_SAID}\b")
_ACCORDING = re.compile(
    rf"{_GAP}(?:according to|seg\u00fan) {_ARTICLE}{_NAME}(?P<rest>.*)", re.DOTALL
)
_AGAIN = re.compile(rf"{_GAP}(?:{_THEY} (?:also )?{_SAID}|{_SAID} {_THEY})\b", re.IGNORECASE)
_NOBODY = re.compile(rf"{_GAP}(?:the|our|el|la) [\w -]{{1,60}}? {_SAID}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\W*(?:(?:In|At|On|After|During|As|En) [^.,\"]{{1,60}}, )?{_ARTICLE}{_NAME}{_HOUSE},?"
    rf" (?:also )?{_SAID}\b[^.\"]{{0,80}}[:,]?\s*$"
)
_AGAIN_BEFORE = re.compile(rf"\b{_THEY} (?:also )?{_SAID}\b[^.\"]{{0,80}}[:,]?\s*$", re.IGNORECASE)
_NO_NAMES = re.compile(r"(?:The|This|That|These|It|He|She|They|We|In|A|An|But|And|El|La|Los)\b")


@dataclass
class _Piece:
    """One stretch in marks of quotation, with the words around it up to the next ones."""

    text: str
    before: str
    after: str
    runs_on: bool = False


def find_quotations(blocks: Sequence[str]) -> tuple[Quote, ...]:
    """Give the quotations whose speakers the text names, in its order."""
    quotes: list[Quote] = []
    open_end = False
    for block in blocks:
        if len(block) > LONGEST_PARAGRAPH or block.startswith("#"):
            continue
        pieces = _pieces(" ".join(words(block).split()))
        open_end = _read(pieces, quotes, open_end)
        if len(quotes) >= MOST:
            break
    return tuple(quotes[:MOST])


def _read(pieces: list[_Piece], quotes: list[Quote], open_end: bool) -> bool:
    """Add what one paragraph quotes; gives whether its last quotation runs on in the next."""
    here: Quote | None = None
    for number, piece in enumerate(pieces):
        said = _speaker(piece, quotes)
        if said is None and number == 0 and open_end and not piece.before.strip():
            said = replace(quotes[-1], text="")
            here = quotes.pop()
        if said is None and here is not None and _goes_on(pieces[number - 1]):
            said = replace(here, text="")
        if said is None:
            here = None
            continue
        if here is not None and (here.speaker, here.affiliation) == (
            said.speaker,
            said.affiliation,
        ):
            quotes[-1:] = [] if quotes and quotes[-1] == here else quotes[-1:]
            here = replace(here, text=_joined(here.text, piece.text, pieces[number - 1].after))
        else:
            here = replace(said, text=piece.text)
        quotes.append(here)
    return bool(pieces) and here is not None and pieces[-1].runs_on


def _pieces(text: str) -> list[_Piece]:
    """Cut a paragraph at its marks of quotation; the last may be open, as in a long quotation."""
    spans = list(_spans(text))
    pieces = []
    for number, (start, end) in enumerate(spans):
        last = spans[number - 1][1] + 1 if number else 0
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        inside = text[start + 1 : end].strip()
        if inside:
            before = text[max(last, start - NEAR) : start]
            after = text[end + 1 : min(following, end + 1 + NEAR)]
            pieces.append(_Piece(inside, before, after, runs_on=end >= len(text)))
    return pieces


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Give where quotations begin and end; straight marks open and close in turn."""
    start = -1
    for sign in _SIGNS.finditer(text):
        at = sign.start()
        opens = sign[0] in _OPENS or (sign[0] == '"' and _may_open(text, at))
        if start < 0 and opens:
            start = at
        elif start >= 0 and (sign[0] in _CLOSES or (sign[0] == '"' and not opens)):
            yield start, at
            start = -1
    if start >= 0:
        yield start, len(text)


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before in " ([\u2014\u2013-\u2026") and bool(after.strip())


def _speaker(piece: _Piece, quotes: list[Quote]) -> Quote | None:
    """Give who says it by the words after or before; None where they name nobody."""
    for form in (_AFTER_VERB, _ACCORDING):
        if (match := form.match(piece.after)) and not _NO_NAMES.match(match["name"]):
            return _quote(match["name"], match["rest"], quotes)
    if (match := _AFTER_NAME.match(piece.after)) and not _NO_NAMES.match(match["name"]):
        return _quote(match["name"], match["affiliation"] or "", quotes)
    if _AGAIN.match(piece.after) and quotes:
        return replace(quotes[-1], text="")
    if (match := _BEFORE.match(_last_sentence(piece.before))) and not _NO_NAMES.match(
        match["name"]
    ):
        return _quote(match["name"], match["affiliation"] or "", quotes)
    if _AGAIN_BEFORE.search(piece.before) and quotes:
        return replace(quotes[-1], text="")
    return Quote("") if _NOBODY.match(piece.after) else None


def _last_sentence(text: str) -> str:
    """Give the words that lead up to a quotation."""
    ends = [end.end() for end in _END.finditer(text.rstrip())]
    return text[ends[-1] :] if ends else text


def _quote(name: str, rest: str, quotes: list[Quote]) -> Quote:
    """Give the speaker; a name that only repeats one said before stands for the whole of it."""
    name = re.sub(rf"^{_TITLE}", "", name).strip(" .,") if " " in name else name.strip(" .,")
    affiliation = _affiliation(rest)
    for known in reversed(quotes):
        if known.speaker and known.speaker.split()[-1] == name.split()[-1] and not affiliation:
            return replace(known, text="")
    return Quote("", name[:200], affiliation)


def _affiliation(rest: str) -> str:
    """Give degrees, title and place, up to the end of the sentence."""
    rest = rest.lstrip()
    if not rest.startswith((",", "(", "of ", "from ", "at ", "de ", "del ")):
        return ""
    end = _END.search(rest)
    return (rest[: end.start()] if end else rest).strip(" ,.:\u2014\u2013").removeprefix("who is ")


def _goes_on(piece: _Piece) -> bool:
    """Whether the words between two stretches are only who said them."""
    return len(piece.after) < NEAR


def _joined(first: str, second: str, between: str) -> str:
    """Give two stretches as one; the comma before "said" ends a sentence if it is over there."""
    if first.endswith(",") and between.rstrip().endswith((".", "!", "?")):
        first = first[:-1] + "."
    return f"{first} {second}"
