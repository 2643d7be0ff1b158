"""What the database refuses becomes a sentence above the form, and all that was typed stays."""

import re
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.db import DataError, IntegrityError, connection
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from psycopg.errors import UniqueViolation

from trials.admin.own_pages import OwnPages

# PostgreSQL's own name of the function behind RAISE: such a message was written for people.
RAISED_BY_A_TRIGGER = "exec_stmt_raise"
TAKEN = "Another {what} has this {field} already: {value}. Nothing was saved."
# Parts of dates in the address of a list, which Django does not check before it computes with them.
DATE_IN_ADDRESS = {"year", "month", "day"}


class Refusals(OwnPages):
    """Rules that only the database sees are told as those of the form are."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form again where the database refused, as one that has an error."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as refusal:
            refuse(request, sentence(refusal))
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """The form, which does not pass a second time what was refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        refused: dict[str | None, str] = getattr(request, "refused", {})
        return _failing(form, refused) if refused else form

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """Check the deferred keys while the form can still be shown again."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say why a record stays."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as refusal:
            self.message_user(request, sentence(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse(self.route("change"), args=[object_id]))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No range, of which Django takes each letter of the address for an end of it."""
        return not lookup.endswith("__range") and super().lookup_allowed(lookup, value, request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say why an action did nothing."""
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as refusal:
            self.message_user(request, sentence(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        except DataError:  # a NUL in a filter, which no text of the database holds
            return HttpResponseRedirect(f"{request.path}?e=1")
        except (ValueError, OverflowError):
            if not DATE_IN_ADDRESS & {name.rpartition("__")[2] for name in request.GET}:
                raise
            return HttpResponseRedirect(f"{request.path}?e=1")  # as Django for other odd filters


def refuse(request: HttpRequest, why: str, field: str | None = None) -> None:
    """Let the form of this request fail, with a sentence above it or at one of its fields."""
    refused = getattr(request, "refused", {})
    request.refused = refused | {field: why}  # type: ignore[attr-defined]


def sentence(refusal: IntegrityError) -> str:
    """What is wrong, in the words of the constraint or trigger that refused."""
    diagnosis = getattr(refusal.__cause__, "diag", None)
    if diagnosis is None:
        return f"The database refused this: {refusal}"
    if diagnosis.source_function == RAISED_BY_A_TRIGGER:
        return str(diagnosis.message_primary)
    known = _messages().get(diagnosis.constraint_name) or _taken(diagnosis)
    told = " ".join(filter(None, [diagnosis.message_primary, diagnosis.message_detail]))
    return known or f"The database refused this, and nothing was saved: {told}"


def _taken(diagnosis: Any) -> str:
    """What to say of a value that another row has, where its column alone is unique."""
    found = re.match(r"Key \((\w+)\)=\((.*)\) already exists", diagnosis.message_detail or "")
    tables = {model._meta.db_table: model for model in apps.get_models()}
    model: Any = tables.get(diagnosis.table_name or "")
    if diagnosis.sqlstate != UniqueViolation.sqlstate or not (found and model):
        return ""
    names = {one.column: one.verbose_name for one in model._meta.concrete_fields}
    what, field = model._meta.verbose_name, names.get(found[1], found[1])
    return TAKEN.format(what=what, field=field, value=found[2])


@cache
def _messages() -> dict[str, str]:
    return {
        constraint.name: str(constraint.get_violation_error_message())
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


def _failing(
    form: "type[ModelForm[Any]]", refused: dict[str | None, str]
) -> "type[ModelForm[Any]]":
    class Refused(form):  # type: ignore[misc,valid-type]
        def _post_clean(self) -> None:
            super()._post_clean()
            for field, why in refused.items():
                self.add_error(field if field in self.fields else None, why)

    return Refused
