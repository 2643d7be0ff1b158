"""Whether a visitor holds a page already (304), or this process does; else the page is made.

A page is made of rows, of the address asked for and of the program that writes it. So its ETag is
made of these three before anything else is read, and what was made under a tag is the same page
for everybody until the tag moves. RFC 9110: a strong tag, asked for again each time.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import parse_etags, quote_etag

from trials.site import publisher

LEVEL = 6
"""Of the compression: the last one that is worth its time for pages."""
FOLDERS = ("config", "news", "trials", "templates", "static")
LOCK = "requirements.txt"
LARGEST = 30_000
"""Bytes of a page that is kept, compressed: what is larger is made each time."""
PLAIN = "text/plain; charset=utf-8"
UNKNOWN_HERE = "What you hold is not what stands here now, and If-Match asks for that alone."
View = Callable[..., HttpResponseBase]


def held_at(position: Callable[[], str], *, asks: bool = True) -> Callable[[View], View]:
    """A view whose page moves with a position. What is wrong with a request it says itself."""

    def held(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            make = partial(view, request, *args, **kwargs)
            return unless_held(request, position, make, asks=asks, checked=False)

        return answer

    return held


def unless_held(
    request: HttpRequest,
    position: Callable[[], str],
    make: Callable[[], HttpResponseBase],
    *,
    asks: bool = True,
    checked: bool = True,
) -> HttpResponseBase:
    """304 where the visitor holds the page; else the one that is kept here, or a new one.

    `position` tells where the data stands that it shows (trials/positions.py). A page that never
    `asks` is the same whatever question stands behind its address, as links in mails have them.
    `checked`: whatever can be wrong with the request was found before. Else making tells: what is
    no page (a redirect, an error) has no tag, so who names one had the page, and nothing moved.
    """
    if not may_keep():
        return make()
    address = request.build_absolute_uri(None if asks else request.path)
    tag = tag_of(address, position())
    is_kept = not (asks and request.META.get("QUERY_STRING"))
    response = _without_a_page(request, quote_etag(tag), checked=checked)
    response = response or (_kept_or_made(tag, make) if is_kept else make())
    return _tagged(request, response, quote_etag(tag))


def _without_a_page(request: HttpRequest, tag: str, *, checked: bool) -> HttpResponseBase | None:
    """What the headers alone answer: 304 or 412; RFC 9110 wants neither in place of an error."""
    named = parse_etags(request.headers.get("If-None-Match", ""))
    is_held = tag in [one.removeprefix("W/") for one in named]
    if checked or (is_held and "If-Match" not in request.headers):
        return get_conditional_response(request, etag=tag)
    return None


def _tagged(request: HttpRequest, response: HttpResponseBase, tag: str) -> HttpResponseBase:
    """A page with its tag, if it is to be sent at all; anything else as it is."""
    if response.status_code in (200, 304):
        response["ETag"] = tag
        patch_cache_control(response, no_cache=True)
        page: Any = response
        response = get_conditional_response(request, etag=tag, response=page) or response
    if response.status_code == 412:
        return HttpResponse(UNKNOWN_HERE, status=412, content_type=PLAIN)
    return response


def may_keep() -> bool:
    """Not while templates change; nor in a transaction, where rows move no revision twice."""
    return not (settings.DEBUG or connection.in_atomic_block)


def tag_of(address: str, position: str) -> str:
    """The site's own address and who publishes it stand in the page, so they count too.

    Its links to next pages are signed: with another key they are others.
    """
    key = signing.Signer(salt="pages").signature("")
    told = f"{program()} {publisher()} {key} {position} {address}"
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


def _kept_or_made(tag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """A page travels compressed inside the site, so that it is compressed once.

    Addresses with a question that is answered are without number: they are made each time.
    """
    pages = caches["pages"]
    if (kept := pages.get(tag)) is None:
        made: Any = make()
        if made.status_code != 200 or made.streaming:
            return made  # type: ignore[no-any-return]
        kept = (gzip.compress(made.content, LEVEL, mtime=0), dict(made.headers))
        if len(kept[0]) <= LARGEST:
            pages.set(tag, kept)
    body, headers = kept
    return HttpResponse(body, headers={**headers, "Content-Encoding": "gzip"})
