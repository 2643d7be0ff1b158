"""Drafts that nobody decided on: those of the duplicate go with it, and wait for approval again.

Who approved one read another page, so an approval does not come along. What the other trial says
otherwise shows at each field of the draft, and is decided by name, as after any change.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from trials.drafts.deciding import reopened
from trials.drafts.rows import is_own, kind_of, place_of
from trials.merging.planning import Plan
from trials.models import Draft, Proposal, Trial
from trials.versions.kinds import Kind, parts_of

MOVED = (
    "{} was merged into {}, and this draft moved with it: look at each change again, then let it be"
    " approved."
)


def move_drafts(made: Plan) -> None:
    """Those of the duplicate, and what drafts of news say of it."""
    of_it = Draft.objects.of(made.duplicate).unfinished().select_for_update(of=("self",))
    for draft in of_it.order_by("pk"):
        for proposal in draft.proposals.select_related("draft").order_by("pk"):
            _move(proposal, made)
        draft.object_id = made.into.pk
        draft.save(update_fields=["object_id"])
        reopened(draft, MOVED.format(made.duplicate, made.into))
    _follow(made)


def _move(proposal: Proposal, made: Plan) -> None:
    draft: Any = proposal.draft
    if is_own(proposal, draft):
        proposal.object_id = made.into.pk
        proposal.save(update_fields=["object_id"])
        return
    kind = kind_of(proposal)
    proposal.base_value = _values(kind, proposal.field, proposal.base_value, made)
    proposal.proposed_value = _values(kind, proposal.field, proposal.proposed_value, made)
    _set_key(proposal, made.same.get(kind, {}).get(proposal.object_id, proposal.object_id))


def _set_key(proposal: Proposal, key: int) -> None:
    """With the remarks on it."""
    draft: Any = proposal.draft
    place, proposal.object_id = place_of(proposal, draft), key
    proposal.save(update_fields=["object_id", "base_value", "proposed_value"])
    draft.remarks.filter(field=place).update(field=place_of(proposal, draft))


def _values(kind: Kind, field: str, value: Any, made: Plan) -> Any:
    """With the keys of what the trial that stays has already."""
    if value is None:
        return None
    if not field:
        return {name: _values(kind, name, one, made) for name, one in value.items()}
    same = made.same.get(kind._meta.get_field(field).related_model, {})  # type: ignore[arg-type]
    if isinstance(value, list):
        return sorted(same.get(one, one) for one in value) if same else value
    return same.get(value, value) if same else value


def _follow(made: Plan) -> None:
    """Drafts of news: links that they change are one with those of the trial that stays."""
    unfinished = Proposal.objects.filter(draft__in=Draft.objects.unfinished())
    for kind, owner in parts_of(Trial).items():
        of_kind = unfinished.filter(content_type=ContentType.objects.get_for_model(kind))
        same = made.same.get(kind, {})
        for proposal in of_kind.filter(object_id__in=same).select_related("draft"):
            _unite(proposal, same[proposal.object_id], of_kind)
        trial = owner.removesuffix("_id")
        for proposal in of_kind.filter(**{f"proposed_value__{trial}": made.duplicate.pk}):
            proposal.proposed_value = (proposal.proposed_value or {}) | {trial: made.into.pk}
            proposal.save(update_fields=["proposed_value"])


def _unite(proposal: Proposal, key: int, rows: Any) -> None:
    there = rows.filter(draft=proposal.draft, object_id=key, field=proposal.field)
    if there.exists():
        proposal.delete()
    else:
        _set_key(proposal, key)
