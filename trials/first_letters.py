"""Capitals where a sentence begins, or does not: names of their own spelling keep it (pNET, mL)."""

import re

from django.utils.text import capfirst

# "anti" of "anti-PD-1", but the whole of "c-MET".
_FIRST = re.compile(r"[^\s-]{2,}|\S+")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")


def begun(text: str) -> str:
    """The text with a capital first, unless its first word has a capital or a digit within."""
    first = _FIRST.match(text)
    is_name = first is not None and re.search(r"[A-Z0-9]", first[0][1:]) is not None
    return text if is_name else str(capfirst(text))


def small(text: str) -> str:
    """A text begun small inside a sentence, unless it begins with an abbreviation."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() else text


def small_unit(text: str) -> str:
    """“Percentage of Participants” in small letters, but “mL” and “Gy” as they are."""
    return _CAPITALISED.sub(lambda word: word[0].lower(), text)
