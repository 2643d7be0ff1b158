"""What was drawn of a trial is not drawn again until its record stands elsewhere.

Kept by position (trials/positions.py), picture and width: its page and the file share the wide
drawing, whoever asks for either, and with whatever question.
"""

import hashlib
from dataclasses import replace

from django.core.cache import caches

from trials.figures.picture import Picture
from trials.figures.sheet import Sheet


def kept(picture: Picture, position: str) -> Picture:
    """The same picture, which draws where nothing was drawn yet at this position of its trial."""
    drawings = caches["drawings"]

    def draw(sheet: Sheet) -> None:
        key = hashlib.sha256(f"{position} {picture.name} {sheet.width}".encode()).hexdigest()
        if (found := drawings.get(key)) is None:
            picture.draw(sheet)
            drawings.set(key, (sheet.marks, sheet.y))
        else:
            marks, sheet.y = found
            sheet.add(*marks)

    return replace(picture, draw=draw)
