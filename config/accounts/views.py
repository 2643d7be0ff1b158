"""Pages of one's own account.

Who: all who work here. Why: to keep others out. Next: on to the admin.
"""

from typing import Any, cast

from allauth.mfa.base.views import IndexView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from config.accounts import rules, sessions

ONE_MINUTE = 60
"""Of each limit that ends in the page below; signing in says its own in the form."""


class SecondFactor(IndexView):  # type: ignore[misc]
    """What is set up as a second factor; for who has none and needs one, the way to it."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether it is needed, and where to go then."""
        needed = rules.needs_second_factor(self.request.user)
        own = {"needed": needed, "has_one": rules.has_second_factor(self.request.user)}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | own


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, to be ended one by one or all others at once."""
    user = cast(User, request.user)
    others = sessions.elsewhere(user)
    if "others" in request.POST:
        sessions.end(user, but=request.session.session_key)
        return _ended(request, others)
    rows = sessions.living(user)
    if request.method == "POST":
        return _end(request, [row.session_key for row in rows if _is_meant(request, row)])
    return render(
        request, "usersessions/usersession_list.html", {"sessions": rows, "others": others}
    )


def _is_meant(request: HttpRequest, row: Any) -> bool:
    return request.POST.get("end") == str(row.pk)


def _end(request: HttpRequest, keys: list[str]) -> HttpResponse:
    own = request.session.session_key in keys
    number = sessions.end(cast(User, request.user), keys)
    if own:
        logout(request)
        return redirect("account_login")
    return _ended(request, number)


def _ended(request: HttpRequest, number: int) -> HttpResponse:
    says = {0: "That session had ended already.", 1: "One session was ended."}
    messages.success(request, says.get(number, f"{number} sessions were ended."))
    return redirect("usersessions_list")


@login_required
@require_GET
def no_password(request: HttpRequest) -> HttpResponse:
    """For an account whose password a superuser turned off: it signs in by passkey."""
    return render(request, "account/password_set.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """One request too many within a minute."""
    answer = render(request, "429.html", {"seconds": ONE_MINUTE}, status=429)
    answer["Retry-After"] = str(ONE_MINUTE)
    return answer
