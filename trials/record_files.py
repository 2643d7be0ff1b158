"""A trial's record as a file: to cite it (RIS, BibTeX, CSL-JSON), and as data (JSON, CSV).

Who: a librarian, a statistician, a program. Why: to have the record without copying from a page.
Next: the `Link` header leads back to that page. A withdrawn record can be cited still, as
withdrawn; as data it is gone.
"""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from trials import held, identifiers, positions
from trials.api.answering import bodies
from trials.api.answering.answers import JSON
from trials.api.answering.fields import whole
from trials.api.answering.freshness import unless_held
from trials.api.rendering import refresh
from trials.models import StudyVersion, Trial
from trials.outputs import rows
from trials.outputs.citation_file import answer, as_file, today
from trials.outputs.citations import citation_of
from trials.record import TrialRecord
from trials.search import Question, every
from trials.templatetags.trialfolio import day_in_words
from trials.views import moved_trial, public_trial

PLAIN = "text/plain; charset=utf-8"


@require_safe
def citation(request: HttpRequest, trial_id: str, kind: str) -> HttpResponseBase:
    """The record as a reference, for a reference manager."""
    trial = public_trial(trial_id)
    if moved := moved_trial(trial, trial_id, "trial-citation", kind):
        return moved
    return held.unless_held(
        request,
        lambda: f"{trial.stands_at} {today()}",
        lambda: answer(citation_of(TrialRecord.load(trial.pk), _site(request)), kind),
        asks=False,
    )


@require_safe
def study(request: HttpRequest, trial_id: str) -> HttpResponseBase:
    """The record as the API gives it, with what the registry's schema has no place for."""
    refresh()
    trial = public_trial(trial_id, _version)
    if other := moved_trial(trial, trial_id, "trial-json") or gone(request, trial):
        return other

    def read() -> HttpResponseBase:
        standing = bodies.standing([trial.pk])
        found = [whole(*texts) for texts in bodies.read(standing, "body", "beyond")]
        if not found:
            raise Http404("The record cannot be written as JSON at the moment.")
        return _as_file(request, trial, HttpResponse(found[0], content_type=JSON), "json")

    return unless_held(request, trial.stands_at, read)


def _version() -> Subquery:
    """An annotation of trials: which version the API gives of one."""
    standing = StudyVersion.objects.current().listed().filter(trial=OuterRef("pk"))
    return Subquery(standing.values(told=JSONObject(key="pk", at="rendered_at")))


@require_safe
@held.held_at(positions.of_everything, asks=False)
def row(request: HttpRequest, trial_id: str) -> HttpResponseBase:
    """The row that the table of all trials has for it, under the same header."""
    trial = public_trial(trial_id)
    if other := moved_trial(trial, trial_id, "trial-csv") or gone(request, trial):
        return other
    found = every(Question(words=trial.public_id))
    own = [document for document in found if document.record_id == trial.pk]
    text = "".join(rows.csv_of(own, _site(request)))
    return _as_file(request, trial, HttpResponse(text, content_type=rows.TYPE), "csv")


def gone(request: HttpRequest, trial: Trial) -> HttpResponse | None:
    """That a record was withdrawn, in place of what it said."""
    if trial.withdrawn_at is None:
        return None
    page = request.build_absolute_uri(trial.get_absolute_url())
    told = f"The record was withdrawn on {day_in_words(trial.withdrawn_at)}; {page} says why.\n"
    return HttpResponse(told, content_type=PLAIN, status=410)


def _as_file(request: HttpRequest, trial: Trial, file: HttpResponse, kind: str) -> HttpResponse:
    page = request.build_absolute_uri(trial.get_absolute_url())
    return as_file(file, f"{identifiers.slug(trial.public_id)}.{kind}", page)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]
