"""Feeds as their readers read them: each of the three formats, checked, as the same entries."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import feedparser
from django.test import Client

KINDS = ("rss", "atom", "json")
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@dataclass(frozen=True)
class Read:
    """An entry, whatever the format."""

    id: str
    title: str
    url: str
    published: datetime
    updated: datetime
    html: str
    tags: list[str]


def read(client: Client, address: str, **asked: Any) -> list[Read]:
    """The entries of the feed at an address, which has to be valid and to know its own address."""
    kind = address.partition("?")[0].rpartition(".")[2]
    response = client.get(address, **asked)
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[kind])
    assert response["Cache-Control"] == "no-cache"
    assert response["ETag"]
    read_it = _read_json if kind == "json" else _read_xml
    entries, own_address = read_it(response.content)
    assert own_address.endswith(address)
    assert len({entry.id for entry in entries}) == len(entries)
    return entries


def _read_json(body: bytes) -> tuple[list[Read], str]:
    feed = json.loads(body)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(isinstance(item["id"], str) and item["content_html"] for item in feed["items"])
    entries = [
        Read(
            item["id"],
            item["title"],
            item["url"],
            datetime.fromisoformat(item["date_published"]),
            datetime.fromisoformat(item["date_modified"]),
            item["content_html"],
            item.get("tags", []),
        )
        for item in feed["items"]
    ]
    return entries, feed["feed_url"]


def _read_xml(body: bytes) -> tuple[list[Read], str]:
    found = feedparser.parse(body)
    assert found.bozo == 0, found.get("bozo_exception")
    assert found.version in ("rss20", "atom10")
    own = [link.href for link in found.feed.links if link.rel == "self"]
    if found.version == "atom10":
        assert found.feed.id.startswith("tag:")
        assert found.feed.updated
        assert found.feed.author
    entries = [
        Read(
            entry.id,
            entry.title,
            entry.link,
            _moment(entry.published_parsed),
            _moment(entry.updated_parsed),
            entry.content[0].value,
            [tag.term for tag in entry.get("tags", [])],
        )
        for entry in found.entries
    ]
    return entries, own[0]


def _moment(parsed: Any) -> datetime:
    return datetime.fromisoformat("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6]))
