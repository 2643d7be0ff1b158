"""How words of a list stand in a sentence."""

from collections.abc import Sequence


def joined(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
