"""Rows proposed for a trial: what the record has like it, and the row that accepting makes.

`proposed_value` holds the row's fields as JSON; cohorts, arms and endpoints by the words of the
text. Of each kind there are two functions: `said` (what the record says) and `made` (the new row).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from trials import identifiers
from trials.discrepancies import printed_value, value_of
from trials.models import (
    Approval,
    Arm,
    Endpoint,
    Finding,
    GuidelineListing,
    Membership,
    Organisation,
    Reference,
    TrialIdentifier,
    TrialOrganisation,
)
from trials.partial_dates import in_words
from trials.proposals.names import (
    find_arm,
    find_cohort,
    find_endpoint,
    names_endpoint,
    same_company,
    shares_a_word,
)
from trials.proposals.said import Said
from trials.venues import same_venue
from trials.vocabulary import (
    COMPARISONS,
    CONTROLS,
    GRANTING_DECISIONS,
    ApprovalDecision,
    ArmGroupType,
    EndpointLevel,
    IdentifierKind,
)

Value = dict[str, Any]
PARTS: dict[str, Callable[[Any, str], Any]] = {
    "cohort": find_cohort,
    "endpoint": find_endpoint,
    "arm": find_arm,
    "comparator": find_arm,
}
SUBJECT = ("quantity", "measure", "time_point", "population")


@dataclass(frozen=True)
class RowKind:
    """One kind of row of a trial, by the name of the relation."""

    said: Callable[[Any, Value], Iterator[Said]]
    made: Callable[[Any, Value, Any], Model]
    has_source: bool = False
    """Whether the row waits for the source that it rests on."""
    each_source: bool = False
    """Whether every source may say it, so that only the same source says it twice."""
    once: bool = False
    """Whether a record that says it otherwise is changed, not added to."""

    def is_there(self, trial: Any, value: Value, source: Any) -> bool:
        """Whether the record has this row."""
        said = self.said(trial, value)
        if self.each_source:
            return any(one.agrees and one.source_pk == source.pk for one in said)
        return any(one.agrees for one in said)


def _findings_said(trial: Any, value: Value) -> Iterator[Said]:
    """The findings of the same subject, from whatever source."""
    parts = {name: find(trial, value[name]) for name, find in PARTS.items() if name in value}
    if None in parts.values():
        return
    number = Finding(value_text=value["value_text"], value=_number(value))
    subjects = [parts, parts | _the_two(trial, value)]
    for row in trial.findings.all():
        own = {name: part for name in PARTS if (part := getattr(row, name)) is not None}
        if own in subjects and all(getattr(row, name) == value.get(name, "") for name in SUBJECT):
            agrees = value_of(row) == value_of(number)
            yield Said(printed_value(row), str(row.source), agrees, row.source_id)


def _number(value: Value) -> Any:
    field: Any = Finding._meta.get_field("value")
    return field.to_python(value["value"]) if "value" in value else None


def _finding_made(trial: Any, value: Value, source: Any) -> Model:
    parts = {name: _part(trial, name, value[name]) for name in PARTS if name in value}
    plain = {name: words for name, words in value.items() if name not in PARTS}
    return Finding(trial=trial, source=source, **plain, **parts, **_the_two(trial, value))


def _the_two(trial: Any, value: Value) -> dict[str, Arm]:
    """The arms of a comparison that names none, in a trial that has only one and its control."""
    if value["quantity"] not in COMPARISONS or {"arm", "comparator"} & set(value):
        return {}
    arms = sorted(trial.arms.all(), key=lambda arm: arm.type in CONTROLS)
    if [arm.type in CONTROLS for arm in arms] != [False, True]:
        return {}
    return {"arm": arms[0], "comparator": arms[1]}


def _part(trial: Any, name: str, words: str) -> Any:
    part = PARTS[name](trial, words)
    if part is None:
        kind = "arm" if name == "comparator" else name
        raise ValidationError(
            f"It is not clear which {kind} of {trial} “{words}” is: add or rename one "
            "on the form of"
            " the trial, then come back."
        )
    return part


def _approvals_said(trial: Any, value: Value) -> Iterator[Said]:
    decision = value["decision"]
    for row in trial.approvals.all():
        same = row.agency.casefold() == value["agency"].casefold()
        if not same or not shares_a_word(row.product, value["product"]):
            continue
        if row.decision != decision and not {row.decision, decision} <= GRANTING_DECISIONS:
            continue
        day = row.decided_on or row.announced_on
        agrees = row.decision == decision and _same_day(day, value.get("decided_on", ""))
        words = f"{ApprovalDecision(row.decision).label}: {row.product}, {in_words(day)}"
        yield Said(words.rstrip(", "), str(row.source or ""), agrees)


def _same_day(one: str, other: str) -> bool:
    """Whether one date is the other, known less exactly or not at all."""
    return one.startswith(other) or other.startswith(one)


def _endpoints_said(trial: Any, value: Value) -> Iterator[Said]:
    rows = [row for row in trial.endpoints.all() if names_endpoint(row, value["measure"])]
    agreeing = [row for row in rows if row.level == value["level"]]
    for row in agreeing or rows:
        words = f"{EndpointLevel(row.level).label} endpoint: {row.measure}"
        yield Said(words, "", row.level == value["level"])


def _listings_said(trial: Any, value: Value) -> Iterator[Said]:
    for row in trial.guideline_listings.all():
        if not _same_body(row.body, value["body"]):
            continue
        if shares_a_word(row.treatment, value.get("treatment", "")):
            agrees = _same_day(row.listed_on, value.get("listed_on", ""))
            words = ", ".join(filter(None, [row.guideline, in_words(row.listed_on), row.category]))
            yield Said(words, str(row.source or ""), agrees)


def _same_body(one: str, other: str) -> bool:
    shorts = [words.rpartition("(")[2].rstrip(")").casefold() for words in (one, other)]
    return shorts[0] == shorts[1] or one.casefold() == other.casefold()


def _identifiers_said(trial: Any, value: Value) -> Iterator[Said]:
    for row in trial.identifiers.all():
        if identifiers.fold(row.value) == identifiers.fold(value["value"]):
            yield Said(row.value, "", agrees=True)


def _identifier_made(trial: Any, value: Value, source: Any) -> Model:
    return TrialIdentifier(trial=trial, kind=IdentifierKind.FUNDING, resolves=False, **value)


def _organisations_said(trial: Any, value: Value) -> Iterator[Said]:
    sponsor = trial.lead_sponsor
    if sponsor and is_named(sponsor, value["name"]):
        yield Said(f"{sponsor} (lead sponsor)", "", agrees=True)
    for row in trial.memberships.all():
        if is_named(row.organisation, value["name"]):
            yield Said(str(row), "", agrees=True)


def is_named(organisation: Any, name: str) -> bool:
    """Whether this is a name of the organisation."""
    return any(
        same_company(own, name) for own in (organisation.name, organisation.short_name) if own
    )


def organisation_named(name: str) -> Any:
    """The organisation of this name, made where there is none yet."""
    for found in Organisation.objects.filter(name__istartswith=name[:12]).order_by("pk")[:50]:
        if is_named(found, name):
            return found
    short = Organisation.objects.filter(short_name__iexact=name).order_by("pk").first()
    return short or Organisation.objects.create(name=name)


def _organisation_made(trial: Any, value: Value, source: Any) -> Model:
    return TrialOrganisation(
        trial=trial,
        organisation=organisation_named(value["name"]),
        role=value.get("role", Membership.COLLABORATOR),
        position=next_place(trial.memberships),
    )


def _references_said(trial: Any, value: Value) -> Iterator[Said]:
    for row in trial.references.all():
        if same_venue(row.citation, value["citation"]):
            yield Said(row.citation, "", agrees=True)


def _reference_made(trial: Any, value: Value, source: Any) -> Model:
    return Reference(trial=trial, source=source, position=next_place(trial.references), **value)


def _arms_said(trial: Any, value: Value) -> Iterator[Said]:
    row = find_arm(trial, value["label"])
    if row is not None and "crossover" in value:
        if row.crossover:
            yield Said(row.crossover, "", agrees=True)
    elif row is not None:
        kind = ArmGroupType(row.type).label if row.type else ""
        agrees = not (row.type and value.get("type")) or row.type == value["type"]
        yield Said(f"{row.label} ({kind})" if kind else row.label, "", agrees)


def _arm_made(trial: Any, value: Value, source: Any) -> Model:
    """A new arm; who may cross over is told of the arm that is there."""
    row: Arm | None = find_arm(trial, value["label"])
    if row is None:
        return Arm(trial=trial, position=next_place(trial.arms), **value)
    row.crossover = value["crossover"]
    return row


def _endpoint_made(trial: Any, value: Value, source: Any) -> Model:
    return Endpoint(trial=trial, position=next_place(trial.endpoints), **value)


def _approval_made(trial: Any, value: Value, source: Any) -> Model:
    return Approval(trial=trial, source=source, **value)


def _listing_made(trial: Any, value: Value, source: Any) -> Model:
    return GuidelineListing(trial=trial, source=source, **value)


def next_place(rows: Any) -> int:
    """The place behind the last one."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


KINDS = {
    "findings": RowKind(_findings_said, _finding_made, has_source=True, each_source=True),
    "approvals": RowKind(_approvals_said, _approval_made, has_source=True),
    "guideline_listings": RowKind(_listings_said, _listing_made, has_source=True),
    "references": RowKind(_references_said, _reference_made, has_source=True),
    "endpoints": RowKind(_endpoints_said, _endpoint_made, once=True),
    "identifiers": RowKind(_identifiers_said, _identifier_made),
    "organisations": RowKind(_organisations_said, _organisation_made),
    "arms": RowKind(_arms_said, _arm_made, once=True),
}
NEEDED = ("cohorts", "arms__interventions", "endpoints", "references", "identifiers")


def with_parts(trials: Any) -> Any:
    """The trials with all that is compared here, in a constant number of queries."""
    loaded = trials.select_related("lead_sponsor")
    return loaded.prefetch_related(
        *NEEDED,
        "findings__source",
        *(f"findings__{name}" for name in PARTS),
        "approvals__source",
        "guideline_listings__source",
        "memberships__organisation",
    )
