"""Releases taken in on a page: pasted, or as files; each by itself, as `import_release` does it.

Who: a staff member who got a release by mail, or has a folder of old ones. Why: what is read of a
file a person can check at once, while the file is at hand. Next: the draft's form, its links.
"""

from typing import Any

from django import forms
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from news.admin.deliveries import deliver, kept_for_later, remembered, told
from news.admin.uploads import MOST_BYTES, MOST_FILES, Bounded, FilesField
from news.intake import ReleaseRefused
from news.intake.archive import read_list
from news.intake.kinds import LIMITS, MEGABYTE
from trials.admin.base import Record
from trials.admin.sent import once_in_steps

KINDS = ", ".join(LIMITS)
FILES_HELP = (
    f"{KINDS}. You can choose several, or drop them on this box: at most {MOST_FILES},"
    f" {MOST_BYTES // MEGABYTE} MB in all. What was taken in before is recognised."
)
NOT_READ = (
    "Nothing was taken in: what was sent is more than any release. Go back in your browser, where"
    " what you pasted still stands; take in longer texts as files, and fewer files at a time."
)


class IntakeForm(forms.Form):
    """A text, files, and for an archive the list of its old addresses."""

    # First, so that it is read before the files, and shown again whatever is wrong with those.
    text = forms.CharField(
        required=False,
        label="Paste a release",
        widget=forms.Textarea(attrs={"rows": 12, "class": "vLargeTextField"}),
        help_text="With its title first, and all that stands above it.",
    )
    formatted = forms.CharField(required=False, widget=forms.HiddenInput)
    read_as = forms.ChoiceField(
        required=False,
        label="Kind of text",
        choices=[
            ("", "find out from the text"),
            (".txt", "plain text"),
            (".md", "Markdown"),
            (".html", "the source of a page (HTML)"),
        ],
    )
    uploads = FilesField(required=False, label="Or choose files", help_text=FILES_HELP)
    listed = forms.FileField(
        required=False,
        label="List of an archive (CSV)",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text="Columns file, date and old URL, for the files chosen above: each gets its date,"
        " and its old address leads to it.",
    )
    rows: Any = ()

    def clean_listed(self) -> Any:
        """Read the list; with one that cannot be read nothing is taken in."""
        listed = self.cleaned_data["listed"]
        if listed:
            try:
                self.rows = list(read_list(listed.name, listed.read()))
            except ReleaseRefused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return listed

    def clean(self) -> dict[str, Any]:
        """There has to be something."""
        given = self.cleaned_data
        if given.get("listed") and not given["uploads"]:
            self.add_error("uploads", "Choose the files that the list names, too.")
        elif not self.errors and not given["uploads"] and not given["text"]:
            raise forms.ValidationError("Paste a release, or choose a file.")
        return given


class TakenIn(Record):
    """News items, which can be taken in."""

    def get_urls(self) -> list[URLPattern]:
        """With the page of the intake."""
        return [self.own_path("take-in/", self.take_in_view, "take_in"), *super().get_urls()]

    # Until the bounds of the upload are set: the check of the token reads all of it.
    @method_decorator(csrf_exempt)
    def take_in_view(self, request: HttpRequest) -> HttpResponse:
        """The form, and what became of what was sent with it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        bounds = Bounded(request)
        request.upload_handlers = [bounds]
        try:
            request.POST  # noqa: B018 (is read now)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, MultiPartParserError):
            request.POST = QueryDict()
            return self._intake_page(request, IntakeForm(), faults=[NOT_READ])
        return self._checked(request, bounds.fault)

    @method_decorator(csrf_protect)
    def _checked(self, request: HttpRequest, fault: str) -> HttpResponse:
        if request.method != "POST":
            return self._intake_page(request, IntakeForm(), remembered(request))
        if fault:
            faults = [f"Nothing was taken in. {fault}: choose fewer."]
            kept = IntakeForm(initial=request.POST.dict())
            return self._intake_page(request, kept, faults=faults)
        form = IntakeForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._intake_page(request, form)
        return once_in_steps(request, lambda: self._taken_in(request, form))

    def _taken_in(self, request: HttpRequest, form: IntakeForm) -> HttpResponse:
        delivery = deliver(form.cleaned_data, form.rows)
        for arrival in delivery.arrived:
            if arrival.is_new:
                self.log_addition(request, arrival.item, f"Taken in from {arrival.name}.")
        if delivery.text_refused:
            form.add_error("text", delivery.text_refused)
        if delivery.text_refused or not delivery.arrived:
            return self._intake_page(request, form, delivery.as_kept())
        address = reverse("admin:news_newsitem_take_in")
        return HttpResponseRedirect(f"{address}?run={kept_for_later(request, delivery)}")

    def _intake_page(
        self, request: HttpRequest, form: IntakeForm, run: Any = None, faults: Any = ()
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Take in releases",
            "opts": self.opts,
            "form": form,
            "faults": faults,
            "told": told(run) if run else None,
        }
        return TemplateResponse(request, "admin/news/take_in.html", context)
