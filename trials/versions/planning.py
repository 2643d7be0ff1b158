"""An old version as a new change: what that would do, and what it cannot bring back.

Own fields and parts become what they were. Rows removed since come back with their keys, as drafts
where they are published by themselves; rows added since are removed, or withdrawn where readers
had them. What has acts of its own (publishing, links to news, corrections, main IDs as identifiers)
is left to those.
"""

from dataclasses import dataclass, field
from typing import Any

from trials.publishing import Publishing
from trials.versions.kinds import Kind, keys, links_of, parts_of
from trials.versions.names import name_of_kind
from trials.versions.rebuilding import Row, Rows, Snapshot
from trials.versions.restorable import LEFT, PUBLISHED, restorable, standing
from trials.vocabulary import PublishingState

NEW_DRAFT: Row = {
    "state": PublishingState.DRAFT,
    "release_at": None,
    "withdrawn_at": None,
    "withdrawal_reason": "",
}


@dataclass
class Plan:
    """What restoring a version would do to the rows that stand now."""

    fields: Row = field(default_factory=dict)
    added: Rows = field(default_factory=dict)
    changed: dict[Kind, dict[int, Row]] = field(default_factory=dict)
    removed: dict[Kind, set[int]] = field(default_factory=dict)
    withdrawn: dict[Kind, set[int]] = field(default_factory=dict)
    given_up: set[int] = field(default_factory=set)
    """Identifiers that no longer are in use."""
    cannot: list[str] = field(default_factory=list)
    """What stays otherwise than it was, in sentences."""

    @property
    def does_something(self) -> bool:
        """Whether anything would change."""
        rows = (self.added, self.changed, self.removed, self.withdrawn)
        return bool(self.fields or self.given_up or any(any(one.values()) for one in rows))


def plan(version: Snapshot, may_withdraw: set[Kind]) -> Plan:
    """What it takes to restore this version; withdrawing is for Publishers of that kind."""
    record, key = version.record, version.key
    now = standing(record, key)
    old, new = restorable(record, version.rows), restorable(record, now)
    made = Plan(fields=_changed(new[record].get(key, {}), old[record].get(key, {})))
    for kind in (kind for kind in new if kind is not record):
        before, after = old.get(kind, {}), new[kind]
        made.added[kind] = {one: version.rows[kind][one] for one in before if one not in now[kind]}
        made.changed[kind] = {
            one: found
            for one, row in before.items()
            if one in after and (found := _changed(after[one], row))
        }
        made.removed[kind] = {one for one in after if one not in before}
    _say_what_stays(made, version, now)
    _spare_the_public(made, now, may_withdraw)
    _spare_what_is_needed(made, now, record)
    _without_what_went_elsewhere(made)
    _without_what_is_gone(made, record)
    return made


def _changed(now: Row, then: Row) -> Row:
    return {name: value for name, value in then.items() if now.get(name) != value}


def _say_what_stays(made: Plan, version: Snapshot, now: Rows) -> None:
    for kind in parts_of(version.record):
        told = LEFT.get(str(kind._meta.model_name))
        if told and version.rows.get(kind, {}) != now.get(kind, {}):
            made.cannot.append(told)
    if any(
        version.own.get(name) != now[version.record][version.key].get(name) for name in PUBLISHED
    ):
        made.cannot.append("Whether and since when it is public stays: that moves by its own acts.")


def _spare_the_public(made: Plan, now: Rows, may_withdraw: set[Kind]) -> None:
    """Rows added since that readers had are withdrawn; identifiers in use are given up."""
    for kind, added_since in made.removed.items():
        if kind._meta.model_name == "trialidentifier":
            _give_up(made, added_since, now[kind])
        elif issubclass(kind, Publishing):
            _take_back(made, kind, added_since, now[kind], may_withdraw)
    for kind, rows in made.added.items():
        if rows and issubclass(kind, Publishing):
            what = name_of_kind(kind, len(rows))
            made.cannot.append(f"{len(rows)} {what} removed since come back as drafts.")


def _give_up(made: Plan, added_since: set[int], now: dict[int, Row]) -> None:
    leading = {one for one in added_since if now[one]["resolves"]}
    added_since -= leading
    made.given_up = {one for one in leading if not now[one]["retired"]}
    if leading:
        made.cannot.append("Identifiers used since lead here for ever, as given up.")


def _take_back(
    made: Plan, kind: Any, added_since: set[int], now: dict[int, Row], may_withdraw: set[Kind]
) -> None:
    public = set(kind.objects.public().filter(pk__in=added_since).values_list("pk", flat=True))
    added_since -= public
    shown = {one for one in public if now[one]["state"] == PublishingState.APPROVED}
    if kind in may_withdraw:
        made.withdrawn[kind] = shown
    elif shown:
        what = name_of_kind(kind, len(shown))
        made.cannot.append(
            f"{len(shown)} {what} added since stay public: only Publishers withdraw them."
        )


def _spare_what_is_needed(made: Plan, now: Rows, record: Kind) -> None:
    """What rows that stay point to stays, too: the arm of a finding that was public.

    What is spared may itself need something: an arm the drug that it gets.
    """
    spared: set[tuple[Kind, int]] = set()
    while found := _needed(made, now, record, spared):
        spared |= found
        for kind, key in found:
            made.removed[kind].discard(key)
    if spared:
        made.cannot.append("Parts added since stay where a public finding speaks of them.")


def _needed(
    made: Plan, now: Rows, record: Kind, spared: set[tuple[Kind, int]]
) -> set[tuple[Kind, int]]:
    """What would be removed though a row that stays points to it, or it joins what was spared."""
    found: set[tuple[Kind, int]] = set()
    for kind, rows in now.items():
        gone, changed = made.removed.get(kind, ()), made.changed.get(kind, ())
        for key, row in rows.items():
            ends = _ends(kind, row)
            if key not in gone and key not in changed:
                found |= {(end, at) for end, at in ends if at in made.removed.get(end, ())}
            elif key in gone and kind in links_of(record) and ends & spared:
                found.add((kind, key))
    return found


def _ends(kind: Kind, row: Row) -> set[tuple[Any, int]]:
    """What the row points to, by kind and key."""
    return {(one.related_model, row[one.attname]) for one in keys(kind)}


def _without_what_went_elsewhere(made: Plan) -> None:
    for kind, new in made.added.items():
        elsewhere = kind._base_manager.filter(pk__in=new).values_list("pk", flat=True)
        for key in list(elsewhere):
            del new[key]
            made.cannot.append(f"A {name_of_kind(kind)} belongs to another record now.")


def _without_what_is_gone(made: Plan, record: Kind) -> None:
    """Rows that name a source, say, that was deleted, cannot come back."""
    own = {record, *parts_of(record), *links_of(record)}
    fields = {0: made.fields}
    for kind, rows in [*made.added.items(), *made.changed.items(), (record, fields)]:
        for one in keys(kind):
            if one.related_model not in own:
                _spare_those_that_name(made, kind, rows, one)
    made.fields = fields.get(0, {})


def _spare_those_that_name(made: Plan, kind: Kind, rows: dict[int, Row], one: Any) -> None:
    wanted = {row.get(one.attname) for row in rows.values()} - {None}
    there = one.related_model._base_manager.filter(pk__in=wanted).values_list("pk", flat=True)
    gone = wanted - set(there) if wanted else set()
    for key in [key for key, row in rows.items() if row.get(one.attname) in gone]:
        del rows[key]
        made.cannot.append(
            f"A {name_of_kind(kind)} named a {one.verbose_name} that was deleted since:"
            " it stays as it is."
        )
