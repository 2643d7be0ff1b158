"""A text as readers get it, with marks in place: each a link to the card of what it names.

Marks count code points of the Markdown source. Each end goes in as one character that no text has,
goes through the parser as a letter would, and becomes a tag when the HTML is clean. Where a mark
does not come through (it stood in what readers do not see), the source itself is shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from trials import markdown

HEADING = 3
FIRST, LAST = 0xF0000, 0xFFFFD
"""Characters for private use: two for each mark."""
MOST = (LAST - FIRST) // 2
_POINT = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
_QUOTED_POINT = re.compile("(?:%F3%B[0-9A-F](?:%[89AB][0-9A-F]){2})+")
# As nh3 writes tags: values in double quotes, and no "<" in a text.
_TAG_OR_POINT = re.compile(f'(</?[a-zA-Z][^<>"]*(?:"[^"]*"[^<>"]*)*>|[{chr(FIRST)}-{chr(LAST)}])')


@dataclass(frozen=True)
class Mark:
    """Words of a text, what kind of match they are, and where their card is."""

    start: int
    end: int
    number: int
    kind: str
    card: str
    says: str


def marked_title(text: str, marks: Sequence[Mark]) -> SafeString:
    """A line of plain text."""
    return _tagged(escape(_pointed(text, marks)), marks)[0]


def marked_body(text: str, marks: Sequence[Mark]) -> SafeString:
    """Markdown as HTML; its links lead nowhere, so that nobody leaves the desk by mistake."""
    if _POINT.search(text) or len(marks) > MOST:
        return format_html('<pre class="source">{}</pre>', text)
    tokens = markdown.parse(_pointed(text, marks), HEADING)
    for token in tokens:
        if token.children:
            token.children = list(_without_links(token.children))
    html, shown = _tagged(markdown.render(tokens), marks)
    return html if shown == len(marks) else _source(text, marks)


def _source(text: str, marks: Sequence[Mark]) -> SafeString:
    html, _ = _tagged(escape(_pointed(text, marks)), marks)
    return format_html('<pre class="source">{}</pre>', html)


def _pointed(text: str, marks: Sequence[Mark]) -> str:
    """The text with a character at each end of each mark."""
    pieces, at = [], 0
    for number, mark in enumerate(marks):
        begin, end = chr(FIRST + 2 * number), chr(FIRST + 2 * number + 1)
        pieces += [text[at : mark.start], begin, text[mark.start : mark.end], end]
        at = mark.end
    return "".join([*pieces, text[at:]])


def _without_links(children: Sequence[Token]) -> Iterator[Token]:
    """The words of links; the address follows where a mark stands in it and not in the words."""
    address, words = "", ""
    for token in children:
        if token.type == "link_open":
            address, words = _address(token), ""
        elif token.type == "link_close":
            if set(_POINT.findall(address)) - set(_POINT.findall(words)):
                yield Token("text", "", 0, content=f" ({address})")
            address = ""
        else:
            words += token.content
            yield token


def _address(link: Token) -> str:
    """Where a link leads, its marks again as they went in."""
    href = str(link.attrs.get("href", ""))
    return _QUOTED_POINT.sub(lambda quoted: unquote(quoted[0]), href)


def _tagged(html: str, marks: Sequence[Mark]) -> tuple[SafeString, int]:
    """The characters as tags around each piece of text between them, and how many marks show."""
    out: list[str] = []
    open_mark, shown = None, set()
    for piece in _TAG_OR_POINT.split(html):
        if _POINT.fullmatch(piece):
            number = ord(piece) - FIRST
            open_mark = None if number % 2 else marks[number // 2]
        elif open_mark is None or not piece.strip() or _TAG_OR_POINT.fullmatch(piece):
            out.append(piece)
        else:
            out.append(_tag(open_mark, piece, open_mark.number not in shown))
            shown.add(open_mark.number)
    return mark_safe("".join(out)), len(shown)  # noqa: S308 (clean before, and our own tags)  # nosec B308


def _tag(mark: Mark, piece: str, first: bool) -> str:
    """A mark around a piece of clean HTML; what is cut by other tags is a link once."""
    words = mark_safe(piece)  # noqa: S308  # nosec B308 # escaped or cleaned before
    if not first:
        return format_html('<mark class="match-{}">{}</mark>', mark.kind, words)
    return format_html(
        '<a class="match" id="match-{}" href="#{}" title="{}"><mark class="match-{}">{}</mark></a>',
        mark.number,
        mark.card,
        mark.says,
        mark.kind,
        words,
    )
