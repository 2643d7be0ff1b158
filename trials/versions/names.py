"""What fields, and the tables that a record is made of, are called, for people and for programs."""

from functools import cache
from typing import Any

from django.utils.text import capfirst

from trials.history import Revised
from trials.versions.kinds import Kind, parts_of

LABELS = {
    "approval": "Approval",
    "gender_based": "Based on gender",
    "last_known_status": "Last status known",
    "resolves": "Leads to this trial",
    "retired": "Given up",
    "std_ages": "Standard ages",
    "type_abbrev": "Type",
    "who_masked": "Who is masked",
}
KINDS = {
    "statuschange": ("status", "statuses"),
    "supportingtrial": ("supported approval", "supported approvals"),
    "trialcondition": ("condition", "conditions"),
    "trialidentifier": ("identifier", "identifiers"),
    "triallink": ("link to news", "links to news"),
    "trialorganisation": ("organisation", "organisations"),
}


def name_of_kind(kind: Kind, number: int = 1) -> str:
    """“finding”, “findings”."""
    meta: Any = kind._meta
    one, many = KINDS.get(meta.model_name, (meta.verbose_name, meta.verbose_name_plural))
    return str(one if number == 1 else many)


@cache
def list_name(kind: Kind) -> str:
    """The name of its list in JSON, as of the relation: `findings`, `status_changes`."""
    keys: list[Any] = [one for one in kind._meta.concrete_fields if one.is_relation]
    accessors = {one.attname: one.remote_field.get_accessor_name() for one in keys}
    found = next(
        (parts[kind] for record in _records() if kind in (parts := parts_of(record))), None
    )
    return str(accessors.get(found) or kind._meta.model_name)


def _records() -> list[Kind]:
    return list(Revised.__subclasses__())


def label(one: Any) -> str:
    """What readers call a field."""
    return capfirst(str(LABELS.get(one.name, one.verbose_name)))
