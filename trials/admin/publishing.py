"""Screens of what is published: states move by acts with a page of their own, never by typing.

Who: an editor who submits, a publisher who approves or withdraws. Why: what is public stays at its
address, so each act first says what it will do, to what, and what it refuses.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Model, QuerySet
from django.forms import Field, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from trials import zones
from trials.admin.acts import ACTS, Act, Step, ask, carry_out, plan, time_in_words
from trials.admin.base import Record
from trials.admin.refusals import sentence
from trials.admin.zoned import ZonedField, zone_typed
from trials.vocabulary import PublishingState as State

PUBLIC_FROM = (
    "The record shows from this moment on, to the second. Leave it empty, and it shows from its"
    " approval on, or from the time that the publisher gives then."
)
PUBLISHING = ("state", "release_at", "withdrawn_at", "withdrawal_reason")
# Times that nobody can type any more are told with their zone.
TOLD = {"release_at": "public_from", "withdrawn_at": "withdrawn"}


def _action(act: Act) -> Callable[..., Any]:
    def run(admin_screen: "Published", request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        return admin_screen.act_page(request, act, queryset)

    run.__name__ = act.name
    return admin.action(description=f"{act.label} …", permissions=[act.permission])(run)


class Published(Record):
    """A record with a state and a time."""

    actions = [_action(act) for act in ACTS]
    # Related names of the parts that are published with the record.
    published_parts: tuple[str, ...] = ()

    @admin.display(description="public from", ordering="release_at")
    def public_from(self, record: Any) -> str:
        """The time, in the zone of its embargo and in UTC."""
        return _told(record.release_at, record)

    @admin.display(description="withdrawn at")
    def withdrawn(self, record: Any) -> str:
        """The time, as that of its release."""
        return _told(record.withdrawn_at, record)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """Say of the time what the page of approval says of it, in the zone of the record."""
        told = {"release_at": PUBLIC_FROM, **(kwargs.pop("help_texts", None) or {})}
        form = super().get_form(request, obj, change=change, help_texts=told, **kwargs)
        field: Any = form.base_fields.get("release_at")
        if field is not None:
            field.zone = zones.zone_of(obj)
        return form

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """The time of release with its zone."""
        if db_field.name == "release_at":
            return db_field.formfield(form_class=ZonedField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Keep the zone that was chosen, where the record has one."""
        record = super().save_form(request, form, change)
        if hasattr(record, "release_zone") and "release_at" in form.fields:
            record.release_zone = zone_typed(form, "release_at") or record.release_zone
        return record

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Times in words where they are only read."""
        told = TOLD if self._settled(request, obj) else {"withdrawn_at": TOLD["withdrawn_at"]}
        return [
            (title, {**options, "fields": [_renamed(name, told) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def _settled(self, request: HttpRequest, obj: Any) -> bool:
        """Whether the time of release is no longer typed here."""
        if obj is None:
            return False
        approved = obj.state in (State.APPROVED, State.WITHDRAWN)
        return approved or not self.has_change_permission(request, obj)

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Publishers approve and withdraw."""
        return ACTS[-1].allowed(request, self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was public is withdrawn, never deleted."""
        if obj is not None and was_public(obj):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> Any:
        """Nothing here is deleted in bulk."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """State and withdrawal move by acts; the time is settled once a publisher approved it."""
        kept = ["state", "withdrawn_at", "withdrawal_reason", *TOLD.values()]
        if self._settled(request, obj):
            kept.append("release_at")
        return [*super().get_readonly_fields(request, obj), *kept]

    def view_on_site(self, obj: Any) -> str | None:
        """The public page, where there is one: of the record as saved, not as typed in a form."""
        saved = type(obj)._default_manager.public().filter(pk=obj.pk).first()
        return saved.get_absolute_url() if saved else None

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

    def address(self, name: str, record: Any) -> str:
        """The address of a view of one record."""
        opts = self.opts
        route = f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_{name}"
        return reverse(route, args=[record.pk])

    def get_urls(self) -> list[URLPattern]:
        """With a page for each act on one record."""
        opts, view = self.opts, self.admin_site.admin_view(self.act_view)
        own = [
            path(
                f"<path:object_id>/{act.name}/",
                view,
                {"act": act},
                name=f"{opts.app_label}_{opts.model_name}_{act.name}",
            )
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
        answer = self.act_page(request, act, queryset)
        return answer or HttpResponseRedirect(self.address("change", record))

    def act_page(
        self, request: HttpRequest, act: Act, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Say what will happen; when that is confirmed, do it and return None."""
        confirmed = "confirmed" in request.POST
        records = self._named(self.model).filter(pk__in=queryset.values("pk"))
        form = ask(act.question, request.POST if confirmed else None, records)
        if confirmed and form.is_valid():
            try:
                self._act(request, act, records, form.cleaned_data)
            except IntegrityError as refusal:
                form.add_error(None, sentence(refusal))
            else:
                return None
        steps, parts = plan(act, records), self._parts(request, act, records)
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "act": act,
            "form": form,
            "media": self.media + form.media,
            "steps": [step for step in steps if step.allowed],
            "refused": [step for step in steps if not step.allowed],
            "parts": parts,
            "chosen": set(request.POST.getlist("part"))
            if confirmed
            else {step.key for step in parts},
            "warnings": self.warnings(act, records),
            "keys": [step.record.pk for step in steps],
            "only_record": steps[0].record if len(steps) == 1 else None,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/act.html", context)

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
    ) -> None:
        chosen = set(request.POST.getlist("part"))
        with transaction.atomic():
            parts = [
                step.record for step in self._parts(request, act, records) if step.key in chosen
            ]
            done, along = carry_out(act, records, answers), []
            for model in {type(part) for part in parts}:
                keys = [part.pk for part in parts if type(part) is model]
                along += carry_out(act, self._named(model).filter(pk__in=keys), answers)
            log_act(request, act, done + along)
        self._tell(request, act, done, along, answers)
        left = len(self._parts(request, act, records)) if done or along else 0
        if left:
            waiting = "1 part" if left == 1 else f"{left} parts"
            text = f"{waiting} (findings, approvals, listings) not {act.done} yet: press again."
            self.message_user(request, text, messages.WARNING)

    def _tell(
        self,
        request: HttpRequest,
        act: Act,
        done: list[Model],
        along: list[Model],
        answers: dict[str, Any],
    ) -> None:
        if not done and not along:
            message = f"Nothing was {act.done}: none of these records is in a state for it."
            self.message_user(request, message, messages.WARNING)
            return
        names = ", ".join(str(record) for record in done[:5])
        more = f" and {len(done) - 5} more" if len(done) > 5 else ""
        parts = "1 part" if len(along) == 1 else f"{len(along)} parts"
        with_parts = f" {parts} went along." if along else ""
        when = time_in_words(act, done, answers)
        said = f"{names}{more}: {act.done}" if done else f"{parts}: {act.done}"
        said += f"{when}.{with_parts if done else ''}"
        self.message_user(request, said, messages.SUCCESS)


def was_public(record: Any) -> bool:
    """Whether readers have or had it, by the database's clock; a part with its trial."""
    if not record.pk or not type(record)._default_manager.public().filter(pk=record.pk).exists():
        return False
    trial = getattr(record, "trial", None)
    return trial is None or was_public(trial)


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


def _told(at: Any, record: Any) -> str:
    return zones.in_words(at, zones.zone_of(record)) if at else ""


def _renamed(names: Any, told: dict[str, str]) -> Any:
    """A field of a fieldset, or a row of them."""
    if isinstance(names, str):
        return told.get(names, names)
    return [told.get(name, name) for name in names]
