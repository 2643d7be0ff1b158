"""An issue as an e-mail: what would stand in it, how long it is, and the files to send.

Who: a staff member on the day of the newsletter. Why: it is sent with the mailing tool they have.
Next: download, open in that tool, send. What is under embargo stands in it only when it is asked
for, and marked.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse

from news import newsletter
from trials.admin.base import Record

EMBARGOED = "embargoed"


class Mailed(Record):
    """An issue that leaves as an e-mail."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the page of its e-mail."""
        address = reverse("admin:news_newsletterissue_email", args=[record.pk])
        return [*super().tools(request, record), ("E-mail", address)]

    def get_urls(self) -> list[URLPattern]:
        """The page, and a file of each kind."""
        views: dict[str, Callable[..., HttpResponse]] = {
            "email": self.email_view,
            "email.html": self.html_view,
            "email.eml": self.eml_view,
        }
        own = [
            self.own_path(
                f"<path:object_id>/{end}{'' if '.' in end else '/'}", view, end.replace(".", "_")
            )
            for end, view in views.items()
        ]
        return own + super().get_urls()

    def email_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """What stands in it now, and with what waits for its time."""
        letter = self._letter(request, object_id, with_embargoed=False)
        letters = [("What is public now", letter, "")]
        if may_read_ahead(request):
            ahead = self._letter(request, object_id, with_embargoed=True)
            waits = "With what is approved and not public yet"
            letters += [(waits, ahead, f"?{EMBARGOED}=1")] if ahead.embargo else []
        context = {
            **self.admin_site.each_context(request),
            "title": "E-mail",
            "subtitle": str(letter.issue),
            "opts": self.opts,
            "issue": letter.issue,
            "letters": [(title, one, size(one), query) for title, one, query in letters],
            "longest": newsletter.LONGEST_BYTES // 1000,
        }
        return TemplateResponse(request, "admin/news/issue_email.html", context)

    def html_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The HTML, to paste into a mailing tool."""
        letter = self._asked(request, object_id)
        return _file(newsletter.as_html(letter), "text/html; charset=utf-8", letter, "html")

    def eml_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A message with HTML and plain text, to open in a mail program."""
        letter = self._asked(request, object_id)
        return _file(newsletter.as_message(letter), "message/rfc822", letter, "eml")

    def _asked(self, request: HttpRequest, object_id: str) -> newsletter.Letter:
        ahead = EMBARGOED in request.GET
        if ahead and not may_read_ahead(request):
            raise PermissionDenied
        return self._letter(request, object_id, with_embargoed=ahead)

    def _letter(
        self, request: HttpRequest, object_id: str, *, with_embargoed: bool
    ) -> newsletter.Letter:
        issue: Any = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, issue):
            raise PermissionDenied
        if issue is None:
            raise Http404("There is no newsletter issue with this key.")
        site = request.build_absolute_uri("/")[:-1]
        return newsletter.letter(issue, site, with_embargoed=with_embargoed)


def may_read_ahead(request: HttpRequest) -> bool:
    """Who works with items before their time may have them in a file."""
    user: Any = request.user
    return bool(user.has_perm("news.change_newsitem") or user.has_perm("news.publish_newsitem"))


def size(letter: newsletter.Letter) -> int:
    """Of the HTML in kilobytes, rounded up."""
    return -(-len(newsletter.as_html(letter).encode()) // 1000)


def _file(content: str | bytes, kind: str, letter: newsletter.Letter, end: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{letter.file_name}.{end}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
