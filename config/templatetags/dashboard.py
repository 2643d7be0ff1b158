"""What the admin's first page asks for. Only it pays for the answers."""

from django import template
from django.contrib.auth.models import User

from config.dashboard import Board, board_of
from config.embargoes import Coming, coming

register = template.Library()


@register.simple_tag
def what_waits_for(user: User) -> Board:
    """What this person may act on or see."""
    return board_of(user)


@register.simple_tag
def public_next(user: User) -> list[Coming]:
    """The next to be public, by their time."""
    return coming(user)
