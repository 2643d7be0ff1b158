"""Files that go with a news item, under addresses that ask whether the item is public."""

from pathlib import PurePosixPath

from django.db.models.fields.files import FieldFile


def file_name(file: FieldFile) -> str:
    """The name of a file without its folders."""
    return PurePosixPath(file.name or "").name
