"""What of a study is searched: its words by piece, and its dates and numbers; pure."""

from typing import Any


def words_of(study: dict[str, Any]) -> str:
    """The words of a study, as the text of a tsvector."""
    return ""


def numbers_of(study: dict[str, Any]) -> dict[str, Any]:
    """Dates, numbers and ages by piece."""
    return {}
