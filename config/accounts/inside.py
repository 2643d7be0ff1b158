"""What holds for every request of those who work here, before a page is asked for it.

A session that is over ends. Who needs a second factor, and has not shown it in this session, is
led to where it is set up or asked for, and reaches nothing of the admin. Pages for everybody pass
untouched: they must not ask who reads them.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from config.accounts import rules, sessions
from config.accounts.places import ADMIN, is_inside
from config.kept_forms import kept_until_shown

OPEN = (f"{ADMIN}login/", f"{ADMIN}logout/")
METHODS = ("GET", "HEAD", "POST")
"""Of browsers. The admin would answer any other as if it were a GET."""


class Inside:
    """Middleware, after those that know the session, its person and its messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or the way to the second factor."""
        if not is_inside(request):
            request.user = _believed(request)
            return self.get_response(request)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not request.user.is_authenticated:
            return self.get_response(request)
        if why := sessions.why_ended(request.session):
            logout(request)
            messages.info(request, why)
            return self.get_response(request)
        sessions.note_use(request, get_adapter().get_client_ip(request))
        way = _led_away(request)
        return self.get_response(request) if way is None else _with_what_was_typed(request, way)


def _with_what_was_typed(request: HttpRequest, way: HttpResponseRedirectBase) -> HttpResponseBase:
    """The way to the second factor; for who sent a form, within the page that keeps it."""
    kept = kept_until_shown(request, way.url)
    if isinstance(kept, TemplateResponse):
        kept.render()
    return kept or way


def _led_away(request: HttpRequest) -> HttpResponseRedirectBase | None:
    """A redirect for who has to show a second factor first."""
    if not request.path_info.startswith(ADMIN) or request.path_info in OPEN:
        return None
    user = request.user
    if not rules.needs_second_factor(user):
        return None
    if not rules.has_second_factor(user):
        return _to(reverse("mfa_index"), request)
    if not rules.has_shown_it(request.session, user):
        return _to(get_adapter().get_reauthentication_methods(user)[0]["url"], request)
    return None


def _believed(request: HttpRequest) -> Any:
    """For the few public addresses that ask, such as a draft's picture: a person who would be let
    into the admin, too, or nobody. It is worked out when it is asked for, not before.
    """
    user = request.user
    return SimpleLazyObject(lambda: user if _is_let_in(request, user) else AnonymousUser())


def _is_let_in(request: HttpRequest, user: Any) -> bool:
    if not user.is_authenticated or sessions.why_ended(request.session):
        return False
    return not rules.needs_second_factor(user) or (
        rules.has_shown_it(request.session, user) and rules.has_second_factor(user)
    )


def _to(address: str, request: HttpRequest) -> HttpResponseRedirectBase:
    """There, and from there on to what was asked for; a form's address alone leads nowhere."""
    onward = request.get_full_path() if request.method in ("GET", "HEAD") else ADMIN
    return redirect(f"{address}?{urlencode({'next': onward})}")
