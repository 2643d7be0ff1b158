"""Another number for a trial: a group takes it over, or the number was wrong.

The database keeps the old number among the identifiers, where it leads here for ever.
"""

from collections.abc import Iterable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from trials.models import Membership, Organisation, Trial
from trials.models.trial import NOT_OURS


@transaction.atomic
def renumber(
    trial: Trial, protocol_id: str, reason: str, groups: Iterable[Organisation] | None = None
) -> Trial:
    """Give it this protocol ID; `groups`, where given, lead it from now on."""
    held: Trial = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if held.merged_into is not None:
        raise ValidationError(f"{held} was merged into {held.merged_into}: number that one.")
    old, held.protocol_id = held.protocol_id or "no number", protocol_id
    if not protocol_id:
        raise ValidationError(NOT_OURS)
    held.clean_fields(exclude=[f.name for f in held._meta.fields if f.name != "protocol_id"])
    held.clean()
    with pghistory.context(reason=f"{old} became {protocol_id}: {reason}"):
        Trial.objects.filter(pk=held.pk).update(protocol_id=protocol_id)
        if groups is not None:
            _let_lead(held, list(groups))
    return held


def _let_lead(trial: Trial, groups: list[Organisation]) -> None:
    """In this order; a group that stays keeps its row."""
    leading = trial.memberships.filter(role=Membership.GROUP)
    leading.exclude(organisation__in=groups).delete()
    there = set(leading.values_list("organisation", flat=True))
    for place, group in enumerate(groups):
        if group.pk not in there:
            trial.memberships.create(organisation=group, role=Membership.GROUP, position=place)
