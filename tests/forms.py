"""What a browser would send of a form of the admin, as it stands; its page is not rendered."""

from typing import Any

from django.contrib.admin import site
from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import resolve

from trials.admin.row_versions import versions

WHY = "As the study chair wrote"


def form_data(client: Client, address: str) -> dict[str, Any]:
    """All inputs of an add or change form, with a reason where it asks for one."""
    context = _context(client, address)
    form = context["adminform"].form
    forms = [form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    data: dict[str, Any] = {"_form": context["form_key"]}
    if "base" in context:
        data["_base"] = context["base"]
    data |= context.get("draft_version", {})
    for one in forms:
        for bound in one:
            value = bound.value()
            if value is not None and value is not False and value != "":
                data[bound.html_name] = _sent(value)
    reason = form.fields.get("reason")
    return data | ({"reason": WHY} if getattr(reason, "is_needed", False) else {})


def _sent(value: Any) -> Any:
    """Of rows their keys."""
    values = value if isinstance(value, list) else [value]
    keys = [getattr(one, "pk", one) for one in values]
    return keys if isinstance(value, list) else keys[0]


def _context(client: Client, address: str) -> Any:
    request = RequestFactory().get(address)
    request.user = get_user(client)
    view = resolve(request.path_info)
    return view.func(request, *view.args, **view.kwargs).context_data


def base_of(record: Any) -> str:
    """What a form of the record that is opened now carries, for posts written by hand."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    screen: Any = site.get_model_admin(type(record))
    fresh = screen.get_object(request, str(record.pk))
    return str(screen._form_now(request, fresh).kept().signed(fresh))


def act_data(*records: Any, **answers: Any) -> dict[str, Any]:
    """The confirmed page of an act on these records, opened now."""
    return {"confirmed": "yes", **versions(records), **answers}
