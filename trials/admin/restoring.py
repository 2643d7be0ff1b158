"""An old version of a record restored as a new change, after a page that says what it will do.

Who: an editor who sees that something went wrong. Why: nothing is lost, neither what was nor what
is. Next: the record's form.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pghistory
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern

from trials.admin import sent
from trials.admin.locks import again_after_deadlock
from trials.admin.reasons import Why
from trials.admin.refusals import sentence
from trials.admin.versions import MOST_DIFFERENCES, Versions, kind_of
from trials.history import Revised
from trials.publishing import Publishing
from trials.versions.differences import differences
from trials.versions.kinds import Kind, parts_of
from trials.versions.planning import Plan, plan
from trials.versions.rebuilding import Snapshot, rebuild
from trials.versions.restorable import LEFT, standing
from trials.versions.restoring import carry_out, outcome
from trials.versions.side_by_side import blocks

CHANGED_SINCE = (
    "Somebody changed this record while this page was open. What restoring would do now stands"
    " below: look at it again."
)


class ReasonForm(forms.Form):
    """Why; of some records also what readers are told of it."""

    required_css_class = "required"
    reason = Why(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Why it is restored. Stands in the history; for a public record, readers see it.",
    )

    def __init__(self, data: Any, record: Any) -> None:
        super().__init__(data)
        self.record = record

    def why(self) -> str:
        """For the history."""
        return str(self.cleaned_data["reason"])

    def refuse(self, fields: dict[str, Any]) -> None:
        """Raise ValidationError where these new values need another answer."""

    def tell(self) -> None:
        """Tell readers of what was restored."""


class Restoring(Versions):
    """The versions of a record that has revisions, each with a page to go back to it."""

    restore_form = ReasonForm

    def get_urls(self) -> list[URLPattern]:
        """With that page."""
        if not issubclass(self.model, Revised):
            return super().get_urls()
        place = "<path:object_id>/versions/<int:revision>/restore/"
        return [self.own_path(place, self.restore_view, "restore"), *super().get_urls()]

    def restore_view(self, request: HttpRequest, object_id: str, revision: int) -> HttpResponse:
        """What restoring would do; when that is confirmed with a reason, do it."""
        record = self._versioned(request, object_id)
        if not self.may_restore(request, record):
            raise PermissionDenied
        asked = "reason" in request.POST
        if asked and (answer := sent.done_before(request)):
            return answer
        form = self.restore_form(request.POST if asked else None, record)
        restore = partial(self._version_restored, request, record, revision, form)
        if asked and form.is_valid() and (answer := self._restore_tried(request, form, restore)):
            return answer
        record = self._versioned(request, object_id)
        old = self._old_version(record, revision)
        made = plan(old, self._may_withdraw(request))
        context = {
            "number": revision,
            "form": form,
            "plan": made,
            "blocks": self._restore_preview(record, made, old)[:MOST_DIFFERENCES],
            "revision": record.revision,
        }
        title = f"Restore version {revision} of"
        return self._version_answer(request, record, "admin/restore.html", title, context)

    def _restore_tried(
        self, request: HttpRequest, form: Any, restore: Callable[[], HttpResponse]
    ) -> HttpResponse | None:
        """The answer; None where it is to be looked at again."""
        try:
            return again_after_deadlock(partial(sent.once, request, restore))
        except IntegrityError as refusal:
            form.add_error(None, sentence(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        return None

    def _version_restored(
        self, request: HttpRequest, record: Any, revision: int, form: Any
    ) -> HttpResponse:
        why = form.why()
        with pghistory.context(reason=f"Restored version {revision}: {why}", restored=revision):
            held = self.model._base_manager.select_for_update().get(pk=record.pk)
            if str(held.revision) != request.POST.get("revision"):
                raise ValidationError(CHANGED_SINCE)
            made = plan(self._old_version(held, revision), self._may_withdraw(request))
            form.refuse(made.fields)
            carry_out(made, self.model, record.pk, why)
            form.tell()
            self.was_restored(request, held, made)
            self.log_change(request, record, f"Restored version {revision}.")
        self.message_user(request, f"Version {revision} is restored, as a new version.")
        return HttpResponseRedirect(self.address("change", record))

    def was_restored(self, request: HttpRequest, record: Any, made: Plan) -> None:
        """What follows from the values that came back, as from those that a form saves."""

    def _restore_preview(self, record: Any, made: Plan, then: Snapshot) -> list[Any]:
        now = standing(self.model, record.pk)
        after = outcome(made, now, self.model, record.pk)
        here = rebuild(self.model, record.pk, record.revision)
        shared = {
            kind: then.shared.get(kind, {}) | here.shared.get(kind, {})
            for kind in {*then.shared, *here.shared}
        }
        told = self._in_words(
            [Snapshot(self.model, record.pk, 0, rows, shared) for rows in (now, after)]
        )
        return blocks(differences(*told), str(self.opts.verbose_name))

    def _old_version(self, record: Any, revision: int) -> Snapshot:
        snapshot = rebuild(self.model, record.pk, revision) if revision < record.revision else None
        if snapshot is None or not snapshot.own:
            raise Http404("There is no older version of this record with that number.")
        return snapshot

    def may_restore(self, request: HttpRequest, record: Any) -> bool:
        """Whoever may change the record and each kind of its parts that a restoration changes."""
        user: Any = request.user
        kinds = [kind for kind in parts_of(kind_of(self)) if kind._meta.model_name not in LEFT]
        names = (
            f"{one._meta.app_label}.{act}_{one._meta.model_name}"
            for one in kinds
            for act in ("add", "change", "delete")
        )
        return self.has_change_permission(request, record) and all(map(user.has_perm, names))

    def _may_withdraw(self, request: HttpRequest) -> set[Kind]:
        user: Any = request.user
        return {
            kind
            for kind in parts_of(kind_of(self))
            if issubclass(kind, Publishing)
            and user.has_perm(f"{kind._meta.app_label}.publish_{kind._meta.model_name}")
        }
