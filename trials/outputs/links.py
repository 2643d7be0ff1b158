"""What a record's page says of itself in its `Link` header (RFC 8288), as Signposting asks of it.

A program that holds nothing but the address finds the address to cite, the record in formats that
describe it, and the same as data, without reading the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from trials.models import Trial
from trials.outputs.citations import TYPES
from trials.outputs.structured_data import SCHEMA

DATA = {"json": "application/json", "csv": "text/csv"}
FEEDS = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True)
class Link:
    """An address, what it is to the page, and the media type of what stands there."""

    address: str
    relation: str
    type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.type}"' if self.type else ""
        return f'<{self.address}>; rel="{self.relation}"{kind}'


def header(links: Iterable[Link]) -> str:
    """Its value."""
    return ", ".join(map(str, links))


def of_trial(trial: Trial, site: str) -> list[Link]:
    """The links of the page of a public trial; `site` is our address, without a slash."""
    page = f"{site}{trial.get_absolute_url()}"
    if trial.is_withdrawn:
        return _itself(page)
    file = page.removesuffix("/")
    return [
        *_cited(page, "AboutPage"),
        *(Link(f"{file}.{end}", "alternate", kind) for end, kind in DATA.items()),
        *_feeds(page),
    ]


def of_item(item: Any, site: str) -> list[Link]:
    """The same of a public news item; it is followed by the feeds of all news."""
    page = f"{site}{item.get_absolute_url()}"
    if item.is_withdrawn:
        return _itself(page)
    return [*_cited(page, "NewsArticle"), *_feeds(f"{site}{reverse('news')}")]


def _itself(page: str) -> list[Link]:
    return [Link(page, "canonical"), Link(page, "cite-as")]


def _cited(page: str, kind: str) -> Iterator[Link]:
    """How to cite it, what schema.org calls it, and the citations as files."""
    yield from _itself(page)
    yield Link(f"{SCHEMA}/{kind}", "type")
    for end, media in TYPES.items():
        yield Link(f"{page.removesuffix('/')}.{end}", "describedby", _bare(media))


def _feeds(base: str) -> Iterator[Link]:
    return (Link(f"{base}feed.{end}", "alternate", kind) for end, kind in FEEDS.items())


def of_file(page: str) -> list[Link]:
    """The links of a file of a record, which lead back to its page."""
    return [Link(page, "describes", "text/html"), Link(page, "cite-as")]


def _bare(kind: str) -> str:
    """A media type without its parameters."""
    return kind.partition(";")[0]
