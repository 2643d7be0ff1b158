"""Who says what in a release: quotations with their speakers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from news.intake.draft import Quote
from news.intake.plain_text import words
from news.intake.speakers import END, is_credit, speaker_of

MOST = 100
LONGEST_PARAGRAPH = 20_000
NEAR = 500
_SIGNS = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_OPENS = "\u201c\u201e\u00ab"
_CLOSES = "\u201d\u00bb"
_SINGLE_OPENS = re.compile(r"(?:(?<=^)|(?<=[\s(\u2014\u2013]))[\u2018'](?=[^\W\d_])")
_SINGLE_CLOSES = re.compile(r"(?<=[,.!?\u2026])[\u2019'](?=\s|$)")


@dataclass
class _Piece:
    """One stretch in marks of quotation, with the words around it up to the next ones."""

    text: str
    before: str
    after: str


def find_quotations(blocks: Sequence[str]) -> tuple[Quote, ...]:
    """Give the quotations whose speakers the text names, in its order."""
    quotes: list[Quote] = []
    for paragraph in _paragraphs(blocks):
        _read(_pieces(paragraph), quotes)
        if len(quotes) >= MOST:
            break
    return tuple(quotes[:MOST])


def _paragraphs(blocks: Sequence[str]) -> Iterator[str]:
    """Give paragraphs, those that one quotation runs through as one, and a credit with its own."""
    open_one = ""
    for block in blocks:
        if len(block) > LONGEST_PARAGRAPH or block.startswith("#"):
            continue
        text = _doubled(" ".join(words(block).lstrip("> ").split()))
        runs_on = open_one and _SIGNS.match(text) and _is_open(open_one)
        if runs_on and len(open_one) < LONGEST_PARAGRAPH:
            open_one = f"{open_one} {text[1:]}"
        elif open_one and is_credit(text) and open_one[-1] in f'"{_CLOSES}':
            open_one = f"{open_one} {text}"
        else:
            yield open_one
            open_one = text
    yield open_one


def _doubled(text: str) -> str:
    """Give a text that quotes in single marks, as the British do, with double ones."""
    if _SIGNS.search(text) or not _SINGLE_CLOSES.search(text):
        return text
    return _SINGLE_CLOSES.sub("\u201d", _SINGLE_OPENS.sub("\u201c", text))


def _is_open(text: str) -> bool:
    """Whether the last quotation does not end here."""
    return next((end >= len(text) for _, end in reversed(list(_spans(text)))), False)


def _read(pieces: list[_Piece], quotes: list[Quote]) -> None:
    """Add what one paragraph quotes; stretches of one speaker in a row are one quotation."""
    here: Quote | None = None
    for number, piece in enumerate(pieces):
        said = speaker_of(piece.text, piece.before, piece.after, quotes)
        if said is None and here is not None and _goes_on(pieces[number - 1].after):
            said = replace(here, text="")
        if said is None:
            here = None
            continue
        if here is not None and replace(here, text="") == said:
            quotes.pop()
            here = replace(here, text=_joined(here.text, piece.text, pieces[number - 1].after))
        else:
            here = replace(said, text=piece.text)
        quotes.append(here)


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
            pieces.append(_Piece(inside, before, after))
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


def _goes_on(between: str) -> bool:
    """Whether the words between two stretches are only who said them, up to a pause or an end."""
    between = between.rstrip()
    if len(between) >= NEAR or not between.endswith((",", ".", ";", ":", "!", "?")):
        return False
    end = END.search(between)
    return end is None or end.end() == len(between)


def _joined(first: str, second: str, between: str) -> str:
    """Give two stretches as one; what is broken off for "said" ends if the sentence is over."""
    if between.rstrip().endswith((".", "!", "?")) and not first.endswith((".", "!", "?", "\u2026")):
        first = first.removesuffix(",") + "."
    return f"{first} {second}"
