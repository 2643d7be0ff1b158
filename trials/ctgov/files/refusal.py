"""What is yielded where a file, or a part of it, gives no study."""

from dataclasses import dataclass

LONGEST = 200  # characters of a name in a sentence


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file or a part of it gives no study, as a sentence."""

    reason: str

    def __str__(self) -> str:
        return self.reason


Found = tuple[str, object]  # where it stands (file, line or place), and the JSON or a Refusal


class Unreadable(Exception):
    """A stream cannot be read from here on; the message is the sentence."""


def printable(name: str) -> str:
    """A name of a file as it may stand on a terminal: controls escaped, not too long."""
    shown = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in name[: LONGEST + 1]
    )
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
