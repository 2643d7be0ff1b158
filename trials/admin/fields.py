"""Form fields and widgets that screens share: lines, lists of words, selects that ask no query."""

import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms.utils import ErrorDict, flatatt
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from trials import identifiers
from trials.admin.keys import is_key
from trials.models import Trial
from trials.partial_dates import PartialDateField


class Lines(forms.Field):
    """A list, one entry a line: entries such as names of diseases have commas of their own."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> str:
        """The text for the box."""
        return value if isinstance(value, str) else "\n".join(value or [])

    def to_python(self, value: str | None) -> list[str]:
        """The entries, empty lines left out."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare entries, not line ends."""
        return list(initial or []) != self.to_python(data)


class Spelled(forms.CharField):
    """An identifier of a trial, typed in any spelling and kept as its group writes it today."""

    def to_python(self, value: Any) -> Any:
        """Its display form; a bare number such as "n1048" is read as one of the group's own."""
        text = super().to_python(value)
        if not text or identifiers.classify(text):
            return identifiers.display(text) if text else text
        ours = identifiers.display(identifiers.fold(text))
        return ours if re.fullmatch(identifiers.PROTOCOL_PATTERN, ours) else text


class Text(forms.CharField):
    """A text of several lines, which a browser sends with line ends that we do not keep."""

    def to_python(self, value: Any) -> Any:
        """One character for each line end, so that an untouched text is unchanged."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


def list_field(
    db_field: "ArrayField[Any, Any]", label: str | None = None, told: str | None = None
) -> forms.Field:
    """Checkboxes for words of a vocabulary, lines for all else."""
    told = told or str(db_field.help_text)
    shared: dict[str, Any] = {
        "label": label or capfirst(db_field.verbose_name),
        "help_text": told,
        "required": not db_field.blank,
    }
    if db_field.base_field.choices:
        return forms.MultipleChoiceField(
            choices=db_field.base_field.choices, widget=forms.CheckboxSelectMultiple, **shared
        )
    return Lines(**shared | {"help_text": told or "One a line."})


class Number(forms.NumberInput):
    """A decimal without the zeros that its column adds."""

    def format_value(self, value: Any) -> str | None:
        """0.230000 is 0.23."""
        text: str | None = super().format_value(value)
        return text.rstrip("0").rstrip(".") if text and "." in text else text


class Title(AdminTextInputWidget):
    """A line that is printed whole: on paper its box would cut what is longer than the sheet."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """With its words again, for paper alone (`admin_print.css`)."""
        box = super().render(name, value, attrs, renderer)
        return format_html('{}<span class="on-paper" hidden>{}</span>', box, value or "")


class Choice(forms.Select):
    """A select of a row, written without templates: a hundred rows have ten thousand options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """What Django's own templates write; they do it where the options stand in groups."""
        widget = self.get_context(name, value, attrs)["widget"]
        if any(group for group, _, _ in widget["optgroups"]):
            return super().render(name, value, attrs, renderer)
        options = [
            (one["value"], flatatt(one["attrs"]), one["label"])
            for _, (one, *_), _ in widget["optgroups"]
        ]
        written = format_html_join("\n", '  <option value="{}"{}>{}</option>', options)
        return format_html(
            '<select name="{}"{}>\n{}\n</select>', name, flatatt(widget["attrs"]), written
        )


OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.DecimalField: {"widget": Number(attrs={"step": "any"})},
    models.TextField: {"form_class": Text},
    models.URLField: {"assume_scheme": "https"},
    PartialDateField: {
        "widget": forms.TextInput(attrs={"size": 10, "placeholder": "YYYY-MM-DD"}),
    },
}
SMALL_OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = OVERRIDES | {
    models.TextField: {
        "form_class": Text,
        "widget": forms.Textarea(attrs={"rows": 2, "cols": 32}),
    },
    models.PositiveSmallIntegerField: {"widget": forms.NumberInput},
    models.PositiveIntegerField: {"widget": forms.NumberInput},
}


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that is told the label of what is chosen, so that fifty rows ask nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}

    @property
    def media(self) -> forms.Media:
        """With names for the parts that Django's script makes."""
        return super().media + forms.Media(js=["js/autocomplete-names.js"])

    def build_attrs(self, *args: Any, **kwargs: Any) -> Any:
        """With words where nothing is chosen yet, which screen readers read out."""
        return super().build_attrs(*args, **kwargs) | {"data-placeholder": "Search"}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """As Django's, but for one label that is known already, and for what is no key."""
        chosen = [str(one) for one in value if is_key(str(one))]
        if not all(one in self.known for one in chosen):
            return super().optgroups(name, chosen, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options = [
            self.create_option(name, one, self.known[one], True, index, attrs=attr)
            for index, one in enumerate(chosen)
        ]
        return [(None, empty + options, 0)]


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row among many: it asks for nothing that is loaded, and checks only what was changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget: Any = getattr(field.widget, "widget", field.widget)
            name_for_screen_readers(widget, str(field.label or name), self.instance)
            if isinstance(widget, KnownAutocomplete):
                self._tell(name, widget)

    def _tell(self, name: str, widget: KnownAutocomplete) -> None:
        related: Any = self.instance._meta.get_field(name)
        if related.is_cached(self.instance) and getattr(self.instance, name) is not None:
            chosen = getattr(self.instance, name)
            widget.known[str(chosen.pk)] = str(chosen)

    def full_clean(self) -> None:
        """A row as it was is as right as it was."""
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors = ErrorDict()
            key = self.instance._meta.pk.name
            self.cleaned_data = {key: self.instance} if key in self.fields else {}
            return
        super().full_clean()


class RowsFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """Rows in a table, whose cells have no visible label of their own."""

    @cached_property
    def empty_form(self) -> Any:
        """Made once: a page asks for it six times."""
        return super().empty_form

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name the tick that deletes a row."""
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            name_for_screen_readers(form.fields["DELETE"].widget, "Delete", form.instance)


def name_for_screen_readers(widget: forms.Widget, label: str, row: Any) -> None:
    """What the head of the column and the row say to the eye."""
    if not isinstance(widget, forms.CheckboxSelectMultiple):
        of = f" of {row}" if row.pk else ", new row"
        widget.attrs["aria-label"] = f"{capfirst(label)}{of}"


def offer_parts_of(trial: Trial | None, field: forms.Field | None) -> None:
    """Offer only what belongs to this trial, read once however many rows ask."""
    if not isinstance(field, forms.ModelChoiceField):
        return
    if isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    queryset: Any = field.queryset
    field.queryset = queryset.filter(trial=trial) if trial and trial.pk else queryset.none()
    parts = [field.choices.choice(part) for part in field.queryset]  # type: ignore[union-attr]
    empty = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = [*empty, *parts]


def without_icons(field: forms.Field | None, *, change: bool = True) -> forms.Field | None:
    """Without the icon that deletes what is chosen; in a row, only with the one that adds."""
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_delete_related = False
        field.widget.can_change_related = field.widget.can_change_related and change
        field.widget.can_view_related = field.widget.can_view_related and change
    return field
