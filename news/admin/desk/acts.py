"""What a press of a button on the desk does, and what is said of it: each act can be taken back.

A button's value is the act and the keys of links: "confirm:12", "undo:12,13". With it come, for
every card of the page, the role chosen and what the page showed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from news import linking
from news.admin.decisions import warn
from news.admin.desk.form import button_pressed, cards_shown, role_chosen, seen_of, with_undo
from news.linking import Choice, Decided
from news.models import NewsItem, TrialLink
from trials.admin.keys import is_key
from trials.matching import matching
from trials.models import Trial
from trials.vocabulary import LinkStatus

CONFIRMED, REJECTED, OPEN = LinkStatus.CONFIRMED, LinkStatus.REJECTED, LinkStatus.SUGGESTED
SHOWN, OFFERED = 5, 10


@dataclass
class Problem:
    """An act that was not done, for the page to show with what was typed."""

    typed: str = ""
    says: str = ""
    choices: list[Trial] = field(default_factory=list)


class Press:
    """One press, read from the form."""

    def __init__(self, request: HttpRequest, item: NewsItem) -> None:
        self.request, self.item = request, item
        self.user: Any = request.user
        self.name, about = button_pressed(request)
        self.keys = [int(key) for key in about.split(",") if is_key(key)]
        self.shown = cards_shown(request)

    def carry_out(self) -> Problem | None:
        """Do it and say what was done; a problem is for the page to show."""
        if self.name == "add":
            return self._add()
        if self.name == "look":
            self._look()
        elif self.name in CHOICES and self.keys:
            self._decide(CHOICES[self.name](self))
        self._keep_roles()
        return None

    def next_open(self) -> int | None:
        """The link to look at next: that of an undone act, else the open one that follows."""
        is_open = set(self.item.trial_links.open().values_list("pk", flat=True))
        after = self.shown.index(self.keys[-1]) if self._last_shown else 0
        order = [*self.shown[after:], *self.shown[:after], *sorted(is_open)]
        first = self.keys if self.name == "undo" else []
        return next((key for key in [*first, *order] if key in is_open), None)

    @property
    def _last_shown(self) -> bool:
        return bool(self.keys) and self.name != "add" and self.keys[-1] in self.shown

    def choice(self, key: int, status: LinkStatus) -> Choice:
        """What becomes of one link, with its role and what was seen of it."""
        stamp, _ = self._seen(key)
        role = role_chosen(self.request, f"role-{key}") if status == CONFIRMED else ""
        return Choice(key, status, role, stamp)

    def _seen(self, key: int) -> tuple[str, str]:
        """The stamp of a link and its role, as its card showed them."""
        stamp, _, role = seen_of(self.request, key).partition(" ")
        return stamp, role

    def _decide(self, choices: Iterable[Choice]) -> None:
        self._tell(linking.decide(self.item.pk, choices, self.user))

    def _add(self) -> Problem | None:
        """Link by hand the trial that was chosen, or that has the number typed."""
        typed = self.request.POST.get("number", "").strip().replace("\0", "")
        key = self.request.POST.get("trial", "")
        keys = self.keys or ([int(key)] if is_key(key) else [])
        trial = Trial.objects.filter(pk__in=keys).first()
        trial = trial or (Trial.objects.reached_by(typed) if typed else None)
        if trial is None:
            return _unknown(typed)
        role = role_chosen(self.request, "role")
        self._tell(linking.add(self.item, trial, role, self.user))
        return None

    def _look(self) -> None:
        read = linking.read_again(self.item)
        unknown = len(read.reading.unknown)
        said = f"{counted(read.new, 'new suggestion')}, {read.gone} gone"
        said += f", {counted(unknown, 'number')} not in the registry."
        messages.info(self.request, f"The text was read again: {said}")

    def _keep_roles(self) -> None:
        """Roles that were chosen on other cards, too, so that nothing chosen is lost."""
        links = self.item.trial_links.open().filter(pk__in=self.shown).exclude(pk__in=self.keys)
        choices = []
        for key in links.values_list("pk", flat=True):
            stamp, shown = self._seen(key)
            role = role_chosen(self.request, f"role-{key}")
            if role and role != shown:
                choices.append(Choice(key, OPEN, role, stamp))
        if choices:
            linking.decide(self.item.pk, choices, self.user)

    def _tell(self, decided: Decided) -> None:
        warn(self.request, decided)
        if decided.done:
            keys = ",".join(str(link.pk) for link in decided.done)
            said = f"{in_words(decided.done)}."
            told = said if self.name == "undo" else with_undo(said, keys)
            messages.success(self.request, told)


CHOICES: dict[str, Callable[[Press], list[Choice]]] = {
    "confirm": lambda press: [press.choice(key, CONFIRMED) for key in press.keys],
    "reject": lambda press: [press.choice(key, REJECTED) for key in press.keys],
    "undo": lambda press: [press.choice(key, OPEN) for key in press.keys],
    "only": lambda press: [
        press.choice(press.keys[0], CONFIRMED),
        *(press.choice(key, REJECTED) for key in press.keys[1:]),
    ],
}


def in_words(links: Iterable[TrialLink]) -> str:
    """“A021602 CABINET confirmed as Results; A021502 rejected”."""
    by_outcome: dict[str, list[str]] = {}
    for link in links:
        by_outcome.setdefault(_outcome(link), []).append(str(link.trial))
    return "; ".join(f"{_names(names)} {outcome}" for outcome, names in by_outcome.items())


def _outcome(link: TrialLink) -> str:
    if link.status == CONFIRMED:
        return f"confirmed as {link.get_role_display()}"
    if link.status == REJECTED:
        return "rejected, not to be proposed again"
    return "open again" if link.pk else "not linked any more"


def _names(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _unknown(typed: str) -> Problem:
    """What was typed is no number here: offer the trials whose names have these words."""
    if not typed:
        return Problem(says="Choose a trial, or type one of its IDs.")
    choices = list(matching(Trial.objects.all(), typed).order_by("-relevance", "-pk")[:OFFERED])
    says = f"“{typed}” is no ID of a trial here."
    says += " Do you mean one of these?" if choices else " Check it, or add the trial first."
    return Problem(typed, says, choices)


def counted(number: int, name: str) -> str:
    """“1 number”, “2 numbers”."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
