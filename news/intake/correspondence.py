"""What an e-mail program puts around a release: forwarding, quoting, signatures, warnings."""

import re

from news.intake.plain_text import words

FORWARDED_WORDS = 30
OWN_WORDS = 60
SIGNATURE_LINES = 15
_FORWARDED = re.compile(
    r"[-_ ]{2,}(?:forwarded message|original message|mensaje reenviado|mensaje original)[-_ ]{2,}"
    r"|begin forwarded message:|inicio del mensaje reenviado:|_{20,}",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments|de|enviado(?: el)?|fecha"
    r"|para|asunto|cco?) ?:(?: |$)(?P<value>.*)",
    re.IGNORECASE,
)
_FIRST_HEADER = re.compile(r"(?:from|de):", re.IGNORECASE)
_SECOND_HEADER = re.compile(r"(?:sent|date|to|subject|enviado(?: el)?|fecha|para):", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:subject|asunto):", re.IGNORECASE)
_REPLY = re.compile(r"(?:On|El) .{6,200}(?:wrote|escribi\u00f3):")
_SENT_FROM = re.compile(
    r"(?:sent (?:from|via) (?:my |the )?(?:i?phone|ipad|android|samsung|galaxy|blackberry|mobile"
    r"|outlook|yahoo|mail for|proton)\b.{0,60}|get outlook for (?:ios|android).{0,60}"
    r"|enviado desde mi .{0,60})",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[(?:cid|image):[^\[\]]{1,200}\]")
_THIS = r"this (?:e-?mail )?(?:e-?mail|message|communication|transmission)"
_WARNING = re.compile(
    rf"\W*(?:caution:? ?(?:this|external)|\[?external(?: e-?mail| sender)?\]?(?:\W*$|:)"
    r"|confidentiality notice|disclaimer:|notice: this"
    r"|(?:the (?:information|contents?)(?: contained)? (?:in|of|transmitted (?:in|by|with)) )?"
    rf"{_THIS}(?: \([^()]*\))?,?(?:,? (?:and|including|together with)? ?any (?:attachments|files)"
    r".{0,60}?)? (?:is|are|may|contains?|originated|was sent|came|has been (?:sent|scanned))\b"
    r"|if you (?:are not|received this (?:e-?mail|message) in error|have received this (?:e-?mail"
    r"|message))|please (?:consider|think of) the environment|you don'?t often get e-?mail from"
    r"|virus-free\.|zjqcmqryfpfpt"
    r"|este (?:correo|mensaje)(?: electr\u00f3nico)? .{0,80}?confidencial)",
    re.IGNORECASE,
)
_SUBJECT_MARKS = re.compile(
    r"(?:(?:re|fwd?|rv|aw|wg|tr)(?:\[[0-9]+\])?:|\[[^\[\]]{1,40}\]|(?:press|news|media) release"
    r" ?[:\u2013\u2014-]|for immediate release ?[:\u2013\u2014-]|embargoed? ?[:\u2013\u2014-]) *",
    re.IGNORECASE,
)


def looks_like_mail(text: str) -> bool:
    """Whether a plain text was copied out of an e-mail: with its header, or quoted."""
    lines = text.split("\n")
    return without_quoting(text) != text or any(
        (_begins_forwarding(lines, at) and not line.startswith("___")) or _REPLY.fullmatch(line)
        for at, line in enumerate(lines)
    )


def release_in(markdown: str) -> tuple[str, str]:
    """Give the release out of an e-mail's text, and the subject under which it was forwarded."""
    lines = markdown.split("\n")
    lines, subject = _after_forwarding(lines)
    lines = _without_reply(lines)
    lines = [line for line in lines if not _leaves_nothing(line)]
    text = "\n".join(_without_signature(lines))
    blocks = text.split("\n\n")
    return "\n\n".join(block for block in blocks if not _WARNING.match(_bare(block))), subject


def _leaves_nothing(line: str) -> bool:
    """Whether a line is only a program's: where it was sent from, a picture's place."""
    return bool(_SENT_FROM.fullmatch(_bare(line)) or _PICTURE.fullmatch(words(line[:300]).strip()))


def subject_of(header: str) -> str:
    """Give the subject without what programs and habit put before a title."""
    while mark := _SUBJECT_MARKS.match(header):
        header = header[mark.end() :]
    return header.strip()


def without_quoting(text: str) -> str:
    """Take the marks of quotation off lines, where an e-mail is quoted as a whole."""
    lines = text.split("\n")
    while True:
        quoted = [line for line in lines if line.startswith(">")]
        filled = [line for line in lines if line.strip()]
        if len(quoted) < 3 or len(quoted) * 3 < len(filled):
            return "\n".join(lines)
        lines = [re.sub(r"^> ?", "", line, count=1) for line in lines]


def _bare(line: str) -> str:
    return words(line[:1000]).strip(" *_>#")


def _after_forwarding(lines: list[str]) -> tuple[list[str], str]:
    """Give what follows the last header of a forwarded message, and its subject."""
    for at in range(len(lines) - 1, -1, -1):
        if not _begins_forwarding(lines, at):
            continue
        end, subject = _end_of_header(lines, at)
        if _count(lines[end:]) >= FORWARDED_WORDS:
            return lines[end:], subject_of(subject)
    return lines, ""


def _begins_forwarding(lines: list[str], at: int) -> bool:
    bare = _bare(lines[at])
    if _FORWARDED.fullmatch(words(lines[at][:200]).strip()):
        return True
    return bool(_FIRST_HEADER.match(bare)) and any(
        _SECOND_HEADER.match(_bare(line)) for line in lines[at + 1 : at + 4]
    )


def _end_of_header(lines: list[str], at: int) -> tuple[int, str]:
    """Give the number of the line below the header, and its subject."""
    subject = ""
    seen = False
    for number in range(at, min(at + 30, len(lines))):
        bare = _bare(lines[number])
        if _FORWARDED.fullmatch(words(lines[number][:200]).strip()) or (not bare and not seen):
            continue
        if (header := _HEADER.match(bare)) is None:
            if not bare and number + 1 < len(lines) and _HEADER.match(_bare(lines[number + 1])):
                continue
            return number, subject
        seen = True
        if _SUBJECT.match(bare):
            subject = header["value"].strip(" *_")
    return min(at + 30, len(lines)), subject


def _without_reply(lines: list[str]) -> list[str]:
    """Leave the quoted letter away under a release; leave the answer away above a quoted one."""
    for at, line in enumerate(lines):
        if _REPLY.fullmatch(_bare(line)):
            above, below = lines[:at], lines[at + 1 :]
            return above if _count(above) >= OWN_WORDS else below
    return lines


def _without_signature(lines: list[str]) -> list[str]:
    for at in range(len(lines) - 1, max(-1, len(lines) - SIGNATURE_LINES * 2), -1):
        if lines[at].rstrip() in ("--", "\\--"):
            below = [line for line in lines[at + 1 :] if line.strip()]
            return lines[:at] if len(below) <= SIGNATURE_LINES else lines
    return lines


def _count(lines: list[str]) -> int:
    """Words, as many as matter."""
    count = 0
    for line in lines:
        count += len(line.split())
        if count >= OWN_WORDS:
            break
    return count
