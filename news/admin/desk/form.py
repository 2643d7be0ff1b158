"""What a form of the desk sends and is answered: a button, the cards it showed, roles, an undo."""

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.admin.keys import is_key
from trials.vocabulary import LinkRole

SEEN = "seen-"
"""Begins the name of what a card showed of itself; its key follows."""
UNDO = (
    '{} <button class="undo" name="act" value="undo:{}" form="desk">Undo'
    '<span class="visually-hidden"> that</span></button>'
)


def button_pressed(request: HttpRequest) -> tuple[str, str]:
    """The act of the button that was pressed, and what it is about: “confirm”, “12”."""
    act, _, about = request.POST.get("act", "").partition(":")
    return act, about


def cards_shown(request: HttpRequest) -> list[int]:
    """The keys of the page's cards in their order."""
    keys = (name.removeprefix(SEEN) for name in request.POST if name.startswith(SEEN))
    return [int(key) for key in keys if is_key(key)]


def seen_of(request: HttpRequest, key: int) -> str:
    """What the card with this key showed."""
    return request.POST.get(f"{SEEN}{key}", "")


def role_chosen(request: HttpRequest, name: str) -> str:
    """The role chosen in the select of this name; "" for none, and for what is none."""
    role = request.POST.get(name, "")
    return role if role in LinkRole.values else ""


def with_undo(said: str, about: object) -> SafeString:
    """What was done, and the button that takes it back."""
    return format_html(UNDO, said, about)
