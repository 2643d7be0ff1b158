"""References in the RIS format, as reference managers read it: tags in, text out."""

from collections.abc import Iterable


def ris_of(tags: Iterable[tuple[str, str]]) -> str:
    """One reference; what is empty is left out. The first tag is TY, its kind.

    Lines end with CR LF, as the format wants. A text is never broken: what would end its line, and
    characters that control a terminal, become blanks.
    """
    lines = [f"{tag}  - {told}" for tag, value in tags if (told := in_one_line(value))]
    return "".join(f"{line}\r\n" for line in [*lines, "ER  - "])


def in_one_line(text: str) -> str:
    """The text with one blank for each run of white space and control characters."""
    return " ".join("".join(one if one >= " " else " " for one in text).split())
