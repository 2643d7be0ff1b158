"""How news is written for people: its date, the addresses of its files."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.urls import reverse

from news.files import file_name
from news.models import Attachment, NewsImage, NewsItem
from trials import zones

register = template.Library()


@register.filter
def printed_on(item: NewsItem) -> str:
    """The date printed on it, or the day it became public ("" while it is not)."""
    return item.dated or (item.release_at.date().isoformat() if item.release_at else "")


@register.filter
def file_url(part: NewsImage | Attachment) -> str:
    """The address of a picture or an attachment."""
    kind = "image" if isinstance(part, NewsImage) else "file"
    if token := part.item.preview_token:
        return reverse(f"news-preview-{kind}", args=[token, part.pk, file_name(part.file)])
    return reverse(f"news-{kind}", args=[part.item.slug, part.pk, file_name(part.file)])


@register.filter
def in_zone(at: datetime, zone: str) -> str:
    """A moment as the admin says it, in that zone and in UTC."""
    return _whole(zones.in_words(at, zone))


@register.filter
def in_zone_for_readers(at: datetime, zone: str) -> str:
    """The same as a release says it."""
    return _whole(zones.for_readers(at, zone))


def _whole(told: str) -> str:
    """No line of a phone begins with the zone of the time before it."""
    return told.replace(" UTC", "\N{NO-BREAK SPACE}UTC")


@register.filter
def percent(share: Decimal) -> str:
    """A share from 0 to 1: 99%."""
    return f"{share:.0%}"
