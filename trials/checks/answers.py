"""What became of links, from a list that a link checker of the house wrote: CSV, three columns.

`URL,status,checked at`: an address, HTTP's status (0 or empty where nothing answered), a time with
its zone. Of one address the latest counts, whatever the order. All of a list is kept or none.
"""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils.dateparse import parse_datetime

from trials.models import LinkAnswer

BATCH = 1000
LONGEST = 2000
WANTED = "URL,status,checked at: an address, its status (0 for no answer), 2026-11-26T08:00Z"


class AnswersRefused(Exception):
    """A sentence that says which line is wrong, and how."""


def take_in(lines: Iterable[str]) -> int:
    """Keep the answers; says how many addresses the list has. Raises `AnswersRefused`."""
    number = 0
    rows = _read(lines)
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            number += _kept(batch)
    return number


def _kept(batch: list[LinkAnswer]) -> int:
    latest: dict[str, LinkAnswer] = {}
    for one in batch:
        if one.url not in latest or latest[one.url].checked_at <= one.checked_at:
            latest[one.url] = one
    known = LinkAnswer.objects.filter(url__in=latest).values_list("url", "checked_at")
    for url, checked_at in known:
        if checked_at > latest[url].checked_at:
            del latest[url]
    LinkAnswer.objects.bulk_create(
        latest.values(),
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["status", "checked_at"],
    )
    return len(latest)


def _read(lines: Iterable[str]) -> Iterator[LinkAnswer]:
    reader = csv.reader(lines)
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if any(row) and not (reader.line_num == 1 and row[0].lower() in ("url", "address")):
                yield _answer(reader.line_num, row)
    except csv.Error as error:
        raise AnswersRefused(f"Line {reader.line_num} is no CSV: {error}.") from None


def _answer(line: int, row: list[str]) -> LinkAnswer:
    if len(row) != 3 or not row[0]:
        raise AnswersRefused(f"Line {line} has {len(row)} columns. Wanted: {WANTED}.")
    url, status, checked = row
    if len(url.encode()) > LONGEST or "\0" in url or not url.startswith(("http://", "https://")):
        raise AnswersRefused(f"Line {line}: “{url[:80]}” is no address of the web.")
    if status and not (status.isascii() and status.isdigit() and _is_status(int(status[:9]))):
        raise AnswersRefused(f"Line {line}: “{status[:20]}” is no status of HTTP, or 0.")
    return LinkAnswer(url=url, status=int(status or 0), checked_at=_time(line, checked))


def _is_status(number: int) -> bool:
    return number == 0 or 100 <= number <= 599


def _time(line: int, text: str) -> dt.datetime:
    try:
        time = parse_datetime(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise AnswersRefused(f"Line {line}: “{text[:40]}” is no time with a zone. {WANTED}.")
    return time
