"""Two records of one trial become one: which stays, what would happen; then it is done.

Who: an editor who meets a trial twice. Why: news, numbers and identifiers belong to one record,
and every address of the other leads there. Next: the form of the trial that stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern

from trials.admin import sent
from trials.admin.locks import again_after_deadlock
from trials.admin.merging_words import Asked, Line, asked, lines, warnings
from trials.admin.publishing import Published
from trials.admin.readers import any_public, was_public
from trials.admin.reasons import Reason
from trials.admin.refusals import sentence
from trials.admin.row_versions import refuse_moved, versions
from trials.merging import Plan, merge, obstacle, obstacles, plan
from trials.models import Trial
from trials.versions.kinds import Kind, parts_of

UNKNOWN = "No trial has or had the identifier “{}”. Check it, or search the trials."
THEIRS = "theirs"


@dataclass(frozen=True)
class Pair:
    """The two records, by what becomes of them."""

    duplicate: Trial
    into: Trial

    @property
    def has_two_records(self) -> bool:
        """Whether the registry has one of each."""
        return bool(self.duplicate.nct_id and self.into.nct_id)


class MergeForm(forms.Form):
    """Why, who is right, and that two numbers are of one study."""

    is_one_study = forms.BooleanField(
        required=False, label="The registry gave one study two numbers"
    )

    def __init__(self, data: Any, pair: Pair, questions: list[Asked]) -> None:
        super().__init__(data)
        if not pair.has_two_records:
            del self.fields["is_one_study"]
        for one in questions:
            self.fields[one.field] = one.as_field()
        is_public = any_public([pair.duplicate, pair.into])
        self.fields["reason"] = Reason(is_needed=is_public)
        self.fields["reason"].required = True

    def theirs(self) -> list[str]:
        """The questions in which the duplicate is right."""
        answers = self.cleaned_data.items()
        return [name.removeprefix(Asked.PREFIX) for name, said in answers if said == THEIRS]


class Merging(Published):
    """The page that merges a trial with another one."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the way to it, for who may; nothing else where it was merged."""
        if record.merged_into_id:
            return []
        found = super().tools(request, record)
        is_others = any_public([record]) and not self.has_publish_permission(request)
        if is_others or not self._may_merge(request):
            return found
        return [*found, ("Merge with another trial", self.address("merge", record))]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A duplicate that was merged is only read."""
        is_merged = obj is not None and obj.merged_into_id is not None
        return not is_merged and super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """With the page."""
        own = self.own_path("<path:object_id>/merge/", self.merge_view, "merge")
        return [own, *super().get_urls()]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the other trial; then say what would happen, and do it."""
        record: Any = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404("There is no trial with this key.")
        if not self._may_merge(request):
            raise PermissionDenied
        if request.method == "POST" and (answer := sent.done_before(request)):
            return answer
        typed = request.GET.get("other", "").replace("\0", "").strip()
        other = Trial.objects.identified_by(typed).first() if typed else None
        refusal = UNKNOWN.format(typed) if typed and other is None else ""
        refusal = refusal or _never(record, other)
        if record.merged_into is not None:
            refusal = f"{record} was merged into {record.merged_into} already: merge with that one."
        if other is None or refusal:
            return self._ask_for_other(request, record, typed, refusal)
        return self._merge_page(request, _pair(request, record, other), record, typed)

    def _ask_for_other(
        self, request: HttpRequest, record: Any, typed: str, refusal: str
    ) -> HttpResponse:
        context = {"typed": typed, "refusal": refusal}
        title = f"Merge {record} with which trial?"
        return self._merge_answer(request, record, title, "choose", context)

    def _merge_page(
        self, request: HttpRequest, pair: Pair, record: Any, typed: str
    ) -> HttpResponse:
        if any_public([pair.duplicate, pair.into]) and not self.has_publish_permission(request):
            said = "Readers have one of these trials: only who may also publish merges them."
            return self._ask_for_other(request, record, typed, said)
        seen = versions([pair.duplicate, pair.into])  # first: nothing newer counts as seen
        made = plan(pair.duplicate, pair.into)
        questions = asked(made, was_public(pair.duplicate) or not was_public(pair.into))
        posted = request.POST if request.method == "POST" else None
        form = MergeForm(posted, pair, questions)
        if posted is not None and form.is_valid():
            answer = self._merge_tried(request, pair, form)
            if answer is not None:
                return answer
        return self._merge_answer(
            request,
            record,
            f"Merge {pair.duplicate} into {pair.into}",
            "page",
            self._merge_told(request, pair, made, form, questions, seen) | {"typed": typed},
        )

    def _merge_tried(
        self, request: HttpRequest, pair: Pair, form: MergeForm
    ) -> HttpResponse | None:
        do: Callable[[], HttpResponse] = partial(self._merged, request, pair, form)
        try:
            return again_after_deadlock(partial(sent.once, request, do))
        except IntegrityError as refusal:
            form.add_error(None, sentence(refusal))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        return None

    def _merged(self, request: HttpRequest, pair: Pair, form: MergeForm) -> HttpResponse:
        """In one transaction, to what is still as the page showed it."""
        refuse_moved(request, [pair.duplicate, pair.into])
        said = form.cleaned_data
        merge(
            pair.duplicate,
            pair.into,
            request.user,
            said["reason"],
            theirs=form.theirs(),
            is_one_study=said.get("is_one_study", False),
        )
        user: Any = request.user
        LogEntry.objects.log_actions(
            user_id=user.pk,
            queryset=[pair.duplicate, pair.into],
            action_flag=CHANGE,
            change_message=f"Merged {pair.duplicate} into {pair.into}.",
        )
        self.message_user(request, f"{pair.duplicate} is merged into {pair.into}.")
        return HttpResponseRedirect(self.address("change", pair.into))

    def _merge_told(
        self,
        request: HttpRequest,
        pair: Pair,
        made: Plan,
        form: MergeForm,
        questions: list[Asked],
        seen: dict[str, str],
    ) -> dict[str, Any]:
        found: list[Line] = lines(made)
        stays = "other" if request.GET.get("stays") != "other" else "this"
        return {
            "pair": pair,
            "refusal": obstacle(pair.duplicate, pair.into, is_one_study=True),
            "warnings": warnings(made),
            "moves": [line for line in found if line.moves],
            "same": [line for line in found if line.same],
            "form": form,
            "conflicts": [form[one.field] for one in questions if one.is_conflict],
            "gaps": [form[one.field] for one in questions if not one.is_conflict],
            "stays": request.GET.get("stays", ""),
            "other_way": stays,
            "versions": seen,
        }

    def _merge_answer(
        self, request: HttpRequest, record: Any, title: str, name: str, context: dict[str, Any]
    ) -> HttpResponse:
        about = {
            **self.admin_site.each_context(request),
            "title": title,
            "object": record,
            "opts": self.opts,
        }
        return TemplateResponse(request, f"admin/trials/trial/merge_{name}.html", about | context)

    def _may_merge(self, request: HttpRequest) -> bool:
        """Whoever may change trials and all that moves with them."""
        user: Any = request.user
        kinds: list[Kind] = [Trial, *parts_of(Trial)]
        return all(
            user.has_perm(f"{one._meta.app_label}.change_{one._meta.model_name}") for one in kinds
        )


def _never(record: Any, other: Trial | None) -> str:
    """Why the other one cannot be meant, whichever of them stays."""
    if other is None or (other.pk != record.pk and other.merged_into is None):
        return ""
    return obstacles(other, record)


def _pair(request: HttpRequest, record: Any, other: Trial) -> Pair:
    """The one that is open stays, unless it was said otherwise or readers have only the other."""
    stays = request.GET.get("stays")
    if stays not in ("this", "other"):
        stays = "other" if was_public(other) and not was_public(record) else "this"
    return Pair(other, record) if stays == "this" else Pair(record, other)
