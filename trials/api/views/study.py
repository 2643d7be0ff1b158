"""`/studies/{id}`: one study by its NCT ID; other IDs lead there, or to a trial that has none."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from trials import identifiers
from trials.api.answering import bodies, tables
from trials.api.answering.answers import JSON
from trials.api.answering.fields import Chosen, chosen
from trials.api.answering.freshness import unless_held
from trials.api.asking.parameters import NCT_PATTERN, Place
from trials.api.asking.question import nct_key
from trials.api.asking.reading import Given, read
from trials.api.errors import ApiError, BadRequest, NotFound, incorrect_format, plainly, shown
from trials.api.pieces import ris
from trials.api.rendering import refresh
from trials.models.trial import Trial

PARAMETER = "nctId"
LONGEST = 100
RIS = "application/x-research-info-systems; charset=utf-8"
_NCT = re.compile(NCT_PATTERN)
_TEXTS = ("body", "beyond", *tables.READ[1:])


@plainly
def study(request: HttpRequest, study_id: str) -> HttpResponseBase:
    """The study, or a redirect to its one address."""
    given = read(request, Place.STUDY)
    number = _number(study_id, strict=given.strict)
    refresh()
    trial = _trial(number, request)
    if number != trial.nct_id and study_id != identifiers.slug(address_id(trial)):
        return _moved(request, trial)
    return _answer(request, given, trial)


def address_id(trial: Trial) -> str:
    """The ID in the address of a study: the NCT ID where there is one."""
    return trial.nct_id or trial.protocol_id or ""


def _number(study_id: str, *, strict: bool) -> str:
    """The ID, an NCT ID as the registry writes it; refused where it can be none."""
    if _NCT.match(study_id):
        return nct_key(study_id)
    if strict or len(study_id) > LONGEST or not identifiers.fold(study_id):
        raise incorrect_format(PARAMETER, "Write NCT and eight digits.")
    return study_id


def _trial(number: str, request: HttpRequest) -> Trial:
    """The listed trial; a withdrawn one is told from one that never was here."""
    found: Trial | None = Trial.objects.public().reached_by(number)
    if found is None:
        raise _unknown(number)
    if found.is_withdrawn:
        page = request.build_absolute_uri(found.get_absolute_url())
        raise NotFound(_not_found(number), f"The record was withdrawn; {page} says why.")
    return found


def _unknown(number: str) -> ApiError:
    """Not here; or, where nothing that has a number looks like it, no ID at all."""
    if identifiers.is_nct_id(number) or identifiers.classify(number):
        return NotFound(_not_found(number))
    return incorrect_format(PARAMETER, "Write an NCT ID or another ID of the trial.")


def _not_found(number: str) -> str:
    kind = "NCT number" if identifiers.is_nct_id(number) else "Study"
    return f"{kind} {shown(number)} not found"


def _moved(request: HttpRequest, trial: Trial) -> HttpResponse:
    address = reverse("api-study", args=[identifiers.slug(address_id(trial))])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def _answer(request: HttpRequest, given: Given, trial: Trial) -> HttpResponseBase:
    write = _writer(request, given, trial)
    standing = bodies.standing([trial.pk])
    version = standing.values_list("pk", "rendered_at").first()
    if version is None:
        raise _unknown(address_id(trial))

    def answer() -> HttpResponseBase:
        rows = list(bodies.read(standing, *_TEXTS))
        if not rows:
            raise _unknown(address_id(trial))
        body, beyond, *ids = rows[0]
        return write(body, beyond, ids)

    return unless_held(request, version, answer)


def _writer(request: HttpRequest, given: Given, trial: Trial) -> Callable[..., HttpResponse]:
    """What makes the answer of the texts that are stored, in the form asked for."""
    kind = given.text("format") or "json"
    if kind == "ris" and given.words("fields"):
        raise BadRequest("Parameter `fields` must be unspecified for `ris` format")
    if kind == "csv":
        return partial(_row, tables.chosen_columns(given.words("fields")), request)
    if kind == "ris":
        return partial(_citation, request.build_absolute_uri(trial.get_absolute_url()))
    return partial(_json, chosen(given.words("fields"), strict=given.strict))


def _row(
    names: Sequence[str], request: HttpRequest, body: bytes, _: bytes, ids: list[bytes]
) -> HttpResponse:
    site = tables.site_of(request)
    told = b"".join(tables.table([(body, *ids)], names, site, headed=True))
    return HttpResponse(told, content_type=tables.TYPE)


def _citation(page: str, body: bytes, *_: Any) -> HttpResponse:
    return HttpResponse(ris(orjson.loads(body), page), content_type=RIS)


def _json(cut: Chosen, body: bytes, beyond: bytes, *_: Any) -> HttpResponse:
    return HttpResponse(cut.written(body, beyond), content_type=JSON)
