"""What the pages of the desk share: who may see them, and a frame that is the admin's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from news.admin.decisions import may_decide
from news.models import NewsItem
from trials.vocabulary import LinkRole

View = Callable[..., HttpResponse]
SEEN = ("newsitem", "triallink")


def page(view: View) -> View:
    """A page for people who may see news and links; only those who decide press its buttons."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not all(_may_see(request, model) for model in SEEN):
            raise PermissionDenied
        if request.method == "POST" and not may_decide(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    wrapped: View = admin.site.admin_view(shown)
    return wrapped


def frame(request: HttpRequest, title: str) -> dict[str, Any]:
    """What every template of the desk needs."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "opts": NewsItem._meta,
        "may_decide": may_decide(request),
        "roles": LinkRole.choices,
    }


def _may_see(request: HttpRequest, model: str) -> bool:
    user: Any = request.user
    return bool(user.has_perm(f"news.view_{model}") or user.has_perm(f"news.change_{model}"))
