"""What a superuser does to people from their list, after a page that says what it will do.

Who: a superuser whose colleague has lost a device, or has left. Why: nobody else is let in, or
stays in. Next: the list of people.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from config.accounts import sessions
from config.accounts.rules import forget_second_factor
from trials.admin import reasons

RESET_MEANWHILE = (
    "Nothing was reset: what these people have set up changed while the page was open. Look again,"
    " then press again."
)
NOBODY = "Nobody was chosen but you, so nothing was ended."
FEW = 5
# The name of the input that says what a page showed.
SEEN = "seen"


class WhyForm(forms.Form):
    """The reason, for the history of the person."""

    required_css_class = "required"
    reason = reasons.Why(
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="How you know that it is they who ask, and what was lost. The history keeps it.",
    )


class WhyEndForm(forms.Form):
    """The same of the end of sessions, which may have to be quick."""

    reason = reasons.Why(
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="What happened, and on whose word. The history keeps it.",
    )


class ActsOnPeople(admin.ModelAdmin):  # type: ignore[type-arg]
    """Two acts, for superusers alone; nobody does them to himself."""

    actions = ("reset_second_factor", "end_sessions")

    @admin.action(description="Reset the second factor of …", permissions=["reset"])
    def reset_second_factor(
        self, request: HttpRequest, people: QuerySet[User]
    ) -> HttpResponse | None:
        """Take lost factors away and end all sessions, once it is said why."""
        form = WhyForm(request.POST if "confirmed" in request.POST else None)
        chosen = _but_oneself(request, people)
        marks = _factors_of(chosen)
        if form.is_valid() and request.POST.getlist(SEEN) != marks:
            form.add_error(None, RESET_MEANWHILE)
        if form.is_valid():
            self._reset(request, chosen, form.cleaned_data[reasons.FIELD])
            return None
        context = {"chosen": chosen, "people": chosen, "seen": marks, "form": form}
        return self._asked(request, "reset_second_factor", "Reset second factors", context)

    def _reset(self, request: HttpRequest, people: list[User], reason: str) -> None:
        reasons.note(reason)
        for person in people:
            number = forget_second_factor(person)
            told = f"Reset the second factor ({number} taken away). Reason: {reason}"
            self.log_change(request, person, told)
            self.message_user(request, f"{person} signs in by password, and sets up a new one.")

    @admin.action(description="End all sessions of …", permissions=["reset"])
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> HttpResponse | None:
        """Sign these people out wherever they are signed in, all of them or nobody."""
        form = WhyEndForm(request.POST if "confirmed" in request.POST else None)
        chosen = _but_oneself(request, people)
        if form.is_valid():
            self._end(request, chosen, form.cleaned_data[reasons.FIELD])
            return None
        places = sessions.places_of(chosen)
        context = {
            "chosen": chosen,
            "people": [(person, places[person.pk]) for person in chosen if person.pk in places],
            "signed_out": [person for person in chosen if person.pk not in places],
            "is_own_left_out": len(chosen) < people.count(),
            "form": form,
        }
        return self._asked(request, "end_sessions", "End all sessions", context)

    def _end(self, request: HttpRequest, people: list[User], reason: str) -> None:
        """Also of who signed in while the page was open: that is what is asked for."""
        why = f" Reason: {reason}" if reason else ""
        for person in people:
            number = sessions.end(person)
            self.log_change(request, person, f"Ended all sessions ({number}).{why}")
        more = f" and {len(people) - FEW} more" if len(people) > FEW else ""
        names = ", ".join(map(str, people[:FEW]))
        self.message_user(request, f"Signed out everywhere: {names}{more}." if people else NOBODY)

    def _asked(
        self, request: HttpRequest, act: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        """The page that says what will happen."""
        about = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "act_name": act,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, f"admin/{act}.html", about | context)

    def has_reset_permission(self, request: HttpRequest) -> bool:
        """Whoever could lift another to superuser, and nobody else."""
        return bool(request.user.is_superuser)


def _but_oneself(request: HttpRequest, people: QuerySet[User]) -> list[User]:
    """One's own factor and sessions are on one's own pages."""
    return list(people.exclude(username=request.user.get_username()).order_by("username"))


def _factors_of(people: list[User]) -> list[str]:
    """Of each who has some, the keys of what is set up."""
    held = Authenticator.objects.filter(user__in=people).order_by("user_id", "pk")
    return [f"{user}:{key}" for user, key in held.values_list("user_id", "pk")]
