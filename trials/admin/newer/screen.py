"""Where the admin saves a record: locked first, compared with what the form showed, once, with why.

Who: an editor whose colleague, or an import, was faster. Why: nobody's words are overwritten by
somebody who never saw them. Next: the same form with theirs beside mine, and "Save" again.
"""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from trials.admin import reasons
from trials.admin.locks import again_after_deadlock, hold, hold_rows
from trials.admin.newer.arrived import MOST_NEW, NOT_WHOLE, TooManyRows, arrived, table_names
from trials.admin.newer.gone import typed_texts
from trials.admin.newer.layout import Layout
from trials.admin.newer.shown import BASE, Kept, Part, Shown, Table, columns_of
from trials.admin.newer.telling import told
from trials.admin.readers import readers_have
from trials.admin.refusals import refuse
from trials.admin.sent import (
    SentBefore,
    answer_before,
    as_before,
    claim,
    digest_of,
    key_of,
    note_answer,
)

# Of the page that asks to choose: without JavaScript it may be sent with nothing chosen.
ASKED = "_asked"
# What its own button says, by the name of the one that was pressed: what follows stays the same.
PRESSED = {
    "_continue": " and continue editing",
    "_addanother": " and add another",
    "_draft": " as a draft",
}
CHANGED = (
    "This record changed while you had it open, and nothing was saved yet: what changed stands at"
    " the top of the form, and all that you typed is kept in it."
)


class Newer(admin.ModelAdmin):  # type: ignore[type-arg]
    """A record that is saved only over what its form showed."""

    # Whether a change of it says why: it has a history that keeps the reason.
    asks_why = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Give the first answer to whoever sends the same form twice."""
        if not hasattr(request, "sent"):  # what the database refused is shown by a second look
            request.sent = request.POST, request.FILES  # type: ignore[attr-defined]
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        try:
            return again_after_deadlock(view)
        except SentBefore:
            return self._answer_again(request, answer_before(self._digest_sent(request)))

    def _changeform_view(
        self, request: Any, object_id: Any, form_url: Any, extra_context: Any
    ) -> HttpResponse:
        """Within the transaction that saves."""
        view = partial(super()._changeform_view, request, object_id, form_url, extra_context)  # type: ignore[misc]
        if request.method != "POST":
            return view()  # type: ignore[no-any-return]
        request.POST, request._files = request.sent
        request.digest = digest_of(request)
        record = self._held_record(request, object_id) if object_id else None
        before = answer_before(request.digest)
        if before is not None:
            return self._answer_again(request, before)
        may_change = self.has_change_permission(request)
        if object_id and record is None and may_change and BASE in request.POST:
            return self._gone_page(request)
        try:
            self._compare(request, record)
        except TooManyRows as too_many:
            return self._too_many_page(request, str(too_many))
        answer: HttpResponse = view()
        if not hasattr(request, "is_claimed") and (before := answer_before(request.digest)):
            return self._answer_again(request, before)  # the first was done while we checked ours
        note_answer(request.digest, answer)
        return answer

    def hold(self, key: str) -> None:
        """Wait for the turn at this record, in the order of all writers."""
        hold(self.model, [key])

    def needs_reason(self, request: HttpRequest, record: Any) -> bool:
        """Whether a change has to say why."""
        return readers_have(record)

    def reason_of(self, form: Any) -> str:
        """What the history is told."""
        return str(form.cleaned_data.get(reasons.FIELD) or "")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, which asks why."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        is_shown = kwargs.get("fields") is not None  # else Django asks for the names of the fields
        if is_shown and self.asks_why and (change or self._reason_needed(request, obj)):
            field = reasons.Reason(is_needed=self._reason_needed(request, obj), required=False)
            form.base_fields[reasons.FIELD] = form.declared_fields[reasons.FIELD] = field
        return form

    def save_model(self, request: Any, obj: Any, form: Any, change: Any) -> None:
        """The first that is written of all: once, with the reason."""
        claim(getattr(request, "digest", ""))
        request.is_claimed = True
        reasons.note(self.reason_of(form))
        super().save_model(request, obj, form, change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Without the reason, which is no field of the record."""
        if reasons.FIELD in form.changed_data:
            form.changed_data.remove(reasons.FIELD)
        return super().construct_change_message(request, form, formsets, add)

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what the form carries, and what changed meanwhile."""
        layout: Layout | None = getattr(request, "layout", None)
        context["form_key"] = key_of(request)
        record = context.get("original")
        if record is not None and layout is None:
            tables = [
                Table(one.formset, columns_of(one.opts.model, one.readonly_fields))
                for one in context["inline_admin_formsets"]
            ]
            main = Part(context["adminform"].form, self._columns_told(request, record))
            context["base"] = Shown(main, tables).kept().signed(record)
        elif layout is not None:
            context["base"] = layout.base.signed(record)
            context["newer"], context["pressed"] = request.newer, _pressed(request)
            context["rows_kept"] = layout.rows_kept
            context["files_lost"] = [file.name for file in request.FILES.values()]
        return super().render_change_form(request, context, *args, **kwargs)

    def _digest_sent(self, request: Any) -> str:
        request.POST, request._files = request.sent
        return digest_of(request)

    def _reason_needed(self, request: Any, record: Any) -> bool:
        """Asked once for each request."""
        if not hasattr(request, "needs_reason"):
            request.needs_reason = self.needs_reason(request, record)
        return bool(request.needs_reason)

    def _held_record(self, request: HttpRequest, object_id: str) -> Any:
        """The record, ours until the end of the transaction; None where nobody has to wait."""
        key = unquote(object_id)
        if not self.has_change_permission(request) or not key.isdecimal():
            return None
        self.hold(key)
        record = self.get_object(request, key)
        if record is not None:
            inlines = self.get_inline_instances(request, record)
            hold_rows(record, inlines)
        return record

    def rows_carried(self, request: HttpRequest, record: Any) -> int:
        """How many rows the form was shown with that the record has not."""
        return 0

    def _compare(self, request: Any, record: Any) -> None:
        """Compare what was sent with the record as it is now, and lay it out on that."""
        rows = self._rows_arrived(request, record) - self.rows_carried(request, record)
        if record is not None and self.has_change_permission(request, record):
            shown = self._form_now(request, record)
            base = Kept.read(request.POST.get(BASE, ""), record)
            _refuse_too_many(rows, shown.kept(), *filter(None, [base]))
            layout = Layout(shown, base, request.POST, request.FILES)
            asked = ASKED in request.POST
            request.layout, request.newer = layout, told(layout, shown, asked=asked)
            request.POST, request._files = layout.data, layout.files
            if layout.open:
                refuse(request, CHANGED)
            says_something = layout.changed
        else:
            _refuse_too_many(rows)
            says_something = record is None
        if says_something and self._reason_needed(request, record) and not reasons.typed(request):
            refuse(request, reasons.NEEDED, reasons.FIELD)

    def _rows_arrived(self, request: Any, record: Any) -> int:
        """How many rows were really sent, which the form is told instead of what it was sent."""
        names = table_names(self, self.get_inline_instances(request, record))
        found = arrived(names, request.POST, request.FILES)
        request.POST, request._files = found.data, found.files
        if not found.is_whole:
            refuse(request, NOT_WHOLE)
        return found.rows

    def _form_now(self, request: HttpRequest, record: Any) -> Shown:
        """The form as it would be shown now."""
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)
        form.base_fields.pop(reasons.FIELD, None)
        main = Part(form(instance=record), self._columns_told(request, record))
        return Shown(main, list(self._tables_now(request, record)))

    def _tables_now(self, request: HttpRequest, record: Any) -> Any:
        prefixes: dict[str, int] = {}
        for formset, inline in self.get_formsets_with_inlines(request, record):
            prefix = formset.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] != 1 or not prefix:
                prefix = f"{prefix}-{prefixes[prefix]}"
            rows = formset(instance=record, prefix=prefix, queryset=inline.get_queryset(request))
            names = inline.get_readonly_fields(request, record)
            yield Table(rows, columns_of(inline.model, names))

    def _columns_told(self, request: HttpRequest, record: Any) -> list[str]:
        shown = flatten_fieldsets(self.get_fieldsets(request, record))
        names = set(self.get_readonly_fields(request, record)) & set(shown)
        return columns_of(self.model, sorted(names))

    def _answer_again(self, request: HttpRequest, answer: str | None) -> HttpResponse:
        return as_before(request, answer or "", request.get_full_path())

    def _gone_page(self, request: HttpRequest) -> HttpResponse:
        """What was typed for a record that is not there any more."""
        context = {
            **self.admin_site.each_context(request),
            "title": f"This {self.opts.verbose_name} is not there any more",
            "opts": self.opts,
            "texts": typed_texts(request.POST),
        }
        return TemplateResponse(request, "admin/record_gone.html", context, status=409)

    def _too_many_page(self, request: HttpRequest, number: str) -> HttpResponse:
        """What was typed, without a form: to make one of so many rows is the work we refuse."""
        context = {
            **self.admin_site.each_context(request),
            "title": "More rows than one form takes",
            "opts": self.opts,
            "number": number,
            "most": MOST_NEW,
            "texts": typed_texts(request.POST),
        }
        return TemplateResponse(request, "admin/too_many_rows.html", context, status=413)


def _pressed(request: Any) -> tuple[str, str]:
    """The name of the button that the form was sent with, and the end of what it says here."""
    sent, _ = request.sent
    return next((one for one in PRESSED.items() if one[0] in sent), ("_save", ""))


def _refuse_too_many(rows: int, *known: Kept) -> None:
    """Raise TooManyRows where far more were sent than the record has, or had in the form."""
    of_record = max((sum(map(len, one.rows.values())) for one in known), default=0)
    if rows > of_record + MOST_NEW:
        raise TooManyRows(rows - of_record)
