"""What the admin's first page counts of the registry."""

from django import template

from trials.models import ImportRun

register = template.Library()


@register.simple_tag
def last_import() -> ImportRun | None:
    """The run that began last, under way or not."""
    return ImportRun.objects.order_by("-started_at").first()
