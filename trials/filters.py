"""What may be asked of the lists of trials and approvals: one declared form each."""

from collections.abc import Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q, QuerySet, TextChoices

from trials.discrepancies import differing
from trials.matching import having, matching, unranked
from trials.models import (
    Approval,
    Finding,
    Intervention,
    Membership,
    SupportingTrial,
    Trial,
    TrialCondition,
    TrialOrganisation,
)
from trials.models.trial import TrialQuerySet
from trials.paging import PAGE_SIZE, BadKeyError, Page, page_of
from trials.vocabulary import Has, Phase, Status, StudyType

LONGEST = 200


class Sort(TextChoices):
    """Orders of the list."""

    RELEVANCE = "relevance", "Relevance"
    NEWEST = "newest", "Newest first"
    UPDATED = "updated", "Last updated"
    START = "start", "Start date"


ORDERS: Mapping[str, tuple[str, ...]] = {
    Sort.RELEVANCE: ("relevance", "first_posted", "id"),
    Sort.NEWEST: ("first_posted", "id"),
    Sort.UPDATED: ("updated_at", "id"),
    Sort.START: ("start_date", "id"),
}


class TextField(forms.CharField):
    """A line that a person types."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.TextInput(), **kwargs)


class Text(filters.Filter):  # type: ignore[misc]
    """A filter by a line of text."""

    field_class = TextField


class TextsField(forms.Field):
    """Lines of text; the same name repeated means or."""

    widget = forms.SelectMultiple
    default_validators = [ProhibitNullCharactersValidator()]

    def to_python(self, value: Any) -> list[str]:
        """Drop what is empty."""
        return [line.strip() for line in value or [] if line.strip()]

    def run_validators(self, value: Any) -> None:
        """Each line by itself."""
        for line in value:
            super().run_validators(line)
            if len(line) > LONGEST:
                raise forms.ValidationError(f"Write at most {LONGEST} characters.")


class Texts(filters.Filter):  # type: ignore[misc]
    """A filter by lines of text."""

    field_class = TextsField


class Words(filters.MultipleChoiceFilter):  # type: ignore[misc]
    """A filter by words of a vocabulary; a wrong one is said to be wrong."""

    def __init__(self, vocabulary: type[TextChoices], **kwargs: Any) -> None:
        super().__init__(
            choices=vocabulary.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "invalid_choice": "“%(value)s” is none of the words of this list: "
                f"{', '.join(vocabulary.values)}."
            },
            **kwargs,
        )


class PagedFilterSet(filters.FilterSet):  # type: ignore[misc]
    """A list that is asked by a form and given in pages by key."""

    after = Text(label="Next page", method="unchanged")
    page_size = PAGE_SIZE

    def unchanged(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Not a condition: where the page starts, or in which order rows come."""
        return rows

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
            self.form.add_error("after", "This link to a next page is broken. Start again.")
            return None


class TrialFilter(PagedFilterSet):
    """The parameters of /trials/."""

    q = Text(label="Words or any trial number", method="by_words")
    status = Words(Status, label="Status", method="by_status")
    phase = Words(Phase, label="Phase", method="by_phase")
    study_type = Words(StudyType, label="Study type")
    condition = Texts(label="Condition", method="by_condition")
    intervention = Texts(label="Drug or other intervention", method="by_intervention")
    sponsor = Texts(label="Sponsor", method="by_sponsor")
    group = Texts(label="Group", method="by_group")
    has = Words(Has, label="Has", method="by_parts")
    sort = filters.ChoiceFilter(
        choices=Sort.choices,
        label="Sort by",
        method="unchanged",
        empty_label=None,
        error_messages={
            "invalid_choice": "“%(value)s” is no order of this list: choose "
            f"{', '.join(Sort.values)}."
        },
    )

    class Meta:
        model = Trial
        fields: list[str] = []

    def order(self) -> tuple[str, ...]:
        """As asked; else the best match first where words were given, and the newest first."""
        asked = self.form.cleaned_data
        return ORDERS[asked["sort"] or (Sort.RELEVANCE if asked["q"] else Sort.NEWEST)]

    def filter_queryset(self, queryset: TrialQuerySet) -> TrialQuerySet:
        """Every condition, on rows that have a relevance."""
        found: TrialQuerySet = super().filter_queryset(unranked(queryset))
        return found

    def by_words(self, trials: TrialQuerySet, name: str, value: str) -> TrialQuerySet:
        """IDs in any spelling, names, conditions, interventions."""
        return matching(trials, value)

    def by_status(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By the status of today, as far as it may be told."""
        return trials.in_status(*value)

    def by_phase(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """A trial of two phases is in both."""
        return trials.filter(phases__overlap=value)

    def by_condition(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By the end of the condition's address, or by part of its name."""
        asked = _any_of("condition__slug__iexact", value) | _any_of(
            "condition__name__icontains", value
        )
        return trials.filter(having(TrialCondition.objects.filter(asked)))

    def by_intervention(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By part of its name, or of one of its other names."""
        asked = _any_of("name__icontains", value) | _any_of("other_names__icontains", value)
        return trials.filter(having(Intervention.objects.filter(asked)))

    def by_sponsor(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By the lead sponsor's name or short name."""
        return trials.filter(
            _any_of("lead_sponsor__name__icontains", value)
            | _any_of("lead_sponsor__short_name__iexact", value)
        )

    def by_group(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By the name or short name of a leading group."""
        asked = _any_of("organisation__name__icontains", value) | _any_of(
            "organisation__short_name__iexact", value
        )
        groups = TrialOrganisation.objects.filter(asked, role=Membership.GROUP)
        return trials.filter(having(groups))

    def by_parts(self, trials: TrialQuerySet, name: str, value: list[str]) -> TrialQuerySet:
        """By what shows on its page beside the protocol."""
        news: Any = Trial._meta.get_field("news_links").related_model
        parts = {
            Has.NEWS: Q(having(news.objects.listed())),
            Has.FINDINGS: Q(having(Finding.objects.listed())),
            Has.APPROVAL: Q(having(Approval.objects.listed().granted())) | Q(having(_supporting())),
            Has.DISCREPANCY: Q(having(differing(Finding.objects.listed()))),
        }
        asked = Q()
        for word in value:
            asked |= parts[Has(word)]
        return trials.filter(asked)


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


def _supporting() -> QuerySet[Any]:
    return SupportingTrial.objects.filter(approval__in=Approval.objects.listed().granted())


def _any_of(lookup: str, values: list[str]) -> Q:
    condition = Q(pk__in=[])
    for value in values:
        condition |= Q(**{lookup: value})
    return condition
