"""Markdown, as registries and releases write it, to HTML that is harmless and fits into a page."""

from collections.abc import Sequence
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.text import Truncator
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Tags inside a text go and its words stay; as a block of HTML the words would go too.
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
PARSER.disable("html_block")
LAST_HEADING = 6
# Nothing that people wrote is near it (the registry takes 32,000 characters), and a parser needs
# many seconds for some texts that are longer.
LONGEST = 100_000
TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("em", "strong", "s", "a", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
# Enough for the first words, and little to read where a text is long.
OPENING_WORDS, OPENING_CHARACTERS = 45, 1_500


def parse(text: str, heading: int) -> list[Token]:
    """The text as tokens, without HTML, its highest heading at level `heading`.

    A text of over LONGEST characters stands as it was written, its marks unread.
    """
    if len(text) > LONGEST:
        return [Token("code_block", "code", 0, content=text)]
    tokens = PARSER.parse(text)
    for token in tokens:
        if token.children:
            token.children = [one for one in token.children if keep(one)]
    _move_headings(tokens, heading)
    return tokens


def keep(token: Token) -> bool:
    """Whether an inline token stays: no HTML, and no picture from elsewhere."""
    return token.type not in ("html_inline", "image")


def render(tokens: Sequence[Token]) -> str:
    """The tokens as HTML, cleaned once more whatever they hold."""
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)


def to_html(text: str, heading: int = 4) -> str:
    """Safe HTML of a text whose headings stand below one of level `heading` - 1."""
    return render(parse(text, heading))


def portable(html: str, base: str) -> str:
    """HTML for a reader elsewhere: what is harmless, pictures too, with addresses in full."""
    return nh3.clean(
        html,
        tags=TAGS | {"figure", "figcaption", "img"},
        attributes=ATTRIBUTES | {"img": {"src", "alt"}},
        url_schemes=SCHEMES,
        url_relative=("rewrite_with_base", base),
    )


def opening(text: str) -> str:
    """How the first paragraph begins, as plain text; empty if there is none."""
    first = to_html(text[:OPENING_CHARACTERS]).partition("<p>")[2].partition("</p>")[0]
    plain = unescape(strip_tags(first))
    return Truncator(" ".join(plain.split())).words(OPENING_WORDS)


def _move_headings(tokens: list[Token], top: int) -> None:
    """Levels without gaps from `top` on, since the page's own headings stand above."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + used.index(token.tag), LAST_HEADING)}"
