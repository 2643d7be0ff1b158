"""Work beside ours: in a process of its own, all of it done at the end."""

import multiprocessing
from contextlib import suppress

import pytest
from django.db import transaction

from tests.records import a_trial
from trials.beside import repeated_beside
from trials.models import SearchDocument
from trials.search import refresh


def unindexed() -> int:
    return SearchDocument.objects.unindexed().count()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_another_process_does_it_and_at_the_end_all_is_done() -> None:
    with repeated_beside(refresh) as index:
        for number in range(4):
            a_trial(f"A02160{number}")
            index()
    assert SearchDocument.objects.count() == 4
    assert unindexed() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_fails_in_between_leaves_no_process() -> None:
    with suppress(KeyboardInterrupt), repeated_beside(refresh) as index:
        index()
        index()
        assert multiprocessing.active_children()
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


@pytest.mark.django_db
def test_within_a_transaction_it_is_done_here() -> None:
    with transaction.atomic(), repeated_beside(refresh) as index:
        assert index is refresh
