"""Whatever was done and whenever it was sealed, it verifies; whatever was tampered with shows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from tests.emptying import _delete as empty
from tests.examples import examples
from tests.trials.sealing.tampering import TAMPERINGS, Tampering, change, events, problems
from trials.sealing.chain import seal

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = st.lists(
    st.tuples(st.integers(0, 6), st.booleans(), st.booleans()), min_size=1, max_size=12
)
"""What is changed, whether that is sealed at once, whether by somebody with a reason."""


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with nothing."""
    try:
        yield
    finally:
        empty()


def done(changes: list[tuple[int, bool, bool]], size: int) -> None:
    """Make these changes, sealing now and then; what each site begins with is sealed at once."""
    list(seal())
    change(999, 0)
    for number, (what, is_sealed, is_told) in enumerate(changes):
        with transaction.atomic():
            if is_told:
                with pghistory.context(user=number, reason="why"):
                    change(number, what)
            else:
                change(number, what)
        if is_sealed:
            list(seal(size, 0.2))
    list(seal(size, 60))


@pytest.mark.slow
@tried(max_examples=examples(50))
@given(changes=CHANGES, size=st.integers(1, 9))
def test_what_nobody_touched_verifies(changes: list[tuple[int, bool, bool]], size: int) -> None:
    with undone():
        done(changes, size)

        assert problems() == []
        assert list(seal(size, 60)) == []


@pytest.mark.slow
@tried(max_examples=examples(150))
@given(
    changes=CHANGES,
    size=st.integers(1, 9),
    how=st.sampled_from(TAMPERINGS),
    seed=st.integers(0, 10_000),
)
def test_what_was_tampered_with_shows(
    changes: list[tuple[int, bool, bool]], size: int, how: Tampering, seed: int
) -> None:
    with undone():
        done(changes, size)
        # As if it had been sealed an hour ago: what is dated before cannot come any more.
        how(events(), seed)

        assert problems()


@pytest.mark.slow
def test_rolled_back_is_never_sealed() -> None:
    change(1, 0)
    with transaction.atomic():
        change(2, 0)
        transaction.set_rollback(True)
    list(seal())

    assert problems() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trials_trialevent")
        assert cursor.fetchone()[0] == 1
