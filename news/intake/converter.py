"""A tree of HTML -> Markdown, in the manner in which plain text becomes it."""

import re
from typing import Any

import markdownify
from bs4 import Tag
from bs4.element import NavigableString

from news.intake.links import as_destination, clean_text, clean_url, is_tracked
from news.intake.plain_text import at_line_start, inline, with_links

Base: Any = markdownify.MarkdownConverter  # its types leave half of it out
_BULLET = re.compile(
    r"^\s*(?:[\u2022\u25aa\u25cf\u25e6\u2023\uf0b7\uf0a7]\s*|[\u00b7\u00a7o]\s{2,})(?=\S)"
)
STARTS_A_LINE = {
    *("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "ul"),
    *("ol", "blockquote", "pre", "hr", "[document]"),
}


class Converter(Base):  # type: ignore[misc]
    """One that escapes as little as plain text needs, and cleans each address."""

    class Options(Base.DefaultOptions):  # type: ignore[misc]
        heading_style = "atx"
        bullets = "-"
        table_infer_header = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tracked = 0

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Escape also what would mean something at the start of a line."""
        text: str = super().process_text(el, parent_tags=parent_tags)
        if "_noformat" in (parent_tags or ()):
            return text
        lines = text.split("\n")
        first = 0 if _starts_a_line(el) else 1
        return "\n".join([*lines[:first], *(at_line_start(line) for line in lines[first:])])

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape what would be Markdown, as in plain text."""
        clean = clean_text(text)
        return inline(clean) if "a" in parent_tags else with_links(clean)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link where the address is one for readers; the words alone where it is not."""
        url = clean_url(str(el.get("href", "")))
        words = text.strip()
        if is_tracked(url) and words:
            self.tracked += 1
            return text
        if not url or not words or "_noformat" in parent_tags or "\n\n" in words:
            return text
        if url.removesuffix("/") == words.removesuffix("/") and "\\" not in words:
            return text.replace(words, f"<{url}>")
        return text.replace(words, f"[{words}]({as_destination(url)})")

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line of its own, as in plain text; in a heading or a cell a space."""
        return f" {text}" if "_inline" in parent_tags else f"\n{text}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Nothing: pictures stand beside the text."""
        return ""

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An entry, numbered where its list is."""
        mark = f"{el['value']}." if el.get("value") else "-"
        inside = f"\n{' ' * (len(mark) + 1)}".join(text.strip().split("\n"))
        return f"{mark} {inside}\n" if inside else "\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A cell; the bars in it are its own."""
        return f" {' '.join(text.split()).replace('|', chr(92) + '|')} |"

    convert_th = convert_td

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quotation with its marks."""
        return f"\u201c{text}\u201d"


def to_markdown(tree: Any) -> tuple[str, int]:
    """Give the tree as Markdown, no line with spaces at its end, and how many links it lost.

    Those lead through a service that counts who clicks, and do not say where to.
    """
    converter = Converter()
    text: str = converter.convert_soup(tree)
    return "\n".join(_entry(line.rstrip()) for line in text.split("\n")), converter.tracked


def _entry(line: str) -> str:
    """Make entries of a list of lines that begin with a bullet, as Word's letters have them."""
    return _BULLET.sub("- ", line)


def _starts_a_line(el: NavigableString) -> bool:
    node: Any = el
    while node is not None:
        before = node.previous_sibling
        if before is not None:
            return getattr(before, "name", None) in STARTS_A_LINE
        node = node.parent
        if node is None or node.name in STARTS_A_LINE:
            return True
    return True
