"""Names of concepts that changed: the documents that have their words are indexed again."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db import connection
from pyroaring import BitMap

from trials.models import (
    ConceptName,
    SearchDead,
    SearchDocument,
    SearchPosting,
    SearchSegment,
    SearchTodo,
)
from trials.search.indexing.spelling import note_words
from trials.search.words import WORD

NAME, NAMES = "name", "names"
"""One name, and so many that all documents are to be indexed again."""
MOST = 500
# Also of names that are gone, or were others.
KEYS = "SELECT DISTINCT key FROM trials_conceptnameevent WHERE pgh_obj_id = ANY (%s)"
FORGET = "UPDATE trials_searchdocument SET number = NULL WHERE number = ANY (%s)"


def take_in_names() -> None:
    """Have the documents wait that names which changed may stand in."""
    todo = SearchTodo.objects.filter(kind__in=[NAME, NAMES])
    rows = list(todo.values_list("pk", "kind", "record_id"))
    if not rows:
        return
    names = {record for _, kind, record in rows if kind == NAME}
    if len(names) > MOST or any(kind == NAMES for _, kind, _ in rows):
        forget_all()
        _note(ConceptName.objects.all())
    else:
        _forget(_with_any(_keys(names)))
        _note(ConceptName.objects.filter(pk__in=names))
    SearchTodo.objects.filter(pk__in=[pk for pk, _, _ in rows]).delete()


def forget_all() -> None:
    """Take everything out of the index; all documents wait."""
    for model in (SearchPosting, SearchSegment, SearchDead):
        model._default_manager.all().delete()
    SearchDocument.objects.exclude(number=None).update(number=None)


def _keys(names: Iterable[int]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(KEYS, [list(names)])
        return [key for (key,) in cursor.fetchall()]


def _with_any(keys: Iterable[str]) -> BitMap:
    """The numbers of documents that have all words of one of these names."""
    stems = {stem for key in keys for stem in key.split(" ")}
    having: dict[str, BitMap] = {}
    rows = SearchPosting.objects.filter(word__in=stems).values_list("word", "numbers")
    for word, numbers in rows:
        having[word] = having.get(word, BitMap()) | BitMap.deserialize(bytes(numbers))
    each = [[having.get(stem, BitMap()) for stem in key.split(" ")] for key in keys]
    return reduce(or_, (reduce(and_, one) for one in each), BitMap())


def _forget(numbers: BitMap) -> None:
    alive = SearchDocument.objects.filter(number__in=list(numbers))
    known = list(alive.values_list("number", flat=True))
    SearchDead.objects.bulk_create(SearchDead(number=number) for number in known)
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [known])


def _note(names: Iterable[ConceptName]) -> None:
    """Their words are the right spelling of what a visitor may mistype."""
    note_words([{word for one in names for word in WORD.findall(one.name)}])
