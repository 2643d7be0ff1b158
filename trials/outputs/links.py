"""What a trial's page says of itself in its `Link` header (RFC 8288), as Signposting asks of it.

A program that holds nothing but the address finds the address to cite, the record in formats that
describe it, and the same as data, without reading the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


def of_page(trial: Trial, site: str) -> list[Link]:
    """The links of the page of a public trial; `site` is our address, without a slash."""
    page = f"{site}{trial.get_absolute_url()}"
    cite = [Link(page, "canonical"), Link(page, "cite-as")]
    if trial.is_withdrawn:
        return cite
    file = page.removesuffix("/")
    return [
        *cite,
        Link(f"{SCHEMA}/AboutPage", "type"),
        *(Link(f"{file}.{end}", "describedby", _bare(kind)) for end, kind in TYPES.items()),
        *(Link(f"{file}.{end}", "alternate", kind) for end, kind in DATA.items()),
        *(Link(f"{page}feed.{end}", "alternate", kind) for end, kind in FEEDS.items()),
    ]


def of_file(page: str) -> list[Link]:
    """The links of a file of a record, which lead back to its page."""
    return [Link(page, "describes", "text/html"), Link(page, "cite-as")]


def _bare(kind: str) -> str:
    """A media type without its parameters."""
    return kind.partition(";")[0]
