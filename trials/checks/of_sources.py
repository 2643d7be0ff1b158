"""Checks of sources: addresses that answer no more."""

from typing import Any

from trials.attention import unanswered
from trials.checks.check import Check, each
from trials.models import Source


def _says(source: Any) -> str:
    address = source.url or f"DOI {source.doi}"
    return f"{address} answers no more."


OF_SOURCES = (
    Check(
        "source-link",
        ("source whose address is gone", "sources whose address is gone"),
        "By the last list of answers that was taken in.",
        "Find where it is now, or clear the address and keep the DOI.",
        lambda: unanswered(Source.objects.all()),
        "trials_source",
        {"link": "gone"},
        lambda: each(unanswered(Source.objects.only("title", "short_title", "url", "doi")), _says),
        "trials.change_source",
    ),
)
