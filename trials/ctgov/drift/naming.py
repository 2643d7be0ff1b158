"""What a row of a trial is called: by what tells it apart, in the words of the forms."""

from typing import Any

from django.utils.text import Truncator

from trials.ctgov.importer.parts.kind import Kind
from trials.proposals import value_in_words

LONGEST = 90
# What tells rows apart and no person calls them by.
UNSAID = frozenset(
    {
        *("pmid", "url", "intervention__type", "type_abbrev"),
        *("site_id", "endpoint_id", "arm_id", "comparator_id"),
    }
)


def named_by(kind: Kind, row: dict[str, Any]) -> str:
    """The row in a few words: what it is called, else what it says first."""
    columns = [one for one in kind.named_by if one not in UNSAID]
    own = [_words(kind, column, row[column]) for column in columns if row.get(column)]
    said = ", ".join([*kind.pointed(row), *own])
    texts = (value for value in row.values() if isinstance(value, str) and value)
    words = " ".join((said or next(texts, "without a name")).split())
    return Truncator(words).chars(LONGEST)


def _words(kind: Kind, column: str, value: Any) -> str:
    if "__" in column:
        return str(value)
    return value_in_words(kind.model._meta.get_field(column), value)
