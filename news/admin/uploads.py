"""Uploads of releases: nothing larger than a release is kept, and what is too much is said so."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from news.intake import limit
from news.intake.kinds import LIMITS, MEGABYTE

MOST_FILES = 50
MOST_BYTES = 100 * MEGABYTE
"""Of one upload."""
LONGEST_UPLOAD = 1000 * MEGABYTE
"""What is read to its end for nothing, so that the browser gets to the answer."""
TOO_MANY = f"More than {MOST_FILES} files were chosen"
TOO_LARGE = f"The files have more than {MOST_BYTES // MEGABYTE} MB together"


class Bounded(TemporaryFileUploadHandler):
    """Writes each file to disk, no more of it than shows that it is too large.

    What is beyond the bounds of one upload is read and dropped: an answer that comes before the
    browser has sent everything may never be seen. `fault` then says why, and no file is kept.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.count = self.received = 0
        length = request.META.get("CONTENT_LENGTH") or "0"
        self.fault = TOO_LARGE if not length.isdigit() or int(length) > MOST_BYTES else ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file for it, while there may be more."""
        self.count += 1
        if self.count > MOST_FILES and not self.fault:
            self.fault = TOO_MANY
        if not self.fault:
            super().new_file(*args, **kwargs)
        else:
            self.file_name = args[1]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what there is room for."""
        self.received += len(raw_data)
        if self.received > LONGEST_UPLOAD:
            raise StopUpload(connection_reset=True)
        room = limit(self.file_name or "") + 1 - start
        if room > 0 and not self.fault:
            super().receive_data_chunk(raw_data[:room], start)

    def file_complete(self, file_size: int) -> Any:
        """Give the file, where it was kept."""
        if self.fault:
            return None
        return super().file_complete(min(file_size, limit(self.file_name or "") + 1))


class SeveralFiles(forms.FileInput):
    """One box for several files, which takes files that are dropped on it, too."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All that were chosen."""
        return files.getlist(name)


class FilesField(forms.Field):
    """The files as they came; each is judged when it is read."""

    widget = SeveralFiles(attrs={"accept": ",".join(LIMITS)})
