"""HTML of the wild -> a tree of what a reader sees; scripts, trackers and hidden words are gone."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from news.intake.kinds import ReleaseRefused

MAX_TEXT = 2_000_000
MAX_TAGS = 40_000
MAX_DEPTH = 100
DROPPED = (
    *("script", "style", "template", "svg", "math", "iframe", "object", "embed", "applet", "audio"),
    *("video", "canvas", "head", "title", "meta", "link", "base", "button", "input", "select"),
    *("textarea", "nav", "noscript", "noembed", "noframes", "frameset", "map", "datalist"),
)
BLOCKS = {
    *("address", "main", "header", "footer", "aside", "center", "details", "summary", "fieldset"),
    *("form", "dl", "dd", "hgroup", "legend", "figure", "body", "html", "article", "section"),
}
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_NO_TAG = re.compile(r"<(?![A-Za-z/])")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ENDS_P = {
    *("p", "div", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "section", "article"),
    *(*_HEADINGS, "figure", "header", "footer", "address", "center", "form"),
}
_ENDS = {
    **dict.fromkeys(_ENDS_P, (("p",), ("div", "td", "th", "li", "dd", "blockquote", "table"))),
    "li": (("li",), ("ul", "ol")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr",), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "option": (("option",), ("select",)),
}
"""Which open marks a mark ends, and which it does not look beyond: pages of old leave ends out."""
_WIDE = re.compile(r"[ \t\r\n]{40,}")
_NO_ENTITY = re.compile(r"&(?!#?[A-Za-z0-9]{1,31};)")
_HIDDEN = re.compile(
    r"(?:display ?: ?none|visibility ?: ?hidden|mso-hide ?: ?all|font-size ?: ?0(?![.0-9]*[1-9])"
    r"|max-height ?: ?0(?![.0-9]*[1-9])|opacity ?: ?0(?![.0-9]*[1-9]))",
    re.IGNORECASE,
)
_PREHEADER = re.compile(r"pre-?header|preview-?text|mcnPreviewText", re.IGNORECASE)
_SIGNATURE = re.compile(r"gmail_signature|moz-signature|ms-outlook-mobile-signature")


class Soup(BeautifulSoup):
    """A tree in which paragraphs, entries and cells end where the next one begins."""

    def handle_starttag(self, name: str, *args: Any, **kwargs: Any) -> Tag | None:
        """End what this mark ends."""
        ended, beyond = _ENDS.get(name, ((), ()))
        for tag in reversed(self.tagStack[-MAX_DEPTH:]):
            if tag.name in beyond or not ended:
                break
            if tag.name in ended:
                self.endData()
                self._popToTag(tag.name)
                break
        return super().handle_starttag(name, *args, **kwargs)


def tree(name: str, html: str) -> BeautifulSoup:
    """Parse; raises ReleaseRefused for what no program for writing makes."""
    html = _WIDE.sub("\n", _without_comments(html))  # the converter is slow with long gaps
    html = _NO_ENTITY.sub("&amp;", _NO_TAG.sub("&lt;", _DECLARATION.sub("", html)))
    if len(html) > MAX_TEXT or html.count("<") > MAX_TAGS:
        raise ReleaseRefused(
            f"{name} has more markup than any release: save its text as .txt or .docx."
        )
    if html.rfind("<") > html.rfind(">"):  # the parser would take a tag without end for words
        html += ">"
    soup = Soup(html, "html.parser")
    _check_depth(name, soup)
    return soup


def page_title(soup: BeautifulSoup) -> str:
    """What the page calls itself, in its head."""
    title = soup.find("title")
    return " ".join(title.get_text().split())[:500] if isinstance(title, Tag) else ""


def drop_unseen(soup: BeautifulSoup) -> None:
    """Take out what no reader sees: scripts, hidden words, signatures, pixels that only count."""
    for tag in soup.find_all(DROPPED):
        tag.extract()
    for tag in soup.find_all(True):
        if _is_hidden(tag) or _SIGNATURE.search(_classes(tag)) or _is_pixel(tag):
            tag.extract()


def flatten(soup: BeautifulSoup) -> None:
    """Make of what only lays out a page plain blocks, so that its words stay paragraphs."""
    for table in soup.find_all("table"):
        if not _holds_data(table):
            for cell in _cells(table):
                cell.name = "div"
            table.name = "div"
    for tag in soup.find_all(True):
        if tag.name in BLOCKS:
            tag.name = "div"
        elif tag.name == "dt":
            tag.name = "p"
    for numbered in soup.find_all("ol"):
        for number, entry in enumerate(numbered.find_all("li", recursive=False), 1):
            entry["value"] = str(number)


def _without_comments(html: str) -> str:
    """Cut comments in one pass; one that does not end takes the rest along, as in a browser."""
    kept: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 2)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, html[at:]])


def _check_depth(name: str, soup: BeautifulSoup) -> None:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > MAX_DEPTH:
            raise ReleaseRefused(
                f"{name} has marks inside marks over {MAX_DEPTH} deep: save its text as .txt."
            )


def _classes(tag: Tag) -> str:
    """Class and id together."""
    return f"{' '.join(map(str, tag.get_attribute_list('class')))} {tag.get('id', '')}"[:500]


def _is_hidden(tag: Tag) -> bool:
    style = str(tag.get("style", ""))[:2000]
    return (
        tag.has_attr("hidden")
        or bool(_HIDDEN.search(style.replace("  ", " ")))
        or bool(_PREHEADER.search(_classes(tag)))
    )


def _is_pixel(tag: Tag) -> bool:
    """Whether it is a picture of one or two pixels, which only tells that it was looked at."""
    sizes = [str(tag.get(side, "")).strip().removesuffix("px") for side in ("width", "height")]
    return tag.name == "img" and all(size in ("0", "1", "2") for size in sizes)


def _cells(table: Tag) -> Iterator[Tag]:
    """What the table itself is made of, tables inside it left alone."""
    for tag in table.find_all(["caption", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th"]):
        if tag.find_parent("table") is table:
            yield tag


def _holds_data(table: Tag) -> bool:
    """Whether its columns mean something: several, in several rows, of words without blocks."""
    if table.get("role") == "presentation" or table.find(["table", "h1", "h2", "ul", "ol", "img"]):
        return False
    rows = [len(row.find_all(["td", "th"], recursive=False)) for row in table.find_all("tr")]
    return len(rows) > 1 and min(rows) > 1 and len(table.find_all("p")) <= sum(rows)
