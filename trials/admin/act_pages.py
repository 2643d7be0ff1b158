"""The pages of the four acts of publishing, of one record and of many from a list.

Who: an editor who submits, a publisher who approves or withdraws. Why: what is public stays at its
address, so each act first says what it will do, to what, and what it refuses. Next: the record, or
the list.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse

from trials.admin import reasons, sent
from trials.admin.act_steps import Step, carry_out, plan, time_in_words
from trials.admin.acts import ACTS, APPROVE, Act, ask
from trials.admin.base import Record
from trials.admin.refusals import sentence
from trials.admin.row_versions import refuse_moved, versions
from trials.admin.submitted import with_others, with_submissions
from trials.vocabulary import PublishingState as State


def _action(act: Act) -> Callable[..., Any]:
    def run(admin_screen: "ActPages", request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        return admin_screen.act_page(request, act, queryset)

    run.__name__ = act.name
    return admin.action(description=f"{act.label} …", permissions=[act.permission])(run)


class ActPages(Record):
    """A record whose state moves by acts."""

    actions = [_action(act) for act in ACTS]
    # Related names of the parts that are published with the record.
    published_parts: tuple[str, ...] = ()

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Publishers approve and withdraw."""
        return ACTS[-1].allowed(request, self.model)

    def get_actions(self, request: HttpRequest) -> Any:
        """Nothing here is deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """A button for each act that is possible now."""
        possible = [
            act
            for act in ACTS
            if act.allowed(request, self.model)
            and (plan(act, [record])[0].allowed or self._waiting(act, [record]))
        ]
        buttons = [(act.label, self.address(act.name, record)) for act in possible]
        return [*super().tools(request, record), *buttons]

    def get_urls(self) -> list[URLPattern]:
        """With a page for each act on one record."""
        own = [
            self.own_path(f"<path:object_id>/{act.name}/", self.act_view, act.name, act=act)
            for act in ACTS
        ]
        return own + super().get_urls()

    def act_view(self, request: HttpRequest, object_id: str, act: Act) -> HttpResponse:
        """One record's page of an act."""
        if not act.allowed(request, self.model):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this key.")
        queryset = self.model._default_manager.filter(pk=record.pk)
        return self.act_page(request, act, queryset)

    def act_page(self, request: HttpRequest, act: Act, queryset: QuerySet[Any]) -> HttpResponse:
        """Say what will happen; when that is confirmed, do it and go on."""
        confirmed = "confirmed" in request.POST
        if confirmed and (answer := sent.done_before(request)):
            return answer
        records = self._named(self.model).filter(pk__in=queryset.values("pk"))
        form = ask(act.question, request.POST if confirmed else None, records)
        if confirmed and form.is_valid():
            try:
                answers = form.cleaned_data
                return sent.once(request, lambda: self._act(request, act, records, answers))
            except IntegrityError as refusal:
                form.add_error(None, sentence(refusal))
            except ValidationError as refusal:
                form.add_error(None, refusal)
        return TemplateResponse(
            request, "admin/act.html", self._act_shown(request, act, records, form)
        )

    def _act_shown(
        self, request: HttpRequest, act: Act, records: QuerySet[Any], form: Any
    ) -> dict[str, Any]:
        seen = versions(records)  # first, so that nothing newer than what is shown counts as seen
        steps, parts = plan(act, records), self._parts(request, act, records)
        if act is APPROVE:
            steps = with_submissions(self.admin_site, steps)
            parts = with_others(parts, steps)
        chosen = request.POST.getlist("part") if form.is_bound else [step.key for step in parts]
        return {
            **self.admin_site.each_context(request),
            "title": act.label,
            "subtitle": str(steps[0].record) if len(steps) == 1 else None,
            "opts": self.opts,
            "act": act,
            "form": form,
            "media": self.media + form.media,
            "steps": [step for step in steps if step.allowed],
            "refused": [step for step in steps if not step.allowed],
            "parts": parts,
            "chosen": set(chosen),
            "warnings": self.warnings(act, records),
            "keys": [step.record.pk for step in steps],
            "versions": seen,
            "only_record": steps[0].record if len(steps) == 1 else None,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }

    def warnings(self, act: Act, records: QuerySet[Any]) -> list[str]:
        """Sentences on what a person should look at before the act."""
        return []

    def _waiting(self, act: Act, records: Any) -> bool:
        parts = (step for name in self._taken(act) for step in self._steps(act, name, records))
        return any(step.allowed for step in parts)

    def _taken(self, act: Act) -> tuple[str, ...]:
        return self.published_parts if act.takes_parts else ()

    def _steps(self, act: Act, name: str, records: Any) -> list[Step]:
        waiting = self._named(self.opts.get_field(name).related_model)
        waiting = waiting.filter(trial__in=list(records))
        return plan(act, waiting.filter(state__in=[State.DRAFT, State.IN_REVIEW]))

    def _named(self, model: Any) -> QuerySet[Any]:
        """Rows with what their names need."""
        rows: QuerySet[Any] = model._default_manager.all()
        loads = self.admin_site.get_model_admin(model).list_select_related
        return rows.select_related(*loads) if isinstance(loads, tuple) and loads else rows

    def _parts(self, request: HttpRequest, act: Act, records: Any) -> list[Step]:
        """Parts that the act can take along, of models that this person may do it to."""
        return [
            step
            for name in self._taken(act)
            if act.allowed(request, self.opts.get_field(name).related_model)
            for step in self._steps(act, name, records)
            if step.allowed
        ]

    def _act(
        self, request: HttpRequest, act: Act, records: QuerySet[Any], answers: dict[str, Any]
    ) -> HttpResponse:
        """Do it in a transaction, to what is still as the page showed it."""
        refuse_moved(request, records)
        reasons.note(answers.get(reasons.FIELD, ""))
        chosen = set(request.POST.getlist("part"))
        parts = [step.record for step in self._parts(request, act, records) if step.key in chosen]
        done, along = carry_out(act, records, answers), []
        for model in {type(part) for part in parts}:
            keys = [part.pk for part in parts if type(part) is model]
            along += carry_out(act, self._named(model).filter(pk__in=keys), answers)
        log_act(request, act, done + along)
        self.message_user(request, *_message(act, done, along, answers))
        if done or along:
            self._remind(request, act, records)
        return HttpResponseRedirect(self._back(request))

    def _remind(self, request: HttpRequest, act: Act, records: QuerySet[Any]) -> None:
        """Of parts that the act could have taken along, and that were not chosen."""
        if left := len(self._parts(request, act, records)):
            text = (
                f"{_counted(left)} (findings, approvals, listings) not {act.done} yet: press again."
            )
            self.message_user(request, text, messages.WARNING)

    def _back(self, request: HttpRequest) -> str:
        """Where one goes on: from the page of one record to its form, else to the list."""
        match = request.resolver_match
        key = match.kwargs.get("object_id") if match else None
        if key is None:
            return request.get_full_path()
        return reverse(self.route("change"), args=[unquote(key)])


def log_act(request: HttpRequest, act: Act, records: list[Any]) -> None:
    """Note in Django's log who did it to which records."""
    user: Any = request.user
    for model in {type(record) for record in records}:
        same = [record for record in records if type(record) is model]
        LogEntry.objects.log_actions(
            user_id=user.pk,
            queryset=same,
            action_flag=CHANGE,
            change_message=f"{act.done.capitalize()}.",
        )


def _message(
    act: Act, done: list[Model], along: list[Model], answers: dict[str, Any]
) -> tuple[str, int]:
    """What was done, and how good that is."""
    if not done and not along:
        none = f"Nothing was {act.done}: none of these records is in a state for it."
        return none, messages.WARNING
    names = ", ".join(str(record) for record in done[:5])
    more = f" and {len(done) - 5} more" if len(done) > 5 else ""
    parts = _counted(len(along))
    with_parts = f" {parts} went along." if along and done else ""
    when = time_in_words(act, done, answers)
    said = f"{names}{more}" if done else parts
    return f"{said}: {act.done}{when}.{with_parts}", messages.SUCCESS


def _counted(parts: int) -> str:
    return "1 part" if parts == 1 else f"{parts} parts"
