"""The main part of a page that was saved, without what a site puts around every text."""

import re

from bs4 import BeautifulSoup, Tag

LEAST = 200
"""Characters of a text; a part that has fewer is not the main one."""
SHARE = 0.5
"""Of the text: what says more than this is no furniture, whatever it is called."""
ROLES = ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog")
_FURNITURE = re.compile(
    r"(?:social|share|sharing|sharedaddy|sd-sharing.*|.*[-_]shar(?:e|ing)|shar(?:e|ing)[-_].*"
    r"|.*social[-_]?(?:media|links?|icons?|shar(?:e|ing)|bar|nav).*|addtoany.*|a2a_.*|addthis.*"
    r"|breadcrumbs?|.*[-_]breadcrumbs?|cookie.*|.*[-_]cookies?[-_].*|.*consent.*|onetrust.*|gdpr.*"
    r"|skip-?(?:link|to|nav).*|screen-reader-text|visually-hidden|sr-only|comments?(?:-area|-list)?"
    r"|(?:comment-)?respond|related(?:[-_].*)?|sidebar.*|widget(?:-area)?|pagination|pager"
    r"|post-navigation|nav-links|site-(?:header|navigation)|masthead|colophon|(?:.*[-_]|template)?"
    r"footer|cat-links|tags?-links|print-?link.*|search-form|back-to-top"
    r"|(?:newsletter-signup|subscribe)(?:[-_].*)?|region-(?:header|footer|sidebar.*))",
    re.IGNORECASE,
)


def cut_to_main(soup: BeautifulSoup) -> None:
    """Leave the main part where the page names it, and drop what is furniture by its name."""
    main = _main(soup)
    if main is not None:
        title = main.find("h1") or soup.find("h1")
        outside = isinstance(title, Tag) and main not in title.parents
        kept = [title.extract()] if isinstance(title, Tag) and outside else []
        kept.append(main.extract())
        soup.clear()
        soup.extend(kept)
    _drop_furniture(soup, is_page=main is not None)


def _main(soup: BeautifulSoup) -> Tag | None:
    """Give the one part that the page calls its main one."""
    for found in (soup.select("main, [role=main]"), soup.select("article"), _bodies(soup)):
        outermost = [tag for tag in found if not any(other in tag.parents for other in found)]
        if len(outermost) == 1 and _length(outermost[0]) >= LEAST:
            return outermost[0]
    return None


def _bodies(soup: BeautifulSoup) -> list[Tag]:
    return list(soup.select("[itemprop=articleBody], .entry-content, .field--name-body"))


def _drop_furniture(soup: BeautifulSoup, is_page: bool) -> None:
    most = _length(soup) * SHARE
    for tag in soup.find_all(True):
        named = is_page and tag.name in ("aside", "footer")
        if (named or _is_furniture(tag)) and _length(tag) <= most and not tag.find(["h1", "main"]):
            tag.extract()


def _is_furniture(tag: Tag) -> bool:
    if tag.get("role") in ROLES:
        return True
    names = [*map(str, tag.get_attribute_list("class")), str(tag.get("id", ""))]
    return any(_FURNITURE.fullmatch(name[:100]) for name in names[:20])


def _length(tag: Tag) -> int:
    return sum(len(text) for text in tag.strings)
