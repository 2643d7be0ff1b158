"""A session that ends in the middle of an edit loses nothing: what was typed stays on the page.

The page that answers keeps it, not the server. Log in (in another tab, by whatever ways there are),
press "Send": it is sent where it was going, as if the session had never ended, by the person it was
made for and nobody else. That it was made for somebody, a form's key says, which is signed
(trials/admin/sent.py). Who is logged in and has yet to show a second factor is told so, and loses
nothing either. Passwords are no text: no page carries one.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.views.csrf import csrf_failure

from config.uploads import files_skipped
from trials.admin.refusals import refuse
from trials.admin.sent import KEY, owner_of

SALT = "config.kept_forms"
# The names of inputs that are the page's own: where the form was sent, and the file names it had.
TO, FILES = "_to", "_files"
OWN = {TO, FILES, "csrfmiddlewaretoken"}
PASSWORDS = ("password", "password1", "password2")
# Seconds for which such a page needs no token; later it is shown once more, with one.
SENT_WITHIN = 24 * 60 * 60
CHOOSE = "Nothing was saved yet: choose these files again, which a browser sends only once: {}."
Answer = Callable[[HttpRequest], HttpResponse]


class KeptForms:
    """Answers a form of the admin that comes without a session. After authentication."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """As ever; the token of who sends from the page stands for the one of the old session."""
        if request.method == "POST" and _may_be_read(request) and _is_sent_by_its_owner(request):
            request.csrf_processing_done = True  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The page, before the way to the login throws away what was typed."""
        if request.method != "POST":
            return None
        if request.user.is_authenticated:
            if getattr(view, "csrf_exempt", False):
                return None
            if _came_from(request) not in (None, request.user.pk):
                return _kept(request)
            _take_off_what_is_ours(request)
            return None
        return _kept(request) if _is_ours(request) else None


def refused_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a form is too old: whoever logged in again elsewhere has another one now."""
    if not _is_ours(request):
        return csrf_failure(request, reason)
    is_known = request.user.is_authenticated and _came_from(request) is None
    if is_known and owner_of(request.POST[KEY]) != request.user.pk:
        return csrf_failure(request, reason)
    return _kept(request)


def kept_until_shown(request: HttpRequest, page: str) -> HttpResponse | None:
    """For who is led to the page of the second factor first: what was typed, and the way there.

    None where this is no form of theirs.
    """
    if request.method != "POST" or not _is_ours(request):
        return None
    if owner_of(request.POST[KEY]) != request.user.pk and _came_from(request) is None:
        return None
    request.factor_page = page  # type: ignore[attr-defined]
    return _kept(request)


def _may_be_read(request: HttpRequest) -> bool:
    """Whether this goes to a page of the admin that does not set bounds to its files first.

    Such a page (news/admin/intake.py) checks the token itself, so that it takes a second press.
    """
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    return _is_in_admin(request) and not getattr(view, "csrf_exempt", False)


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))


def _is_ours(request: HttpRequest) -> bool:
    """Whether this is a form of the admin that was shown to somebody."""
    return _is_in_admin(request) and owner_of(request.POST.get(KEY, "")) is not None


def _came_from(request: HttpRequest, max_age: int | None = None) -> int | None:
    """For whom the page was made that this was sent from; None where it was another page."""
    try:
        owner, path = signing.loads(request.POST.get(TO, ""), salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    is_same = path == request.get_full_path() and owner == owner_of(request.POST.get(KEY, ""))
    return int(owner) if is_same else None


def _is_sent_by_its_owner(request: HttpRequest) -> bool:
    with suppress(UnreadablePostError):
        owner = _came_from(request, SENT_WITHIN)
        return owner is not None and owner == request.user.pk
    return False


def _take_off_what_is_ours(request: Any) -> None:
    """Leave the form as it was; one that had files is shown again, to choose them."""
    if TO not in request.POST:
        return
    if files := request.POST.getlist(FILES):
        refuse(request, CHOOSE.format(", ".join(files)))
    form = request.POST.copy()
    for name in (TO, FILES):
        form.pop(name, None)
    request.POST = form


def _kept(request: HttpRequest) -> HttpResponse:
    owner, is_asked = owner_of(request.POST[KEY]), _came_from(request) is not None
    files = [file.name or "" for _, some in request.FILES.lists() for file in some]
    files += files_skipped(request)
    is_known = request.user.is_authenticated
    is_owner = is_known and request.user.pk == owner
    factor_page = getattr(request, "factor_page", "")
    context = {
        "title": "What you typed is kept",
        "inputs": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in OWN and name not in PASSWORDS
        ],
        "has_passwords": any(name in request.POST for name in PASSWORDS),
        "to": signing.dumps([owner, request.get_full_path()], salt=SALT),
        "files": [name for name in [*files, *request.POST.getlist(FILES)] if name],
        "path": request.get_full_path(),
        "is_owner": is_owner and not factor_page,
        "factor_page": factor_page if is_owner else "",
        "is_somebody_else": is_known and not is_owner,
        "is_asked": is_asked,
    }
    answer = TemplateResponse(request, "admin/kept_form.html", context, status=403)
    answer["Cache-Control"] = "no-store, private"
    return answer
