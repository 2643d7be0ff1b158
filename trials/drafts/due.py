"""Approved drafts take effect in their time: before the first page that is asked for after it.

No job publishes: whoever asks for a page after the moment puts what is due into effect first, so
that every exit (page, list, search, feed, API) shows the new from that second on, and kept pages
move as with any other change. See docs/decisions/0040-drafts.md.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import (
    Error,
    IntegrityError,
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from psycopg.errors import DeadlockDetected, LockNotAvailable, QueryCanceled

from trials.drafts.applying import apply
from trials.drafts.deciding import reopened
from trials.models import Draft
from trials.models.draft import NOT_IN_TIME

logger = logging.getLogger(__name__)

# What is approved less than this before its time may be so much late; nothing is ever early.
ASKED_EVERY = 5.0
# What answers while the database does not.
WITHOUT_A_DATABASE = {"/healthz"}
# Put into effect before one page; the rest before the next ones.
MOST = 20
HELD_UP = (DeadlockDetected, LockNotAvailable, QueryCanceled)
FAULT = "the fault is the program's, and it has been noted. Write the draft anew."
NEXT = """
SELECT extract(epoch FROM min(takes_effect_at) - statement_timestamp())::float
FROM trials_draft WHERE state = 'APPROVED'
"""


def apply_due(most: int | None = None) -> int:
    """Put into effect what is due, or the first of it; how many were. Outside of a transaction.

    What waits for another writer in vain stays due: it is raised when the others are done.
    """
    keys = list(Draft.objects.due().order_by("takes_effect_at", "pk").values_list("pk", flat=True))
    done, held_up = 0, None
    for key in keys[:most]:
        try:
            done += _apply(key, nowait=held_up is not None)  # a reader waits once
        except OperationalError as error:
            if not isinstance(error.__cause__, HELD_UP):
                raise
            held_up = error
    if held_up is not None:
        raise held_up
    return done


def _apply(key: int, *, nowait: bool) -> int:
    """One, if nobody else is doing it; back to its author with the reason where it is refused."""
    try:
        with transaction.atomic():
            if (found := _taken(key, nowait=nowait)) is None:
                return 0
            draft, record = found
            apply(draft, record, draft.decided_by)
            return 1
    except ValidationError as refusal:
        _refused(key, " ".join(refusal.messages))
    except IntegrityError as refusal:
        _refused(key, str(refusal.__cause__ or refusal).split("\n")[0])
    except (OperationalError, InterfaceError):
        raise  # the next turn tries it again
    except Exception:  # whatever it is, readers must not wait for it at every page
        logger.exception("Draft %s could not take effect.", key)
        _refused(key, FAULT)
    return 0


def _taken(key: int, *, nowait: bool) -> tuple[Draft, Any] | None:
    draft = Draft.objects.select_related("content_type").get(pk=key)
    model: Any = draft.content_type.model_class()
    rows = model._base_manager.select_for_update(of=("self",), nowait=nowait)
    record = rows.filter(pk=draft.object_id).first()
    due = Draft.objects.due().select_for_update(of=("self",)).filter(pk=key).first()
    return (due, record) if due is not None and record is not None else None


def _refused(key: int, why: str) -> None:
    with transaction.atomic():
        draft = Draft.objects.due().select_for_update(of=("self",)).filter(pk=key).first()
        if draft is not None:
            reopened(draft, f"{NOT_IN_TIME}: {why}")


@dataclass
class Clock:
    """When this process asks next; it knows each moment before it comes."""

    asks_at: float = 0.0

    def is_time(self) -> bool:
        """Whether something may be due."""
        return time.monotonic() >= self.asks_at

    def ask(self) -> None:
        """When the next one is due."""
        with connection.cursor() as cursor:
            cursor.execute(NEXT)
            seconds = cursor.fetchone()[0]
        wait = ASKED_EVERY if seconds is None else min(ASKED_EVERY, max(0.0, seconds))
        self.asks_at = time.monotonic() + wait


class TakesEffect:
    """Middleware, outside of what notes who does what: no visitor is the author of a draft."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.clock = Clock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """What is due first; a database that does not answer is told of by the page itself."""
        if self.clock.is_time() and request.path_info not in WITHOUT_A_DATABASE:
            try:
                apply_due(MOST)
                self.clock.ask()
            except Error:
                self.clock.asks_at = time.monotonic() + 1
        return self.get_response(request)
