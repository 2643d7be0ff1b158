"""Whether a client holds an answer already: strong ETags, and 304 before anything is read.

An answer is made of rows that never change (versions of studies), of the address asked for, and
of the code that writes it. So its tag is made of these three, not of the answer.
"""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from trials.api.code import code
from trials.api.errors import PLAIN
from trials.api.rendering import refresh
from trials.models import StudyVersion

REVALIDATE = "public, no-cache"
"""Keep it, and ask each time whether it is still true: what was withdrawn is gone at once."""
UNKNOWN_HERE = "What you hold is not what stands here now, and If-Match asks for that alone."


def position() -> str:
    """Where the data stands, after what waits was rendered: it moves with every change.

    The times stand beside the key, since after a restore keys are given out again, and since a
    version that is only taken away gives none.
    """
    refresh()
    versions = StudyVersion.objects
    newest = versions.order_by("-pk").values_list("pk", "rendered_at")[:1]
    gone = versions.filter(replaced_by__isnull=False).order_by("-replaced_at")
    lost = gone.values_list("replaced_at", flat=True)[:1]
    return " ".join(str(part) for part in (*newest, *lost))


def unless_held(
    request: HttpRequest, made_of: object, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer with its ETag, or 304 where the client holds it.

    `made_of` names the rows it is made of: `position()` for lists, the key of its version for one
    study, nothing for what only the code says. Whatever can be wrong with the request must have
    been found before: an error has no tag.
    """
    tag = quote_etag(_tag(request, made_of))
    response = get_conditional_response(request, etag=tag) or answer()
    if response.status_code == 412:
        return HttpResponse(UNKNOWN_HERE, status=412, content_type=PLAIN)
    if response.status_code in (200, 304):
        response["ETag"] = tag
        response["Cache-Control"] = REVALIDATE
    return response


def _tag(request: HttpRequest, made_of: object) -> str:
    """The site's own address stands in some answers, so it counts too."""
    address = request.build_absolute_uri()
    told = f"{code()} {made_of} {address}"
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:32]
