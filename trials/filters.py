"""What may be asked of the lists of trials and approvals: one declared form each."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import QuerySet, TextChoices

from trials.models import Approval, Trial
from trials.paging import PAGE_SIZE, BadKeyError, Page, page_of
from trials.search.question import Has
from trials.search.typed import read
from trials.vocabulary import Phase, Status, StudyType

LONGEST = 200
MOST_NAMES = 20
NOTHING_TO_SEARCH = (
    "“%(words)s” has nothing that can be searched for: write a word that says more, or a number."
)
BROKEN_LINK = "This link to a next page is broken. Start again."


class Sort(TextChoices):
    """Orders of the list."""

    RELEVANCE = "relevance", "Relevance"
    NEWEST = "newest", "Newest first"
    UPDATED = "updated", "Last updated"
    START = "start", "Start date"


class TextField(forms.CharField):
    """A line that a person types."""

    def __init__(self, **kwargs: Any) -> None:
        says = {"max_length": "Write at most %(limit_value)d characters: these are %(show_value)d."}
        super().__init__(
            max_length=LONGEST, widget=forms.TextInput(), error_messages=says, **kwargs
        )


class Text(filters.Filter):  # type: ignore[misc]
    """A filter by a line of text."""

    field_class = TextField


def says_something(words: str) -> None:
    """Refuse what has nothing but signs and words that stand everywhere: it would show all."""
    if not read(words).branches:
        raise forms.ValidationError(NOTHING_TO_SEARCH, params={"words": words})


class SearchedField(TextField):
    """Words to search for."""

    default_validators = [says_something]


class Searched(filters.Filter):  # type: ignore[misc]
    """A filter by words to search for."""

    field_class = SearchedField


class TextsField(forms.Field):
    """Lines of text; the same name repeated means or."""

    widget = forms.SelectMultiple
    default_validators = [ProhibitNullCharactersValidator()]

    def __init__(self, most: int = 100, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        """Drop what is empty."""
        return [line.strip() for line in value or [] if line.strip()]

    def run_validators(self, value: Any) -> None:
        """Each line by itself, and not too many: each is looked for among all names."""
        if len(value) > self.most:
            raise forms.ValidationError(f"Ask for at most {self.most} at a time.")
        for line in value:
            super().run_validators(line)
            if len(line) > LONGEST:
                raise forms.ValidationError(f"Write at most {LONGEST} characters.")


class Texts(filters.Filter):  # type: ignore[misc]
    """A filter by lines of text."""

    field_class = TextsField


def no_choice(choices: Iterable[str]) -> str:
    """A sentence about what was chosen and is no choice, with those that are."""
    return f"“%(value)s” is none of the choices here: {'; '.join(choices)}."


class Words(filters.MultipleChoiceFilter):  # type: ignore[misc]
    """A filter by words of a vocabulary; a wrong one is said to be wrong, by the words on pages."""

    def __init__(self, vocabulary: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(
            choices=vocabulary.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": no_choice(vocabulary.labels)},
            **kwargs,
        )


class Exact(filters.ChoiceFilter):  # type: ignore[misc]
    """1: the words as they are typed, without other names and without corrected spelling."""

    def __init__(self, **kwargs: Any) -> None:
        says = {"invalid_choice": "“%(value)s” means nothing here: write 1, or leave it out."}
        super().__init__(
            label="Only the words as typed",
            choices=[("1", "Yes")],
            error_messages=says,
            **kwargs,
        )


def in_words(field: forms.Field, value: str | list[str]) -> str:
    """A field with what was chosen in it: “Agency: FDA, MHRA”; words to search for are quoted."""
    if isinstance(field, SearchedField):
        return f"{field.label}: “{value}”"
    labels = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    values = [value] if isinstance(value, str) else value
    return f"{field.label}: {', '.join(labels.get(one, one) for one in values)}"


class PagedFilterSet(filters.FilterSet):  # type: ignore[misc]
    """A list that is asked by a form and given in pages by key."""

    after = Text(label="Next page", method="unchanged")
    page_size = PAGE_SIZE

    def unchanged(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Not a condition: where the page starts, or in which order rows come."""
        return rows

    @property
    def chosen(self) -> list[str]:
        """What was asked for, in words: paper has no form to read it from."""
        given = self.form.cleaned_data if self.is_valid() else {}
        asked = [(name, value) for name, value in given.items() if value and name != "after"]
        return [in_words(self.form.fields[name], value) for name, value in asked]

    def order(self) -> tuple[str, ...]:
        """The fields to sort by, downwards, the last one unique."""
        raise NotImplementedError

    def page(self) -> Page | None:
        """The rows that were asked for, or None where the form has errors."""
        if not self.is_valid():
            return None
        after = self.form.cleaned_data["after"]
        try:
            return page_of(self.qs, self.order(), after, self.page_size)
        except BadKeyError:
            self.form.add_error("after", BROKEN_LINK)
            return None


class TrialFilter(filters.FilterSet):  # type: ignore[misc]
    """The parameters of /trials/: checked here, answered by the search (`trials.asking`)."""

    q = Searched(label="Words or any trial number")
    exact = Exact()
    near = Text(label="Near a city or ZIP code")
    radius = Text(label="Within")
    status = Words(Status, label="Status")
    phase = Words(Phase, label="Phase")
    condition = Texts(label="Condition", most=MOST_NAMES)
    intervention = Texts(label="Drug or other intervention", most=MOST_NAMES)
    sponsor = Texts(label="Sponsor", most=MOST_NAMES)
    group = Texts(label="Group", most=MOST_NAMES)
    study_type = Words(StudyType, label="Study type")
    has = Words(Has, label="Has")
    sort = filters.ChoiceFilter(
        choices=Sort.choices,
        label="Sort by",
        empty_label=None,
        error_messages={"invalid_choice": no_choice(Sort.labels)},
    )
    after = Text(label="Next page")

    class Meta:
        model = Trial
        fields: list[str] = []


class Shared(dict[str, forms.Field]):
    """Fields that nobody changes: each form may have these themselves and need not copy them."""

    def __deepcopy__(self, memo: Any) -> "Shared":
        return self


@cache
def trial_form() -> type[forms.Form]:
    """The form of `TrialFilter`, made once: making it takes longer than to answer it."""
    made: type[forms.Form] = TrialFilter().get_form_class()
    made.base_fields = Shared(made.base_fields)
    return made


def listed_agencies() -> list[tuple[str, str]]:
    """Those that a listed approval names."""
    names = Approval.objects.listed().order_by("agency").values_list("agency", flat=True)
    return [(name, name) for name in names.distinct()]


class ApprovalFilter(PagedFilterSet):
    """The parameters of /approvals/."""

    agency = filters.MultipleChoiceFilter(
        label="Agency",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "No approval listed here is of the agency “%(value)s”."},
    )

    class Meta:
        model = Approval
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the agencies of today."""
        super().__init__(*args, **kwargs)
        self.filters["agency"].extra["choices"] = listed_agencies()

    def order(self) -> tuple[str, ...]:
        """The latest decision first."""
        return ("known_on", "id")
