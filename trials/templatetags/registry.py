"""What the admin's first page counts of the registry."""

from django import template

from trials.models import ImportRun, Proposal

register = template.Library()


@register.simple_tag
def trials_that_differ() -> int:
    """Of how many trials the registry says something that nobody decided on."""
    waiting = Proposal.objects.waiting_by_registry()
    return waiting.order_by().values("registry_record__trial").distinct().count()


@register.simple_tag
def last_import() -> ImportRun | None:
    """The run that began last, under way or not."""
    return ImportRun.objects.order_by("-started_at").first()
