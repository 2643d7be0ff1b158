"""The four acts of publishing: who may submit, return, approve and withdraw, and what each asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from trials import zones
from trials.admin.readers import any_public
from trials.admin.reasons import FIELD, Reason, Seen
from trials.admin.zoned import ZonedField


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

    required_css_class = "required"
    reason = Seen(
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


def ask(question: type[forms.Form], data: Any, records: Iterable[Any]) -> forms.Form:
    """An act's form; a time is asked for in the zone that the records have in common."""
    form = question(data)
    records = list(records)
    is_public = any_public(records)
    if FIELD not in form.fields:
        form.fields[FIELD] = Reason(is_needed=is_public, required=True)
    elif not is_public and records:
        form.fields[FIELD].help_text = NOT_PUBLIC
    field: Any = form.fields.get("public_from")
    shared = {zones.zone_of(record) for record in records} if field else set()
    if len(shared) == 1:
        field.zone = shared.pop()
    return form
