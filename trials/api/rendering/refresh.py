"""Renders what waits: batch by batch, one process at a time, each batch in a transaction."""

import logging
from functools import partial

from django.db import OperationalError, connection

from trials.api.code import code
from trials.api.rendering.versions import clear, forget, write_versions
from trials.api.rendering.waiting import (
    changed_here,
    have_made_anew,
    is_due,
    next_due,
    take,
    wait_until,
    waiting,
)
from trials.turns import once_served, wait_for_turn

AT_ONCE = 100
"""Trials in a batch: what their queries bring back is in memory together."""
log = logging.getLogger(__name__)


def refresh() -> None:
    """Make the versions of all trials that changed, or of which something became public.

    Cheap where nothing waits: one look into an index. What this very transaction changed is
    rendered each time, since a second change of it moves no revision.
    """
    if connection.in_atomic_block and (changed := changed_here()):
        _render(changed)
    while is_due():
        _render([])


def renew() -> int:
    """The same for all that the code of another release made; how many trials that were."""
    have_made_anew(code())
    count = waiting()
    refresh()
    return count


def _render(trials: list[int]) -> None:
    """These, or those that are next; where that fails, one half and the other, down to the one."""
    try:
        once_served(partial(_write, trials))
    except OperationalError:
        raise
    except Exception as error:
        trials = trials or next_due(AT_ONCE)
        if len(trials) > 1:
            middle = len(trials) // 2
            _render(trials[:middle])
            _render(trials[middle:])
        elif trials:
            log.exception("Trial %s cannot be rendered: the API leaves it out", *trials)
            once_served(partial(_leave_out, trials))
        else:
            raise error


def _write(trials: list[int]) -> None:
    _wait()
    waited = take(trials or next_due(AT_ONCE))
    wait_until(write_versions(waited), waited)
    clear()


def _leave_out(trials: list[int]) -> None:
    """Until it changes again: an old version might show what is public no more."""
    _wait()
    take(trials)
    forget(trials)


def _wait() -> None:
    """The keys of versions follow the order in which they come to be seen: one writer at a time."""
    wait_for_turn("render studies")
