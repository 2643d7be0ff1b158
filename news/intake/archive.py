"""A list of old releases: which file, of which date, at which old address."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from news.intake.dates import printed_date
from news.intake.decoding import decoded
from news.intake.kinds import ReleaseRefused
from news.models import NewsItem
from trials.identifiers import find_mentions
from trials.models import FormerAddress, Trial
from trials.partial_dates import PATTERN, first_day

MAX_LIST = 20_000_000
COLUMNS = {
    "file": ("file", "filename", "filepath", "path", "document", "name"),
    "date": ("date", "dated", "published", "publicationdate"),
    "url": ("oldurl", "url", "oldaddress", "address", "link", "formerurl"),
}
LONGEST_PATH = 500
LONGEST_HEADER = 2000
_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+-]*:(?![0-9])")
"""Not a host with its port."""


@dataclass(frozen=True)
class Row:
    """One line of the list; `fault` is the sentence for one that cannot be used."""

    line: int
    file: str = ""
    """As the list names it."""
    dated: str = ""
    path: str = ""
    fault: str = ""


def read_list(name: str, data: bytes) -> Iterator[Row]:
    """Read a list of this name; raises ReleaseRefused if it is no list at all."""
    if len(data) > MAX_LIST:
        raise ReleaseRefused(f"{name} is larger than {MAX_LIST // 1_000_000} MB: part it.")
    text = decoded(name, data)
    first = text[:LONGEST_HEADER].split("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        places = _places(name, next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(reader.line_num, cells, places)
    except csv.Error as error:
        yield Row(reader.line_num, fault=f"Line {reader.line_num} is no line of a CSV: {error}.")


def beside(listed: Path, row: Row) -> Path:
    """Give the file beside or below the list; others are nobody's to name in a list."""
    folder = listed.parent.resolve()
    relative = PurePosixPath(row.file.replace("\\", "/"))
    file = (folder / relative).resolve()
    if relative.is_absolute() or ".." in relative.parts or not file.is_relative_to(folder):
        raise ReleaseRefused(
            f"Line {row.line}: {row.file} lies outside the folder of the list: put it there."
        )
    return file


def keep_old_address(item: NewsItem, path: str) -> str:
    """Let an old address lead to the item; gives a sentence where it leads elsewhere already."""
    if not path:
        return ""
    new = item.get_absolute_url()
    if path == new:
        return ""
    if _is_ours(path):
        return f"{path} is an address of this site itself, so it does not lead to the release."
    address, _ = FormerAddress.objects.get_or_create(path=path, defaults={"moved_to": new})
    if address.moved_to == new:
        return ""
    return f"{path} leads to {address.moved_to} already and stays so."


def _is_ours(path: str) -> bool:
    """Whether a page of this site answers there, or will: browsers keep a 301 for ever."""
    bare = path.partition("?")[0]
    return any(_answers(address) for address in {bare, f"{bare.removesuffix('/')}/"})


def _answers(path: str) -> bool:
    try:
        named = resolve(path)
    except Resolver404:
        return False
    if named.url_name == "news-item":
        return bool(NewsItem.objects.filter(slug=named.kwargs["slug"]).exists())
    if (trial := named.kwargs.get("trial_id")) is not None:
        return bool(find_mentions(trial)) or Trial.objects.reached_by(trial) is not None
    return True


def _places(name: str, header: list[str]) -> dict[str, int]:
    """Give which column holds what."""
    titles = ["".join(filter(str.isalnum, cell.casefold())) for cell in header]
    places = {
        column: next((titles.index(one) for one in spellings if one in titles), -1)
        for column, spellings in COLUMNS.items()
    }
    if places["file"] < 0:
        raise ReleaseRefused(f"{name} has no column “file”: its first line names the columns.")
    return places


def _row(line: int, cells: list[str], places: dict[str, int]) -> Row:
    file, date, url = (
        cells[places[column]].strip() if 0 <= places[column] < len(cells) else ""
        for column in ("file", "date", "url")
    )
    try:
        return Row(line, _file(file), _date(date), _path(url))
    except ValueError as error:
        return Row(line, file, fault=f"Line {line}: {error}")


def _file(name: str) -> str:
    if not name or "\0" in name:
        raise ValueError("it names no file.")
    return name


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
    fault = f"“{url[:200]}” is not the address of a page."
    if (scheme := _SCHEME.match(url)) and scheme[0].lower() not in ("http:", "https:"):
        raise ValueError(fault)
    try:
        parts = urlsplit(
            url if "//" in url else f"//old{url if url.startswith('/') else f'/{url}'}"
        )
    except ValueError:
        raise ValueError(fault) from None
    path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
    if not path.startswith("/") or path == "/" or len(path) > LONGEST_PATH or "\0" in path:
        raise ValueError(fault)
    return path
