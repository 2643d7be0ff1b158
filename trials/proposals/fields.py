"""Plain fields of a record: what stands there now beside what is proposed, and setting it.

A registry's proposal sets what its import sets, as the registry words it: the exact name of an
organisation, and columns that no form has. The two IDs of a trial are typed in its form only: its
address is made of them.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models

from trials.models import Organisation, TrialIdentifier
from trials.models.proposal import ProposalOrigin
from trials.proposals.registry import BY_THE_REGISTRY, MAIN_IDS, add_status, exact_organisation
from trials.proposals.rows import is_named, organisation_named
from trials.proposals.said import Said
from trials.vocabulary import DesignMasking, EnrollmentType

ELSEWHERE = "This is not changed by a proposal: open the record and change it there."
# States move by acts of publishing, never by a proposal.
BY_ACTS = frozenset({"state", "release_at", "withdrawn_at", "withdrawal_reason"})
# "Double-blind" says that two sides are masked at least.
TWO_MASKED = frozenset({DesignMasking.DOUBLE, DesignMasking.TRIPLE, DesignMasking.QUADRUPLE})
# Whoever tells it does so in words of their own.
IN_OWN_WORDS = frozenset({"crossover"})


def field_of(target: Any, name: str) -> Any:
    """The field of this name, or None where the record has no such field, or is gone."""
    try:
        return target and target._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def current(target: Any, name: str) -> Any:
    """What stands there now, as JSON; of an organisation its name."""
    value = getattr(target, name, None)
    if isinstance(value, models.Model):
        return str(getattr(value, "name", value))
    return value


def is_settable(target: Any, name: str, *, by_registry: bool = False) -> bool:
    """Whether accepting may write it: a field of a form, no key to other records."""
    field = field_of(target, name)
    if field is None or not field.concrete or name in BY_ACTS:
        return False
    if by_registry and (name in MAIN_IDS or (target._meta.model_name, name) in BY_THE_REGISTRY):
        return name not in MAIN_IDS
    return field.editable and (not field.is_relation or field.related_model is Organisation)


def said(target: Any, name: str, proposed: Any, in_words: Any) -> Iterator[Said]:
    """What the record says in this field, if anything; `in_words` tells values to people."""
    now = getattr(target, name, None)
    if now in (None, "", [], {}):
        return
    words = in_words(field_of(target, name), now)
    if name == "enrollment" and target.enrollment_type:
        words += f" ({EnrollmentType(target.enrollment_type).label.lower()})"
    yield Said(words, "", _agrees(name, now, proposed))


def _agrees(name: str, now: Any, proposed: Any) -> bool:
    if isinstance(now, Organisation):
        return is_named(now, str(proposed))
    if isinstance(now, list):
        return sorted(map(str, now)) == sorted(map(str, proposed or []))
    if name == "masking" and proposed == DesignMasking.DOUBLE:
        return now in TWO_MASKED
    return name in IN_OWN_WORDS or bool(now == proposed) or str(now) == str(proposed)


def apply(target: Any, proposal: Any) -> None:
    """Write the value; raises ValidationError in words, or IntegrityError of the database."""
    name, by_registry = proposal.field, proposal.origin == ProposalOrigin.REGISTRY
    if not is_settable(target, name, by_registry=by_registry):
        raise ValidationError(ELSEWHERE)
    if name == "overall_status":
        add_status(target, proposal)
        return
    setattr(target, name, _value(field_of(target, name), proposal.proposed_value, by_registry))
    others = [one.name for one in target._meta.fields if one.name != name]
    target.clean_fields(exclude=others)
    target.clean()
    target.save(update_fields=[name, *_companions(target, name, by_registry)])


def _value(field: Any, proposed: Any, by_registry: bool) -> Any:
    """As the column holds it; nothing is its empty value."""
    if field.is_relation:
        named = exact_organisation if by_registry else organisation_named
        return named(str(proposed)) if proposed else None
    if proposed is None and not field.null:
        return field.get_default()
    return field.to_python(proposed)


def _companions(target: Any, name: str, by_registry: bool) -> list[str]:
    """What moves along: a number of another kind may lead nowhere any more.

    A number of participants that a text states is no target any more; the registry's has its type.
    """
    if isinstance(target, TrialIdentifier) and name == "kind":
        return ["resolves"]
    stated = name == "enrollment" and not by_registry
    if not stated or target.enrollment_type == EnrollmentType.ACTUAL:
        return []
    target.enrollment_type = EnrollmentType.ACTUAL
    return ["enrollment_type"]
