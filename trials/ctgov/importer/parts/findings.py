"""The numbers of a study's results as a kind of part: findings whose source is the record."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from trials.ctgov.importer.parts.kind import Ids, Kind
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study
from trials.models import Finding
from trials.vocabulary import PublishingState

GONE = "The registry's record no longer has this number."
"""Why an import withdrew a finding."""
LONGEST = 200
"""Characters of `measure` and of `population`."""
SUBJECT = (
    *("endpoint", "arm", "comparator"),
    *("quantity", "measure", "time_point", "population"),
)


def _rows(study: Study) -> list[Row]:
    """With the keys of what they point to, as the kinds of those count them."""
    return [_pointing(row) for row in finding_rows(study)[0]]


def _pointing(row: Row) -> Row:
    row = dict(row)
    endpoint = row.pop("endpoint__level"), row.pop("endpoint__measure")
    row["endpoint"] = endpoint, row.pop("endpoint__at")
    for arm in ("arm", "comparator"):
        label = row.pop(f"{arm}__label")
        row[arm] = ((label,), 0) if label else None
    return row


def _settle(row: Row, ids: Mapping[str, Ids]) -> Row:
    """In words, where an editor's endpoints or arms stand in place of the registry's."""
    row = dict(row)
    if row["endpoint"] not in ids["endpoint"]:
        (_, measure), _ = row["endpoint"]
        row |= {"endpoint": None, "measure": _words(measure, row["measure"])}
    arms = [row[arm] for arm in ("arm", "comparator") if row[arm]]
    if any(arm not in ids["arm"] for arm in arms):
        named = " against ".join(label for ((label,), _) in arms)
        population = _words(named, row["population"])
        row |= {"arm": None, "comparator": None, "population": population}
    return row


def _words(*words: str) -> str:
    text = ": ".join(filter(None, words))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _again(row: Row) -> Row:
    """In the state that it had; nobody had edited what an import withdrew."""
    if row["withdrawal_reason"] != GONE or row["state"] != PublishingState.WITHDRAWN:
        return {}
    state = PublishingState.APPROVED if row["release_at"] else PublishingState.DRAFT
    return {"state": state, "withdrawn_at": None, "withdrawal_reason": ""}


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in SUBJECT)


FINDINGS = Kind(
    name="finding",
    model=Finding,
    rows=_rows,
    key=_key,
    columns=(
        *("value_text", "value", "unit", "lower", "upper", "level"),
        *("dispersion", "remark", "p_value", "participants"),
    ),
    fixed=("quantity", "measure", "time_point", "population"),
    looked_up=("endpoint_id", "arm_id", "comparator_id"),
    state=("state", "release_at", "withdrawal_reason"),
    twins=True,
    united=True,
    points_to=("endpoint", "arm"),
    pointers=(("endpoint", "endpoint"), ("arm", "arm"), ("comparator", "arm")),
    called_by=("endpoint", "arm", "comparator"),
    names_its_version=True,
    among=Q(registry_record__isnull=False),
    again=_again,
    settle=_settle,
)
