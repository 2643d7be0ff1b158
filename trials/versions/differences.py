"""What two versions say otherwise: fields that changed, parts that came, went or changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from trials.versions.kinds import Kind
from trials.versions.names import name_of_kind
from trials.versions.telling import Entry, Said, Told

LONGEST_QUOTE = 120
# Parts of one kind that one version added or removed, of which each is told; else their number.
FEW = 5


@dataclass(frozen=True)
class Difference:
    """One field of the record or of a part; or a whole part, where `field` is empty."""

    path: str
    label: str
    before: Said | None = None
    after: Said | None = None
    part: Entry | None = None
    """The part that it is about: as it is, or as it was where it is gone."""
    did: str = "changed"

    @property
    def words(self) -> tuple[str, str]:
        """Before and after."""
        return (
            self.before.words if self.before else "",
            self.after.words if self.after else "",
        )

    @property
    def sentence(self) -> str:
        """The difference as a line of a list."""
        if self.part and self.did != "changed":
            return f"{capfirst(self.part.what)} {self.did}: {self.part.name}"
        of = f"{capfirst(self.part.what)} “{self.part.name}”: " if self.part else ""
        return of + _sentence(self.label, *self.words)


def differences(before: Told, after: Told) -> list[Difference]:
    """All of them: own fields first, then parts kind by kind."""
    found = list(_of_fields("", before.fields, after.fields, None))
    kinds = dict.fromkeys([*before.entries, *after.entries])
    for kind in kinds:
        found += _of_parts(before.entries.get(kind, {}), after.entries.get(kind, {}))
    return found


def matched(before: Told, after: Told) -> Told:
    """`before` with the keys of `after`, where a part was removed and made anew with one name.

    For people it is the same part; an import that found it under another number made it anew.
    """
    return Told(
        before.fields,
        {
            kind: _renamed(rows, after.entries.get(kind, {}))
            for kind, rows in before.entries.items()
        },
    )


def sentences(found: list[Difference]) -> list[str]:
    """The differences as lines; of many parts that came or went only their number."""
    counted: dict[tuple[Kind, str], int] = {}
    for one in found:
        if one.part and one.did != "changed":
            kind = one.part.kind, one.did
            counted[kind] = counted.get(kind, 0) + 1
    said: list[str] = []
    for one in found:
        many = counted.get((one.part.kind, one.did), 0) if one.part else 0
        if one.part and many > FEW:
            words = f"{many} {name_of_kind(one.part.kind, many)} {one.did}"
            said += [] if words in said else [words]
        else:
            said.append(one.sentence)
    return said


def _of_fields(
    path: str, before: dict[str, Said], after: dict[str, Said], part: Entry | None
) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if (old and old.value) != (new and new.value):
            said: Any = new or old
            if _says_something(old) or _says_something(new):
                yield Difference(f"{path}/{name}", said.label, old, new, part)


def _says_something(said: Said | None) -> bool:
    return said is not None and bool(said.words)


def _of_parts(before: dict[int, Entry], after: dict[int, Entry]) -> Iterator[Difference]:
    for key, entry in before.items():
        if key not in after:
            yield Difference(entry.path, capfirst(entry.what), part=entry, did="removed")
    for key, entry in after.items():
        if key not in before:
            yield Difference(entry.path, capfirst(entry.what), part=entry, did="added")
        elif before[key] is not entry:
            yield from _of_fields(entry.path, before[key].fields, entry.fields, entry)


def _renamed(before: dict[int, Entry], after: dict[int, Entry]) -> dict[int, Entry]:
    gone = {key: entry for key, entry in before.items() if key not in after}
    new: dict[str, list[int]] = {}
    for key, entry in after.items():
        if key not in before:
            new.setdefault(entry.name, []).append(key)
    keys = {
        key: new[entry.name].pop(0) if new.get(entry.name) else key for key, entry in gone.items()
    }
    return {keys.get(key, key): entry for key, entry in before.items()}


def _sentence(name: str, before: str, after: str) -> str:
    if not before:
        return f"{name} added" if len(after) > LONGEST_QUOTE else f"{name} added: {after}"
    if not after:
        return f"{name} removed"
    if max(len(before), len(after)) > LONGEST_QUOTE:
        return f"{name} changed"
    return f"{name} changed from “{before}” to “{after}”"
