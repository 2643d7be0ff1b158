"""Pictures of a release -> rows, and files that are written once the rows are there to stay."""

import hashlib
from collections.abc import Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from news.intake.kinds import ReleaseRefused
from news.intake.source import Picture
from news.models import NewsImage, NewsItem

ENDINGS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}


def keep_pictures(item: NewsItem, pictures: Sequence[Picture]) -> None:
    """Save each; nothing is written to disk if the transaction is rolled back."""
    for position, picture in enumerate(pictures):
        image = NewsImage(
            item=item,
            alternative_text=picture.alternative_text,
            caption=picture.caption,
            position=position,
        )
        name = f"{position + 1}-{hashlib.sha256(picture.data).hexdigest()[:12]}"
        filename = f"{name}.{ENDINGS[picture.format]}"
        image.file.name = image.file.field.generate_filename(image, filename)
        image.save()
        transaction.on_commit(partial(_write, image, picture.data))


def _write(image: NewsImage, data: bytes) -> None:
    """Write the file of a picture; one that cannot be written has no row either."""
    wanted = str(image.file.name)
    try:
        written = image.file.storage.save(wanted, ContentFile(data))
    except OSError as error:
        image.delete()
        raise ReleaseRefused(
            f"“{image.item}” was taken in, but a picture of it could not be written"
            f" ({error.strerror}): add it by hand."
        ) from None
    if written != wanted:
        NewsImage.objects.filter(pk=image.pk).update(file=written)
