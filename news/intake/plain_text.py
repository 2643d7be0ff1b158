"""Plain text -> Markdown that shows the same words."""

import re

_BULLET = re.compile(r"^[\u2022\u00b7\u2023\u25aa\u25cf\u25e6*] +")
_INLINE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # a backslash before punctuation
    r"|\*|`|~(?=~)"
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?[A-Za-z0-9]{1,31};)"
    r"|\](?=[(\[:])"
)
_BLOCK = re.compile(r"^(?:#{1,6}(?= |$)|>|\+(?= )|\||(?=[-:|= ]+$)[-:=])")
_LONG_NUMBER = re.compile(r"^([0-9]{3,9})([.)] )")


def as_markdown(line: str) -> str:
    """Give one line of plain text as Markdown; list marks stay marks, all else is as written."""
    line = line.strip()
    if mark := _BULLET.match(line):
        return "- " + _INLINE.sub(r"\\\g<0>", line[mark.end() :])
    line = _INLINE.sub(r"\\\g<0>", line)
    return _LONG_NUMBER.sub(r"\1\\\2", _BLOCK.sub(r"\\\g<0>", line))
