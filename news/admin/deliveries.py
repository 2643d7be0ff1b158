"""What one press of "Take in" brings: each release by itself, and what a person is told of it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.text import capfirst

from news.intake import ReleaseRefused
from news.intake.archive import Row
from news.intake.arrival import Arrival, arrive
from news.intake.pasted import suffix_of
from news.intake.plain_text import excerpt
from news.intake.report import facts_of
from news.models import NewsItem
from news.proposing import to_decide
from trials.vocabulary import LinkMethod

logger = logging.getLogger(__name__)

KEPT_RUNS = 5
SESSION_KEY = "taken_in"
EXPECTED = ("Date", "Quotations", "Media contact")
PASTED = "the pasted text"
FAULTY = (
    "{} could not be taken in, by a fault of the program, and nothing of it is kept. Paste its text"
    " instead, and tell whoever runs the site, whose log says more."
)


@dataclass
class Delivery:
    """What came of it."""

    arrived: list[Arrival] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Sentences, each of which names its file."""
    text_refused: str = ""

    def as_kept(self) -> dict[str, Any]:
        """What cannot be read again from the items."""
        return {
            "refused": self.refused,
            "arrived": [
                {
                    "name": one.name,
                    "item": one.item.pk,
                    "is_new": one.is_new,
                    "unknown": one.unknown,
                    "notes": one.notes,
                    "like": one.like and one.like.pk,
                }
                for one in self.arrived
            ],
        }


@dataclass(frozen=True)
class Told:
    """One release, as its page tells of it."""

    item: Any
    facts: dict[str, str]
    kept: dict[str, Any]
    like: NewsItem | None
    missing: list[str]
    """What most releases have and was not found in it."""
    without_words: int
    """Pictures that nobody described yet."""
    to_decide: int
    """Facts that ask for something which the records do not say."""

    @property
    def links(self) -> list[tuple[Any, str]]:
        """Each with the words it rests on as they read; with the address where it is that."""
        return [
            (link, excerpt(link.evidence, with_addresses=link.method == LinkMethod.LINK))
            for link in self.item.trial_links.all()
        ]


def deliver(given: dict[str, Any], rows: Iterable[Row]) -> Delivery:
    """Take in the text and the files, with what a list says of these."""
    delivery = Delivery()
    if given["text"]:
        delivery.text_refused = _take_text(delivery, given)
    listed = _by_name(rows)
    for file in given["uploads"]:
        mine = listed.pop(file.name.casefold(), [])
        if refusal := _take_file(delivery, file, mine):
            delivery.refused.append(refusal)
    left = (row for mine in listed.values() for row in mine)
    delivery.refused += [row.fault or _not_chosen(row) for row in left]
    return delivery


def kept_for_later(request: HttpRequest, delivery: Delivery) -> str:
    """Keep it for the page that follows; gives the key to it."""
    key = get_random_string(12)
    runs = {**request.session.get(SESSION_KEY, {}), key: delivery.as_kept()}
    request.session[SESSION_KEY] = dict(list(runs.items())[-KEPT_RUNS:])
    return key


def remembered(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept under the key in the address."""
    runs = request.session.get(SESSION_KEY, {})
    found: dict[str, Any] | None = runs.get(request.GET.get("run", ""))
    return found


def told(run: dict[str, Any]) -> dict[str, Any]:
    """The items as they are now, with what was said of them; items gone since are left out."""
    keys = [kept["item"] for kept in run["arrived"]]
    likes = [kept["like"] for kept in run["arrived"] if kept["like"]]
    parts = ("quotations", "images", "trial_links__trial")
    items = NewsItem.objects.select_related("issue").prefetch_related(*parts).in_bulk(keys)
    others = NewsItem.objects.in_bulk(likes)
    shown = [kept for kept in run["arrived"] if kept["item"] in items]
    asked = to_decide(items.values())
    return {
        "refused": run["refused"],
        "arrived": [
            _told(items[kept["item"]], kept, others, asked.get(kept["item"], 0)) for kept in shown
        ],
    }


def _told(item: NewsItem, kept: dict[str, Any], others: dict[int, NewsItem], asked: int) -> Told:
    bare = sum(not image.alternative_text for image in item.images.all())
    facts = facts_of(item)
    missing = [label.lower() for label in EXPECTED if label not in facts]
    missing += [] if item.summary else ["summary (lists show how the text begins)"]
    return Told(item, facts, kept, others.get(kept["like"]), missing, bare, asked)


def _take_text(delivery: Delivery, given: dict[str, Any]) -> str:
    """Take the pasted text in: with its headings and links, if the browser sent it with them."""
    text, chosen = given["text"], given["read_as"]
    if given["formatted"] and not chosen:
        if not _take(delivery, PASTED, "pasted.html", given["formatted"]):
            return ""
        chosen = ".txt"
    return capfirst(_take(delivery, PASTED, f"pasted{chosen or suffix_of(text)}", text))


def _take_file(delivery: Delivery, file: Any, rows: list[Row]) -> str:
    """Take one file in, unless a row of the list is wrong; gives the sentence of a refusal."""
    if faults := [row.fault for row in rows if row.fault]:
        return faults[0]
    dated = next((row.dated for row in rows if row.dated), "")
    paths = [row.path for row in rows]
    return _take(delivery, file.name, file.name, file.read(), dated, paths)


def _take(delivery: Delivery, shown: str, name: str, *given: Any) -> str:
    """Take one release in; gives the sentence of a refusal, with the name that people know."""
    try:
        delivery.arrived.append(replace(arrive(name, *given), name=shown))
    except ReleaseRefused as refusal:
        return str(refusal).replace(name, shown, 1)
    except Exception:  # one file that we cannot read must not hide what became of the others
        logger.exception("A release could not be taken in: %s", name)
        return FAULTY.format(shown)
    return ""


def _by_name(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the names of their files, without folders: a browser tells none."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = PurePosixPath(row.file.replace("\\", "/")).name.casefold()
        found.setdefault(name or f"line {row.line}", []).append(row)
    return found


def _not_chosen(row: Row) -> str:
    return f"Line {row.line} of the list: {row.file} was not among the files chosen."
