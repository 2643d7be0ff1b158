"""Files that cannot be taken in: each is refused in one sentence, and nothing else happens."""

import io
from contextlib import suppress
from email.message import EmailMessage
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.intake import ReleaseRefused, limit, read_release
from news.intake.kinds import LIMITS, OLE, ZIP
from tests.examples import examples
from tests.news.intake.files import (
    RELATIONSHIPS,
    docx,
    mail,
    paragraph,
    release_docx,
    release_mail,
    zipped,
)

WORDS = paragraph("A title") + paragraph("A text of it.")
BOMB = f'<!DOCTYPE w [<!ENTITY a "{"x" * 100}">]>'
ENTITIES = f'<?xml version="1.0"?>{BOMB}<w:document xmlns:w="w">&a;</w:document>'


def encrypted_zip() -> bytes:
    """The flag that says so is set in each header."""
    data = bytearray(docx(WORDS))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def lying_zip() -> bytes:
    """A part of 70 MB whose header says that it has 10 bytes."""
    data = docx(WORDS, parts={"word/media/a.png": b"\0" * 70_000_000})
    with ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo("word/media/a.png").file_size
    return data.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def hidden_part() -> bytes:
    """The text lies where pictures lie, with entities in it."""
    leads = RELATIONSHIPS.replace("word/document.xml", "word/media/a.png")
    return docx(WORDS, parts={"_rels/.rels": leads, "word/media/a.png": ENTITIES})


def deep_mail(depth: int) -> bytes:
    """Messages inside messages."""
    message = mail()
    message.set_content("x")
    for _ in range(depth):
        outer = EmailMessage()
        outer["Subject"] = "x"
        outer.set_content("See below.")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def deep_multipart(depth: int) -> bytes:
    head = b"Subject: x\n"
    for number in range(depth):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    return head + b"\nText"


LINES = b"Title\n\n"
BAD = {
    "a Word file with a password": ("r.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
    "an older Word file named .docx": ("r.docx", OLE + b"\0" * 100),
    "a zip with a password": ("r.docx", encrypted_zip()),
    "a Word file with macros": ("r.docx", docx(WORDS, parts={"word/vbaProject.bin": b"x"})),
    "one named so": ("r.docm", docx(WORDS)),
    "a broken zip": ("r.docx", release_docx()[:600]),
    "a zip with a wrong sum": ("r.docx", release_docx().replace(b"PK\x01\x02", b"PK\x01\x03")),
    "a zip that is no Word file": ("r.docx", zipped({"xl/workbook.xml": "<x/>"})),
    "a text named .docx": ("r.docx", b"Title\n\nText"),
    "an empty Word file": ("r.docx", docx("")),
    "a Word file of spaces": ("r.docx", docx(paragraph("  ") * 3)),
    "no bytes": ("r.docx", b""),
    "XML that is none": ("r.docx", docx("<w:p>")),
    "entities": ("r.docx", docx(WORDS, parts={"word/document.xml": ENTITIES})),
    "entities in UTF-16": (
        "r.docx",
        docx(WORDS, parts={"word/document.xml": ENTITIES.encode("utf-16")}),
    ),
    "XML in UTF-32": ("r.docx", docx("", parts={"word/document.xml": "<w/>".encode("utf-32")})),
    "a zip bomb that says so": ("r.docx", docx(WORDS, parts={"word/a.bin": b"\0" * 70_000_000})),
    "a zip bomb that does not": ("r.docx", lying_zip()),
    "XML without end": ("r.docx", docx(WORDS, parts={"word/styles.xml": b" " * 9_000_000})),
    "marks without number": ("r.docx", docx(paragraph("a") * 20_000)),
    "marks deep in marks": ("r.docx", docx("<w:p>" * 500 + "</w:p>" * 500)),
    "over 20 MB": ("r.docx", ZIP + b"\0" * (LIMITS[".docx"] + 1)),
    "an empty page": ("r.html", b"<html><body> &nbsp; <p></p></body></html>"),
    "a page of scripts": ("r.html", b"<script>alert(1)</script><style>p{}</style>"),
    "a page in a charset unknown": ("r.html", b'<meta charset="x-none"><p>a</p>'),
    "a page in a codec that is none": ("r.html", b'<meta charset="zip"><p>a</p>'),
    "a page in another charset": ("r.html", "<h1>Café</h1><p>Niño</p>".encode("cp1252")),
    "a page deep in itself": ("r.html", b"<div>" * 5000 + b"x"),
    "a page of marks": ("r.html", b"<i></i>" * 50_000),
    "a page that is a PDF": ("r.html", b"%PDF-1.7 x"),
    "a page over 20 MB": ("r.html", b"x" * (LIMITS[".html"] + 1)),
    "an empty e-mail": ("r.eml", b" \n"),
    "an e-mail without header": ("r.eml", b"\njust text"),
    "an e-mail without text": ("r.eml", b"Subject: News\n\n"),
    "an encrypted e-mail": ("r.eml", b"Content-Type: application/pkcs7-mime\n\nMIIB"),
    "e-mails in e-mails": ("r.eml", deep_mail(12)),
    "parts in parts": ("r.eml", deep_multipart(60)),
    "parts without end": ("r.eml", deep_multipart(3000)),
    "an e-mail in an unknown charset": (
        "r.eml",
        b"Subject: x\nContent-Type: text/plain; charset=none\n\nTitle\n\nText",
    ),
    "an e-mail that is a zip": ("r.eml", ZIP + b"x"),
    "an old Word file": ("r.doc", OLE),
    "rich text": ("r.rtf", b"{\\rtf1}"),
    "a PDF": ("r.pdf", b"%PDF-1.7"),
    "OpenDocument": ("r.odt", ZIP),
    "Pages": ("r.pages", ZIP),
    "Outlook": ("r.msg", OLE),
    "a zip": ("r.zip", ZIP),
    "a text that is a PDF": ("r.txt", b"%PDF-1.7 x"),
    "a text that is rich text": ("r.txt", b"{\\rtf1 Title}"),
    "a text that is a zip": ("r.md", docx(WORDS)),
    "a text that is an old Word file": ("r.txt", OLE),
    "a text over 2 MB": ("r.txt", b"x" * (LIMITS[".txt"] + 1)),
    "50 MB": ("r.txt", b"word " * 10_000_000),
    "a text in Latin-1": ("r.txt", "Café\n\nNiño".encode("latin-1")),
    "a text in UTF-16 that does not say so": ("r.txt", "Title\n\nText".encode("utf-16-le")),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_in_one_sentence(what: str) -> None:
    name, data = BAD[what]
    with pytest.raises(ReleaseRefused, match=f"^{name}") as refusal:
        read_release(name, data[: limit(name) + 1])
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("a Word file with a password", "protected by a password"),
        ("a zip with a password", "protected by a password"),
        ("a Word file with macros", "holds macros"),
        ("a broken zip", "is damaged"),
        ("a text named .docx", "not a Word document"),
        ("entities in UTF-16", "declares entities"),
        ("a zip bomb that says so", "unpacks to more than any release"),
        ("an old Word file", "save it as .docx"),
        ("a page in a charset unknown", "no known encoding"),
        ("over 20 MB", "larger than 20 MB"),
        ("50 MB", "larger than 2 MB"),
        ("e-mails in e-mails", "nested too deep"),
    ],
)
def test_the_sentence_says_what_is_wrong(what: str, words: str) -> None:
    with pytest.raises(ReleaseRefused, match=words):
        read_release(*BAD[what])


def test_no_part_is_read_that_was_not_checked() -> None:
    assert read_release("r.docx", hidden_part()).title == "A title"


KINDS = st.sampled_from(["r.txt", "r.md", "r.html", "r.docx", "r.eml"])
STARTS = st.sampled_from([b"", ZIP, b"Subject: x\n\n", b"<p>", b"Content-Type: text/html\n\n<"])


@settings(deadline=None, max_examples=examples(200))
@given(KINDS, STARTS, st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(name: str, start: bytes, data: bytes) -> None:
    with suppress(ReleaseRefused):
        read_release(name, start + data)


@settings(deadline=None, max_examples=examples(100))
@given(
    st.sampled_from([("r.docx", release_docx()), ("r.eml", release_mail())]),
    st.integers(0, 10_000),
    st.binary(max_size=8),
)
def test_a_damaged_file_is_read_or_refused(file: tuple[str, bytes], at: int, data: bytes) -> None:
    name, whole = file
    with suppress(ReleaseRefused):
        read_release(name, whole[:at] + data + whole[at + len(data) :])
