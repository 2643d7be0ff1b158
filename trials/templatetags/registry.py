"""What the admin's first page counts of the registry."""

from django import template

from trials.models import Proposal

register = template.Library()


@register.simple_tag
def trials_that_differ() -> int:
    """Of how many trials the registry says something that nobody decided on."""
    waiting = Proposal.objects.waiting_by_registry()
    return waiting.order_by().values("registry_record__trial").distinct().count()
