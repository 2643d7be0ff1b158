"""What PostgreSQL finds names by: acronyms squeezed, and the marks of titles.

A mark is a number made of four words in a row. The database makes the same of every title (its
function `title_marks`) and indexes them. It begins at a word of five letters or more; four words of
which fewer than two say anything ("study of the new") make no mark.
"""

import hashlib
import re
import string
from collections import defaultdict

from django.contrib.postgres.fields import ArrayField
from django.db import models

WORDS = 4
TELLING = 2
LEAST_LETTERS = 5
_GENERIC = (
    "a al and as by con de del e el en for fase from given ii iii in is iv la las los of on or"
    " o para patients pacientes people phase por que randomized study the their to treated"
    " treating treatment trial un una versus vs who with without y"
)
GENERIC = frozenset(_GENERIC.split())
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_WORD = re.compile("[a-z0-9]+")


class Squeezed(models.Func):
    """The letters A-Z and digits of a name in upper case, as look-ups of acronyms compare."""

    template = "regexp_replace(upper(%(expressions)s COLLATE \"C\"), '[^A-Z0-9]+', '', 'g')"
    arity = 1
    output_field = models.TextField()


class TitleMarks(models.Func):
    """`title_marks(column)`, as the indexes have it."""

    function = "title_marks"
    arity = 1
    output_field = ArrayField(models.IntegerField())


class NameInTitle(models.Func):
    """`name_in_title(column)`: what a title calls its trial, squeezed, as in "the PALLAS Trial"."""

    function = "name_in_title"
    arity = 1
    output_field = models.TextField()


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.translate(_LOWER))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each of these words stands."""
    return [match.span() for match in _WORD.finditer(text.translate(_LOWER))]


def marks(found: list[str]) -> dict[int, list[int]]:
    """Each mark of these words with the numbers of the words it begins at."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(found[: 1 - WORDS]):
        if len(word) >= LEAST_LETTERS:
            phrase = found[at : at + WORDS]
            if GENERIC.isdisjoint(phrase) or _says_something(phrase):
                places[" ".join(phrase)].append(at)
    return {_mark(phrase): places[phrase] for phrase in places}


def _says_something(phrase: list[str]) -> bool:
    return sum(word not in GENERIC for word in phrase) >= TELLING


def _mark(phrase: str) -> int:
    digest = hashlib.md5(phrase.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big", signed=True)
