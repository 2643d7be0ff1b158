"""Files that come with a form: never more of them than a page takes, and none from a stranger.

The limits of each kind are its page's (news/admin/files.py, news/intake/kinds.py). Here is what
holds before any page is asked: Django reads a whole request when it looks for the form's token.
"""

from typing import Any

from django.core.files.uploadhandler import (
    SkipFile,
    StopUpload,
    TemporaryFileUploadHandler,
)
from django.http import HttpRequest

MOST_BYTES = 200_000_000
"""Of all files of one request; twenty pictures of the largest kind."""


class Limited(TemporaryFileUploadHandler):
    """Writes files to disk, up to the limit, for one who is signed in."""

    received = 0

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Of a stranger's file only the name is kept, with the words of the form."""
        request: Any = self.request
        if not request.user.is_authenticated:
            request.files_skipped = [*files_skipped(request), file_name]
            raise SkipFile
        super().new_file(field_name, file_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write it; hang up on one who sends without end."""
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            raise StopUpload(connection_reset=True)
        super().receive_data_chunk(raw_data, start)


def files_skipped(request: HttpRequest) -> list[str]:
    """The names of files that came without a session."""
    return list(getattr(request, "files_skipped", []))
