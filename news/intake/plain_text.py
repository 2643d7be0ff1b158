"""Plain text -> Markdown that shows the same words, and back to the words."""

import re

from news.intake.links import clean_text

WRAPPED = 160
"""Characters that no line has in a text whose lines are broken by hand or by a program."""
_LONG = 100
_SENTENCE_ENDS = re.compile(r"[a-z)\]%0-9][.!?][\"\u201d\u2019']?\s*$")
_BULLET = re.compile(r"^[\u2022\u00b7\u2023\u25aa\u25cf\u25e6*] +")
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash before punctuation
    r"|\*|`|~(?=~)"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,31};)"
    r"|\](?=[(\[:])"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"\u201c\u201d]{1,4000}")
_BLOCK = re.compile(r"^(?:#{1,6}(?= |$)|>|\+(?= )|\||(?=[-:|= ]+$)[-:=])")
_LONG_NUMBER = re.compile(r"^([0-9]{3,9})([.)] )")
_MARKS = re.compile(
    r"\\([!-/:-@\[-`{-~])"
    r"|!?\[((?:[^\[\]\\\n]|\\.){0,2000})\]\(<?[^()<>\s]{0,4000}>?\)"
    r"|<((?:https?|mailto):[^<>\s]{1,4000})>"
    r"|(?<=\S)\*{1,3}|\*{1,3}(?=\S)|`+|~~"
)

_LINK = re.compile(r"\[([^\[\]]{0,2000})\]\(([^()<>\s]{0,4000})\)")
_CUT_BEFORE = re.compile(r"^(\u2026[^\[\]]{0,200})\]\([^()\s]{0,400}\)")
_CUT_BEHIND = re.compile(r"\[([^\[\]]{0,200})(?:\]\([^()\s]{0,400})?\u2026$")


def parted(text: str) -> str:
    """Give a text whose paragraphs are parted by empty lines, as in one copied out of Word.

    There each paragraph is one long line, and only the breaks between them are left.
    """
    lines = text.split("\n")
    if max(map(len, lines)) <= WRAPPED:
        return text
    parts: list[str] = []
    for line in lines:
        before = parts[-1] if parts else ""
        both_entries = _BULLET.match(before) and _BULLET.match(line)
        ends = max(len(before), len(line)) > _LONG or _SENTENCE_ENDS.search(before)
        if ends and before.strip() and not both_entries:
            parts.append("")
        parts.append(line)
    return "\n".join(parts)


def text_as_markdown(text: str) -> str:
    """Give a whole text as Markdown, its addresses clean and its paragraphs parted."""
    return "\n".join(as_markdown(line) for line in parted(clean_text(text)).split("\n"))


def as_markdown(line: str) -> str:
    """Give one line of plain text as Markdown; list marks stay marks, all else is as written."""
    line = line.strip()
    if not line:
        return ""
    if mark := _BULLET.match(line):
        return "- " + with_links(line[mark.end() :])
    return at_line_start(with_links(line))


def with_links(text: str) -> str:
    """Give text whose signs mean nothing, but for the addresses of pages, which lead there."""
    shown, at = "", 0
    for address in _ADDRESS.finditer(text):
        url = address[0].rstrip(".,;:!?)]}'*_\\")
        if "*" in url or "`" in url:
            continue
        before = text[at : address.start()]
        after = address.start() + len(url)
        is_marked = before.endswith("<") and text[after : after + 1] == ">"
        shown += f"{inline(before.removesuffix('<') if is_marked else before)}<{url}>"
        at = after + is_marked
    return shown + inline(text[at:])


def inline(text: str) -> str:
    """Give text whose signs mean nothing inside a line of Markdown."""
    return _INLINE.sub(r"\\\g<0>", text)


def at_line_start(line: str) -> str:
    """Give the line so that its first signs make neither heading, quotation, table nor list."""
    return _LONG_NUMBER.sub(r"\1\\\2", _BLOCK.sub(r"\\\g<0>", line))


def words(markdown: str) -> str:
    """Give the words that a piece of Markdown shows, without its marks and addresses."""
    return _MARKS.sub(_shown, markdown)


def excerpt(markdown: str, with_addresses: bool = False) -> str:
    """Give the words of a piece that was cut out of a text, perhaps in the middle of a link."""
    if with_addresses:
        markdown = _LINK.sub(r"\1 (\2)", markdown)
    text = _CUT_BEFORE.sub(r"\1", words(markdown))
    return _CUT_BEHIND.sub("\\1\u2026", text)


def bare(line: str) -> str:
    """The words of a line without the marks around them: hashes, stars, colons, brackets."""
    text = words(line).lstrip(" #*:_=~->").rstrip(" #*:_=~-")
    return text[1:-1].strip() if text[:1] == "[" and text[-1:] == "]" else text


def _shown(mark: re.Match[str]) -> str:
    if mark[2]:
        return words(mark[2])
    return mark[1] or mark[3] or ""
