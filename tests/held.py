"""Pages that visitors hold, before and after a change: a page that differs has another tag."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from trials.search.indexing import refresh

TRIES = 5


@dataclass(frozen=True)
class Page:
    """What an address answered."""

    status: int
    body: bytes
    tag: str


def body(answer: Any) -> bytes:
    """All of it, streamed or not."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def still_held(client: Client, address: str) -> Any:
    """What who holds a page is answered, with the tag that HEAD told.

    Asked again where it is another: a transaction of another test ended between the two.
    """
    for _ in range(TRIES):
        tag = client.head(address)["ETag"]
        answer: Any = client.get(address, headers={"if-none-match": tag})
        if answer.status_code == 304:
            break
    return answer


def pages(addresses: Iterable[str]) -> dict[str, Page]:
    """As they are made now: nothing that was kept counts."""
    refresh()
    caches["pages"].clear()
    answers = {address: Client().get(address) for address in addresses}
    return {
        address: Page(answer.status_code, body(answer), answer.get("ETag", ""))
        for address, answer in answers.items()
    }


def changed_by(change: Callable[[], Any], addresses: Iterable[str]) -> set[str]:
    """The addresses that answer otherwise after the change; who held a page of one is told so."""
    before = pages(addresses)
    change()
    after = pages(addresses)
    differ = {
        address
        for address, page in before.items()
        if (page.status, page.body) != (after[address].status, after[address].body)
    }
    for address in differ:
        held = before[address]
        assert held.tag != after[address].tag or not held.tag, address
        if held.tag:
            answer = Client().get(address, headers={"if-none-match": held.tag})
            assert answer.status_code == after[address].status, address
    return differ


def soon(addresses: Iterable[str]) -> datetime:
    """A moment before which all these pages can be made."""
    start = time.monotonic()
    pages(addresses)
    return timezone.now() + timedelta(seconds=2 + 2 * (time.monotonic() - start))


def wait_for(moment: datetime) -> None:
    """Until it has passed; it must not have."""
    left = (moment - timezone.now()).total_seconds()
    assert left > 0, "The pages were to be made before it: give them more time."
    time.sleep(left + 0.05)
