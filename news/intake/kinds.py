"""Which kinds of file are taken in, how large each may be, and what a file of another kind is."""

from pathlib import PurePath

MEGABYTE = 1_000_000
LIMITS = {
    ".txt": 2 * MEGABYTE,
    ".md": 2 * MEGABYTE,
    ".html": 20 * MEGABYTE,
    ".htm": 20 * MEGABYTE,
    ".docx": 20 * MEGABYTE,
    ".eml": 20 * MEGABYTE,
}
"""The most bytes of each kind; pictures stand inside all but the first two."""
MAX_BYTES = max(LIMITS.values())
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"

_OTHERS = {
    ".doc": "is a document of an older Word: open it in Word and save it as .docx",
    ".docm": "is a Word document with macros: save it as .docx, which has none",
    ".dotm": "is a Word template with macros: save it as .docx, which has none",
    ".dotx": "is a Word template: save it as .docx",
    ".rtf": "is rich text: open it in Word and save it as .docx",
    ".odt": "is an OpenDocument text: save it as .docx",
    ".pages": "is a Pages document: export it as Word (.docx)",
    ".pdf": "is a PDF, which does not keep its paragraphs: take the Word document it was made from",
    ".msg": "is an e-mail in Outlook's own format: save it as .eml, or paste its text",
    ".mht": "is a web archive: save the page as .html",
    ".mhtml": "is a web archive: save the page as .html",
    ".zip": "is an archive: unpack it and take in the files by themselves",
}
_BEGINNINGS = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "rich text (RTF)"),
    (OLE, "a document of an older Office, or one with a password"),
    (ZIP, "a zip file, as Word documents are"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


class ReleaseRefused(Exception):
    """A file that cannot be taken in; the message is a sentence for the person who sent it."""


def kind_of(name: str) -> str:
    """The file's kind by its name, such as ".docx"; raises ReleaseRefused if it is no such."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _OTHERS:
        raise ReleaseRefused(f"{name} {_OTHERS[suffix]}.")
    if suffix not in LIMITS:
        raise ReleaseRefused(
            f"{name} is not of a kind that can be taken in: save the release as"
            " .txt, .md, .html, .docx or .eml."
        )
    return suffix


def limit(name: str) -> int:
    """How many bytes a file of this name may have."""
    return LIMITS.get(PurePath(name).suffix.lower(), MAX_BYTES)


def check_size(name: str, size: int) -> None:
    """Refuse what is larger than any release."""
    if size > limit(name):
        raise ReleaseRefused(
            f"{name} is larger than {limit(name) // MEGABYTE} MB, as no release is: check the file."
        )


def check_content(name: str, data: bytes) -> None:
    """Refuse what begins as a file of another kind than its name says."""
    suffix = kind_of(name)
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning) and suffix != ".docx":
            raise ReleaseRefused(
                f"{name} is named {suffix} and is {what}: save it as plain text, or give it the"
                " name of its kind."
            )
