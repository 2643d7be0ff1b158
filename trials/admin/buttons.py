"""The buttons over a form: what publishes is filled, what takes away is last, all else has an edge.

Their labels are those of the acts (acts.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass

FILLED = ("Approve", "Submit for review")
LAST = "Withdraw"


@dataclass(frozen=True)
class Button:
    """One as the template prints it."""

    label: str
    address: str
    is_filled: bool = False
    is_last: bool = False


def in_order(tools: Iterable[tuple[str, str]]) -> list[Button]:
    """Of labels and addresses: one is filled, the first of `FILLED` that is there."""
    given = dict(tools)
    filled = next((label for label in FILLED if label in given), None)
    return [
        Button(label, address, is_filled=label == filled, is_last=label == LAST)
        for label, address in given.items()
    ]
