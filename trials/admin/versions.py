"""All versions of a record, drafts and embargoed parts included, and any two compared.

Who: an editor who sees that something went wrong, a publisher who asks who changed what and why.
Why: nothing is lost. Next: a version is restored (restoring.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern

from trials.admin import remembered
from trials.admin.history import HistoryTab, by_program, told_why
from trials.history import Revised
from trials.versions.differences import differences, matched, sentences
from trials.versions.kinds import Kind, parts_of
from trials.versions.log import log_of, revision_named, version
from trials.versions.rebuilding import Of, Snapshot, rebuild
from trials.versions.side_by_side import blocks
from trials.versions.telling import Told, people_in, tell
from trials.versions.walking import Step, walk

PER_PAGE = 20
MOST_LINES = 30
MOST_DIFFERENCES = 500


@dataclass(frozen=True)
class Line:
    """One version in the list."""

    step: Step
    changes: list[str]
    more: int
    who: str
    why: str


class Versions(HistoryTab):
    """The versions of a record that has revisions; other records have their history alone."""

    def get_urls(self) -> list[URLPattern]:
        """With the list of versions."""
        if not issubclass(self.model, Revised):
            return super().get_urls()
        own = self.own_path("<path:object_id>/versions/", self.versions_view, "versions")
        return [own, *super().get_urls()]

    def versions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The versions to choose two from, or those two side by side."""
        record = self._versioned(request, object_id)
        if {"from", "to"} <= set(request.GET):
            return self._versions_compared(request, record)
        rows = log_of(self.model, record.pk).order_by("-revision")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        lines = list(self._version_lines(record, list(page)))
        context = {"page": page, "lines": lines, "may_restore": self.may_restore(request, record)}
        return self._version_answer(request, record, "admin/versions.html", "Versions of", context)

    def _versions_compared(self, request: HttpRequest, record: Any) -> HttpResponse:
        numbers = sorted(revision_named(request.GET[name]) for name in ("from", "to"))
        known = log_of(self.model, record.pk).filter(revision__in=numbers)
        if known.count() != len(set(numbers)):
            raise Http404("Choose two versions of the list.")
        old, new = self._in_words([rebuild(self.model, record.pk, one) for one in numbers])
        found = differences(matched(old, new), new)
        context = {
            "left": f"Version {numbers[0]}",
            "right": f"Version {numbers[1]}",
            "blocks": blocks(found[:MOST_DIFFERENCES], str(self.opts.verbose_name)),
            "more": max(0, len(found) - MOST_DIFFERENCES),
        }
        title = f"Versions {numbers[0]} and {numbers[1]} of"
        return self._version_answer(request, record, "admin/versions_compared.html", title, context)

    def _version_lines(self, record: Any, rows: list[Any]) -> Iterable[Line]:
        if not rows:
            return
        steps = walk(Of(self.model, record.pk), [version(row) for row in reversed(rows)])
        snapshots = [step.snapshot for step in steps]
        people = remembered.people(people_in(snapshots) | {step.told("user") for step in steps})
        told = self._in_words(snapshots, people)
        for place in range(len(rows), 0, -1):
            step, before, after = steps[place], told[place - 1], told[place]
            said = sentences(differences(matched(before, after), after))
            if not before.fields:
                said = ["Record made"]
            more = max(0, len(said) - MOST_LINES)
            yield Line(step, said[:MOST_LINES], more, _who(step, people), _why(step))

    def may_restore(self, request: HttpRequest, record: Any) -> bool:
        """Nobody, where no page restores."""
        return False

    def _in_words(
        self, snapshots: list[Snapshot], people: dict[Any, Any] | None = None
    ) -> list[Told]:
        """With the people that they point to, all in one query unless they are known."""
        known = remembered.people(people_in(snapshots)) if people is None else people
        names = {key: remembered.username(person) for key, person in known.items()}
        kinds = list(parts_of(kind_of(self)))
        return tell(snapshots, kinds, people=names)

    def _versioned(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this key.")
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        return record

    def _version_answer(
        self, request: HttpRequest, record: Any, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        about = {
            **self.admin_site.each_context(request),
            "title": f"{title} {record}",
            "object": record,
            "opts": self.opts,
            "list_page": self.address("versions", record),
            "restore_route": self.route("restore"),
        }
        return TemplateResponse(request, template, about | context)


def kind_of(screen: Versions) -> Kind:
    """The model that a screen is for."""
    model: Kind = screen.model
    return model


def _who(step: Step, people: dict[Any, Any]) -> str:
    who = people.get(step.told("user"))
    if who:
        return remembered.username(who)
    return next(filter(None, map(by_program, step.contexts)), "")


def _why(step: Step) -> str:
    return told_why({name: step.told(name) for name in ("reason", "draft", "prepared_by")})
