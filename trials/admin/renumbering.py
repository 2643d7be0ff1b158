"""Another number for a trial: its addresses move, and the old ones lead on.

Who: an editor who is told that another group leads the trial now, or that the number was wrong.
Why: the number is the trial's address. Next: the form, and the page at its new address.
"""

from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern

from trials.admin import sent
from trials.admin.fields import Spelled
from trials.admin.locks import again_after_deadlock
from trials.admin.publishing import Published
from trials.admin.readers import readers_have
from trials.admin.reasons import Reason
from trials.admin.refusals import sentence
from trials.admin.row_versions import refuse_moved, versions
from trials.merging import renumber
from trials.models import Membership, Organisation, Trial


class RenumberForm(forms.Form):
    """The number, who leads from now on, and why."""

    protocol_id = Spelled(
        label="New number",
        max_length=60,
        help_text="The group's own, such as A021602, AFT-38 or CALGB-80702.",
    )
    groups = forms.ModelMultipleChoiceField(
        Organisation.objects.filter(is_group=True),
        required=False,
        label="Groups that lead it from now on",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, trial: Trial) -> None:
        leading = trial.memberships.filter(role=Membership.GROUP).values_list("organisation")
        super().__init__(data, initial={"groups": [key for (key,) in leading]})
        self.trial = trial
        self.fields["reason"] = Reason(is_needed=readers_have(trial), required=True)
        self.fields["protocol_id"].widget.attrs |= {"class": "vTextField", "autocomplete": "off"}

    def clean_protocol_id(self) -> str:
        """Another one than it has."""
        number: str = self.cleaned_data["protocol_id"]
        if number == self.trial.protocol_id:
            raise ValidationError("The trial has this number already.")
        return number


class Renumbering(Published):
    """The page that gives a trial another number."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the way to it."""
        found = super().tools(request, record)
        if not self.has_change_permission(request, record):
            return found
        return [*found, ("Give it another number", self.address("renumber", record))]

    def get_urls(self) -> list[URLPattern]:
        """With the page."""
        own = self.own_path("<path:object_id>/renumber/", self.renumber_view, "renumber")
        return [own, *super().get_urls()]

    def renumber_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the number, and give it."""
        record: Any = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404("There is no trial with this key.")
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        if posted is not None and (answer := sent.done_before(request)):
            return answer
        seen, form = versions([record]), RenumberForm(posted, record)
        if (
            posted is not None
            and form.is_valid()
            and (done := self._renumber_tried(request, record, form))
        ):
            return done
        context = {
            **self.admin_site.each_context(request),
            "title": f"Give {record} another number",
            "object": record,
            "opts": self.opts,
            "form": form,
            "versions": seen,
        }
        return TemplateResponse(request, "admin/trials/trial/renumber.html", context)

    def _renumber_tried(
        self, request: HttpRequest, record: Trial, form: RenumberForm
    ) -> HttpResponse | None:
        do = partial(self._renumbered, request, record, form)
        try:
            return again_after_deadlock(partial(sent.once, request, do))
        except IntegrityError as refusal:
            form.add_error(None, sentence(refusal))
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        return None

    def _renumbered(self, request: HttpRequest, record: Trial, form: RenumberForm) -> HttpResponse:
        refuse_moved(request, [record])
        said = form.cleaned_data
        told = f"{record} goes by {said['protocol_id']} now."
        renumber(record, said["protocol_id"], said["reason"], said["groups"])
        user: Any = request.user
        LogEntry.objects.log_actions(
            user_id=user.pk,
            queryset=[record],
            action_flag=CHANGE,
            change_message=told,
        )
        self.message_user(request, told)
        return HttpResponseRedirect(self.address("change", record))
