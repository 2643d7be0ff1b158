"""The page “Enter results” of a trial: the numbers of one source by a grid, in minutes.

Who: an editor with a paper or the slides of a talk. Why: twenty findings one by one take an hour
and slips. Next: the page says what it understood, then makes drafts; submit them with the trial.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse

from trials.admin.data_cut_forms import CutForm, PartsForm, SourceForm
from trials.admin.data_cut_page import shown, told
from trials.admin.locks import hold
from trials.admin.publishing import Published
from trials.admin.refusals import sentence
from trials.admin.sent import once
from trials.data_cut.grid import MOST, Block, blocks_of, places_of
from trials.data_cut.parts import Parts
from trials.data_cut.reading import Cut, Filled, left_over, read_grid
from trials.data_cut.saving import said_before, same_source, save_cut
from trials.models import Source, Trial
from trials.vocabulary import PublishingState as State

NOTHING = "No number was typed yet."
TOO_MANY = "That would be {} cells, and {} fit on a page: choose fewer endpoints, cohorts or arms."
NOT_SHOWN = (
    "Some of what was typed stands in cells that are not shown now. Show them again, or clear them"
    " at the end of the page."
)
MERGED = "{} was merged into {} meanwhile, so nothing was saved: enter the numbers there."
NO_NEW_SOURCE = "You may not add sources: choose one that is here."


class NotSaved(Exception):
    """What was right when it was read is not any more: the page says what."""


class WithDataCuts(Published):
    """A trial with a page to enter the numbers of one source."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the page, for who may add findings."""
        tools = super().tools(request, record)
        if not _may_add(request):
            return tools
        return [*tools, ("Enter results", self.address("data_cut", record))]

    def get_urls(self) -> list[URLPattern]:
        """With the address of that page."""
        own = self.own_path("<path:object_id>/results/", self.data_cut_view, "data_cut")
        return [own, *super().get_urls()]

    def data_cut_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the grid; look at what was typed; save it as it was shown."""
        trial: Any = self.get_object(request, unquote(object_id))
        if not (_may_add(request) and self.has_view_or_change_permission(request, trial)):
            raise PermissionDenied
        if trial is None:
            raise Http404("There is no trial with this key.")
        page = Page(request, trial)
        if request.method == "POST" and page.act in ("look", "save") and page.is_sound():
            if page.act == "save" and (answer := self._save(request, page)):
                return answer
            if not page.has_errors():
                return self._page(request, page, "data_cut_check.html", told(page))
        return self._page(request, page, "data_cut.html", shown(page))

    def _page(
        self, request: HttpRequest, page: "Page", template: str, more: dict[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Enter results of {page.trial}",
            "opts": self.opts,
            "trial": page.trial,
            "page": page,
            "media": self.media,
            **more,
        }
        return TemplateResponse(request, f"admin/trials/trial/{template}", context)

    def _save(self, request: HttpRequest, page: "Page") -> HttpResponse | None:
        """All or nothing, and once; None where it is to be shown again."""
        try:
            return once(request, lambda: self._saved(request, page))
        except IntegrityError as refusal:
            page.cut_form.add_error(None, f"Nothing was saved. {sentence(refusal)}")
        except NotSaved:
            pass
        return None

    def _saved(self, request: HttpRequest, page: "Page") -> HttpResponse:
        assert page.source is not None  # noqa: S101 (for the type checker)
        hold(Trial, [page.trial.pk])
        page.trial.refresh_from_db(fields=["merged_into"])
        if page.trial.merged_into is not None:
            page.cut_form.add_error(None, MERGED.format(page.trial, page.trial.merged_into))
            raise NotSaved
        made, before = save_cut(page.trial, page.source, page.filled, state=page.state)
        if page.filled.errors:
            raise NotSaved
        _log(request, made)
        self._say(request, page, len(made), len(before))
        query = {"trial": str(page.trial.pk), "state__exact": page.state}
        return HttpResponseRedirect(reverse("admin:trials_finding_changelist", query=query))

    def _say(self, request: HttpRequest, page: "Page", made: int, before: int) -> None:
        findings = "1 finding" if made == 1 else f"{made} findings"
        ends = "in review" if page.state == State.IN_REVIEW else "drafts: submit them with it"
        said = f"{findings} of {page.trial} saved, as {ends}." if made else "Nothing was new."
        left = f" {before} of this source were here before and stay as they are." if before else ""
        self.message_user(request, said + left, messages.SUCCESS if made else messages.WARNING)


class Page:
    """One request: the forms, the grid, and what was understood of it."""

    def __init__(self, request: HttpRequest, trial: Any) -> None:
        data = request.POST if request.method == "POST" else None
        self.trial = trial
        self.act = request.POST.get("act", "")
        self.typed = {name: str(request.POST[name]) for name in request.POST}
        self.may_add_source = _has(request, "add_source")
        self.may_submit = _has(request, "change_finding")
        self.cut_form = CutForm(data, trial, {"source": request.GET.get("source")})
        self.new = SourceForm(data)
        self.parts = Parts.of(trial)
        self.parts_form = PartsForm(data, self.parts)
        self.blocks: list[Block] = blocks_of(self.parts, self.parts_form.chosen())
        self.too_many = self._too_many()
        self.left = left_over(self.typed, self.blocks)
        self.filled = Filled()
        self.before: dict[str, Any] = {}
        self.source: Source | None = None

    @property
    def state(self) -> str:
        """The state of what is made."""
        wanted = self.may_submit and self.cut_form.cleaned_data.get("submit")
        return State.IN_REVIEW if wanted else State.DRAFT

    def has_errors(self) -> bool:
        """Whether something must be mended."""
        return bool(self.cut_form.errors or self.filled.errors or self.left or self.too_many)

    def is_sound(self) -> bool:
        """Read all of it; whether it could be saved."""
        if self.left:
            self.cut_form.add_error(None, NOT_SHOWN)
        self.source = self._source()
        form = self.cut_form.cleaned_data
        cut = Cut(
            self.trial, form.get("data_cutoff", ""), form.get("population", ""), form.get("level")
        )
        self.filled = read_grid(cut, self.blocks, self.typed)
        if not (self.filled.findings or self.filled.errors or self.left):
            self.cut_form.add_error(None, NOTHING)
        self.before = said_before(self.source, self.filled)
        return not self.has_errors()

    def _source(self) -> Source | None:
        self.cut_form.is_valid()
        described = self.new.is_described()
        if described and not self.may_add_source:
            self.cut_form.add_error("source", NO_NEW_SOURCE)
        if described and not self.new.is_valid():
            known = same_source(self.new.instance) if _is_twice(self.new) else None
            if known is None:
                self.cut_form.add_error(None, "The new source is not complete: see there.")
                return None
            return known
        source = self.cut_form.chosen_source(self.new)
        return (same_source(source) or source) if source and source.pk is None else source

    def _too_many(self) -> int:
        """How many cells, where they are too many; they are not shown then."""
        number = len(places_of(self.blocks))
        if number <= MOST:
            return 0
        self.blocks = []
        self.cut_form.is_valid()
        if self.cut_form.is_bound:
            self.cut_form.add_error(None, TOO_MANY.format(number, MOST))
        return number


def _is_twice(new: SourceForm) -> bool:
    """Refused only because a source has this DOI or PubMed ID: maybe the form was sent before."""
    return set(new.errors) <= {"doi", "pmid", "__all__"}


def _may_add(request: HttpRequest) -> bool:
    return _has(request, "add_finding")


def _has(request: HttpRequest, codename: str) -> bool:
    user: Any = request.user
    return bool(user.has_perm(f"trials.{codename}"))


def _log(request: HttpRequest, made: list[Any]) -> None:
    user: Any = request.user
    LogEntry.objects.log_actions(user.pk, made, ADDITION, "Entered by the grid.")
