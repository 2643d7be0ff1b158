"""The one record that an identifier leads to."""

from trials.models import SearchDocument
from trials.search import numbered


def record_of(text: str) -> str | None:
    """The address of the one record that a text names, if it is nothing but an ID, DOI or PMID."""
    found, is_all = numbered.identifiers_in(text)
    keys = {one.key for one in found} if is_all else set()
    if len(keys) > 1:
        return None
    keys |= {one.key for one in numbered.whole(text)}
    if not any(character in "0123456789" for character in text):
        return None  # a word may be somebody's number, but who types it means the word
    rows = list(SearchDocument.objects.filter(keys__overlap=list(keys))[:2])
    return rows[0].address if len(rows) == 1 else None
