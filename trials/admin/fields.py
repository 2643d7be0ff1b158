"""Form fields and widgets that screens share: lines, lists of words, selects that ask no query."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms.utils import ErrorDict

from trials.models import Trial
from trials.partial_dates import PartialDateField


class Lines(forms.Field):
    """A list, one entry a line: entries such as names of diseases have commas of their own."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 60})

    def prepare_value(self, value: Any) -> str:
        """The text for the box."""
        return value if isinstance(value, str) else "\n".join(value or [])

    def to_python(self, value: str | None) -> list[str]:
        """The entries, empty lines left out."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare entries, not line ends."""
        return list(initial or []) != self.to_python(data)


def list_field(db_field: "ArrayField[Any, Any]") -> forms.Field:
    """Checkboxes for words of a vocabulary, lines for all else."""
    shared: dict[str, Any] = {
        "label": db_field.verbose_name.capitalize(),
        "help_text": db_field.help_text,
        "required": not db_field.blank,
    }
    if db_field.base_field.choices:
        return forms.MultipleChoiceField(
            choices=db_field.base_field.choices, widget=forms.CheckboxSelectMultiple, **shared
        )
    return Lines(**shared | {"help_text": db_field.help_text or "One a line."})


OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    models.URLField: {"assume_scheme": "https"},
    PartialDateField: {
        "widget": forms.TextInput(attrs={"size": 10, "placeholder": "2018-07-15"}),
    },
}
SMALL_OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = OVERRIDES | {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 32})},
    models.DecimalField: {"widget": forms.NumberInput(attrs={"step": "any", "class": "number"})},
    models.PositiveSmallIntegerField: {"widget": forms.NumberInput(attrs={"class": "number"})},
    models.PositiveIntegerField: {"widget": forms.NumberInput(attrs={"class": "number"})},
}


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that is told the label of what is chosen, so that fifty rows ask nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, str] = {}

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """As Django's, but for one label that is known already."""
        chosen = [str(one) for one in value if str(one)]
        if not all(one in self.known for one in chosen):
            return super().optgroups(name, value, attr)
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
            widget = getattr(field.widget, "widget", field.widget)
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


def offer_parts_of(trial: Trial | None, field: forms.Field | None) -> None:
    """Offer only what belongs to this trial, read once however many rows ask."""
    if not isinstance(field, forms.ModelChoiceField):
        return
    if isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    queryset: Any = field.queryset
    field.queryset = queryset.filter(trial=trial) if trial and trial.pk else queryset.none()
    choices: Any = field.choices
    field.choices = list(choices)
