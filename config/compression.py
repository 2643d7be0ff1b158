"""Answers go out compressed (gzip) to whoever takes them so, each form under an ETag of its own.

Django's own middleware makes strong tags weak. Here the tag of the form for those who take gzip has
an ending, which is taken off before a view compares it. The API keeps its answers as they are.

BREACH: what compresses well tells of a secret beside what was typed. A page that hangs on a
visitor's cookie, or may not be kept, is never compressed; no other page has a secret.
"""

import gzip
import re
from collections.abc import Callable
from typing import cast

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

from trials.api.gate import BASE
from trials.held import LEVEL

ENDING = "-gzip"
LEAST = 500
"""Bytes: what is smaller fits into one packet anyway."""
TEXT = re.compile(r"text/|application/(.+\+)?(json|xml)\b|image/svg\+xml")
TAG = re.compile(r'"([^"]*)"')


class Compression:
    """Middleware, outside of all that makes or compares tags."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer in the form that the visitor takes."""
        if request.path_info.startswith(f"{BASE}/"):
            return self.get_response(request)
        is_taken = takes_gzip(request.headers.get("Accept-Encoding", ""))
        if is_taken:
            for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
                if name in request.META:
                    request.META[name] = TAG.sub(_inside, request.META[name])
        response = self.get_response(request)
        is_text = _may_be_compressed(response)
        if not is_taken:
            _expand(response)
        elif is_text:
            _compress(response)
        if is_text or response.has_header("ETag"):
            patch_vary_headers(response, ["Accept-Encoding"])
        if is_taken and response.has_header("ETag"):
            response["ETag"] = TAG.sub(rf'"\1{ENDING}"', response["ETag"])
        return response


def takes_gzip(header: str) -> bool:
    """Whether a list of encodings has gzip, or anything, and does not rule it out (RFC 9110)."""
    weights = {}
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=")
        weights[name.strip()] = not re.fullmatch(r"0(\.0*)?", weight)
    return weights.get("gzip", weights.get("*", False))


def _inside(tag: "re.Match[str]") -> str:
    """As views know it; that of the other form becomes one that no view gives."""
    text = tag[1]
    return f'"{text.removesuffix(ENDING)}"' if text.endswith(ENDING) else f'"{text}{ENDING}"'


def _may_be_compressed(response: HttpResponseBase) -> bool:
    if isinstance(response, FileResponse) or not TEXT.match(response.get("Content-Type", "")):
        return False
    kept_apart = re.search("private|no-store", response.get("Cache-Control", ""))
    return not (kept_apart or response.cookies or "cookie" in response.get("Vary", "").lower())


def _compress(response: HttpResponseBase) -> None:
    if response.has_header("Content-Encoding"):
        return
    if response.streaming:
        pieces = cast(StreamingHttpResponse, response)
        pieces.streaming_content = compress_sequence(iter(pieces))
        del response["Content-Length"]
    else:
        page = cast(HttpResponse, response)
        if len(page.content) < LEAST:
            return
        page.content = gzip.compress(page.content, LEVEL, mtime=0)
        page["Content-Length"] = str(len(page.content))
    response["Content-Encoding"] = "gzip"


def _expand(response: HttpResponseBase) -> None:
    """A page that was kept compressed, for who does not take it so."""
    if response.get("Content-Encoding") == "gzip" and isinstance(response, HttpResponse):
        response.content = gzip.decompress(response.content)
        del response["Content-Encoding"]
        response["Content-Length"] = str(len(response.content))
