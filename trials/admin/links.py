"""Links from a record's form to lists of what belongs to it."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


def rows_of(trial: Any, name: str, *, add: bool = True) -> SafeString:
    """Give "12 sites (add one)", both links keeping to this trial."""
    related = getattr(trial, name)
    opts = related.model._meta
    place = f"admin:{opts.app_label}_{opts.model_name}"
    count = related.count()
    words = opts.verbose_name if count == 1 else opts.verbose_name_plural
    rows = format_html(
        '<a href="{}?trial={}">{} {}</a>', reverse(f"{place}_changelist"), trial.pk, count, words
    )
    if not add:
        return rows
    return format_html(
        '{} (<a href="{}?trial={}">add one</a>)', rows, reverse(f"{place}_add"), trial.pk
    )
