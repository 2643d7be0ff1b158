"""The four acts of publishing: who may submit, return, approve and withdraw what, and what follows.

Times are the database's, so that what is approved now is public now. A time that is typed is one of
a zone, which a record that has a place for it keeps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now
from django.http import HttpRequest
from django.utils import timezone

from trials import zones
from trials.admin.zoned import ZonedField
from trials.vocabulary import PublishingState as State


class NoQuestion(forms.Form):
    """An act that needs nothing but the confirmation."""


class ApprovalForm(forms.Form):
    """From when it is public."""

    public_from = ZonedField(
        required=False,
        help_text="Without a date: each record's own time, or now where it has none.",
    )


class WithdrawalForm(forms.Form):
    """Why, for the readers."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Readers see this on the record's page, which stays at its address.",
    )


NOT_PUBLIC = "For the newsroom: readers never had a page of this, and get none."


@dataclass(frozen=True)
class Act:
    """What one may do with records on their way to the public."""

    name: str
    label: str
    done: str
    # "change" is for those who write, "publish" for Publishers.
    permission: str
    question: type[forms.Form] = NoQuestion
    takes_parts: bool = True

    def allowed(self, request: HttpRequest, model: Any) -> bool:
        """Whether this person may do it to records of this model."""
        codename = f"{self.permission}_{model._meta.model_name}"
        return request.user.has_perm(f"{model._meta.app_label}.{codename}")


SUBMIT = Act("submit", "Submit for review", "submitted for review", "change")
RETURN = Act("return", "Return to draft", "returned to draft", "publish", takes_parts=False)
APPROVE = Act("approve", "Approve", "approved", "publish", ApprovalForm)
WITHDRAW = Act("withdraw", "Withdraw", "withdrawn", "publish", WithdrawalForm, takes_parts=False)
ACTS = (SUBMIT, RETURN, APPROVE, WITHDRAW)


@dataclass(frozen=True)
class Step:
    """One record and what the act means for it: what will happen, or why it cannot."""

    record: Any
    allowed: bool
    says: str

    @property
    def key(self) -> str:
        """Its value in a form."""
        return f"{self.record._meta.model_name}-{self.record.pk}"

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.record._meta.verbose_name)


def ask(question: type[forms.Form], data: Any, records: Iterable[Any]) -> forms.Form:
    """An act's form; a time is asked for in the zone that the records have in common."""
    form = question(data)
    records = list(records)
    if "reason" in form.fields and records and not _any_public(records):
        form.fields["reason"].help_text = NOT_PUBLIC
    field: Any = form.fields.get("public_from")
    shared = {zones.zone_of(record) for record in records} if field else set()
    if len(shared) == 1:
        field.zone = shared.pop()
    return form


def _any_public(records: list[Any]) -> bool:
    return any(_rows(model, records).public().exists() for model in {type(one) for one in records})


def time_in_words(act: Act, done: list[Any], answers: dict[str, Any]) -> str:
    """From when they are public, as the end of a sentence, where all have one time and no other.

    A part waits for its trial and its source as well: of parts only a time that was typed is told.
    """
    at = answers.get("public_from")
    if at:
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
    return f", public since {zones.in_words(at.replace(second=0, microsecond=0), zone)}"


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
    refusal = _refusal(act, record, public) or lack
    return Step(record, not refusal, refusal or _outcome(act, record, public))


def _refusal(act: Act, record: Any, public: bool) -> str:
    state = record.state
    if act is SUBMIT and state != State.DRAFT:
        return f"Only a draft is submitted; this is {State(state).label.lower()}."
    if act is RETURN and state == State.DRAFT:
        return "It is a draft already."
    if act is RETURN and (public or state == State.WITHDRAWN):
        return "It was public or withdrawn, so it is no draft any more."
    if act is APPROVE and public and state == State.APPROVED:
        return "It is public already."
    if act is WITHDRAW and state != State.APPROVED:
        return f"Only an approved record is withdrawn; this is {State(state).label.lower()}."
    return ""


def _outcome(act: Act, record: Any, public: bool) -> str:
    if act is SUBMIT:
        return "Publishers will see it as waiting for them."
    if act is RETURN:
        return "It goes back to its editors and does not become public."
    if act is WITHDRAW:
        notice = "Its page stays and shows a notice; it leaves lists, search and feeds."
        return notice if public else "It will not become public; its time has not come yet."
    if public:
        return "It was withdrawn; it will be listed again, from the same time as before."
    return f"{_when(record)}{line_of(record)}{_held_back(record)}"


def line_of(record: Any) -> str:
    """What is printed above a release about its time, for who gives it one."""
    line = getattr(record, "release_line", "")
    return f" On it stands: “{line}”" if line else ""


def _held_back(record: Any) -> str:
    """A part waits for its source, as a release under embargo."""
    source = getattr(record, "source", None) if hasattr(record, "trial") else None
    if source is None or (source.public_from and source.public_from <= timezone.now()):
        return ""
    return f" It waits for its source, {source}, which is not public yet."


def _when(record: Any) -> str:
    at = record.release_at
    if at is None:
        return "Public at once, or from the time given below."
    moment = zones.in_words(at, zones.zone_of(record))
    return f"Public {'since' if at <= timezone.now() else 'from'} {moment}, its own time."


def carry_out(act: Act, queryset: QuerySet[Any], answers: dict[str, Any]) -> list[Any]:
    """Do it to those records it may be done to, and return them. Call in a transaction."""
    rows = list(queryset.select_for_update(of=("self",)).order_by("pk"))
    done = [step.record for step in plan(act, rows) if step.allowed]
    model = queryset.model
    fresh = model._default_manager.filter(pk__in=[record.pk for record in done])
    restored = {record.pk for record in done if record.state == State.WITHDRAWN}
    if restored:
        fresh.filter(pk__in=restored).update(state=State.APPROVED, withdrawn_at=None)
    fresh.exclude(pk__in=restored).update(**_values(act, answers), **_zone(model, answers))
    return done


def _values(act: Act, answers: dict[str, Any]) -> dict[str, Any]:
    if act is SUBMIT:
        return {"state": State.IN_REVIEW}
    if act is RETURN:
        return {"state": State.DRAFT}
    if act is WITHDRAW:
        reason = answers["reason"]
        return {"state": State.WITHDRAWN, "withdrawn_at": Now(), "withdrawal_reason": reason}
    chosen = answers.get("public_from") or Coalesce(F("release_at"), Now())
    return {"state": State.APPROVED, "release_at": chosen}


def _zone(model: Any, answers: dict[str, Any]) -> dict[str, str]:
    """The zone of a time that was typed, for records that keep one."""
    at = answers.get("public_from")
    return {"release_zone": at.tzinfo.key} if at and hasattr(model, "release_zone") else {}
