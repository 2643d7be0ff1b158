"""The numbers of a trial in a study: its two main IDs, and all others with what is said of them.

A number that is retired here stays where the registry has it, and is added nowhere: the registry
has no word for that. Our own section tells it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trials.api.study.registry.paths import Json, at, put
from trials.ctgov.drift.difference import same
from trials.ctgov.importer.numbers import identifier_key
from trials.ctgov.importer.rows import Row
from trials.vocabulary import IdentifierKind, SecondaryIdType

MODULE = "protocolSection.identificationModule"
ALIASES, OWN, FURTHER = (
    f"{MODULE}.{key}" for key in ("nctIdAliases", "orgStudyIdInfo", "secondaryIdInfos")
)
PLACES = {"value": "id", "type": "type", "domain": "domain", "link": "link"}
# What the kind of a number says, where nobody gave the registry's word.
TYPES: Mapping[str, str] = {
    IdentifierKind.EUDRACT: SecondaryIdType.EUDRACT_NUMBER,
    IdentifierKind.CTIS: SecondaryIdType.CTIS,
}
Rows = Mapping[str, Row]
Ids = Mapping[str, str | None]


def number_key(value: str | None) -> str:
    """What is the same number."""
    return identifier_key({"value": value.strip()}) if value else ""


def put_numbers(study: Json, ours: Rows, theirs: Rows, ids: Ids, their_ids: Ids) -> None:
    """Write the numbers that are others here; `ids` are the main ones, by column."""
    main = {number_key(value) for value in (*ids.values(), *their_ids.values())}
    gone = {key for key in theirs if key not in ours} - main
    _take_away(study, gone)
    for key in theirs.keys() & ours.keys() - main:
        _change(study, key, ours[key], theirs[key])
    if ids.get("nct_id") != their_ids.get("nct_id"):
        put(study, f"{MODULE}.nctId", ids.get("nct_id"))
    _put_protocol_id(study, ids.get("protocol_id"), their_ids.get("protocol_id"))
    new = (row for key, row in ours.items() if key not in theirs.keys() | main)
    _add(study, (row for row in new if not row["retired"]))


def _take_away(study: Json, gone: set[str]) -> None:
    if number_key(at(study, f"{OWN}.id")) in gone:
        put(study, OWN, None)
    _keep(study, ALIASES, (one for one in at(study, ALIASES) or [] if number_key(one) not in gone))
    further = at(study, FURTHER) or []
    _keep(study, FURTHER, (one for one in further if number_key(one["id"]) not in gone))


def _keep(study: Json, path: str, items: Iterable[Any]) -> None:
    kept = list(items)
    if len(kept) < len(at(study, path) or []):
        put(study, path, kept)


def _change(study: Json, key: str, ours: Row, theirs: Row) -> None:
    """A number may stand there twice: what only one of the two says is changed there."""
    items = list(_items(study, key))
    for column, place in PLACES.items():
        if same(ours[column], theirs[column]):
            continue
        saying = [item for item in items if column == "value" or at(item, place)]
        for item in saying or items[:1]:
            put(item, place, ours[column])


def _items(study: Json, key: str) -> Iterator[Json]:
    for item in (at(study, OWN), *(at(study, FURTHER) or [])):
        if item and number_key(item.get("id")) == key:
            yield item


def _put_protocol_id(study: Json, ours: str | None, theirs: str | None) -> None:
    """Where the registry has it; else as the organisation's number, or beside another of these."""
    if number_key(ours) == number_key(theirs):
        return
    if ours and not theirs:
        if not any(_items(study, number_key(ours))):
            _add_own(study, ours)
    elif ours:
        for item in _items(study, number_key(theirs)):
            put(item, "id", ours)
    else:
        _take_away(study, {number_key(theirs)})


def _add_own(study: Json, protocol_id: str) -> None:
    if at(study, f"{OWN}.id"):
        put(study, FURTHER, [*(at(study, FURTHER) or []), {"id": protocol_id}])
    else:
        put(study, f"{OWN}.id", protocol_id)


def _add(study: Json, rows: Iterable[Row]) -> None:
    made = [_made(row) for row in rows]
    if made:
        put(study, FURTHER, [*(at(study, FURTHER) or []), *made])


def _made(row: Row) -> Json:
    item: Json = {}
    known = row | {"type": row["type"] or TYPES.get(row["kind"], "")}
    for column, place in PLACES.items():
        put(item, place, str(known[column]))
    return item
