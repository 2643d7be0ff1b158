"""Values of form fields: as a form keeps them, as they are compared, as a browser sends them."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.forms import BoundField

# A field of which the form did not know what it said before.
UNKNOWN: Any = object()
KINDS: dict[str, Any] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "number": Decimal,
}
Sent = dict[str, list[str]]
"""Names of inputs with their values."""


def kept(value: Any) -> Any:
    """A value that JSON can hold, and that is the same for the same value."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, FieldFile):
        return value.name or ""
    if isinstance(value, Decimal):
        return {"number": format(value.normalize(), "f")}
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, dict):
        return {"json": value}
    if isinstance(value, QuerySet | list | tuple | set):
        return _kept_list(value)
    return str(value)


def _kept_list(values: Any) -> list[Any]:
    """Of rows their keys in order: they are a set."""
    found = [kept(one) for one in values]
    of_rows = isinstance(values, QuerySet) or any(isinstance(one, Model) for one in values)
    return sorted(found) if of_rows else found


def given(value: Any) -> Any:
    """The value again, with which a field of a form compares what was sent."""
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return KINDS[kind](text) if kind in KINDS else text


def differs(field: forms.Field, before: Any, sent: Any) -> bool:
    """Whether what was sent says something else; ends of lines and of texts say nothing."""
    before = given(before)
    texts = isinstance(sent, str) and (before is None or isinstance(before, str))
    if texts and _bare(sent) == _bare(before or ""):
        return False
    return bool(field.has_changed(before, sent))


def _bare(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def names_of(bound: BoundField) -> list[str]:
    """The names of its inputs."""
    return [bound.html_name, *(f"{bound.html_name}{end}" for end in _ends(_bare_widget(bound)))]


def as_sent(bound: BoundField) -> Sent:
    """What a browser would send of a field that nobody touched."""
    widget = _bare_widget(bound)
    value = bound.field.prepare_value(bound.initial)
    if not isinstance(widget, forms.MultiWidget):
        return _of_one(widget, bound.html_name, value)
    values: Any = value if isinstance(value, list) else widget.decompress(value)
    sent: Sent = {}
    for box, end, one in zip(widget.widgets, _ends(widget), values, strict=False):
        sent |= _of_one(box, f"{bound.html_name}{end}", one)
    return sent


def _of_one(widget: forms.Widget, name: str, value: Any) -> Sent:
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"]} if value else {}
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return {name: [str(one) for one in shown]} if shown else {}
    return {name: ["" if shown is None else str(shown)]}


def _ends(widget: Any) -> list[str]:
    return list(getattr(widget, "widgets_names", []))


def _bare_widget(bound: BoundField) -> Any:
    return getattr(bound.field.widget, "widget", bound.field.widget)
