"""People at work on the site: some read, some add trials with parts; and what each was told."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import requests
from bs4 import BeautifulSoup, Tag

from tests.faults.site import Faulty

PAGES = ("/", "/trials/", "/trials/A021602/", "/news/", "/approvals/", "/search/?q=cabozantinib")
ADD = "/admin/trials/trial/add/?rows=1"
# The trial's own fields, and one row each of two kinds of its parts.
PARTS = {"arms-0-label": "Arm", "cohorts-0-label": "Cohort", "reason": "A test of faults"}
NUMBERS = itertools.count(10_000_000)
READERS, WRITERS = 3, 2
PATIENCE = 40  # seconds for one answer


@dataclass(frozen=True)
class Answer:
    """What became of one request: its status, or the name of what broke (status 0)."""

    at: float
    path: str
    status: int
    retry_after: str = ""
    broke: str = ""
    text: str = ""


@dataclass
class Seen:
    """All answers, and the trials whose saving was acknowledged or at least tried."""

    reads: list[Answer] = field(default_factory=list)
    writes: list[Answer] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def statuses(self) -> dict[str, int]:
        """How often each outcome was met."""
        found: dict[str, int] = {}
        for answer in [*self.reads, *self.writes]:
            key = str(answer.status or answer.broke)
            found[key] = found.get(key, 0) + 1
        return dict(sorted(found.items()))

    def any_told_to_wait(self) -> bool:
        """Whether somebody got a 503."""
        return any(one.status == 503 for one in [*self.reads, *self.writes])

    def any_save_told_to_wait(self) -> bool:
        """Whether somebody who saved got a 503."""
        return any(one.status == 503 for one in self.writes)

    def unclear(self) -> list[Answer]:
        """Answers that are no page, no redirect, and no 503 that says when to come again."""
        told = [*self.reads, *self.writes]
        return [
            one
            for one in told
            if one.status not in (0, 200, 302)
            and not (one.status == 503 and one.retry_after.isdigit())
        ]

    def refused(self) -> list[Answer]:
        """Forms that came back: the test itself sent something wrong."""
        return [one for one in self.writes if one.status == 200]

    def broken(self) -> list[Answer]:
        """Requests that got no answer."""
        return [one for one in [*self.reads, *self.writes] if one.status == 0]


@contextmanager
def at_work(faulty: Faulty, sessions: list[str], name: str) -> Iterator[Seen]:
    """People read and save until the block ends; each ends what it is at."""
    seen, ended = Seen(), threading.Event()
    threads = [
        threading.Thread(target=_read, args=[faulty, seen, ended]) for _ in range(READERS)
    ] + [
        threading.Thread(target=_write, args=[faulty, session, seen, ended, f"{name}{number}"])
        for number, session in enumerate(sessions[:WRITERS])
    ]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _read(faulty: Faulty, seen: Seen, ended: threading.Event) -> None:
    while not ended.is_set():
        path = random.choice(PAGES)
        seen.reads.append(_asked(faulty, path, partial(requests.get, timeout=PATIENCE)))
        time.sleep(0.02)


def _write(faulty: Faulty, session: str, seen: Seen, ended: threading.Event, name: str) -> None:
    browser = requests.Session()
    browser.cookies.set("sessionid", session)
    while not ended.is_set():
        fields = _form(faulty, browser, seen)
        if fields is None:
            time.sleep(0.2)
            continue
        number = next(NUMBERS)
        title = f"{name} {number}"
        fields |= PARTS | {"brief_title": title, "nct_id": f"NCT{number}"}
        seen.tried.append(title)
        sent = partial(browser.post, data=fields, timeout=PATIENCE, allow_redirects=False)
        answer = _asked(faulty, ADD, sent)
        seen.writes.append(answer)
        if answer.status == 302:
            seen.acknowledged.append(title)


def _form(faulty: Faulty, browser: requests.Session, seen: Seen) -> dict[str, object] | None:
    """What an empty form would send, or None where it does not come."""
    page: list[str] = []

    def get(url: str) -> requests.Response:
        answer = browser.get(url, timeout=PATIENCE, allow_redirects=False)
        page.append(answer.text)
        return answer

    told = _asked(faulty, ADD, get)
    seen.reads.append(told)
    return _fields(page[0]) if told.status == 200 else None


def _fields(page: str) -> dict[str, object]:
    form = BeautifulSoup(page, "html.parser").select_one("#content form[method=post]")
    assert form is not None
    found: dict[str, object] = {}
    for one in form.select("input[name], textarea[name], select[name]"):
        name, value = str(one["name"]), _value(one)
        if value is not None and "__prefix__" not in name:
            found[name] = value
    return found


def _value(one: Tag) -> object | None:
    if one.name == "select":
        chosen = one.select_one("option[selected]")
        return str(chosen.get("value", "")) if chosen else ""
    if one.name == "textarea":
        return one.text.removeprefix("\n")
    if one.get("type") in ("submit", "file"):
        return None
    if one.get("type") in ("checkbox", "radio") and not one.has_attr("checked"):
        return None
    return str(one.get("value", "on" if one.get("type") == "checkbox" else ""))


def _asked(faulty: Faulty, path: str, ask: Callable[[str], requests.Response]) -> Answer:
    at = time.monotonic()
    try:
        answer = ask(f"{faulty.base}{path}")
    except requests.RequestException as error:
        return Answer(at, path, 0, broke=type(error).__name__)
    text = answer.text[:2000] if answer.status_code >= 400 or path == ADD else ""
    return Answer(at, path, answer.status_code, answer.headers.get("Retry-After", ""), "", text)
