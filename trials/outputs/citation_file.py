"""A citation as a file, at the address of what is cited and the ending of its format."""

from dataclasses import replace

from django.http import HttpResponse
from django.urls import register_converter
from django.utils import timezone
from django.utils.cache import patch_cache_control

from trials.outputs import links
from trials.outputs.citations import TYPES, WRITERS, Citation


class CitationKind:
    """The ending of an address: one of the formats of a citation."""

    regex = "|".join(TYPES).replace(".", r"\.")

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(CitationKind, "citation")


def today() -> str:
    """The day on which what is cited was read: each day the file is another one."""
    return timezone.localdate().isoformat()


def answer(cited: Citation, kind: str) -> HttpResponse:
    """The file with the day of today."""
    told = replace(cited, read_on=today())
    response = HttpResponse(WRITERS[kind](told), content_type=TYPES[kind])
    return as_file(response, f"{cited.key}.{kind}", cited.address)


def as_file(response: HttpResponse, name: str, page: str) -> HttpResponse:
    """To be saved under that name, and asked for again each time; the page is where it belongs."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Link"] = links.header(links.of_file(page))
    patch_cache_control(response, no_cache=True)
    return response
