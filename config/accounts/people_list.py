"""The list of people: in which groups each is, and who has a second factor.

Who: a superuser who looks who may do what. Why: a Publisher without a second factor cannot work,
and who left is in no group. Next: a person's form, or an act on those ticked.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from config.accounts.rules import FACTORS

HAS_ONE = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS))


class FactorFilter(admin.SimpleListFilter):
    """Who has one, and who has none."""

    title = "second factor"
    parameter_name = "second_factor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Both."""
        return [("yes", "Set up"), ("no", "None")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen ones."""
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(HAS_ONE) if self.value() == "yes" else queryset.exclude(HAS_ONE)


class PeopleList(admin.ModelAdmin):  # type: ignore[type-arg]
    """Two columns more than Django's, for two queries."""

    list_display = (
        *("username", "first_name", "last_name", "email"),
        *("in_groups", "has_factor", "is_staff", "is_active", "is_superuser"),
    )
    list_filter = ("groups", FactorFilter, "is_staff", "is_superuser", "is_active")
    list_per_page = 50
    list_max_show_all = 200

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With both."""
        people: QuerySet[Any] = super().get_queryset(request).prefetch_related("groups")
        told: QuerySet[Any] = people.annotate(has_second_factor=HAS_ONE)
        return told

    @admin.display(description="groups")
    def in_groups(self, person: User) -> str:
        """By name."""
        return ", ".join(sorted(group.name for group in person.groups.all()))

    @admin.display(description="second factor", boolean=True, ordering="has_second_factor")
    def has_factor(self, person: Any) -> bool:
        """A code app or a passkey; recovery codes alone are none."""
        return bool(person.has_second_factor)
