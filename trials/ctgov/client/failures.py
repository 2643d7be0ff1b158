"""What can go wrong between us and the registry. Each reason goes on after "the registry"."""

import re

SHOWN = 120  # characters of somebody else's text in a sentence


class Failed(Exception):
    """No usable answer. `again`: the same request may go well later, after `wait` seconds."""

    def __init__(self, reason: str, *, again: bool = False, wait: float = 0) -> None:
        super().__init__(reason)
        self.reason, self.again, self.wait = reason, again, wait


class Unfit(Failed):
    """An answer that is no use for many IDs at once, perhaps for the sake of one of them."""


class SentAway(Failed):
    """The registry does not want to be asked for longer than we wait."""


def shown(text: object) -> str:
    """Somebody else's words, short and printable."""
    words = " ".join(str(text).split())
    words = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
    return repr(words)[1:-1]


def first_words(body: bytes) -> str:
    """The beginning of an answer as text, without HTML's tags; "" where there is none."""
    text = re.sub(r"<[^<>]*>?", " ", body.decode("utf-8", errors="replace"))
    return shown(text)
