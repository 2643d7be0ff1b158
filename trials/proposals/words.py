"""Proposals as a person reads them: the field, and the value or row in a line."""

from typing import Any

from django.utils.text import capfirst

from trials.list_words import list_in_words
from trials.partial_dates import in_words as day_in_words
from trials.vocabulary import ApprovalDecision, ArmGroupType, EndpointLevel, quantity_in_words

ROWS = {
    "findings": "Finding",
    "approvals": "Approval",
    "endpoints": "Endpoint",
    "guideline_listings": "Guideline",
    "identifiers": "Funding number",
    "organisations": "Collaborator",
    "references": "Publication or talk",
    "arms": "Arm",
}


def field_in_words(proposal: Any) -> str:
    """What it asks for: “Finding”, “Allocation ratio”, “Placebo: crossover”."""
    model = proposal.content_type.model_class()
    if proposal.content_type.model == "trial" and proposal.field in ROWS:
        return ROWS[proposal.field]
    name = proposal.field.replace("_", " ")
    if model is not None and proposal.field in {one.name for one in model._meta.fields}:
        name = str(model._meta.get_field(proposal.field).verbose_name)
    return str(capfirst(name))


def asked_in_words(proposal: Any) -> str:
    """The value or the row that it asks for, in a line."""
    if proposal.content_type.model == "trial" and proposal.field in ROWS:
        return row_in_words(proposal.field, proposal.proposed_value)
    model = proposal.content_type.model_class()
    known = model and proposal.field in {one.name for one in model._meta.fields}
    return value_in_words(
        model._meta.get_field(proposal.field) if known else None, proposal.proposed_value
    )


def proposal_in_words(proposal: Any) -> str:
    """Both, such as “Allocation ratio: 2:1”."""
    return f"{field_in_words(proposal)}: {asked_in_words(proposal)}"


def value_in_words(field: Any, value: Any) -> str:
    """A value of a field in the words that its forms offer."""
    if isinstance(value, list):
        return list_in_words(field, value)
    choices = {str(key): str(words) for key, words in getattr(field, "choices", None) or []}
    return choices.get(str(value), str(value))


def row_in_words(name: str, value: dict[str, Any]) -> str:
    """A proposed row in a line, such as “Hazard ratio of PFS, pNET: 0.23 (95% CI 0.12 to 0.42)”."""
    told = {
        "findings": _finding,
        "approvals": _approval,
        "endpoints": _endpoint,
        "guideline_listings": _listing,
        "arms": _arm,
    }.get(name)
    return (
        told(value) if told else str(value.get("name") or value.get("value") or value["citation"])
    )


def _finding(value: dict[str, Any]) -> str:
    quantity = quantity_in_words(value["quantity"], value.get("measure", ""))
    about = f"{quantity} of {value['endpoint']}" if "endpoint" in value else quantity
    arms = " against ".join(value[name] for name in ("arm", "comparator") if name in value)
    where = [about, value.get("time_point"), value.get("cohort"), arms]
    unit = value.get("unit", "")
    number = f"{value['value_text']}{'' if unit in ('', '%') else ' '}{unit}"
    return f"{', '.join(filter(None, where))}: {number}{_interval(value)}"


def _interval(value: dict[str, Any]) -> str:
    limits = [value.get("lower", "not reached"), value.get("upper", "not reached")]
    level = f"{value['level']}% CI" if "level" in value else "interval"
    parts = [f"{level} {' to '.join(limits)}"] if {"lower", "upper"} & value.keys() else []
    parts += [f"p {value['p_value']}"] if "p_value" in value else []
    return f" ({'; '.join(parts)})" if parts else ""


def _approval(value: dict[str, Any]) -> str:
    decision = ApprovalDecision(value["decision"]).label
    day = day_in_words(value.get("decided_on", ""))
    indication = f", for {value['indication']}" if "indication" in value else ""
    return f"{value['agency']}, {decision.lower()}: {value['product']}{indication}" + (
        f" ({day})" if day else ""
    )


def _endpoint(value: dict[str, Any]) -> str:
    return f"{EndpointLevel(value['level']).label}: {value['measure']}"


def _listing(value: dict[str, Any]) -> str:
    day = day_in_words(value.get("listed_on", ""))
    parts = [value["guideline"], value.get("treatment"), value.get("category"), day]
    return ", ".join(filter(None, parts))


def _arm(value: dict[str, Any]) -> str:
    kind = f" ({ArmGroupType(value['type']).label.lower()})" if value.get("type") else ""
    crossover = f"; who may cross over: {value['crossover']}" if "crossover" in value else ""
    return f"{value['label']}{kind}{crossover}"
