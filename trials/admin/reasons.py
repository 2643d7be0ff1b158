"""Why: the field that each form and act of a record has, and how it gets into the history.

Of what readers have, a change needs a reason: who asks later, asks the history. A reason is part of
the event, as who and when are; of a trial that is public, its history shows the reason to readers.
"""

import re
import unicodedata
from typing import Any

import pghistory
from django import forms
from django.http import HttpRequest

FIELD = "reason"
LONGEST = 500
# Controls, and marks of direction: a reason stands in lines of others.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# Letters, numbers, punctuation, symbols: without one of them nobody sees anything.
INK = "LNPS"
# Of these, though, the ones that are empty: fillers of Hangul, Braille without a dot.
EMPTY = "\u115f\u1160\u3164\uffa0\u2800"
HELP = "For the history, which editors read: what you changed, and on whose word."
NEEDED = "Say why: readers have this record, and its history tells the reason of each change."
PUBLIC_HELP = (
    "What you changed, and on whose word. Needed, since readers have this record. The public "
    "history of a trial shows it with the change, without your name."
)


def seen(text: str) -> str:
    """What a reader sees of a text that was typed."""
    text = UNSEEN.sub("", text).strip()
    has_ink = any(unicodedata.category(one)[0] in INK and one not in EMPTY for one in text)
    return text if has_ink else ""


class Seen(forms.CharField):
    """A text that says something to who reads it."""

    def to_python(self, value: Any) -> str:
        """Without what nobody sees."""
        return seen(super().to_python(value) or "")


class Why(Seen):
    """The same, not too long."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, **kwargs)


class Reason(Why):
    """One line; required where readers have what changes."""

    def __init__(self, *, is_needed: bool, required: bool = False, **kwargs: Any) -> None:
        kwargs |= {
            "label": "Why",
            "help_text": PUBLIC_HELP if is_needed else HELP,
            "error_messages": {"required": NEEDED},
        }
        super().__init__(required=required and is_needed, **kwargs)
        self.widget.attrs |= {"class": "vTextField", "autocomplete": "off"}
        self.is_needed = is_needed


def typed(request: HttpRequest) -> str:
    """What stands in the field."""
    return seen(request.POST.get(FIELD, ""))[:LONGEST]


def note(reason: str) -> None:
    """Put it into the history of all that this request writes from now on."""
    if reason:
        pghistory.context(reason=reason)
