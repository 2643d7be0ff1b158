"""The words that are operators, and how text that looks like one is written so that it is text."""

# Upper case only. COVER and EXPAND are the names that older pages of the registry write.
OPERATORS = frozenset(
    {
        *("AND", "OR", "NOT", "ALL", "MISSING", "MIN", "MAX", "AREA", "SEARCH", "RANGE"),
        *("DISTANCE", "TILT", "COVERAGE", "COVER", "EXPANSION", "EXPAND"),
    }
)
BRACKETED = OPERATORS - {"AND", "OR", "NOT", "ALL", "MISSING", "MIN", "MAX"}
_SPECIAL = frozenset('()[],"\\“”„')


def unescaped(written: str) -> str:
    """The text that was meant: what follows a backslash, without it."""
    characters = iter(written)
    return "".join(
        next(characters, "\\") if character == "\\" else character for character in characters
    )


def escaped(text: str) -> str:
    """Words written so that each is read as a word again."""
    return " ".join(_escaped_word(word) for word in text.split())


def quoted(text: str) -> str:
    """A phrase written in quotation marks."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def _escaped_word(word: str) -> str:
    if word in OPERATORS:
        return f"\\{word}"
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in word)
