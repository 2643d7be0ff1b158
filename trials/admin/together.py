"""Many decisions at one press: each by itself, and what refuses is told by name.

The others are done all the same. What fails is tried again after them, as long as that helps: a new
start date may fit only beside the new completion date.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest

from trials.admin.refusals import sentence
from trials.proposals.said import listed

# Names and refusals that are told; of more only their number.
TOLD = 10


@dataclass(frozen=True)
class Wish:
    """One decision: what it is called, and doing it in a transaction of its own."""

    name: str
    do: Callable[[], Any]


@dataclass
class Outcomes:
    """What was done, by name, and what was not, with the reason."""

    done: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def seen_then(request: HttpRequest) -> dict[str, str]:
    """By the key of what was decided on, the mark of what the page showed of it."""
    return dict(one.rsplit(":", 1) for one in request.POST.getlist("seen") if ":" in one)


def do_all(wishes: Iterable[Wish]) -> Outcomes:
    """Do each that can be done, in whatever order lets most of them."""
    outcomes, left = Outcomes(), list(wishes)
    while left:
        outcomes.failed, failing = [], []
        for wish in left:
            if refusal := _refusal(wish):
                outcomes.failed.append((wish.name, refusal))
                failing.append(wish)
            else:
                outcomes.done.append(wish.name)
        if len(failing) == len(left):
            break
        left = failing
    return outcomes


def _refusal(wish: Wish) -> str:
    try:
        wish.do()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except IntegrityError as refusal:
        return sentence(refusal)
    return ""


def tell(screen: Any, request: HttpRequest, outcomes: Outcomes, did: str) -> None:
    """Say what was done and what was not; `did` is such as "taken over"."""
    if done := outcomes.done:
        said = f"{len(done)} {did}: {_names(done)}."
        screen.message_user(request, said, messages.SUCCESS)
    for name, reason in outcomes.failed[:TOLD]:
        screen.message_user(request, f"Not done: {name}. {reason}", messages.ERROR)
    more = len(outcomes.failed) - TOLD
    if more > 0:
        said = f"Not done: {more} more, for reasons such as these."
        screen.message_user(request, said, messages.ERROR)


def _names(names: list[str]) -> str:
    more = len(names) - TOLD
    return listed([*names[:TOLD], *([f"{more} more"] if more > 0 else [])])
