"""An act of publishing on some records: what it would do to each, and doing it.

Times are the database's, so that what is approved now is public now. A time that is typed is one of
a zone, which a record that has a place for it keeps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from trials import zones
from trials.admin.act_words import outcome_of, refusal_of
from trials.admin.acts import APPROVE, RETURN, SUBMIT, WITHDRAW, Act
from trials.models import Finding
from trials.versions.names import name_of_finding
from trials.vocabulary import PublishingState as State


@dataclass(frozen=True)
class Step:
    """One record and what the act means for it: what will happen, or why it cannot."""

    record: Any
    allowed: bool
    says: str
    submission: Any = None
    """Who submitted it, when and why; for who approves."""
    preview: str = ""
    """The address of a look at it; for the same."""

    @property
    def key(self) -> str:
        """Its value in a form."""
        return f"{self.record._meta.model_name}-{self.record.pk}"

    @property
    def name(self) -> str:
        """Of a finding with its arms and source, so that two medians are told apart."""
        is_finding = isinstance(self.record, Finding)
        return name_of_finding(self.record) if is_finding else str(self.record)

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.record._meta.verbose_name)


def plan(act: Act, records: Iterable[Any]) -> list[Step]:
    """What the act would do to each record."""
    records = list(records)
    models = {type(record) for record in records}
    public: set[Any] = set()
    lacks: dict[Any, str] = {}
    for model in models:
        rows = _rows(model, records)
        public |= {(model, key) for key in rows.public().values_list("pk", flat=True)}
        if act is APPROVE:
            lacks |= {(model, key): words for key, words in rows.obstacles().items()}
    keys = [(type(record), record.pk) for record in records]
    return [
        _step(act, record, key in public, lacks.get(key, ""))
        for record, key in zip(records, keys, strict=True)
    ]


def _rows(model: Any, records: list[Any]) -> Any:
    keys = [record.pk for record in records if type(record) is model]
    return model._default_manager.filter(pk__in=keys)


def _step(act: Act, record: Any, public: bool, lack: str) -> Step:
    refusal = refusal_of(act, record, public) or lack
    return Step(record, not refusal, refusal or outcome_of(act, record, public))


def carry_out(act: Act, queryset: QuerySet[Any], answers: dict[str, Any]) -> list[Any]:
    """Do it to those records it may be done to, and return them. Call in a transaction."""
    rows = list(queryset.select_for_update(of=("self",)).order_by("pk"))
    done = [step.record for step in plan(act, rows) if step.allowed]
    model = queryset.model
    fresh = model._default_manager.filter(pk__in=[record.pk for record in done])
    back = _coming_back(fresh, done)
    if back:
        fresh.filter(pk__in=back).update(state=State.APPROVED, withdrawn_at=None)
    fresh.exclude(pk__in=back).update(**_values(act, answers), **_zone(model, answers))
    return done


def _coming_back(rows: Any, records: list[Any]) -> set[Any]:
    """Those that readers had before they were withdrawn: these keep their first time."""
    withdrawn = [record.pk for record in records if record.state == State.WITHDRAWN]
    had = rows.public().filter(pk__in=withdrawn) if withdrawn else rows.none()
    return set(had.values_list("pk", flat=True))


def _values(act: Act, answers: dict[str, Any]) -> dict[str, Any]:
    if act is SUBMIT:
        return {"state": State.IN_REVIEW}
    if act is RETURN:
        return {"state": State.DRAFT}
    if act is WITHDRAW:
        reason = answers["reason"]
        return {"state": State.WITHDRAWN, "withdrawn_at": Now(), "withdrawal_reason": reason}
    chosen = answers.get("public_from") or Coalesce(F("release_at"), Now())
    return {"state": State.APPROVED, "release_at": chosen, "withdrawn_at": None}


def _zone(model: Any, answers: dict[str, Any]) -> dict[str, str]:
    """The zone of a time that was typed, for records that keep one."""
    at = answers.get("public_from")
    return {"release_zone": at.tzinfo.key} if at and hasattr(model, "release_zone") else {}


def time_in_words(act: Act, done: list[Any], answers: dict[str, Any]) -> str:
    """From when they are public, as the end of a sentence, where all have one time and no other.

    A part waits for its trial and its source as well: of parts only a time that was typed is told.
    """
    at = answers.get("public_from")
    if at and not (done and _rows(type(done[0]), done).exclude(release_at=at).exists()):
        return f", public from {zones.in_words(at, at.tzinfo.key)}"
    if act is not APPROVE or not done or any(hasattr(record, "trial") for record in done):
        return ""
    rows = _rows(type(done[0]), done)
    times = {(row.release_at, zones.zone_of(row)) for row in rows}
    if len(times) > 1:
        return ", each public from its own time"
    at, zone = times.pop()
    if at > timezone.now():
        return f", public from {zones.in_words(at, zone)}"
    return f", public since {zones.in_words(at, zone)}"
