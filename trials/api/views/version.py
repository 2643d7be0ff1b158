"""Which version of the registry's API this is, and of when the data is."""

import datetime as dt

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trials.api.answering.answers import in_json
from trials.api.answering.freshness import position, unless_held
from trials.api.asking.parameters import Place
from trials.api.asking.reading import read
from trials.api.errors import plainly
from trials.models import StudyVersion

API_VERSION = "2.0.5"
"""Of the registry's API that ours answers like."""
BEFORE_ANY = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@plainly
def version(request: HttpRequest) -> HttpResponseBase:
    """Both versions; with this time as `updatedSince` a client misses nothing."""
    read(request, Place.VERSION)
    return unless_held(request, position(), lambda: in_json(_told()))


def _told() -> dict[str, str]:
    return {"apiVersion": API_VERSION, "dataTimestamp": as_timestamp(_newest())}


def _newest() -> dt.datetime:
    newest = StudyVersion.objects.order_by("-pk").values_list("rendered_at", flat=True).first()
    return newest or BEFORE_ANY


def as_timestamp(moment: dt.datetime) -> str:
    """In UTC, down to the second: never later than the moment, so that nothing after it is lost."""
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}"
