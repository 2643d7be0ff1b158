"""How hard a text is to read: the grade of a school (Flesch and Kincaid), names left out.

Names of drugs, diseases, agencies and papers are facts and nobody's to write simpler: they count as
one short word each.
"""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

from textstat import textstat

BLOCKS = {
    "p",
    "li",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "summary",
    "legend",
    "label",
    "button",
    "td",
}
TAG = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
VARIABLE = re.compile(r"{{.*?}}", re.DOTALL)
NAME = "the drug"


def grade(text: str, names: Iterable[str] = ()) -> float:
    """The years of school that a reader needs."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", NAME, text, flags=re.IGNORECASE)
    return float(textstat.flesch_kincaid_grade(text))


def words(text: str) -> int:
    """How many; of a few words a grade says little."""
    return len(text.split())


class _Texts(HTMLParser):
    """Collects the text of each block."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


def template_text(path: Path) -> str:
    """What a template itself says, a sentence for each block; what it is filled with is “it”."""
    source = path.read_text("utf-8")
    source = re.sub(r"{% block (meta|styles) %}.*?{% endblock.*?%}", "", source, flags=re.DOTALL)
    parser = _Texts()
    parser.feed(VARIABLE.sub("it", TAG.sub(" ", source)))
    said = (" ".join(block.split()) for block in parser.blocks)
    return " ".join(each if each[-1] in ".?!:" else f"{each}." for each in said if words(each) > 2)
