"""Doing what the plan says: rows change their trial, nothing that was public is deleted."""

from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils import timezone

from trials.merging.alike import kinds, mapped, name_of
from trials.merging.planning import Plan
from trials.models import Approval, Finding, FormerName, RegistryRecord, SupportingTrial, Trial
from trials.models.names import FormerNameKind
from trials.models.trial_names import TITLES
from trials.versions.kinds import Kind, links_of
from trials.vocabulary import PublishingState

MERGED = "This record stood here twice. All of it is at {} now."


def close(made: Plan) -> None:
    """The duplicate: withdrawn where it was approved, else a draft; without the IDs it gives up."""
    is_approved = made.duplicate.state == PublishingState.APPROVED
    values: dict[str, Any] = dict.fromkeys(made.ids)
    if is_approved:
        values |= {
            "state": PublishingState.WITHDRAWN,
            "withdrawn_at": Now(),
            "withdrawal_reason": MERGED.format(made.into.public_id),
        }
    elif made.duplicate.state == PublishingState.IN_REVIEW:
        values["state"] = PublishingState.DRAFT
    own = Trial.objects.filter(pk=made.duplicate.pk)
    own.update(merged_into=made.into, **values)
    # Who was merged into it is led on directly: there never are two steps.
    Trial.objects.filter(merged_into=made.duplicate).update(merged_into=made.into)


def move_parts(made: Plan) -> None:
    """What moves, kind by kind, and what it points to."""
    _hand_over_identifiers(made)
    _rows(Finding, made.no_longer_preferred).update(is_preferred=False)
    for kind in kinds():
        rows = made.moves[kind]
        _rows(kind, rows).update(trial=made.into, **_after_ours(kind, made))
        for key, row in rows.items():
            now = mapped(kind, row, made.same)
            if any(row[column] != value for column, value in now.items()):
                _rows(kind, [key]).update(**now)
    if not made.takes_registry:
        # No version of the record that stays brought them: the next one must not take them away.
        _rows(Finding, made.moves[Finding]).exclude(registry_record=None).update(
            registry_record=None
        )
    _rejoin(made)


def _rows(kind: Kind, keys: Any) -> Any:
    return kind._base_manager.filter(pk__in=list(keys))


def _after_ours(kind: Kind, made: Plan) -> dict[str, Any]:
    """They stand behind those that are there."""
    if "position" not in {field.name for field in kind._meta.concrete_fields}:
        return {}
    last = kind._base_manager.filter(trial=made.into).aggregate(last=Max("position"))["last"]
    return {} if last is None else {"position": F("position") + last + 1}


def _hand_over_identifiers(made: Plan) -> None:
    """A number that both list leads to the trial that stays; main IDs of the other are retired."""
    kind = next(one for one in kinds() if name_of(one) == "trialidentifier")
    for key, here in made.same[kind].items():
        if made.theirs[kind][key]["resolves"]:
            _rows(kind, [key]).update(resolves=False)
            _rows(kind, [here]).update(resolves=True)
    _rows(kind, made.moves[kind]).filter(kind__in=["PROTOCOL", "NCT"]).update(retired=True)


def _rejoin(made: Plan) -> None:
    """Links between two parts of which only one moved, now that both ends are known."""
    for link, (owner, owner_kind) in links_of(Trial).items():
        ends = [f for f in link._meta.concrete_fields if f.is_relation]
        part = next(f for f in ends if f.attname != owner)
        keys = [*made.moves[owner_kind], *made.same[owner_kind]]
        for row in link._base_manager.filter(**{f"{owner}__in": keys}).values("id", *_names(ends)):
            _rejoin_one(made, link, row, (owner, owner_kind), (part.attname, part.related_model))


def _names(ends: Any) -> list[str]:
    return [end.attname for end in ends]


def _rejoin_one(made: Plan, link: Kind, row: Any, owner: Any, part: Any) -> None:
    (name, kind), (part_name, part_kind) = owner, part
    owner_moves, part_moves = row[name] in made.moves[kind], row[part_name] in made.moves[part_kind]
    own = _rows(link, [row["id"]])
    if owner_moves and part_moves:
        # Made anew, so that the history of the trial that stays tells of it, and from when on.
        own.delete()
        link._base_manager.create(**{name: row[name], part_name: row[part_name]})
        return
    now = {
        name: made.same[kind].get(row[name], row[name]),
        part_name: made.same[part_kind].get(row[part_name], row[part_name]),
    }
    there = link._base_manager.filter(**{name: now[name]})
    # An endpoint without cohorts is one of all cohorts: it stays that.
    is_of_all = name == "endpoint_id" and not owner_moves and not there.exists()
    has_it = there.filter(**{part_name: now[part_name]}).exists()
    if owner_moves or part_moves:
        own.delete() if has_it or is_of_all else own.update(**now)
    elif not (has_it or is_of_all):
        link._base_manager.create(**now)


def unite_approvals(made: Plan) -> None:
    """Further trials of an approval that both have; and no trial supports its own approval."""
    for key, here in made.same[Approval].items():
        listed = SupportingTrial.objects.filter(approval=here).values("trial")
        others = SupportingTrial.objects.filter(approval=key).exclude(trial=made.duplicate)
        others.exclude(trial__in=listed).update(approval=here)
    SupportingTrial.objects.filter(trial=made.into, approval__trial=made.into).delete()


def move_registry(made: Plan) -> None:
    """The versions as received, so that the next import compares with them."""
    if made.takes_registry:
        RegistryRecord.objects.filter(trial=made.duplicate).update(trial=made.into)


def fill_in(made: Plan, names: set[str]) -> None:
    """The IDs it lacked, and the fields that were chosen."""
    values = {**made.ids, **made.taken(names)}
    if values:
        Trial.objects.filter(pk=made.into.pk).update(**values)


def keep_names(made: Plan) -> None:
    """The duplicate's titles and acronym are names that the trial had."""
    now = Trial.objects.get(pk=made.into.pk)
    today = timezone.now().date().isoformat()
    had = [
        FormerName(trial=now, kind=FormerNameKind(kind), name=name, used_until=today)
        for field, kind in TITLES.items()
        if (name := getattr(made.duplicate, field)) and name != getattr(now, field)
    ]
    FormerName.objects.bulk_create(had, ignore_conflicts=True)
