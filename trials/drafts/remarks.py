"""Remarks on a draft: made by whoever may see it, closed by whoever may change the record.

And by who made it: with an open remark nobody approves, its maker included.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Now

from trials.drafts.rows import place_of
from trials.models import Draft, Remark

EMPTY = "Write what you remark."
NOT_A_FIELD = "The draft has no such field any more: remark on another, or on the whole of it."


def remark(draft: Draft, user: Any, field: str, text: str) -> Remark:
    """Say something of one piece of it (rows.place_of), or with no field of the whole."""
    if not text.strip():
        raise ValidationError(EMPTY)
    if field and field not in {place_of(one, draft) for one in draft.proposals.all()}:
        raise ValidationError(NOT_A_FIELD)
    return Remark.objects.create(draft=draft, field=field, text=text.strip(), author=user)


def open_remarks(draft: Draft) -> QuerySet[Remark]:
    """Those that nobody closed."""
    return draft.remarks.filter(closed_at=None)


def close(remarks: QuerySet[Remark], user: Any) -> None:
    """They are answered."""
    remarks.filter(closed_at=None).update(closed_by=user, closed_at=Now())


def reopen(remarks: QuerySet[Remark]) -> None:
    """They are not."""
    remarks.update(closed_by=None, closed_at=None)
