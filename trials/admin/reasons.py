"""Why: the field that each form and act of a record has, and how it gets into the history.

Of what readers have, a change needs a reason: who asks later, asks the history. A reason is part of
the event, as who and when are; of a trial that is public, its history shows the reason to readers.
"""

from typing import Any

import pghistory
from django import forms
from django.http import HttpRequest

FIELD = "reason"
LONGEST = 500
HELP = "For the history, which editors read: what you changed, and on whose word."
NEEDED = "Say why: readers have this record, and its history tells the reason of each change."
PUBLIC_HELP = (
    "What you changed, and on whose word. Needed, since readers have this record. The public "
    "history of a trial shows it, without your name."
)


class Reason(forms.CharField):
    """One line; required where readers have what changes."""

    def __init__(self, *, is_needed: bool, required: bool = False, **kwargs: Any) -> None:
        kwargs |= {
            "label": "Why",
            "max_length": LONGEST,
            "help_text": PUBLIC_HELP if is_needed else HELP,
            "error_messages": {"required": NEEDED},
        }
        super().__init__(required=required and is_needed, **kwargs)
        self.widget.attrs |= {"class": "vTextField", "autocomplete": "off"}
        self.is_needed = is_needed


def typed(request: HttpRequest) -> str:
    """What stands in the field."""
    return request.POST.get(FIELD, "").replace("\0", "").strip()[:LONGEST]


def note(reason: str) -> None:
    """Put it into the history of all that this request writes from now on."""
    if reason:
        pghistory.context(reason=reason)
