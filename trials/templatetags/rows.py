"""Tables in the admin's forms, where Django's own markup is not right for all readers."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
EMPTY = re.compile(r"<th( class=\"original\")?></th>")
NAME = re.compile(r'<th class="column-(\w+)[^"]*">\s*([^<]*?)\s*<')
CELL = re.compile(r'<td class="field-(\w+)">')
ROW = re.compile(r'(<td class="original">\s*<p>\s*)([^<]*[^<\s])(?=\s*<)')
ADD = re.compile(r"(?<=Add another )[A-Z](?=[a-z])")
DELETE = re.compile(r'<td class="delete">(?=\s*<input)')


@register.filter
def without_empty_headers(table: SafeString) -> SafeString:
    """A column without a name has no header cell: it would be read out as nothing."""
    return mark_safe(EMPTY.sub(r"<td\1></td>", table))  # noqa: S308 (the table as rendered)  # nosec B308


@register.filter
def with_named_rows(table: SafeString) -> SafeString:
    """The name of a row apart from the link behind it: a long one is cut, the link never."""
    return mark_safe(ROW.sub(r'\1<span class="row-name">\2</span>', table))  # noqa: S308  # nosec B308 # escaped before


@register.filter
def with_small_letters(table: SafeString) -> SafeString:
    """“Add another link to a trial”: Django begins the name with a capital, in mid-sentence."""
    return mark_safe(ADD.sub(lambda letter: letter[0].lower(), table))  # noqa: S308 (the table as rendered)  # nosec B308


@register.filter
def with_named_cells(table: SafeString) -> SafeString:
    """Each cell with the name of its column: on a phone a row is a card, and has no head."""
    names = dict(NAME.findall(table))
    named = CELL.sub(lambda cell: f"{cell[0]}{_name(names.get(cell[1], ''))}", table)
    return mark_safe(DELETE.sub(lambda cell: f"{cell[0]}{_name('Delete?')}", named))  # noqa: S308  # nosec B308 # escaped or cleaned before


def _name(name: str) -> str:
    return f'<span class="cell-name">{name}</span>' if name else ""
