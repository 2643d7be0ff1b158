"""Whether a visitor holds a page already (304), or this process does; else the page is made.

A page is made of rows, of the address asked for and of the program that writes it. So its ETag is
made of these three before anything else is read, and what was made under a tag is the same page
for everybody until the tag moves. RFC 9110: a strong tag, asked for again each time.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

LEVEL = 6
"""Of the compression: the last one that is worth its time for pages."""
FOLDERS = ("config", "news", "trials", "templates", "static")
LOCK = "requirements.txt"
PLAIN = "text/plain; charset=utf-8"
UNKNOWN_HERE = "What you hold is not what stands here now, and If-Match asks for that alone."


def unless_held(
    request: HttpRequest, position: Callable[[], str], make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """304 where the visitor holds the page; else the one that is kept here, or a new one.

    `position` tells where the data stands that it shows (trials/positions.py); in a transaction
    none can be told. Whatever can be wrong with the request must have been found before.
    """
    if settings.DEBUG or connection.in_atomic_block:
        return make()  # templates change while the site runs; rows move no revision twice
    tag = tag_of(request, position())
    held = get_conditional_response(request, etag=quote_etag(tag))
    if held is not None and held.status_code == 412:
        return HttpResponse(UNKNOWN_HERE, status=412, content_type=PLAIN)
    response = held or _kept_or_made(request, tag, make)
    response["ETag"] = quote_etag(tag)
    patch_cache_control(response, no_cache=True)
    return response


def tag_of(request: HttpRequest, position: str) -> str:
    """The site's own address stands in the page, so it counts too."""
    told = f"{program()} {position} {request.build_absolute_uri()}"
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:32]


@cache
def program() -> str:
    """A digest of all that a page is made with: code, words, templates, styles, libraries."""
    digest = hashlib.sha256()
    for file in _files(Path(settings.BASE_DIR)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(base: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        found = (base / folder).rglob("*")
        yield from sorted(one for one in found if one.is_file() and one.suffix != ".pyc")
    if (base / LOCK).is_file():
        yield base / LOCK


def _kept_or_made(request: HttpRequest, tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """A page travels compressed inside the site, so that it is compressed once.

    Addresses with a question are without number: they are made each time.
    """
    if request.META.get("QUERY_STRING"):
        return make()
    pages = caches["pages"]
    if (kept := pages.get(tag)) is None:
        made = make()
        if made.status_code != 200:
            return made
        kept = (gzip.compress(made.content, LEVEL, mtime=0), dict(made.headers))
        pages.set(tag, kept)
    body, headers = kept
    return HttpResponse(body, headers={**headers, "Content-Encoding": "gzip"})
