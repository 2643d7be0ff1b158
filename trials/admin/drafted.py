"""The second button of a public record's form: keep what was typed as a draft, and change nothing.

Who: an editor who prepares a change of what readers have. Why: readers see the old until a second
person approved the new. Next: the draft's page, with a preview of the record's page.
"""

from copy import copy
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from trials.admin.draft_rows import files_of, fill_in, tried
from trials.admin.keys import is_key
from trials.admin.publishing import Published
from trials.admin.readers import READ, was_public
from trials.admin.refusals import refuse
from trials.admin.row_versions import versions
from trials.admin.sent import claim
from trials.drafts.keeping import editable, keep
from trials.drafts.rows import is_own
from trials.drafts.values import put
from trials.models import Draft
from trials.models.draft import DraftState

BUTTON = "_draft"
NOTHING = "No draft was kept: the form says what the record says."
GONE = "The draft that this form began with was decided on meanwhile; a new one was kept."
MOVED = (
    "Somebody changed this draft while you had it open, and nothing was kept yet. Look at its page:"
    " what you want to keep of it goes into this form. “Keep the draft” then puts what stands here"
    " in its place."
)


class Drafted(Published):
    """A record of which drafts are kept while readers have it."""

    def _compare(self, request: Any, record: Any) -> None:
        """With the draft, too, where the form was filled in with one."""
        super()._compare(request, record)
        draft = began_with(request, record) if record and is_asked(request) else None
        if draft is not None and not _is_as_shown(request, draft):
            request.draft_moved = True
            refuse(request, MOVED)

    def rows_carried(self, request: HttpRequest, record: Any) -> int:
        """The new rows of the draft that the form was filled in with."""
        draft = began_with(request, record, hold=False) if record else None
        return draft.proposals.filter(object_id__lt=0).count() if draft else 0

    def save_model(self, request: Any, obj: Any, form: Any, change: Any) -> None:
        """Save, unless it is to be a draft: then the rows are asked first."""
        if is_asked(request, change):
            claim(getattr(request, "digest", ""))
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """Save, or keep what was typed of the record and of its rows as a draft."""
        save = partial(super().save_related, request, form, formsets, change)
        if not is_asked(request, change):
            save()
            return
        record = type(form.instance)._base_manager.get(pk=form.instance.pk)
        rows = tried(form, formsets, record, save)
        before = began_with(request, record)
        if _named(request) and before is None:
            self.message_user(request, GONE, messages.WARNING)
        request.draft = keep(
            record,
            form.instance,
            request.user,
            self.reason_of(form),
            rows=rows,
            kinds=self._kinds(request, record),
            draft=before,
            note_for_readers=form.cleaned_data.get("correction") or "",
        )

    def _kinds(self, request: Any, record: Any) -> set[Any]:
        """The kinds of rows that this person changes in the form."""
        tables = self.get_inline_instances(request, record)
        return {one.model for one in tables if one.has_change_permission(request, record)}

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """None of what was not saved."""
        if is_asked(request, not add):
            return []
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A draft changes nothing of the record."""
        return None if is_asked(request) else super().log_change(request, obj, message)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """On to the draft."""
        if not is_asked(request):
            return super().response_change(request, obj)
        draft: Draft | None = request.draft  # type: ignore[attr-defined]
        if draft is None:
            self.message_user(request, NOTHING, messages.WARNING)
            return HttpResponseRedirect(self.address("change", obj))
        said = "Kept as a draft. Readers see the old until somebody else approves it."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:trials_draft_change", args=[draft.pk]))

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the drafts that may still change it."""
        tools = super().tools(request, record)
        if record.state not in READ:
            return tools
        keys = list(Draft.objects.of(record).unfinished().values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            return [*tools, ("Draft", reverse("admin:trials_draft_change", args=keys))]
        address = f"{reverse('admin:trials_draft_changelist')}?{_query(record)}"
        return [*tools, ("Drafts", address)] if keys else tools

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the button, and with what stands in the draft that is edited again."""
        record = context.get("original")
        if record is not None and self.has_change_permission(request, record):
            context["may_draft"] = record.state in READ and was_public(record)
            draft = context["draft"] = began_with(request, record, hold=False)
            context["draft_files"] = files_of(draft) if draft else []
            context["draft_version"] = _version(request, draft) if draft else {}
        response = super().render_change_form(request, context, *args, **kwargs)
        if context.get("draft") and request.method == "GET":
            _fill_in(context["adminform"].form, context["draft"], record)
            tables = [one.formset for one in context["inline_admin_formsets"]]
            fill_in(tables, context["draft"], record)
        return response


def is_asked(request: Any, change: bool = True) -> bool:
    """Whether the button of a form of an existing record was pressed."""
    return change and BUTTON in request.POST


def began_with(request: Any, record: Any, *, hold: bool = True) -> Draft | None:
    """The open draft that the form was filled in with, if there is one."""
    key = _named(request)
    if not key:
        return None
    if hold:
        return editable(record, int(key))
    return Draft.objects.of(record).filter(pk=key, state=DraftState.OPEN).first()


def _is_as_shown(request: Any, draft: Draft) -> bool:
    """Whether nobody wrote in it since the form was filled in with it."""
    return all(request.POST.get(name) == one for name, one in versions([draft]).items())


def _version(request: Any, draft: Draft) -> dict[str, str]:
    """The input by which that is known; as it came, unless the person was told what is newer."""
    now = versions([draft])
    if hasattr(request, "draft_moved"):
        return now
    return {name: request.POST.get(name, one) for name, one in now.items()}


def _named(request: Any) -> str:
    key: str = request.GET.get("draft", "")
    return key if is_key(key) else ""


def _fill_in(form: Any, draft: Draft, record: Any) -> None:
    """What the draft proposes, where the form asks for it; what it carries is left as it is."""
    as_proposed = copy(record)
    own = {one.field: one.proposed_value for one in draft.proposals.all() if is_own(one, draft)}
    names = put(as_proposed, own)
    for name in {*names} & {*form.fields}:
        form.initial[name] = record._meta.get_field(name).value_from_object(as_proposed)
    told = {"reason": draft.reason, "correction": draft.note_for_readers}
    form.initial |= {name: value for name, value in told.items() if name in form.fields}
    form._bound_fields_cache.clear()


def _query(record: Any) -> str:
    return f"kind={record._meta.model_name}&record={record.pk}"
