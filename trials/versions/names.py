"""What fields, and the tables that a record is made of, are called, for people and for programs."""

from functools import cache
from typing import Any

from django.utils.text import capfirst

from trials.discrepancies import printed_value
from trials.first_letters import begun, small
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
    "value": "Number for charts",
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

LONGEST_PIECE = 60


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


def name_of_finding(finding: Any) -> str:
    """What tells it from the others: what was measured, in whom and when, the number, whose it is.

    “pNET, PFS, median, Cabozantinib, 13.8 months (FDA label)”
    """
    arms = " against ".join(_short(one) for one in (finding.arm, finding.comparator) if one)
    about = (finding.endpoint, finding.measure, small(finding.get_quantity_display()))
    whom = (arms, _short(finding.population), _short(finding.time_point))
    pieces = [_short(one) for one in (finding.cohort, *about) if one]
    name = ", ".join(filter(None, [*pieces, *whom, _short(printed_value(finding))]))
    return begun(f"{name} ({_short(finding.source)})" if finding.source else name)


def _short(piece: Any) -> str:
    """Its beginning and its end: names that differ often do so in their last words."""
    text = " ".join(str(piece).split())
    if len(text) <= LONGEST_PIECE:
        return text
    start, end = text[: LONGEST_PIECE // 2], text[-LONGEST_PIECE // 2 :]
    whole, rest = start.rpartition(" ")[0] or start, end.partition(" ")[2] or end
    return f"{whole} … {rest}"
