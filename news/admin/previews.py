"""Preview links of an item: made for somebody, for some days, and taken back.

Who: a staff member whom the study chair or a reporter asked for the text. Why: these have no
account. Next: copy the address into a mail; take it back if it went to the wrong one.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern

from news.models import NewsItem, PreviewLink
from news.models.preview import LONGEST
from trials.admin.keys import is_key
from trials.admin.preview import Previewed
from trials.admin.readers import was_public
from trials.admin.sent import done_once

DAYS = 7


class LinkForm(forms.Form):
    """For whom, and for how long."""

    made_for = forms.CharField(
        label="For",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Whom you give it to. The page says so.",
    )
    days = forms.IntegerField(
        label="Works for (days)",
        initial=DAYS,
        min_value=1,
        max_value=LONGEST.days,
        help_text=f"At most {LONGEST.days}.",
    )


class PreviewLinks(Previewed):
    """An item whose page is shown by a link, too."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the page of its links, while there is no public one."""
        tools = super().tools(request, record)
        if not self.has_change_permission(request, record) or was_public(record):
            return tools
        return [*tools, ("Preview links", self.address("previewlinks", record))]

    def get_urls(self) -> list[URLPattern]:
        """With the address of that page."""
        own = self.own_path(
            "<path:object_id>/preview-links/", self.preview_links_view, "previewlinks"
        )
        return [own, *super().get_urls()]

    @done_once
    def preview_links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List them, make one, take one back."""
        item = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        if item is None:
            raise Http404("There is no news item with this key.")
        form = LinkForm(request.POST if "make" in request.POST else None)
        if form.is_valid():
            link = made(item, request, form.cleaned_data)
            self.message_user(request, f"The link for {link.made_for} is below.", messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        if revoked := _revoked(request, item):
            said = f"The link for {revoked} opens nothing any more."
            self.message_user(request, said, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        return TemplateResponse(
            request, "admin/news/preview_links.html", self._shown(request, item, form)
        )

    def _shown(self, request: HttpRequest, item: Any, form: LinkForm) -> dict[str, Any]:
        links = item.preview_links.select_related("made_by")
        valid = set(links.valid().values_list("pk", flat=True))
        addressed = [
            (link, request.build_absolute_uri(link.get_absolute_url()), link.pk in valid)
            for link in links
        ]
        return {
            **self.admin_site.each_context(request),
            "title": "Preview links",
            "subtitle": str(item),
            "opts": self.opts,
            "item": item,
            "public": was_public(item),
            "form": form,
            "links": addressed,
        }


def made(item: NewsItem, request: HttpRequest, answers: dict[str, Any]) -> PreviewLink:
    """A link by the database's clock, which also ends it."""
    user: Any = request.user
    link: PreviewLink = item.preview_links.create(
        made_for=answers["made_for"],
        made_by=user,
        expires_at=Now() + timedelta(days=answers["days"]),
    )
    return link


def _revoked(request: HttpRequest, item: NewsItem) -> str:
    """For whom the link was whose button was pressed; it is taken back."""
    key = request.POST.get("revoke", "")
    link = item.preview_links.valid().filter(pk=key).first() if is_key(key) else None
    if link is None:
        return ""
    PreviewLink.objects.filter(pk=link.pk).update(revoked_at=Now())
    return str(link.made_for)
