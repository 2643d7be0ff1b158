"""What PostgreSQL finds names by: acronyms squeezed, and the marks of titles.

A mark is a number made of four words in a row. The database makes the same of every title (its
function `title_marks`) and indexes them. It begins at a word of five letters or more; four words of
which fewer than two say anything ("study of the new") make no mark.
"""

import hashlib
import re
import string

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


def words(text: str) -> list[re.Match[str]]:
    """The words of a text, in lower case, each with its place."""
    return list(_WORD.finditer(text.translate(_LOWER)))


def marks(found: list[str]) -> list[tuple[int, int]]:
    """Each mark of these words with the number of the word it begins at."""
    telling = [word not in GENERIC for word in found]
    return [
        (_mark(" ".join(found[at : at + WORDS])), at)
        for at, word in enumerate(found[: 1 - WORDS])
        if len(word) >= LEAST_LETTERS and sum(telling[at : at + WORDS]) >= TELLING
    ]


def _mark(joined: str) -> int:
    digest = hashlib.md5(joined.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big", signed=True)
