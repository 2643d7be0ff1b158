"""How many examples a property is tried with: a fifth in `make test`, all in `make test-slow`.

`make test-slow` runs every property again, with --hypothesis-profile=all.

Of long lists of cases too `make test` tries a fifth; the others are slow.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

FEW, ALL = "few", "all"
FEWEST, SHARE = 5, 5
USUAL = 100


def register() -> None:
    """Make both profiles known, before tests are imported; the few are taken if none is named."""
    settings.register_profile(ALL, max_examples=USUAL, deadline=None)
    settings.register_profile(FEW, max_examples=USUAL // SHARE, deadline=None)
    settings.load_profile(FEW)


def examples(count: int) -> int:
    """So many, or this run's share of them."""
    is_all = settings.get_current_profile_name() == ALL
    return count if is_all else max(count // SHARE, FEWEST)


def a_fifth(cases: Iterable[Any]) -> list[Any]:
    """The cases of a test: each fifth as it is, those between them marked as slow."""
    return [
        case if number % SHARE == 0 else pytest.param(case, marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]
