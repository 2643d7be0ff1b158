"""Tables in the admin's forms, where Django's own markup is not right for all readers."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
EMPTY = re.compile(r"<th( class=\"original\")?></th>")


@register.filter
def without_empty_headers(table: SafeString) -> SafeString:
    """A column without a name has no header cell: it would be read out as nothing."""
    return mark_safe(EMPTY.sub(r"<td\1></td>", table))  # noqa: S308 (the table as rendered)
