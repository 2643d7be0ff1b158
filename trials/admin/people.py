"""Who runs a trial, whom to call, and where it is open.

Who: an editor with a list of sites or a changed phone number. Why: a patient calls what stands
here. Hundreds of sites would drown the trial's form, so they have a paged list. Next: the
next site of that list.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from trials.admin.base import OfTheSameTrial, OfTrial, Part, Rows
from trials.admin.by_id import TrialFilter
from trials.admin.names import SiteStatusRows
from trials.models import Contact, Official, Site


class OfficialRows(Rows):
    """The study chair and investigators."""

    model = Official
    fields = ("name", "affiliation", "role", "position")


class ContactRows(Rows):
    """Whom to call about the whole trial; contacts of a site stand with the site."""

    model = Contact
    verbose_name = "central contact"
    verbose_name_plural = "central contacts"
    fields = ("name", "role", "phone", "phone_ext", "email", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of sites."""
        return super().get_queryset(request).filter(site=None)


class SiteContactRows(Rows):
    """Whom to call at this site."""

    model = Contact
    formset = OfTheSameTrial
    verbose_name_plural = "contacts at this site"
    fields = ("name", "role", "phone", "phone_ext", "email", "position")


@admin.register(Site)
class SiteAdmin(Part):
    """Sites, fifty to a page; the link in a trial's form shows those of that trial."""

    list_display = ("named", "city", "state", "country", "status", "trial", "contact_count")
    list_filter = (TrialFilter, "status", "country")
    list_select_related = ("trial",)
    search_fields = ("facility", "city", "state", "country", "zip")
    inlines = (SiteContactRows, SiteStatusRows)
    autocomplete_fields = ("trial",)
    fields = (
        "trial",
        "facility",
        "status",
        ("city", "state", "zip", "country"),
        ("latitude", "longitude"),
        "position",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the number of contacts."""
        return super().get_queryset(request).annotate(contact_count=Count("contacts"))

    @admin.display(description="facility", ordering="facility")
    def named(self, site: Any) -> str:
        """Words to press, where the registry does not name the place either."""
        return site.facility or "Not named"

    @admin.display(description="contacts", ordering="contact_count")
    def contact_count(self, site: Any) -> int:
        """How many people one can call there."""
        return int(site.contact_count)


@admin.register(Contact)
class ContactAdmin(OfTrial):
    """Every contact, to find a name or number wherever it stands; its site stays."""

    list_display = ("name", "role", "phone", "email", "trial", "site")
    list_filter = (TrialFilter, "role")
    list_select_related = ("trial", "site")
    search_fields = ("name", "phone", "email", "site__facility")
    readonly_fields = ("trial", "site")
    fields = ("trial", "site", "name", "role", ("phone", "phone_ext"), "email", "position")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are added in the form of the trial or site that they answer for."""
        return False
