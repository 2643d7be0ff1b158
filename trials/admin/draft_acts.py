"""The acts on a draft's page: who may press which button, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Now

from trials.admin.draft_page import May
from trials.admin.keys import is_key
from trials.admin.reasons import seen, typed
from trials.admin.zoned import ZonedField
from trials.drafts import (
    approve,
    close,
    reject,
    remark,
    reopen,
    settle,
    take_back,
    withdraw,
)
from trials.models import Draft, Remark
from trials.models.draft import DraftState

TIME = "takes_effect_at_0"
"""Its first box: approved is with the time that stands beside the button, kept before or not."""


class TimeForm(forms.Form):
    """When an approved draft takes effect."""

    takes_effect_at = ZonedField(
        required=False,
        label="Takes effect at",
        help_text="Without a date: as soon as it is approved.",
    )


@dataclass(frozen=True)
class Press:
    """A button that was pressed: by whom, on which draft, with what beside it."""

    request: Any
    draft: Draft
    may: May

    @property
    def user(self) -> Any:
        """Who pressed it."""
        return self.request.user

    def text(self, name: str) -> str:
        """What stands in an input."""
        return seen(self.request.POST.get(name, ""))


def _approve(press: Press) -> str:
    if TIME in press.request.POST:
        _time(press)
    done = approve(press.draft, press.user, typed(press.request))
    if done.state == DraftState.APPROVED:
        return "Approved. It takes effect in its time, by itself."
    return "Approved: readers see the new now."


def _reject(press: Press) -> str:
    reject(press.draft, press.user, press.text("why_not"))
    return "Rejected; its author reads why."


def _withdraw(press: Press) -> str:
    withdraw(press.draft, press.user)
    return "Withdrawn: the record stays as it is."


def _take_back(press: Press) -> str:
    take_back(press.draft, press.user)
    return "The approval is taken back: the draft waits for one again."


def _time(press: Press) -> str:
    form = TimeForm(press.request.POST)
    if not form.is_valid():
        raise ValidationError([one for errors in form.errors.values() for one in errors])
    rows = Draft.objects.filter(pk=press.draft.pk, state=DraftState.OPEN)
    if not rows.update(takes_effect_at=form.cleaned_data["takes_effect_at"], edited_at=Now()):
        raise ValidationError("Only of a draft that waits for approval the time is changed.")
    return "The time is kept."


def _settle(press: Press) -> str:
    take = press.text("settle") == "take"
    settle(press.draft, press.user, press.text("field"), take=take)
    return "Proposed over what stands there now." if take else "It is out of the draft."


def _remark(press: Press) -> str:
    remark(press.draft, press.user, press.text("field"), press.text("remark"))
    return "The remark stands there until somebody closes it."


def _close(press: Press) -> str:
    close(_remark_meant(press), press.user)
    return "The remark is closed."


def _reopen(press: Press) -> str:
    reopen(_remark_meant(press))
    return "The remark is open again."


def _remark_meant(press: Press) -> QuerySet[Remark]:
    """Everybody's for who may change the record, else one's own; none where it is another's."""
    key = press.text("key")
    rows = press.draft.remarks.filter(pk__in=[key] if is_key(key) else [])
    if not press.may.change:
        rows = rows.filter(author=press.user)
    if not rows:
        raise PermissionDenied
    return rows


@dataclass(frozen=True)
class Act:
    """One button."""

    do: Callable[[Press], str]
    allowed: Callable[[May], bool]
    over_what_was_seen: bool = False


ACTS = {
    "approve": Act(_approve, lambda may: may.decide, over_what_was_seen=True),
    "reject": Act(_reject, lambda may: may.decide, over_what_was_seen=True),
    "take_back": Act(_take_back, lambda may: may.decide or may.change, over_what_was_seen=True),
    "withdraw": Act(_withdraw, lambda may: may.change, over_what_was_seen=True),
    "time": Act(_time, lambda may: may.decide or may.change, over_what_was_seen=True),
    "settle": Act(_settle, lambda may: may.change, over_what_was_seen=True),
    "remark": Act(_remark, lambda may: True),
    "close": Act(_close, lambda may: True),
    "reopen": Act(_reopen, lambda may: True),
}


def act_of(press: Press) -> Act:
    """The act, for who may do it."""
    act = ACTS.get(press.text("act"))
    if act is None or not act.allowed(press.may):
        raise PermissionDenied
    return act
