"""A Word file's zip: only its parts with words and pictures, checked before anything reads them."""

import io
import re
import zlib
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from news.intake.kinds import OLE, ZIP, ReleaseRefused

MAX_PARTS = 2000
MAX_XML = 8_000_000
"""Of all parts together; a release of two pages has 100,000."""
MAX_ELEMENTS = 50_000
"""Of one part; a release of two pages has 3,000, and reading takes seconds for so many."""
MAX_UNPACKED = 60_000_000
MAX_DEPTH = 120
_MAIN = re.compile(r"word/document[0-9]*\.xml")
_XML = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[\w.-]+\.(?:xml|rels)")
_PICTURE = re.compile(r"word/media/[\w. -]+")
_LOOKS_LIKE_XML = (b"<", b"\0<", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DAMAGED = (BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, NotImplementedError)
_ODD = (RuntimeError, ValueError, KeyError, OverflowError, MemoryError)


def checked_package(name: str, data: bytes) -> io.BytesIO:
    """Give the file with only what is read of it; raises ReleaseRefused."""
    _refuse_what_is_no_zip(name, data)
    try:
        with ZipFile(io.BytesIO(data)) as package:
            _refuse_by_its_list(name, package.infolist())
            return _copy(name, package)
    except (*_DAMAGED, *_ODD):
        raise ReleaseRefused(
            f"{name} is damaged: open it in Word and save it anew as .docx."
        ) from None


def _refuse_what_is_no_zip(name: str, data: bytes) -> None:
    if not data.strip():
        raise ReleaseRefused(f"{name} is empty.")
    if data.startswith(OLE):
        what = (
            "is protected by a password: take the password off in Word and save it"
            if _ENCRYPTED in data
            else "is a document of an older Word: open it and save it as .docx"
        )
        raise ReleaseRefused(f"{name} {what}.")
    if not data.startswith(ZIP):
        raise ReleaseRefused(f"{name} is not a Word document: save the release as .docx.")


def _refuse_by_its_list(name: str, parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise ReleaseRefused(f"{name} is protected by a password: save it without one.")
    if any("vbaproject" in part.lower() for part in names):
        raise ReleaseRefused(f"{name} holds macros: save it as .docx, which has none.")
    if not any(map(_MAIN.fullmatch, names)):
        raise ReleaseRefused(f"{name} is not a Word document: save the release as .docx.")
    if len(set(names)) != len(names):
        raise ReleaseRefused(f"{name} is damaged: a part of it is there twice. Save it anew.")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ReleaseRefused(_TOO_LARGE.format(name))


_TOO_LARGE = "{} unpacks to more than any release holds: save its text alone as .docx."


def _copy(name: str, package: ZipFile) -> io.BytesIO:
    kept = io.BytesIO()
    room, xml_room = MAX_UNPACKED, MAX_XML
    with ZipFile(kept, "w") as copy:
        for part in package.infolist():
            is_xml = _XML.fullmatch(part.filename)
            if not is_xml and not _PICTURE.fullmatch(part.filename):
                continue
            content = _unpacked(name, package, part, min(room, xml_room) if is_xml else room)
            room -= len(content)
            if is_xml:
                xml_room -= len(content)
                _check_xml(name, content)
            # What was not checked as XML must not be read as XML, whatever another part says.
            if is_xml or not content.lstrip().startswith(_LOOKS_LIKE_XML):
                copy.writestr(part.filename, content)
    kept.seek(0)
    return kept


def _unpacked(name: str, package: ZipFile, part: ZipInfo, room: int) -> bytes:
    """Unpack no more than there is room for, whatever the list says."""
    with package.open(part) as stream:
        content = stream.read(room + 1)
    if len(content) > room:
        raise ReleaseRefused(_TOO_LARGE.format(name))
    return content


def _check_xml(name: str, content: bytes) -> None:
    """Refuse what Word never writes: declarations of entities, marks without end, broken XML."""
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if count > MAX_ELEMENTS:
            raise ReleaseRefused(_TOO_LARGE.format(name))
        if depth > MAX_DEPTH:
            raise ReleaseRefused(
                f"{name} has marks inside marks over {MAX_DEPTH} deep: save its text as .txt."
            )

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*found: object) -> None:
        raise ReleaseRefused(
            f"{name} declares entities, as no Word document does: open it in Word and save it anew."
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise ReleaseRefused(
            f"{name} is damaged: open it in Word and save it anew as .docx."
        ) from None
