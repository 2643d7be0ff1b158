"""An edit of a text that readers have: a note that tells them, or the word that nothing was said.

Who: a staff member with an item that is public. Why: a text that changes in silence is not trusted.
Next: the note stands dated on the page and in the feeds; "typo only" stands in the history.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from news.admin.addresses import own_slug
from news.models import Correction, NewsItem
from trials.admin.base import Rows
from trials.admin.readers import was_public
from trials.admin.reasons import Seen
from trials.admin.restoring import ReasonForm
from trials.admin.words import label

# What an item says, as its page shows it.
TEXT = ("title", "dated", "summary", "body", "boilerplate", "media_contact")
ANSWERS = ("correction", "typo_only")
ABOUT_CORRECTIONS = (
    "This item is public. A change of its title, date or text needs a note for readers, or the tick"
    " that nothing of what it says has changed."
)


class CorrectedForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of an item; of a public one it asks what readers are told of the change."""

    correction = Seen(
        required=False,
        label="Correction note",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="What was wrong and what is right. Readers see it with its date.",
    )
    typo_only = forms.BooleanField(
        required=False,
        label="Typo only",
        help_text="Nothing of what it says has changed. No note for readers; the history keeps it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_public(self.instance):
            for name in ANSWERS:
                self.fields.pop(name, None)

    def clean(self) -> Any:
        """One of the two for a changed text; not both."""
        cleaned = super().clean()
        if "correction" in self.fields and (refusal := unanswered(self, self.edited())):
            self.add_error("correction", refusal)
        return cleaned

    def clean_slug(self) -> str:
        """None that was another's."""
        return own_slug(self, "news-item")

    def edited(self) -> list[str]:
        """Fields of the text that differ from what readers have; a form cuts blank ends, too."""
        return [
            name
            for name in TEXT
            if name in self.changed_data
            and _bare(self.initial.get(name)) != _bare(self.cleaned_data.get(name))
        ]


class RestoredForm(ReasonForm):
    """The same question where an old version of a public item is restored."""

    correction = CorrectedForm.base_fields["correction"]
    typo_only = CorrectedForm.base_fields["typo_only"]

    def __init__(self, data: Any, record: Any) -> None:
        super().__init__(data, record)
        if not was_public(record):
            for name in ANSWERS:
                self.fields.pop(name)

    def why(self) -> str:
        """With what was answered."""
        return _answered(self, super().why())

    def refuse(self, fields: dict[str, Any]) -> None:
        """A public text is not changed in silence."""
        edited = [
            name
            for name in TEXT
            if name in fields and _bare(fields[name]) != _bare(getattr(self.record, name))
        ]
        if "correction" in self.fields and (refusal := unanswered(self, edited)):
            raise ValidationError({"correction": refusal})

    def tell(self) -> None:
        """The note, on its page."""
        publish_note(self, self.record)


BOTH = "Either a note for readers or “Typo only”, not both: untick it, or empty the note."
NEITHER = (
    "Readers have this text already ({} changed). Write what was wrong and what is right, or tick"
    " “Typo only”."
)


def unanswered(form: Any, edited: list[str]) -> str:
    """Why the two answers do not do for a change of these fields; "" where they do."""
    note, typo = (form.cleaned_data.get(name) for name in ANSWERS)
    if note and typo:
        return BOTH
    names = [label(NewsItem._meta.get_field(name)) for name in edited]
    return NEITHER.format(", ".join(names)) if names and not (note or typo) else ""


def _bare(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class CorrectionRows(Rows):
    """Dated corrections, which readers see. They are never taken back, only followed by another."""

    model = Correction
    verbose_name_plural = "corrections that readers see"
    fields = ("text", "corrected")
    readonly_fields = ("corrected",)
    can_delete = False

    @admin.display(description="corrected at")
    def corrected(self, correction: Any) -> str:
        """By the database's clock, so that one not saved yet has none."""
        return f"{correction.corrected_at:%Y-%m-%d %H:%M} UTC" if correction.pk else "-"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What readers were told stands."""
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a public item the note in the form above is the one place to write one."""
        return super().has_add_permission(request, obj) and not (obj and was_public(obj))


def with_answer(form: Any, reason: str) -> str:
    """Why a public text changed, for the history: what was answered, beside what was typed."""
    only_typo = form.cleaned_data.get("typo_only") and not form.cleaned_data.get("correction")
    return reason if only_typo and not form.edited() else _answered(form, reason)


def _answered(form: Any, reason: str) -> str:
    note, typo = (form.cleaned_data.get(name) for name in ANSWERS)
    answer = "correction" if note else "typo only" if typo else ""
    return f"{reason} ({answer})" if reason and answer else reason or answer


def publish_note(form: Any, item: NewsItem) -> bool:
    """Make the note a correction of the item that was saved."""
    note = form.cleaned_data.get("correction")
    if note:
        item.corrections.create(text=note)
    return bool(note)
