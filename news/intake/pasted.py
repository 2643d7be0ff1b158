"""What a pasted text is by its look: plain text, Markdown, the source of a page or of an e-mail."""

import re

LOOKED_AT = 20_000
"""Characters of the beginning, which say what the rest is."""
_PAGE = re.compile(
    r"(?:<\?xml[^<>]*>\s*)?<(?:!doctype html|!--|(?:html|head|meta|body|article|main|section|div"
    r"|table|h[1-6]|p|span)[ >])",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"</(?:html|body|article|main|section|div|table|h[1-6]|p|span)>", re.IGNORECASE
)
_HEADERS = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,40}:.*\n(?:[ \t].*\n)*)+\n")
_OF_A_MAIL = re.compile(r"^(?:MIME-Version|Content-Type|Received):", re.IGNORECASE | re.MULTILINE)
_MARKDOWN = re.compile(
    r"^#{1,6} +[^#\s].*$|\[[^\[\]\n]{1,300}\]\((?:https?://|mailto:)|\*\*[^\s*][^*\n]{0,300}\*\*",
    re.MULTILINE,
)


def suffix_of(text: str) -> str:
    """Give the ending that a file with this text would have."""
    start = text[:LOOKED_AT].replace("\r\n", "\n").lstrip()
    if _PAGE.match(start) and _CLOSED.search(text):
        return ".html"
    headers = _HEADERS.match(start)
    if headers and _OF_A_MAIL.search(headers[0]):
        return ".eml"
    return ".md" if _MARKDOWN.search(start) else ".txt"
