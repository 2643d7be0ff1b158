"""Bytes of a file -> clean text, or one sentence that says why not."""

import codecs
import re
import unicodedata

from news.intake.kinds import ReleaseRefused

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_CHARSETS = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|cp(?:125[0-8]|874|932|949|950|936|866)|iso8859-[0-9]{1,2}"
    r"|koi8-[ru]|mac-roman|shift_jis|gbk|gb18030|gb2312|big5|euc_(?:jp|kr)|iso2022_jp"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def decoded(name: str, data: bytes, charset: str = "") -> str:
    """Give the text, by its byte order mark, else the charset it declares, else UTF-8."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    encoding = BYTE_ORDER_MARKS.get(mark) or _codec(name, charset)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeError:
        declared = f", though it says it is {charset}" if charset else " in UTF-8"
        raise ReleaseRefused(
            f"{name} is not text{declared}: open it in an editor and save it as UTF-8."
        ) from None
    _refuse_half_characters(name, text)
    return text


def checked(name: str, text: str) -> str:
    """Give plain text without what a reader cannot see; refuse what no person wrote."""
    _refuse_half_characters(name, text)
    if _CONTROL.search(text):
        raise ReleaseRefused(f"{name} holds control characters: it is not a text file.")
    return cleaned(name, text)


def cleaned(name: str, text: str) -> str:
    """Give text with lines ended by a newline, plain spaces and nothing invisible."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    text = _CONTROL.sub("", text)
    if not text.strip():
        raise ReleaseRefused(f"{name} is empty.")
    return unicodedata.normalize("NFC", text)


def _codec(name: str, charset: str) -> str:
    """Give Python's codec for a declared charset; those that are no charset of text are refused."""
    if not charset:
        return "utf-8"
    try:
        codec = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        codec = ""
    if codec in ("ascii", "iso8859-1"):  # browsers read both so
        return "cp1252"
    if not _CHARSETS.fullmatch(codec):
        raise ReleaseRefused(
            f"{name} says that it is in “{charset[:40]}”, which is no known encoding: save it as"
            " UTF-8."
        )
    return codec


def _refuse_half_characters(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ReleaseRefused(
            f"{name} holds half characters (surrogates): save it as UTF-8."
        ) from None
