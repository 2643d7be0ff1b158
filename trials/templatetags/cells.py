"""The cells of the admin's lists, each with the name of its column: on a phone a row is a card."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from trials import first_letters

register = template.Library()

# As Django's list writes them: `<td class="field-state nowrap">`.
CELL = re.compile(r"<(t[dh])([^>]*)>(.*)</t[dh]>", re.DOTALL)
EMPTY = "-"
# Django's pictures of a tick and of a red cross, and a day: within a text, not within a tag.
ICON = re.compile(r'<img src="[^"]*/icon-(yes|no|unknown)[^"]*" alt="[^"]*">')
WORDS = {"yes": "Yes", "no": "No", "unknown": "Not known"}
WHOLE = r'<span class="day">\g<0></span>'
DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}(-[0-9]{2})?(?![\w-])(?![^<>]*>)")


@register.simple_tag
def named_cells(row: Iterable[Any], headers: Iterable[Any]) -> SafeString:
    """The row's cells; what says nothing is marked, for cards to leave out."""
    pairs = zip(row, headers, strict=False)
    return mark_safe("".join(_named(str(cell), header["text"]) for cell, header in pairs))  # noqa: S308  # nosec B308 # escaped or cleaned before


@register.filter
def words_for_icons(html: str) -> SafeString:
    """Yes and no in words: a red cross says that something is wrong, where nothing is."""
    return mark_safe(ICON.sub(lambda icon: WORDS[icon[1]], html))  # noqa: S308  # nosec B308 # escaped or cleaned before


@register.filter
def days_whole(text: Any) -> SafeString:
    """The text, whose days stand on one line each."""
    return mark_safe(DAY.sub(WHOLE, conditional_escape(text)))  # noqa: S308  # nosec B308 # escaped here


@register.filter(is_safe=True)
@stringfilter
def begun(text: str) -> str:
    """As a sentence begins; a name of its own spelling (pNET) stays as it is."""
    return first_letters.begun(text)


def _named(cell: str, name: str) -> str:
    found = CELL.fullmatch(cell.strip())
    if found is None or 'class="action-checkbox"' in cell:
        return cell
    tag, attributes, said = found.groups()
    said = DAY.sub(WHOLE, words_for_icons(said))
    label = format_html('<span class="cell-name">{}</span>', capfirst(name))
    if said == EMPTY:
        attributes = attributes.replace('class="', 'class="says-nothing ', 1)
    return f"<{tag}{attributes}>{label}{said}</{tag}>"
