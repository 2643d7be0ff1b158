"""What the page of a data cut asks beside its grid: source, cut-off, which parts to show."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q

from trials.admin.labels import LABELS
from trials.data_cut.parts import Chosen, Parts, at_first, line_choices
from trials.models import Finding, Source
from trials.partial_dates import validate_partial_date
from trials.vocabulary import COMPARISONS, SourceKind

OFFERED = 100
COMPARED = [(one, one.label) for one in COMPARISONS]
ASKED = ("PRESENTATION", "PUBLICATION", "ABSTRACT", "PRESS_RELEASE", "LABEL", "REPORT")
WHICH = "Choose a source, name one, or describe a new one."
ONLY_ONE = "More than one source is given. Choose one, name one, or describe a new one: only that."


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A source that is not here yet; nothing is asked where nothing is typed."""

    class Meta:
        model = Source
        fields = ("kind", "title", "short_title", "publisher", "date", "session", "doi", "pmid")
        labels = LABELS
        widgets = {"title": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="new", empty_permitted=True, use_required_attribute=False)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "---------"), *((one, SourceKind(one).label) for one in ASKED)]

    def is_described(self) -> bool:
        """Whether anything was typed here."""
        return bool(self.data) and self.has_changed()


class CutForm(forms.Form):
    """What all numbers of the grid have in common."""

    source = forms.ModelChoiceField(
        Source.objects.none(),
        required=False,
        empty_label="---------",
        help_text="Those of this trial first, then the latest.",
    )
    named = forms.CharField(
        required=False,
        max_length=300,
        label="or a source by its DOI, PubMed ID or short title",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    data_cutoff = forms.CharField(
        required=False,
        max_length=10,
        label="Data cut-off",
        validators=[validate_partial_date],
        widget=forms.TextInput(attrs={"size": 10, "placeholder": "YYYY-MM-DD"}),
        help_text="Empty where the source is silent.",
    )
    population = forms.CharField(required=False, max_length=200, help_text="Such as ITT.")
    level = forms.DecimalField(
        initial=95,
        min_value=50,
        max_value=99,
        max_digits=6,
        decimal_places=3,
        label="Level of the intervals, %",
        help_text="A cell may say its own: 0.38 (97.5% CI 0.25-0.59).",
    )
    submit = forms.BooleanField(
        required=False,
        label="Submit for review",
        help_text="Otherwise they are drafts, to submit later with the trial.",
    )

    def __init__(self, data: Any, trial: Any, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["source"]
        field.queryset = Source.objects.all()
        field.choices = [("", "---------"), *((one.pk, str(one)[:120]) for one in _offered(trial))]

    def clean_named(self) -> Any:
        """The one source of this DOI, PubMed ID or short title."""
        words = self.cleaned_data["named"].strip().replace("\0", "")
        if not words:
            return None
        found = list(
            Source.objects.filter(
                Q(doi__iexact=words) | Q(pmid=words) | Q(short_title__iexact=words)
            )[:2]
        )
        if len(found) == 1:
            return found[0]
        how = "no source" if not found else "more than one source"
        raise ValidationError(f"“{words}” is the DOI, PubMed ID or short title of {how}.")

    def chosen_source(self, new: SourceForm) -> Source | None:
        """The one that was given in one of three ways; else None and an error."""
        given = [self.cleaned_data.get("source"), self.cleaned_data.get("named")]
        known = [one for one in given if one]
        if new.is_described():
            known.append(new.instance)
        if len({one.pk for one in known}) > 1:
            self.add_error("source", ONLY_ONE)
        elif not known and "named" not in self.errors and "source" not in self.errors:
            self.add_error("source", WHICH)
        return known[0] if known and not self.errors else None


class PartsForm(forms.Form):
    """Which tables, rows and columns are shown."""

    lines = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Endpoints and quantities"
    )
    cohorts = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Cohorts"
    )
    arms = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Arms"
    )
    control = forms.ChoiceField(required=False, label="Others are compared with")
    compared = forms.ChoiceField(
        required=False, choices=COMPARED, label="medians and rates by their"
    )
    shares_compared = forms.ChoiceField(
        required=False, choices=COMPARED, label="proportions, means and counts by their"
    )

    def __init__(self, data: Any, parts: Parts) -> None:
        first = at_first(parts)
        super().__init__(data, prefix="show", initial=_listed(first))
        arms = [(str(one.pk), str(one)) for one in parts.arms]
        self._offer("lines", line_choices(parts))
        self._offer("cohorts", [*_named(parts.cohorts), ("0", "All cohorts together")])
        self._offer("arms", arms)
        self._offer("control", [("", "nothing"), *arms])
        self.first = first

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def chosen(self) -> Chosen:
        """What was ticked; of a choice that is none any more, what is shown at first."""
        if not self.is_bound or not self.is_valid():
            return self.first
        ticked = self.cleaned_data
        return Chosen(
            frozenset(ticked["lines"]),
            frozenset(ticked["cohorts"]),
            frozenset(ticked["arms"]),
            ticked["control"],
            ticked["compared"] or self.first.compared,
            ticked["shares_compared"] or self.first.shares_compared,
        )


def _named(parts: Any) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in parts]


def _listed(chosen: Chosen) -> dict[str, Any]:
    """As the boxes want it."""
    return {
        name: list(ticked) if isinstance(ticked, frozenset) else ticked
        for name, ticked in vars(chosen).items()
    }


def _offered(trial: Any) -> Any:
    """The trial's own sources, then the latest that came."""
    own = Exists(Finding.objects.filter(trial=trial, source=OuterRef("pk")))
    return Source.objects.annotate(is_own=own).order_by("-is_own", "-pk")[:OFFERED]
