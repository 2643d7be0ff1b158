"""The words of trials in words of every day: one place holds them, pages explain them by it.

Pure: the terms come from `terms.toml` beside this file, read once.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Term:
    """A word, how else it is written, and what it means."""

    slug: str
    name: str
    text: str
    also: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """How a reader asks for it: “What does hazard ratio mean?”."""
        inside = self.name if self.name.isupper() else self.name[0].lower() + self.name[1:]
        return f"What does “{inside}” mean?"


@cache
def terms() -> tuple[Term, ...]:
    """All terms, by name."""
    held = tomllib.loads(files(__package__).joinpath("terms.toml").read_text("utf-8"))
    read = (
        Term(slug, each["name"], each["text"], tuple(each.get("also", ())))
        for slug, each in held.items()
    )
    return tuple(sorted(read, key=lambda term: term.name.lower()))


def terms_in(*texts: str) -> list[Term]:
    """The terms that these texts use, in the order in which they come; each once."""
    text = "\n".join(texts)
    found = {_by_spelling()[match[0].lower()]: None for match in _pattern().finditer(text)}
    return list(found)


@cache
def _by_spelling() -> dict[str, Term]:
    return {name.lower(): term for term in terms() for name in (term.name, *term.also)}


@cache
def _pattern() -> re.Pattern[str]:
    """Longer spellings first: “progression-free survival” is not “progression”."""
    spellings = sorted(_by_spelling(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b", re.IGNORECASE)
