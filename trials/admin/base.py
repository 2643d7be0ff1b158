"""What every screen of the admin is made of: a record, a part of a trial, a row among rows."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from trials.admin.buttons import in_order
from trials.admin.by_id import SearchByTrialId
from trials.admin.fields import (
    OVERRIDES,
    SMALL_OVERRIDES,
    Choice,
    KnownAutocomplete,
    RowForm,
    RowsFormSet,
    Title,
    list_field,
    offer_parts_of,
    without_icons,
)
from trials.admin.help_texts import help_of
from trials.admin.keys import is_key
from trials.admin.labels import labels_of
from trials.admin.list_csv import ListCsv
from trials.admin.newer.deleting import Deleting
from trials.admin.newer.screen import Newer
from trials.admin.readers import readers_have
from trials.admin.refusals import Refusals
from trials.admin.restoring import Restoring
from trials.admin.words import label
from trials.models import Trial

TITLES = ("title", "brief_title")


class Record(Refusals, Newer, Deleting, ListCsv, Restoring):
    """Any record: nothing overwritten unseen, readable refusals, history, lists of fifty."""

    list_per_page = 50
    list_max_show_all = 200
    formfield_overrides = OVERRIDES

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """The form in words for people, with what each field means."""
        kwargs["labels"] = labels_of(self.model) | (kwargs.get("labels") or {})
        kwargs["help_texts"] = help_of(self.model) | (kwargs.get("help_texts") or {})
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Lists of words as checkboxes, other lists as lines; titles that are printed whole."""
        if isinstance(db_field, ArrayField):
            return list_field(db_field, kwargs.get("label"), kwargs.get("help_text"))
        if db_field.name in TITLES and isinstance(db_field, models.CharField):
            kwargs["widget"] = Title
        return without_icons(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Autocomplete of our own."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """What was sent itself: Django copies it for each of fourteen tables."""
        given = {"instance": obj, "prefix": prefix, "queryset": inline.get_queryset(request)}
        sent = {"data": request.POST, "files": request.FILES}
        return given | (sent if request.method == "POST" else {})

    def get_ordering(self, request: HttpRequest) -> Any:
        """The model's order said aloud: a query that counts related rows forgets it otherwise."""
        return self.ordering or self.opts.ordering

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Without a NUL, which no text of the database holds."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say which dates those over the list are."""
        dates = label(self.opts.get_field(self.date_hierarchy)) if self.date_hierarchy else ""
        return super().changelist_view(request, {"dates": dates} | (extra_context or {}))

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """Label and address of the buttons over the form."""
        return []

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Give the buttons to the template: each with its class, the one that takes away last."""
        record = context.get("original")
        context["tools"] = in_order(self.tools(request, record)) if record else []
        return super().render_change_form(request, context, *args, **kwargs)


class OfTrial(SearchByTrialId, Record):
    """A record that belongs to one trial."""


class Part(OfTrial):
    """A part of a trial. Its trial is chosen before it is written, and stays."""

    # Relations that offer only parts of the same trial.
    parts: tuple[str, ...] = ()

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the trial first: what else can be chosen depends on it."""
        if self.has_add_permission(request) and chosen_trial(request) is None:
            return self._ask(request)
        return super().add_view(request, form_url, extra_context)

    def needs_reason(self, request: HttpRequest, record: Any) -> bool:
        """A new part of a public trial changes that trial, unless it is a draft of its own."""
        if record is not None or hasattr(self.model._default_manager, "public"):
            return super().needs_reason(request, record)
        return readers_have(chosen_trial(request))

    def _ask(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("trial_id", "").strip()
        trial = Trial.objects.identified_by(typed).first() if typed else None
        if trial is not None:
            query = request.GET.copy()
            query["trial"] = str(trial.pk)
            del query["trial_id"]
            return HttpResponseRedirect(f"?{query.urlencode()}")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Add {self.opts.verbose_name}: to which trial?",
            "opts": self.opts,
            "typed": typed,
        }
        return TemplateResponse(request, "admin/choose_trial.html", context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """The form with its trial settled, and the parts of that trial to choose from."""
        form = super().get_form(request, obj, change=change, **kwargs)
        trial = obj.trial if obj else chosen_trial(request)
        fields: dict[str, Any] = form.base_fields
        if "trial" in fields:
            fields["trial"].disabled = True
            fields["trial"].initial = trial
            fields["trial"].widget = fields["trial"].widget.widget  # no icons to change it
        for name in self.parts:
            offer_parts_of(trial, fields.get(name))
        return form


def chosen_trial(request: HttpRequest) -> Trial | None:
    """The trial that the address names by key; of one that was merged the one that stays."""
    key = request.GET.get("trial", "")
    rows = Trial.objects.select_related("merged_into")
    found = rows.filter(pk=key).first() if is_key(key) else None
    return found and (found.merged_into or found)


class Rows(admin.TabularInline):  # type: ignore[type-arg]
    """Rows inside a record's form. New ones by a link; without JavaScript with `?rows=1`."""

    form = RowForm
    formset = RowsFormSet
    template = "admin/rows.html"
    extra = 0
    max_num = 500
    show_change_link = True
    formfield_overrides = SMALL_OVERRIDES
    # Relations that offer only parts of the same trial, and those that labels need.
    parts: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    fetches: tuple[str, ...] = ()
    _names: "list[Any] | None" = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Read once for a page, which makes these rows' screen anew: Django makes a form for it."""
        if self._names is None:
            self._names = list(super().get_fields(request, obj))
        return self._names

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """No empty row, unless asked for."""
        return 1 if "rows" in request.GET else 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what the rows' labels need."""
        loads = {*self.loads, *self.autocomplete_fields, *self.parts} - set(self.fetches)
        queryset = super().get_queryset(request).prefetch_related(*self.fetches)
        return queryset.select_related(*sorted(loads)) if loads else queryset

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """As in `Record`."""
        if isinstance(db_field, ArrayField):
            return list_field(db_field, kwargs.get("label"), kwargs.get("help_text"))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_icons(field, change=False)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Autocomplete without a query per row."""
        known = db_field.name in self.get_autocomplete_fields(request)
        widget = KnownAutocomplete(db_field, self.admin_site) if known else Choice()
        kwargs.setdefault("widget", widget)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Written fast, too."""
        kwargs.setdefault("widget", Choice())
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Rows that offer parts of this trial only, with what each column means."""
        kwargs["labels"] = labels_of(self.model) | (kwargs.get("labels") or {})
        kwargs["help_texts"] = help_of(self.model) | (kwargs.get("help_texts") or {})
        asks_names = "fields" in kwargs  # for which nothing is read
        formset = super().get_formset(request, obj, **kwargs)
        if asks_names:
            return formset
        trial = obj if isinstance(obj, Trial) else getattr(obj, "trial", None)
        for name in self.parts:
            offer_parts_of(trial, formset.form.base_fields.get(name))
        return formset


class OfTheSameTrial(RowsFormSet):
    """Rows of a part of a trial, which are that trial's too."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.trial_id = self.instance.trial_id
        return form
