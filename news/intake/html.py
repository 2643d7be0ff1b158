"""HTML -> Markdown and the pictures inside it."""

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup

from news.intake.converter import to_markdown
from news.intake.decoding import cleaned, decoded
from news.intake.images import Found, found_in
from news.intake.kinds import ReleaseRefused
from news.intake.markup import drop_unseen, flatten, page_title, tree
from news.intake.page import cut_to_main
from news.intake.plain_text import words
from news.intake.source import Source

_DECLARED = re.compile(
    rb"<meta[^<>]{0,200}?charset ?= ?[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_DATA = re.compile(r"data:image/[a-z+.-]{1,20};base64,([A-Za-z0-9+/=\s%]+)")
_DEBRIS = re.compile(
    r"(?:(?:can(?:no|')t|trouble|problems?|difficulty) (?:viewing|reading|seeing)|is this e-?mail)"
    r"|view (?:it |this (?:e-?mail|message|newsletter|page) )?(?:online|(?:in|as) (?:your |a )?"
    r"(?:web ?)?(?:browser|page))"
    r"|\bunsubscribe\b|opt[ -]out|(?:manage|update|change) (?:your |my )?(?:e-?mail |"
    r"subscription |communication )*preferences|forward (?:this (?:e-?mail )?)?to a (?:friend|"
    r"colleague)|you(?:'re| are)? (?:are )?receiv(?:ed|ing) this (?:e-?mail|message|newsletter)"
    r"|why did i get this|add us to your address book|darse de baja|cancelar (?:la|su|tu) "
    r"suscripci|ver (?:este (?:correo|mensaje) )?en (?:el|su|tu) navegador"
    r"|(?:copyright|\u00a9|\(c\)) .{0,60}(?:19|20)[0-9]{2}|all rights reserved"
    r"|our mailing address is|this (?:e-?mail|message) was sent (?:to|by)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\W*(?:(?:facebook|twitter|x|linkedin|instagram|youtube|bluesky|threads|tiktok|flickr|e-?mail"
    r"|print|share|tweet|pinterest|whatsapp|website|follow us(?: on)?|connect with us|back to top"
    r")\b\W*){1,12}",
    re.IGNORECASE,
)
DEBRIS_LIMIT = 300
_TRACKED = (
    "Links that lead through a service that counts clicks, and do not say where to: {}. Their words"
    " stay: link those that matter to the page itself."
)


def read_html(name: str, data: bytes | str) -> Source:
    """Read a page that was saved or pasted."""
    if isinstance(data, bytes):
        declared = _DECLARED.search(data[:4096])
        data = decoded(name, data, declared[1].decode() if declared else "")
    return html_source(name, data)


def html_source(name: str, html: str, parts: Mapping[str, Found] | None = None) -> Source:
    """Read HTML whose pictures stand in `parts`, by their addresses, or in the text itself."""
    inside = dict(parts or {})
    html = _DATA.sub(lambda data: _set_aside(data[1], inside), html)
    soup = tree(name, html)
    title = page_title(soup)
    drop_unseen(soup)
    cut_to_main(soup)
    pictures, notes = found_in(soup, inside)
    flatten(soup)
    text, tracked = _markdown(name, soup)
    if tracked:
        notes.append(_TRACKED.format(tracked))
    return Source(cleaned(name, _without_debris(text)), title, pictures, notes)


def _set_aside(coded: str, inside: dict[str, Found]) -> str:
    address = f"inside:{len(inside)}"
    inside[address] = Found.of_base64(coded)
    return address


def _markdown(name: str, soup: BeautifulSoup) -> tuple[str, int]:
    try:
        return to_markdown(soup)
    except RecursionError:
        raise ReleaseRefused(f"{name} has marks too deep inside marks: save it as .txt.") from None


def _without_debris(markdown: str) -> str:
    """Cut the short paragraphs by which a newsletter speaks of itself, not of its news."""
    blocks = markdown.split("\n\n")
    return "\n\n".join(block for block in blocks if not _is_debris(block))


def _is_debris(block: str) -> bool:
    if len(block) > DEBRIS_LIMIT:
        return False
    return bool(_DEBRIS.search(block) or _ELSEWHERE.fullmatch(words(block)))
