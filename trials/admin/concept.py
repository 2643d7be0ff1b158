"""Diseases and drugs with all of their names.

Who: an editor who searched by one name and missed the trials of another. Why: every name of a
concept finds the same trials. Next: the search, by the name just added.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest

from trials.admin.base import Record, Rows
from trials.models import Concept, ConceptName
from trials.models.concept import key_of
from trials.search.vocabulary.entry import EDITORS, counts_as_written

SIZES = {"name": 48, "language": 4}


class SourceFilter(admin.SimpleListFilter):
    """Vocabularies by their names, in order."""

    title = "source"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Those there are."""
        sources = Concept.objects.order_by("source").values_list("source", flat=True).distinct()
        return [(source, source) for source in sources]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The concepts of one."""
        return queryset.filter(source=self.value()) if self.value() else queryset


class NameRows(Rows):
    """All names of the concept, its preferred term among them."""

    model = ConceptName
    verbose_name = "name"
    fields = ("name", "language", "capitals_only")
    show_change_link = False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Room for a name, and for two letters of a language."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in SIZES:
            field.widget.attrs |= {"size": SIZES[db_field.name], "class": ""}
        return field


@admin.register(Concept)
class ConceptAdmin(Record):
    """What visitors may call a disease or drug."""

    list_display = ("preferred", "kind", "called", "source", "same_as")
    list_filter = ("kind", SourceFilter)
    list_select_related = ("same_as",)
    search_fields = ("preferred",)
    search_help_text = "Any name of it, or its code: pNET, XL184, C4872."
    autocomplete_fields = ("same_as",)
    fields = ("preferred", "kind", "source", "code", "same_as", "other_codes")
    inlines = (NameRows,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With its names, of which the list shows the first."""
        names = Prefetch("names", ConceptName.objects.order_by("id")[:5], to_attr="first_names")
        found: QuerySet[Any] = super().get_queryset(request).annotate(name_count=Count("names"))
        return found.prefetch_related(names)

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """A concept of our own, unless told otherwise."""
        return {"source": EDITORS, **super().get_changeform_initial_data(request)}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Concepts with such a name or code, or with these words in a term."""
        term = search_term.replace("\0", "").strip()
        found, may_repeat = super().get_search_results(request, queryset, term)
        if not term:
            return found, may_repeat
        named = ConceptName.objects.filter(key=key_of(term)).values("concept")
        by_name = queryset.filter(Q(pk__in=named) | Q(code__iexact=term))
        return queryset.filter(Q(pk__in=by_name.values("pk")) | Q(pk__in=found.values("pk"))), False

    @admin.display(description="names", ordering="name_count")
    def called(self, concept: Any) -> str:
        """The first few, and how many more there are."""
        others = [str(name) for name in concept.first_names if str(name) != concept.preferred][:3]
        left = concept.name_count - len(others) - 1
        return ", ".join(others) + (f" and {left:,} more" if others and left > 0 else "")

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """The preferred term is a name, too; what followed it follows the head of its group."""
        super().save_related(request, form, formsets, change)
        concept = form.instance
        written = counts_as_written(concept.preferred)
        concept.names.get_or_create(name=concept.preferred, defaults={"capitals_only": written})

    def save_model(self, request: Any, obj: Any, form: Any, change: Any) -> None:
        """What is the same as this one is the same as the head of its group, first."""
        if obj.pk and obj.same_as_id:
            obj.others.update(same_as=obj.same_as_id)
        super().save_model(request, obj, form, change)
