"""How news is written for people: its date, the addresses of its files."""

from django import template
from django.urls import reverse

from news.files import file_name
from news.models import Attachment, NewsImage, NewsItem

register = template.Library()


@register.filter
def printed_on(item: NewsItem) -> str:
    """The date printed on it, or the day it became public ("" while it is not)."""
    return item.dated or (item.release_at.date().isoformat() if item.release_at else "")


@register.filter
def file_url(part: NewsImage | Attachment) -> str:
    """The address of a picture or an attachment."""
    name = "news-image" if isinstance(part, NewsImage) else "news-file"
    return reverse(name, args=[part.item.slug, part.pk, file_name(part.file)])
