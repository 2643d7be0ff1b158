"""Merging two trials in one transaction, in the order of all writers: trials before their parts."""

from collections.abc import Iterable
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from trials.merging import carrying
from trials.merging.drafts import move_drafts
from trials.merging.links import unite_links
from trials.merging.planning import STATUS, Plan, plan
from trials.merging.waiting import move_proposals
from trials.models import Trial
from trials.vocabulary import PublishingState

TWO_RECORDS = (
    "{ours} and {theirs} are two records of the registry. Merge the trials only if the registry"
    " gave one study two numbers, and say that below."
)


@transaction.atomic
def merge(
    duplicate: Trial,
    into: Trial,
    user: Any,
    reason: str,
    *,
    theirs: Iterable[str] = (),
    is_one_study: bool = False,
) -> Plan:
    """Make them one; `theirs`: the questions in which the duplicate is right.

    ValidationError where they cannot be merged, IntegrityError where the database refuses.
    """
    keys = [duplicate.pk, into.pk]
    held = {one.pk: one for one in _held(keys)}
    duplicate, into = held[duplicate.pk], held[into.pk]
    if refusal := obstacle(duplicate, into, is_one_study=is_one_study):
        raise ValidationError(refusal)
    names = set(theirs)
    with pghistory.context(reason=f"Merged {duplicate} into {into}: {reason}", merged=into.pk):
        made = plan(duplicate, into, status=STATUS in names, lock=True)
        carrying.close(made)
        unite_links(made)
        carrying.move_parts(made)
        carrying.unite_approvals(made)
        carrying.move_registry(made)
        move_proposals(made, user)
        move_drafts(made)
        carrying.fill_in(made, names)
        carrying.keep_names(made)
        connection.check_constraints()
    return made


def _held(keys: list[int]) -> list[Trial]:
    return list(Trial.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def obstacle(duplicate: Trial, into: Trial, *, is_one_study: bool = False) -> str:
    """Why they are not merged this way round; "" if they can be."""
    found = obstacles(duplicate, into)
    if found or is_one_study:
        return found
    ours, theirs = into.nct_id, duplicate.nct_id
    return TWO_RECORDS.format(ours=ours, theirs=theirs) if ours and theirs else ""


def obstacles(duplicate: Trial, into: Trial) -> str:
    """What no confirmation helps against."""
    if duplicate.pk == into.pk:
        return "These are one record already: give the identifier of the other one."
    for one in (duplicate, into):
        if one.merged_into is not None:
            return f"{one} was merged into {one.merged_into} already: merge with that one."
    public = set(_public([duplicate, into]))
    if duplicate.pk in public and into.pk not in public:
        return (
            f"Readers have {duplicate} and not {into}: keep {duplicate}, or publish {into} first."
        )
    if _is_listed(duplicate) and into.state == PublishingState.WITHDRAWN:
        return f"{into} is withdrawn: keep {duplicate}, or approve {into} again first."
    if into.pk in public and _waits(duplicate, public):
        return (
            f"{duplicate} is approved for a time to come, and {into} is public: all that moved"
            f" would be public at once. Merge after that time, or withdraw {duplicate} first."
        )
    return ""


def _public(trials: list[Trial]) -> list[int]:
    rows = Trial.objects.public().filter(pk__in=[one.pk for one in trials])
    return list(rows.values_list("pk", flat=True))


def _is_listed(trial: Trial) -> bool:
    return Trial.objects.listed().filter(pk=trial.pk).exists()


def _waits(trial: Trial, public: set[int]) -> bool:
    return trial.state == PublishingState.APPROVED and trial.pk not in public
