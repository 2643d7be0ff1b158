"""A date, a time and a zone as one field of a form, without JavaScript.

Who: whoever gives an embargo, in the zone that stands on the release. Next: the same time in words,
with UTC beside it. A time that comes twice gets a fourth box, only then.
"""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import get_default_renderer
from django.template.loader import render_to_string
from django.utils.dateparse import parse_date, parse_time
from django.utils.safestring import SafeString, mark_safe

from trials import zones

LABELS = ("Date", "Time", "Time zone", "Which of the two")


class Day(forms.DateInput):
    """A date, as the browser asks for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Clock(forms.TimeInput):
    """A time of day; seconds only where there are some, so that nobody has to type them."""

    input_type = "time"

    def format_value(self, value: Any) -> str | None:
        """08:00."""
        if isinstance(value, dt.time):
            return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
        return super().format_value(value)


class Zone(forms.Select):
    """Every zone, those of every day first; another name that is kept stays."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The groups of the list."""
        groups = [("Often used", _often_used())]
        groups += [(region, _named(names)) for region, names in zones.zone_names().items()]
        listed = {key for _, options in groups for key, _ in options}
        if other := [one for one in value if one and one not in listed]:
            groups.insert(0, ("As typed", _named(other)))
        self.choices = groups
        return super().optgroups(name, value, attrs)


class ZonedWidget(forms.MultiWidget):
    """The boxes; the last is shown where the time comes twice."""

    class Media:
        css = {"all": ["css/zoned.css"]}

    def __init__(self) -> None:
        super().__init__([Day(), Clock(), Zone(), forms.HiddenInput()])

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With a label for each box."""
        if isinstance(value, list) and (choices := _both(value)):
            which = forms.Select(choices=[("", "Choose"), *choices.items()])
            self.widgets = [*self.widgets[:3], which]
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], LABELS, strict=True):
            box["label"] = label
            box["attrs"].pop("required", None)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """By a template of the project, which forms do not look for by themselves."""
        context = self.get_context(name, value, attrs)
        renderer = renderer or get_default_renderer()
        for box in context["widget"]["subwidgets"]:
            html = renderer.render(box["template_name"], {"widget": box})
            box["html"] = mark_safe(html)  # noqa: S308 (a widget of Django)  # nosec B308
        return mark_safe(render_to_string("admin/zoned.html", context))  # noqa: S308 (as above)  # nosec B308

    def decompress(self, value: Any) -> list[Any]:
        """What the boxes show; `ZonedField` has given the time its zone."""
        if value is None:
            return [None, None, settings.NEWSROOM_ZONE, ""]
        which = zones.SECOND if value.fold else zones.FIRST
        return [value.date(), value.time(), value.tzinfo.key, which]


class ZonedField(forms.MultiValueField):
    """A moment that carries its zone, as `tzinfo`; None where neither date nor time is given."""

    def __init__(self, **kwargs: Any) -> None:
        boxes = (forms.DateField(), forms.TimeField(), forms.CharField(), forms.CharField())
        for box in boxes:
            box.required = False
        kwargs |= {"widget": ZonedWidget(), "require_all_fields": False}
        super().__init__(fields=boxes, **kwargs)
        # The zone that is offered, and in which a time that is kept is shown.
        self.zone = str(settings.NEWSROOM_ZONE)

    def prepare_value(self, value: Any) -> Any:
        """A moment in the zone of the record; what was typed as it is."""
        if isinstance(value, dt.datetime):
            return self.widget.decompress(value.astimezone(ZoneInfo(self.zone)))
        return [None, None, self.zone, ""] if value is None else value

    def compress(self, data_list: Any) -> dt.datetime | None:
        """The moment, or a sentence on what is missing, impossible or said twice."""
        day, clock, zone, which = data_list or (None, None, "", "")
        place = zones.known(zone or self.zone)
        if day is None and clock is None:
            if self.required:
                raise ValidationError("Give a date and a time.")
            return None
        if day is None or clock is None:
            raise ValidationError(f"Give the {'date' if day is None else 'time of day'} too.")
        return zones.moment(day, clock, place, which)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare moments, to the second as they are typed; of none only the zone."""
        try:
            typed = self.clean(data)
        except ValidationError:
            return True
        zone = (data or [None] * 3)[2] or self.zone
        shown = initial.replace(microsecond=0) if initial else None
        return typed != shown or zone != self.zone


def zone_typed(form: Any, name: str) -> str:
    """The zone chosen in a field, where there is no time yet too."""
    typed = form.fields[name].widget.value_from_datadict(
        form.data, form.files, form.add_prefix(name)
    )
    return str(typed[2] or "")


def _often_used() -> list[tuple[str, str]]:
    own = str(settings.NEWSROOM_ZONE)
    names = [own, *(zone for zone in zones.OFTEN_USED if zone != own)]
    return [(zone, _often(zone)) for zone in names]


def _often(zone: str) -> str:
    called = zones.OFTEN_USED.get(zone, zone)
    return zone if called == zone else f"{called} ({zone})"


def _named(names: list[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in names if name not in zones.OFTEN_USED]


def _both(value: list[Any]) -> dict[str, str]:
    """The choices where these boxes hold a time that comes twice."""
    day, clock, zone = value[:3]
    try:
        day = parse_date(day) if isinstance(day, str) else day
        clock = parse_time(clock) if isinstance(clock, str) else clock
        place = zones.known(zone or "")
        if day and clock and zones.happens_twice(day, clock, place):
            return zones.both(day, clock, place)
    except (ValueError, ValidationError, OverflowError):
        pass  # the field says what is wrong with it
    return {}
