"""Pictures inside a page. Their words were escaped when they were drawn (trials/figures/svg.py)."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from trials.figures.picture import Picture

register = template.Library()


@register.filter
def drawings(picture: Picture) -> SafeString:
    """Both, of which the style sheet shows the one that fits."""
    return mark_safe(picture.narrow + picture.wide)  # noqa: S308  # nosec B308 # escaped or cleaned before
