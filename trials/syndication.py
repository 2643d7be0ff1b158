"""Feeds in three formats: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1. Entries in, an answer out.

What may stand in a feed is the caller's to say. An answer is to be asked for again each time; its
ETag moves in the second in which something becomes public or is withdrawn (trials/held.py). No time
of a last change is given, since no time of an entry tells that another one left.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    get_tag_uri,
    rfc3339_date,
)
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from trials.markdown import portable
from trials.site import LANGUAGE, publisher

ENTRIES = 20
# Of a feed with nothing in it: Atom wants a time, and that of the asking would change each ETag.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# In every name of an entry (RFC 4151): a day, which is no property of the entry, and never moves.
NAMED_SINCE = datetime(2025, 1, 1, tzinfo=UTC)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing to tell; `key` names it for ever ("news/12"), whatever its address becomes."""

    key: str
    title: str
    address: str
    published: datetime
    updated: datetime
    summary: str = ""
    html: str = ""
    topics: tuple[str, ...] = ()
    language: str = LANGUAGE
    image: str = ""


@dataclass(frozen=True)
class Channel:
    """What a feed is about: the page it belongs to, its own address, that of older entries."""

    key: str
    title: str
    description: str
    page: str
    feed: str
    older: str = ""


class XmlFeed(SyndicationFeed):
    """What both formats of XML say in the same way."""

    link = "link"
    """The element, with the prefix that it has in this format."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """And where older entries are."""
        super().add_root_elements(handler)
        if older := self.feed["older"]:
            handler.addQuickElement(self.link, None, {"rel": "next", "href": older})

    def latest_post_date(self) -> datetime:
        """Never that of the asking."""
        return super().latest_post_date() if self.items else NEVER


class Rss(XmlFeed, Rss201rev2Feed):
    """RSS 2.0: the whole text as content:encoded, a later change as atom:updated."""

    link = "atom:link"

    def rss_attributes(self) -> Any:
        """The two names of elements that RSS itself lacks."""
        content = {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}
        return super().rss_attributes() | content

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """And the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["html"])


class Atom(XmlFeed, Atom1Feed):
    """Atom: the whole text as content, beside the summary."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """Another language than that of the feed."""
        return {} if item["language"] == LANGUAGE else {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """And the text."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """JSON Feed 1.1 (jsonfeed.org)."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """The feed, without what is empty."""
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "next_url": self.feed["older"],
        }
        told = {name: value for name, value in feed.items() if value}
        told["items"] = [self._item(item) for item in self.items]
        outfile.write(json.dumps(told, ensure_ascii=False, indent=1).encode(encoding))

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        told = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["summary"],
            "image": item["image"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "language": item["language"],
            "tags": item["categories"],
        }
        return {name: value for name, value in told.items() if value} | {
            "content_html": item["html"]
        }


FORMATS: dict[str, type[SyndicationFeed]] = {"rss": Rss, "atom": Atom, "json": JsonFeed}


class FeedKind:
    """The end of a feed's address, as the route converter `feed`."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(FeedKind, "feed")


def answer(
    request: HttpRequest, kind: str, channel: Channel, entries: Iterable[Entry]
) -> HttpResponse:
    """The feed under the host that was asked."""
    full = request.build_absolute_uri
    _check_port(full("/"))
    feed: Any = FORMATS[kind](
        title=_clean(f"{channel.title} – {publisher()}"),  # noqa: RUF001
        link=full(channel.page),
        description=_clean(channel.description),
        language=LANGUAGE,
        author_name=publisher(),
        feed_url=full(channel.feed),
        feed_guid=get_tag_uri(full(f"/feeds/{channel.key}"), NAMED_SINCE),
        older=channel.older and full(channel.older),
    )
    for entry in entries:
        _add(feed, entry, full)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    patch_cache_control(response, no_cache=True)
    return response


def _check_port(address: str) -> None:
    """Refuse a Host whose port is none: Django lets it pass, and no address can be made of it."""
    try:
        urlsplit(address).port  # noqa: B018 (raises)
    except ValueError as error:
        raise DisallowedHost(str(error)) from None


def _add(feed: Any, entry: Entry, full: Any) -> None:
    html = _clean(portable(entry.html, full(entry.address)))
    summary = _clean(entry.summary)
    feed.add_item(
        title=_clean(entry.title),
        link=full(entry.address),
        description=str(escape(summary)) or (None if isinstance(feed, Atom) else html),
        pubdate=entry.published,
        updateddate=entry.updated,
        unique_id=get_tag_uri(full(f"/{entry.key}"), NAMED_SINCE),
        unique_id_is_permalink=False,
        categories=[_clean(topic) for topic in entry.topics],
        summary=summary,
        html=html,
        image=entry.image and full(entry.image),
        language=entry.language,
    )


def _clean(text: str) -> str:
    """Without the control characters that XML 1.0 cannot hold."""
    return NOT_IN_XML.sub("", text)
