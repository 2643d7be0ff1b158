"""E-mails: which part of one is the release, and its pictures."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PurePath
from typing import Any

from news.intake.correspondence import release_in, subject_of, without_quoting
from news.intake.decoding import cleaned, decoded
from news.intake.html import html_source
from news.intake.images import Found
from news.intake.kinds import ReleaseRefused, check_size
from news.intake.plain_text import text_as_markdown, words
from news.intake.source import Source
from news.intake.word import read_word

MAX_DEPTH = 8
MAX_PARTS = 100
NESTED = "{} is nested too deep: save the release itself and take it in."
DOCUMENTS = (".pdf", ".doc", ".rtf", ".odt", ".pages", ".dat")
ONLY_COVERS = 40
"""Words, fewer than which no release has beside a document that is not read."""
COVERING_NOTE = 120
"""Words; a text so short beside an attached document only says that the document is there."""


@dataclass
class Parts:
    """What an e-mail is made of."""

    html: Message | None = None
    text: Message | None = None
    inside: dict[str, Found] = field(default_factory=dict)
    words: list[tuple[str, bytes]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_mail(name: str, data: bytes | str) -> Source:
    """Read an .eml file."""
    content = data if isinstance(data, bytes) else data.encode()
    if not content.strip():
        raise ReleaseRefused(f"{name} is empty.")
    if content.lower().count(b"boundary=") > MAX_PARTS:
        raise ReleaseRefused(NESTED.format(name))
    try:
        # Not the newer policy: it parses each header by a grammar, which takes a long time for
        # some that are long, and fails on some that are broken.
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        if not message.keys():
            raise ReleaseRefused(f"{name} is not an e-mail: it has no header lines.")
        return _source(name, message, 0)
    except RecursionError:
        raise ReleaseRefused(NESTED.format(name)) from None


def _source(name: str, message: Message, level: int) -> Source:
    if level > MAX_DEPTH:
        raise ReleaseRefused(NESTED.format(name))
    parts = Parts()
    for part in _leaves(name, message, 0):
        _sort(part, parts)
    own = _own_text(name, parts)
    own.subject = subject_of(_header(message, "Subject")) or own.subject
    source = _attached(name, parts, own, level) or own
    _refuse_what_only_covers(name, source, parts.others)
    if not source.markdown.strip():
        raise ReleaseRefused(f"{name} holds no text: save the release itself and take it in.")
    if parts.others:
        named = ", ".join(parts.others[:10])
        source.notes.append(f"Attached to the e-mail and not taken along: {named}.")
    return source


def _refuse_what_only_covers(name: str, source: Source, others: list[str]) -> None:
    """Refuse an e-mail whose release is in a document that cannot be read."""
    unread = [other for other in others if PurePath(other).suffix.lower() in DOCUMENTS]
    if unread and len(words(source.markdown).split()) < ONLY_COVERS:
        packed = ", which only Outlook opens" if "winmail.dat" in unread else ""
        raise ReleaseRefused(
            f"{name} says no more than what it brings, {', '.join(unread[:3])}{packed}: take the"
            " release in by itself, as .docx."
        )


def _leaves(name: str, message: Message, depth: int) -> Iterator[Message]:
    """Parts that hold something; attached messages are parts, and not looked into."""
    kind = message.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise ReleaseRefused(f"{name} is encrypted: save the release itself and take it in.")
    if depth > MAX_DEPTH * 2:
        raise ReleaseRefused(NESTED.format(name))
    if kind == "message/rfc822" or not message.is_multipart():
        yield message  # not asked what it holds: that is decoded then, and fails on `charset*=`
        return
    parts: Any = message.get_payload()
    for part in parts:
        yield from _leaves(name, part, depth + 1)


def _sort(part: Message, parts: Parts) -> None:
    kind, filename = part.get_content_type(), _filename(part)
    is_attached = part.get_content_disposition() == "attachment"
    if kind == "message/rfc822":
        inner: Any = part.get_payload()
        parts.messages += [one for one in inner if isinstance(one, Message)]
    elif PurePath(filename).suffix.lower() in (".docx", ".docm"):
        parts.words.append((filename, _content(part)))
    elif kind == "text/html" and not is_attached:
        parts.html = parts.html or part
    elif kind == "text/plain" and not is_attached:
        parts.text = parts.text or part
    elif kind.startswith("image/") and part["Content-ID"]:
        parts.inside[f"cid:{str(part['Content-ID']).strip().strip('<>')}"] = Found(_content(part))
    elif filename or is_attached:
        parts.others.append(filename or kind)


def _own_text(name: str, parts: Parts) -> Source:
    """The e-mail's own words: of its HTML, or else of its plain text."""
    if parts.html is not None:
        html = decoded(name, _content(parts.html), _charset(parts.html))
        if source := _if_any(name, html, parts):
            return source
    if parts.text is None:
        return Source("")
    text = decoded(name, _content(parts.text), _charset(parts.text))
    if not text.strip():
        return Source("")
    text = cleaned(name, without_quoting(cleaned(name, text)))
    return Source(*release_in(text_as_markdown(text)))


def _if_any(name: str, html: str, parts: Parts) -> Source | None:
    """The HTML part, if it says anything: some are there only to count who opens them."""
    check_size(name, len(html))
    try:
        source = html_source(name, html, parts.inside)
    except ReleaseRefused:
        if parts.text is None:
            raise
        return None
    source.markdown, source.subject = release_in(source.markdown)
    return source if source.markdown.strip() else None


def _attached(name: str, parts: Parts, own: Source, level: int) -> Source | None:
    """The attached document or message, where the e-mail itself only covers it."""
    length = len(words(own.markdown).split())
    for filename, data in parts.words:
        check_size(filename, len(data))
        source = read_word(filename, data)
        if length < max(COVERING_NOTE, len(words(source.markdown).split()) // 2):
            source.notes.append(f"Read from {filename}, which is attached to the e-mail.")
            return source
        parts.others.append(filename)
    if length < COVERING_NOTE:
        for message in parts.messages:
            return _source(name, message, level + 1)
    return None


def _content(part: Message) -> bytes:
    content: Any = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, UnicodeError):
        return ""


def _filename(part: Message) -> str:
    try:
        return PurePath(_readable(part.get_filename() or "")).name[:200]
    except (LookupError, UnicodeError, TypeError):
        return ""


def _header(message: Message, name: str) -> str:
    return _readable(str(message.get(name, "")))


def _readable(value: str) -> str:
    """The header's words, out of their coding."""
    try:
        return " ".join(str(make_header(decode_header(value[:2000]))).split())
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return " ".join(value[:2000].encode("ascii", "replace").decode().split())
