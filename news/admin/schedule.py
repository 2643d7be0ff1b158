"""The whole issue in one act: all that is in review is approved for one time, or nothing.

Who: a publisher, when the issue is complete. Why: its items are public in the same second. Next:
the clock; on the day, the e-mail.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse

from news.admin.items import LINK_COUNTS, links_to_look_at
from news.models import NewsItem, NewsletterIssue
from trials import zones
from trials.admin import reasons, sent
from trials.admin.act_pages import log_act
from trials.admin.act_steps import Step, carry_out, plan
from trials.admin.act_words import line_of
from trials.admin.acts import APPROVE, ask
from trials.admin.base import Record
from trials.admin.refusals import sentence
from trials.admin.zoned import ZonedField
from trials.vocabulary import PublishingState as State

CHANGED = "The issue changed in the meantime: look at what would happen now."
STAYS = {
    State.DRAFT: "A draft: it stays out until it is submitted and approved.",
    State.WITHDRAWN: "Withdrawn: it stays out.",
}


class ScheduleForm(forms.Form):
    """When, and whether what has a time of its own moves too."""

    public_from = ZonedField(label="Public from")
    move_approved = forms.BooleanField(
        required=False,
        label="Move what is approved already to this time, too",
        help_text="Only what is not public yet. Mind that its own embargo may be a promise.",
    )


class Scheduled(Record):
    """An issue whose items are approved together."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the act, for Publishers, while something waits for it."""
        tools = super().tools(request, record)
        if not APPROVE.allowed(request, NewsItem) or not _waiting(record).exists():
            return tools
        address = reverse("admin:news_newsletterissue_schedule", args=[record.pk])
        return [*tools, ("Schedule the whole issue", address)]

    def get_urls(self) -> list[URLPattern]:
        """With the page of the act."""
        own = self.own_path("<path:object_id>/schedule/", self.schedule_view, "schedule")
        return [own, *super().get_urls()]

    def schedule_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Say what will happen to each item; when that is confirmed, do it to all of them."""
        if not APPROVE.allowed(request, NewsItem):
            raise PermissionDenied
        issue: Any = self.get_object(request, unquote(object_id))
        if issue is None:
            raise Http404("There is no newsletter issue with this key.")
        if answer := sent.done_before(request):
            return answer
        form = ask(ScheduleForm, request.POST or None, _waiting(issue))
        if form.is_valid():
            try:
                return sent.once(request, lambda: self._schedule(request, issue, form))
            except (IntegrityError, ValidationError) as refusal:
                form.add_error(None, _words(refusal))
        context = self._plan(request, issue, form)
        return TemplateResponse(request, "admin/news/schedule.html", context)

    def _schedule(self, request: HttpRequest, issue: Any, form: forms.Form) -> HttpResponse:
        done = schedule(request, issue, form.cleaned_data)
        self.message_user(request, _told(done, form.cleaned_data), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:news_newsletterissue_change", args=[issue.pk]))

    def _plan(self, request: HttpRequest, issue: Any, form: forms.Form) -> dict[str, Any]:
        steps = _steps(issue)
        ready = [step for step in steps if step.allowed]
        return {
            **self.admin_site.each_context(request),
            "title": "Schedule the whole issue",
            "subtitle": str(issue),
            "opts": self.opts,
            "issue": issue,
            "form": form,
            "media": self.media + form.media,
            "warnings": _warnings(issue),
            "ready": [step for step in ready if step.record.state == State.IN_REVIEW],
            "timed": [step for step in ready if step.record.state == State.APPROVED],
            "blocked": _blocked(steps),
            "stays": [step for step in steps if _stays(step)],
            "seen": _seen(steps),
        }


def schedule(request: HttpRequest, issue: NewsletterIssue, answers: dict[str, Any]) -> list[Any]:
    """Approve all that was shown as ready, or raise and approve nothing."""
    with transaction.atomic():
        list(issue.items.select_for_update().order_by("pk"))
        steps = _steps(issue)
        if _seen(steps) != request.POST.get("seen"):
            raise ValidationError(CHANGED)
        reasons.note(answers.get(reasons.FIELD, ""))
        if _blocked(steps):
            raise ValidationError("Nothing was scheduled: an item cannot be approved yet.")
        states = {State.IN_REVIEW} | ({State.APPROVED} if answers["move_approved"] else set())
        keys = [one.record.pk for one in steps if one.allowed and one.record.state in states]
        done = carry_out(APPROVE, NewsItem.objects.filter(pk__in=keys), answers)
        if len(done) != len(keys) or not keys:
            raise ValidationError(CHANGED)
        log_act(request, APPROVE, done)
    return done


def _waiting(issue: Any) -> Any:
    """What the act is about: in review, or approved and not public yet."""
    waiting = issue.items.filter(state__in=[State.IN_REVIEW, State.APPROVED])
    return waiting.exclude(pk__in=NewsItem.objects.public().values("pk"))


def _warnings(issue: Any) -> list[str]:
    """As before the approval of one item: readers see only confirmed links."""
    in_review = NewsItem.objects.filter(issue=issue, state=State.IN_REVIEW)
    return list(filter(None, map(links_to_look_at, in_review.annotate(**LINK_COUNTS))))


def _steps(issue: Any) -> list[Step]:
    """What would happen to each item, in the order of the issue."""
    items = [item for _, rows in issue.in_sections(issue.items.all()) for item in rows]
    return [_step(step) for step in plan(APPROVE, items)]


def _step(step: Step) -> Step:
    item = step.record
    if item.state in STAYS:
        return Step(item, False, STAYS[item.state])
    if not step.allowed:
        return step
    if item.state == State.APPROVED:
        when = zones.in_words(item.release_at, item.release_zone)
        return Step(item, True, f"Approved already, public from {when}. It keeps that time.")
    own = item.release_at and zones.in_words(item.release_at, item.release_zone)
    instead = f" instead of {own}" if own else ""
    says = f"Approved, public from the time given below{instead}.{line_of(item)}"
    return Step(item, True, says)


def _blocked(steps: Iterable[Step]) -> list[Step]:
    """Items in review that lack something: they hold the whole issue back."""
    return [step for step in steps if not step.allowed and step.record.state == State.IN_REVIEW]


def _stays(step: Step) -> bool:
    return not step.allowed and step.record.state != State.IN_REVIEW


def _seen(steps: Iterable[Step]) -> str:
    """The plan as one text, by which a page that is out of date is known."""
    return " ".join(f"{step.record.pk}:{step.record.revision}" for step in steps)


def _words(refusal: IntegrityError | ValidationError) -> str:
    return sentence(refusal) if isinstance(refusal, IntegrityError) else refusal.messages[0]


def _told(done: list[Any], answers: dict[str, Any]) -> str:
    at = answers["public_from"]
    number = "1 item" if len(done) == 1 else f"{len(done)} items"
    return f"{number} approved, public from {zones.in_words(at, at.tzinfo.key)}."
