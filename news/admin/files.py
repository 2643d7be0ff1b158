"""Which files may stand beside an item, how large they are, and that they are what they say."""

from pathlib import PurePosixPath
from typing import Any

from django import forms

from news.intake.images import FORMATS, MAX_PICTURE, MAX_PIXELS, format_of
from news.intake.kinds import MEGABYTE

MAX_FILE = 25 * MEGABYTE
ZIPPED = b"PK\x03\x04"
KINDS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (ZIPPED,),
    ".pptx": (ZIPPED,),
    ".xlsx": (ZIPPED,),
    ".odt": (ZIPPED,),
    ".ods": (ZIPPED,),
    ".odp": (ZIPPED,),
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF8",),
    ".webp": (b"RIFF",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".mp4": (b"",),
    ".csv": (b"",),
    ".txt": (b"",),
}
"""How files of each kind begin; of some anything goes that is no program."""
PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
LONGEST_BEGINNING = 8  # bytes


def check_picture(file: Any) -> None:
    """Refuse what no page can show, or no reader's telephone can bear."""
    _check_size(file, MAX_PICTURE)
    file.seek(0)
    kind = format_of(file.read())
    file.seek(0)
    if not kind:
        raise forms.ValidationError(
            f"This is no picture that a page can show: a whole {', '.join(FORMATS[:-1])} or"
            f" {FORMATS[-1]} of at most {MAX_PIXELS // 1_000_000} million pixels."
        )


def check_attachment(file: Any) -> None:
    """Refuse what is of no kind that people send, or of another kind than its name says."""
    _check_size(file, MAX_FILE)
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix not in KINDS:
        raise forms.ValidationError(
            f"Files of this kind ({suffix or 'no ending'}) are not given out. Kinds that are:"
            f" {', '.join(KINDS)}."
        )
    file.seek(0)
    begins = file.read(LONGEST_BEGINNING)
    file.seek(0)
    if begins.startswith(PROGRAMS) or not begins.startswith(KINDS[suffix]):
        raise forms.ValidationError(f"The file is named {suffix} and is something else: check it.")


def _check_size(file: Any, most: int) -> None:
    if file.size > most:
        raise forms.ValidationError(
            f"The file is larger than {most // MEGABYTE} MB: send a smaller one."
        )
