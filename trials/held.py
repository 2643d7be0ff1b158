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

from trials.site import publisher

LEVEL = 6
"""Of the compression: the last one that is worth its time for pages."""
FOLDERS = ("config", "news", "trials", "templates", "static")
LOCK = "requirements.txt"
PLAIN = "text/plain; charset=utf-8"
UNKNOWN_HERE = "What you hold is not what stands here now, and If-Match asks for that alone."


def unless_held(
    request: HttpRequest,
    position: Callable[[], str],
    make: Callable[[], HttpResponse],
    *,
    asks: bool = True,
) -> HttpResponseBase:
    """304 where the visitor holds the page; else the one that is kept here, or a new one.

    `position` tells where the data stands that it shows (trials/positions.py). A page that never
    `asks` is the same whatever question stands behind its address, as links in mails have them.
    Whatever can be wrong with the request must have been found before.
    """
    if not may_keep():
        return make()
    address = request.build_absolute_uri(None if asks else request.path)
    tag = tag_of(address, position())
    held = get_conditional_response(request, etag=quote_etag(tag))
    if held is not None and held.status_code == 412:
        return HttpResponse(UNKNOWN_HERE, status=412, content_type=PLAIN)
    is_kept = not (asks and request.META.get("QUERY_STRING"))
    response = held or (_kept_or_made(tag, make) if is_kept else make())
    response["ETag"] = quote_etag(tag)
    patch_cache_control(response, no_cache=True)
    return response


def may_keep() -> bool:
    """Not while templates change; nor in a transaction, where rows move no revision twice."""
    return not (settings.DEBUG or connection.in_atomic_block)


def tag_of(address: str, position: str) -> str:
    """The site's own address and who publishes it stand in the page, so they count too."""
    told = f"{program()} {publisher()} {position} {address}"
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


def _kept_or_made(tag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """A page travels compressed inside the site, so that it is compressed once.

    Addresses with a question that is answered are without number: they are made each time.
    """
    pages = caches["pages"]
    if (kept := pages.get(tag)) is None:
        made = make()
        if made.status_code != 200:
            return made
        kept = (gzip.compress(made.content, LEVEL, mtime=0), dict(made.headers))
        pages.set(tag, kept)
    body, headers = kept
    return HttpResponse(body, headers={**headers, "Content-Encoding": "gzip"})
