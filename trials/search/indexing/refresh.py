"""Takes in what changed: documents that are due are made, and those without a number indexed."""

from django.db import connection
from django.db.models.functions import Now

from trials.models import SearchDocument, SearchTodo
from trials.search.indexing.merging import merge
from trials.search.indexing.names import names_now
from trials.search.indexing.renaming import take_in_names
from trials.search.indexing.segments import index_each
from trials.turns import once_served, wait_for_turn

AT_ONCE = 1000
"""Documents in a batch: their words are in memory together."""
OWN = """
    INSERT INTO trials_searchtodo (kind, record_id)
    SELECT DISTINCT record, record_id FROM trials_changelogentry
    WHERE xact = pg_current_xact_id_if_assigned()::text::bigint AND record IN ('trial', 'news')
"""
MAKE = "SELECT make_search_documents(%s)"


def refresh(at_once: int = AT_ONCE) -> None:
    """Index all that changed, or of which something became public since."""
    while once_served(lambda: _documents_and_words(at_once)):
        pass
    merge()


def take_in(own: bool) -> None:
    """The same before an answer, with what our `own` transaction wrote.

    A second change of a record moves no revision, and so is in no queue.
    """
    if own:
        with connection.cursor() as cursor:
            cursor.execute(OWN)
    refresh()


def _documents_and_words(at_once: int) -> int:
    """One batch; how many documents that were."""
    wait_to_index()
    make_documents(at_once)
    waiting = list(SearchDocument.objects.unindexed().order_by("id")[:at_once])
    if waiting:
        index_each(waiting, names_now())
    return len(waiting)


def make_documents(at_once: int) -> bool:
    """Make some of those that are due; whether any was."""
    if not SearchTodo.objects.filter(due_at__lte=Now()).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [at_once])
    take_in_names()
    return True


def wait_to_index() -> None:
    """One at a time: two would both take in the same documents."""
    wait_for_turn("index search")
