"""Public pages of trials, approvals and conditions. Thin: what they show is made elsewhere."""

from collections.abc import Callable
from functools import cache
from typing import Any

from csp.decorators import csp_replace
from django.db.models import Subquery
from django.db.models.expressions import RawSQL
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from trials import identifiers, positions, search
from trials.asking import asked_for, refusal
from trials.cards import cards
from trials.design_words import design_in_words
from trials.filters import ApprovalFilter, Sort
from trials.held import held_at, may_keep, unless_held
from trials.list_address import Address
from trials.list_page import list_page
from trials.models import Approval, Condition, Trial
from trials.outputs import links, picture_file, rows
from trials.outputs.citations import apa, citation_of, vancouver
from trials.outputs.structured_data import medical_trial, script
from trials.paper import on_paper
from trials.pictures import MAKERS, picture_of, pictures
from trials.plain_words import answers, hard_words, questions
from trials.record import TrialRecord
from trials.search import Question, every, find
from trials.statements import ANY, Statement

PLAIN = "text/plain; charset=utf-8"
NAMED = (
    *("protocol_id", "nct_id", "acronym", "brief_title", "merged_into"),
    *("state", "release_at", "withdrawn_at", "withdrawal_reason"),
)
"""What files and the history of a trial say of it: its page reads all."""
Position = Callable[[], RawSQL | Subquery]


@require_safe
@held_at(positions.of_everything)
def trials(request: HttpRequest) -> HttpResponse:
    """The list, by whatever its form asks, with what could be chosen beside it."""
    asked = asked_for(request.GET)
    context = list_page(asked, asked.found(), Address(request.path, request.GET))
    return render(request, "trials/list.html", context)


@require_safe
@held_at(positions.of_everything)
def export(request: HttpRequest) -> HttpResponseBase:
    """The whole result as a table; what is wrong with the question is said as in feeds."""
    asked = asked_for(request.GET)
    if asked.question is None:
        return HttpResponseBadRequest(refusal(asked.form), content_type=PLAIN)
    site = request.build_absolute_uri("/")[:-1]
    pieces = rows.csv_of(every(asked.question), site)
    return rows.answer(request, pieces, "trialfolio-trials.csv", "no-cache")


@require_safe
def trial(request: HttpRequest, trial_id: str) -> HttpResponseBase:
    """The page of one trial, at its one address."""
    found = public_trial(trial_id)
    return moved_trial(found, trial_id, "trial") or unless_held(
        request, lambda: found.stands_at, lambda: trial_page(request, found), asks=False
    )


def trial_page(request: HttpRequest, trial: Trial, preview: bool = False) -> HttpResponse:
    """All about a trial; the preview shows parts that are not public too, and says so."""
    record = TrialRecord.load(trial.pk, preview=preview)
    design = design_in_words(record.trial, record.arms, record.cohorts)
    drawn = pictures(record, "" if preview else _kept_at(trial))
    told = [] if trial.is_withdrawn else answers(record)
    context: dict[str, Any] = {
        "record": record,
        "trial": record.trial,
        "design": design,
        "preview": preview,
        "answers": told,
        "questions": questions(record) if told else [],
        "hard_words": hard_words(record, design, told),
        "pictures": drawn,
        "paper": on_paper(record, told, drawn),
        "address": request.build_absolute_uri(trial.get_absolute_url()),
    }
    if preview:
        return render(request, "trials/trial.html", context)
    site = request.build_absolute_uri("/")[:-1]
    response = render(request, "trials/trial.html", context | _for_others(record, site))
    response["Link"] = links.header(links.of_trial(trial, site))
    return response


def _for_others(record: TrialRecord, site: str) -> dict[str, Any]:
    """What people cite of a public trial, and what search engines read of a listed one."""
    cited = citation_of(record, site)
    told: dict[str, Any] = {"apa": apa(cited), "vancouver": vancouver(cited)}
    if not record.trial.is_withdrawn:
        study = medical_trial(record, site)
        told |= {"study": study, "structured_data": script(study)}
    return told


def _kept_at(found: Any) -> str:
    """The position by which drawings are kept, where they may be."""
    return str(found.stands_at) if may_keep() else ""


@csp_replace(picture_file.POLICY)  # type: ignore[arg-type]
@require_safe
def trial_picture(request: HttpRequest, trial_id: str, name: str) -> HttpResponseBase:
    """One picture of a trial as a file; asked for again each time, since a number may be new."""
    found = public_trial(trial_id)
    if moved := moved_trial(found, trial_id, "trial-picture", name):
        return moved
    if name not in MAKERS or found.is_withdrawn:
        raise Http404("The trial has no such picture.")
    return unless_held(
        request, lambda: found.stands_at, lambda: _picture(request, found, name), asks=False
    )


def _picture(request: HttpRequest, found: Trial, name: str) -> HttpResponse:
    picture = picture_of(TrialRecord.load(found.pk), name, _kept_at(found))
    if picture is None:
        raise Http404("The trial has no such picture.")
    page = request.build_absolute_uri(found.get_absolute_url())
    return picture_file.answer(found, picture, page)


def public_trial(trial_id: str, position: Position = positions.of_trial) -> Any:
    """The trial that an ID in an address leads to, with where it stands; or a 404.

    Pages read the rest of it when they are made.
    """
    found: Any = _by_key(position).first(identifiers.fold(trial_id))
    if found is not None and found.merged_into_id:
        public = Trial.objects.public().annotate(stands_at=position())
        found = public.reached_by(trial_id)
    if found is None:
        raise Http404("No public trial has or had this ID.")
    return found


@cache
def _by_key(position: Position) -> Statement:
    """By the key of any of its IDs, with where it stands."""

    def ask(key: str) -> Any:
        found = Trial.objects.public().identified_by(key)
        return found.annotate(stands_at=position()).only(*NAMED)[:1]

    return Statement(ask, ANY)


def moved_trial(trial: Trial, trial_id: str, name: str, *rest: str) -> HttpResponse | None:
    """A redirect to the trial's one address, if it was asked for by another."""
    slug = identifiers.slug(trial.public_id)
    return None if trial_id == slug else redirect(name, slug, *rest, permanent=True)


@require_safe
@held_at(positions.of_everything)
def approvals(request: HttpRequest) -> HttpResponse:
    """Decisions of agencies, the latest first."""
    listed = Approval.objects.listed().latest_first().for_page()
    found = ApprovalFilter(request.GET, queryset=listed)
    context = {"form": found.form, "chosen": found.chosen, "page": found.page()}
    return render(request, "trials/approvals.html", context)


@require_safe
@held_at(positions.of_everything)
def condition(request: HttpRequest, slug: str) -> HttpResponse:
    """The trials of one condition, the newest first."""
    condition = get_object_or_404(Condition, slug=slug)
    question = Question(chosen={"condition": (slug,)}, sort=Sort.NEWEST)
    try:
        found = find(question, after=request.GET.get("after", ""))
    except search.BadKeyError as error:
        raise Http404("No such page of these trials.") from error
    if not found.total:
        raise Http404("No public trial studies this condition.")
    address = Address(request.path, request.GET)
    context = {
        "condition": condition,
        "found": found,
        "cards": cards(found.hits),
        "next": found.next_key and address.having(after=found.next_key),
        "address": address,
    }
    return render(request, "trials/condition.html", context)
