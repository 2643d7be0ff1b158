"""People who may work here: who is in one of our groups may log in to the admin.

Who: a superuser with a new colleague. Next: the colleague logs in.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.forms import ModelForm
from django.http import HttpRequest

from config.groups import GROUPS

OURS = f"{', '.join(list(GROUPS)[:-1])} or {list(GROUPS)[-1]}"
HELP = {
    "groups": f"Who is in {OURS} may log in here: “Staff status” is ticked when you save.",
    "is_staff": (
        f"May log in here. Ticked by itself for whoever is in {OURS}. It stays ticked when the last"
        " group is taken away: untick it by hand, or untick “Active”."
    ),
}

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Django's own screen, on which a group of ours is enough to log in."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> "type[ModelForm[Any]]":
        """Say at both fields that they hang together."""
        return super().get_form(request, obj, change=change, help_texts=HELP, **kwargs)

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """Let in whoever was put into a group of ours."""
        super().save_related(request, form, formsets, change)
        person = form.instance
        if not person.is_staff and person.groups.filter(name__in=GROUPS).exists():
            person.is_staff = True
            person.save(update_fields=["is_staff"])
            told = f"{person} is in one of our groups and so may log in here: “Staff status” is on."
            self.message_user(request, told, messages.INFO)
