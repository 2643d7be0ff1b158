"""Adds a row that only the registry has: removed here once, or left out since ours were kept."""

from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from trials.ctgov.drift.comparing import Drift
from trials.ctgov.drift.difference import LackingRow
from trials.ctgov.drift.ours import ADDED
from trials.history import with_word
from trials.models import Trial
from trials.proposals.rows import next_place

WHY = "added from the record at the registry"
"""What the history says of it."""


def add_row(drift: Drift, lacking: LackingRow, user: Any, word: str = "") -> Model:
    """The registry's row, behind ours.

    Raises ValidationError in words, or IntegrityError of the database; then all stays as it was.
    """
    kind, opts = lacking.kind, lacking.kind.model._meta
    adds = user.has_perm(f"{opts.app_label}.add_{opts.model_name}")
    if kind not in ADDED or not adds or not user.has_perm("trials.decide_proposal"):
        raise PermissionDenied
    by = {"registry_record": drift.version.pk if drift.version else None}
    with transaction.atomic(), pghistory.context(reason=with_word(WHY, word), **by):
        trial = Trial.objects.select_for_update(of=("self",)).get(pk=drift.trial.pk)
        rows: Any = kind.model._default_manager.filter(trial=trial)
        made = kind.model(trial=trial, **lacking.values | {"position": next_place(rows)})
        made.full_clean()
        made.save()
        return made
