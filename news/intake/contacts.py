"""Whom reporters may call: the lines that say so, above a title or below a text."""

import re
from collections import deque
from itertools import islice

from news.intake.plain_text import words

Paragraph = list[str]

SHORT = 100
"""Characters of a line that can be one of a contact."""
MOST = 12
_LABEL = re.compile(
    r"(?:for )?(?:(?:media|press|news)(?: relations| and press| office)? )?"
    r"(?:contacts?|(?:in|en)quir(?:y|ies))(?: information| details| persons?)?"
    r"(?:,? (?:please )?contact)?(?::|$)"
    r"|(?:for )?(?:(?:more|further|additional) information|interviews?)(?:,? (?:please )?contact:?"
    r"|(?: for (?:media|journalists|reporters|editors))?:(?! ?https?:))(?= |$)"
    r"|contactos?(?: (?:de|para) (?:la )?(?:prensa|medios|los medios|comunicaci\u00f3n))?(?::|$)"
    r"|para (?:m\u00e1s|mayor) informaci\u00f3n(?:,? contact[ae](?:r con)?)?:",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"
    r"|(?<![\w.-])(?:\+?[0-9]{1,3}[ .-]?)?(?:\([0-9]{2,4}\)|[0-9]{2,4})[ .-]?"
    r"[0-9]{3,4}[ .-][0-9]{3,4}(?![\w-])"
    r"|\b(?:phone|tel|telephone|mobile|cell|office|direct|e-?mail)\.?: ?\S",
    re.IGNORECASE,
)


def is_label(text: str) -> bool:
    """Whether a line begins with words such as "Media Contact:"."""
    return bool(_LABEL.match(text))


def is_detail(text: str) -> bool:
    """Whether a line holds a telephone number or an address of e-mail, and is no sentence."""
    return len(text) <= SHORT and bool(_DETAIL.search(text))


def take_contact(lines: Paragraph, following: deque[Paragraph]) -> str:
    """Give the contact that begins with a label, and take what belongs to it off what follows."""
    first = _LABEL.sub("", words(lines[0]).lstrip(" #*:_"), count=1).strip(" :*_")
    found = [line for line in [first, *(words(line).strip() for line in lines[1:])] if line]
    end = _end_of_details(following)
    if not found and not end and following:
        end = 1
    for _ in range(end):
        found += [words(line).strip(" *_") for line in following.popleft()]
    return "\n".join(found)


def trailing_contact(blocks: list[str]) -> str:
    """Take a contact without a label off the end of a text: short lines, one with a number."""
    start = len(blocks)
    while start > 1 and len(blocks) - start < MOST and _is_short(blocks[start - 1].split("\n")):
        start -= 1
    found = blocks[start:]
    if not any(is_detail(words(line)) for block in found for line in block.split("\n")):
        return ""
    del blocks[start:]
    return "\n".join(words(line).strip(" *_") for block in found for line in block.split("\n"))


def _end_of_details(following: deque[Paragraph]) -> int:
    """Count the short paragraphs up to the last one that holds a number or an address."""
    end = 0
    for number, lines in enumerate(islice(following, MOST), 1):
        if not _is_short(lines):
            break
        if any(is_detail(words(line)) for line in lines):
            end = number
    return end


def _is_short(lines: Paragraph) -> bool:
    """Whether a paragraph could be of a contact: no heading, no entry of a list, no sentence."""
    return all(
        len(words(line)) <= SHORT
        and not line.startswith(("#", "- ", ">", "|"))
        and not re.search(r"[a-z]{2}[.!?]\W*$", line)
        and not re.match(r"\W*(?:About|References?)\b", line)
        for line in lines
    )
