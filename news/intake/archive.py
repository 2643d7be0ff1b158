"""A list of old releases: which file, of which date, at which old address."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from news.intake.dates import printed_date
from news.intake.decoding import decoded
from news.intake.kinds import ReleaseRefused
from news.models import NewsItem
from trials.models import FormerAddress
from trials.partial_dates import PATTERN, first_day

MAX_LIST = 20_000_000
COLUMNS = {
    "file": ("file", "filename", "filepath", "path", "document", "name"),
    "date": ("date", "dated", "published", "publicationdate"),
    "url": ("oldurl", "url", "oldaddress", "address", "link", "formerurl"),
}
LONGEST_PATH = 500


@dataclass(frozen=True)
class Row:
    """One line of the list; `fault` is the sentence for one that cannot be used."""

    line: int
    file: Path | None = None
    dated: str = ""
    path: str = ""
    fault: str = ""


def read_list(listed: Path) -> Iterator[Row]:
    """Read the list; raises ReleaseRefused if it is no list at all."""
    reader = csv.reader(io.StringIO(_text(listed), newline=""))
    places = _places(listed, next(reader, []))
    folder = listed.parent.resolve()
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(reader.line_num, folder, cells, places)
    except csv.Error as error:
        yield Row(reader.line_num, fault=f"Line {reader.line_num} is no line of a CSV: {error}.")


def keep_old_address(item: NewsItem, path: str) -> str:
    """Let an old address lead to the item; gives a sentence where it leads elsewhere already."""
    if not path:
        return ""
    new = item.get_absolute_url()
    if path == new:
        return ""
    address, _ = FormerAddress.objects.get_or_create(path=path, defaults={"moved_to": new})
    if address.moved_to == new:
        return ""
    return f"{path} leads to {address.moved_to} already and stays so."


def _text(listed: Path) -> str:
    try:
        with listed.open("rb") as file:
            data = file.read(MAX_LIST + 1)
    except OSError as error:
        raise ReleaseRefused(f"{listed} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_LIST:
        raise ReleaseRefused(f"{listed} is larger than {MAX_LIST // 1_000_000} MB: part it.")
    return decoded(str(listed), data)


def _places(listed: Path, header: list[str]) -> dict[str, int]:
    """Give which column holds what."""
    names = ["".join(filter(str.isalnum, cell.casefold())) for cell in header]
    places = {
        column: next((names.index(name) for name in spellings if name in names), -1)
        for column, spellings in COLUMNS.items()
    }
    if places["file"] < 0:
        raise ReleaseRefused(f"{listed} has no column “file”: its first line names the columns.")
    return places


def _row(line: int, folder: Path, cells: list[str], places: dict[str, int]) -> Row:
    file, date, url = (
        cells[places[column]].strip() if 0 <= places[column] < len(cells) else ""
        for column in ("file", "date", "url")
    )
    try:
        return Row(line, _file(folder, file), _date(date), _path(url))
    except ValueError as error:
        return Row(line, fault=f"Line {line}: {error}")


def _file(folder: Path, name: str) -> Path:
    """Give the file beside or below the list; others are nobody's to name in a list."""
    relative = PurePosixPath(name.replace("\\", "/"))
    if not name or "\0" in name:
        raise ValueError("it names no file.")
    file = (folder / relative).resolve()
    if relative.is_absolute() or ".." in relative.parts or not file.is_relative_to(folder):
        raise ValueError(f"{name} lies outside the folder of the list: put it there.")
    return file


def _date(text: str) -> str:
    """Give the date as a partial date."""
    if not text:
        return ""

    if re.fullmatch(PATTERN, text):
        first_day(text)
        return text
    if dated := printed_date(text):
        return dated
    raise ValueError(f"“{text}” is not a date: write 2018, 2018-07 or 2018-07-15.")


def _path(url: str) -> str:
    """Give path and query of an old address, as they are asked for."""
    if not url:
        return ""
    parts = urlsplit(url if "//" in url else f"//old{url if url.startswith('/') else f'/{url}'}")
    path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
    if not path.startswith("/") or path == "/" or len(path) > LONGEST_PATH or "\0" in path:
        raise ValueError(f"“{url[:200]}” is not the address of a page.")
    return path
