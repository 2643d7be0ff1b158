"""Two or three editors and an import at one record, at once: no acknowledged change is lost, and
nothing is overwritten by somebody who had not seen it.

Each round opens forms, then sends them at the same moment from threads of their own, through the
admin's views and real transactions. What is acknowledged is compared with the events that the
database kept, in the order in which they came about.
"""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from threading import Barrier
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.http import HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from tests.accounts import client_of, member
from tests.examples import examples
from tests.forms import form_data
from trials.ctgov.importer import import_batch
from trials.ctgov.importer.given import Given
from trials.models import Arm, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PARTS, WHOLE = 1800, 200
MOST_TRIES = 4
WORDS = {"arm": ["label", "description"], "trial": ["acronym", "brief_title", "plain_summary"]}


@dataclass
class Editor:
    """One who opens the form, changes one or two fields, sends it, and merges when refused."""

    user: User
    client: Client
    address: str
    fields: list[str]
    dice: random.Random
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What stood in the fields of each form that was acknowledged, by its reason."""
    typed: dict[str, dict[str, str]] = field(default_factory=dict)

    def open(self, name: str) -> Callable[[], None]:
        """Open the form now; what comes back sends it."""
        data = form_data(self.client, self.address)
        before = {one: data.get(one, "") for one in self.fields}
        some = self.dice.sample(self.fields, self.dice.choice([1, 1, 2]))
        typed = {one: f"{name} {one}" for one in some}
        merges = self.dice.random() < 0.7
        return lambda: self._send(name, data | typed | {"reason": name}, before, typed, merges)

    def _send(
        self,
        name: str,
        data: dict[str, Any],
        seen: dict[str, Any],
        typed: dict[str, str],
        merges: bool,
    ) -> None:
        for _ in range(MOST_TRIES if merges else 1):
            request = self._request(data)
            answer = self._view(request)
            if isinstance(answer, HttpResponseRedirect):
                self.seen[name], self.typed[name] = seen, typed
                return
            context: Any = answer.context_data
            data = {key: request.POST.getlist(key) for key in request.POST}
            data |= {"_base": context["base"], "reason": name}
            seen = seen | self._told(request)
            for told in context["newer"]:
                if told.name:
                    value, _ = self.dice.choice(told.choices)
                    data[told.name] = value
                    if value.startswith("theirs"):
                        typed = {k: v for k, v in typed.items() if not told.name.endswith(f":{k}")}

    def _told(self, request: Any) -> dict[str, Any]:
        """What the page told of theirs."""
        return {
            one.name: one.theirs for one in request.layout.differences if one.name in self.fields
        }

    def _request(self, data: dict[str, Any]) -> Any:
        request: Any = RequestFactory().post(self.address, data)
        request.user, request.session = self.user, {}
        request._messages = FallbackStorage(request)
        request._dont_enforce_csrf_checks = True
        return request

    def _view(self, request: Any) -> Any:
        view = resolve(request.path_info)
        request.resolver_match = view
        with pghistory.context(user=self.user.pk):
            return view.func(request, *view.args, **view.kwargs)


@pytest.fixture
def together() -> Iterator[Callable[[list[Callable[[], None]]], None]]:
    """Does several things at the same moment, each on a connection of its own."""
    with ThreadPoolExecutor(4) as pool:

        def run(works: list[Callable[[], None]]) -> None:
            barrier = Barrier(len(works))

            def one(work: Callable[[], None]) -> None:
                barrier.wait()
                work()

            for done in [pool.submit(one, work) for work in works]:
                done.result()

        yield run
        closing = Barrier(4)

        def close() -> None:
            closing.wait()
            connection.close()

        for done in [pool.submit(close) for _ in range(4)]:
            done.result()


def editors(address: str, fields: list[str], dice: random.Random) -> list[Editor]:
    people = [member(name, "Editors") for name in ("ann", "bob", "cleo")]
    return [Editor(user, client_of(user), address, fields, dice) for user in people]


def nothing_lost(events: list[Any], people: list[Editor], fields: list[str]) -> int:
    """Compare what was acknowledged with the events; gives the number of changes compared."""
    seen = {name: values for one in people for name, values in one.seen.items()}
    typed = {name: values for one in people for name, values in one.typed.items()}
    found = set()
    for old, new in pairwise(events):
        changed = [one for one in fields if getattr(old, one) != getattr(new, one)]
        name = (new.pgh_context.metadata if new.pgh_context else {}).get("reason")
        if name is None:
            continue
        found.add(name)
        assert name in seen, f"{name} was refused, and changed {changed}"
        for one in changed:
            assert getattr(old, one) == seen[name][one], f"{name} overwrote {one} unseen"
        for one, value in typed[name].items():
            assert getattr(new, one) == value, f"{name}: {one} was acknowledged, and not kept"
    lost = {name for name, values in typed.items() if values} - found
    assert not lost, f"acknowledged, and not in the history: {lost}"
    return len(found)


def test_editors_of_one_part(together: Any, capsys: Any) -> None:
    """Many rounds at an arm."""
    dice = random.Random(8)  # noqa: S311
    trial = Trial.objects.create(protocol_id="A021602", brief_title="Testing")
    arm = trial.arms.create(label="First")
    people = editors(reverse("admin:trials_arm_change", args=[arm.pk]), WORDS["arm"], dice)
    rounds = examples(PARTS)
    for number in range(rounds):
        some = dice.sample(people, dice.choice([2, 2, 3]))
        together([one.open(f"round {number} {one.user}") for one in some])
    events = history(Arm, arm.pk)
    changes = nothing_lost(events, people, WORDS["arm"])
    with capsys.disabled():
        print(f"\n{rounds} interleavings at a part: {changes} acknowledged changes, none lost")


def test_editors_and_an_import_at_one_trial(together: Any, capsys: Any) -> None:
    """Rounds at the whole record, with a new version of the registry in each."""
    dice = random.Random(16)  # noqa: S311
    take(study(0))
    trial = Trial.objects.get()
    address = reverse("admin:trials_trial_change", args=[trial.pk])
    people = editors(address, WORDS["trial"], dice)
    rounds = examples(WHOLE)
    for number in range(rounds):
        works = [one.open(f"round {number} {one.user}") for one in dice.sample(people, 2)]
        together([*works, partial(take, study(number + 1))])
    events = history(Trial, trial.pk)
    changes = nothing_lost(events, people, WORDS["trial"])
    by_import = import_overwrites_nothing(events)
    with capsys.disabled():
        print(
            f"\n{rounds} interleavings with an import: {changes} acknowledged changes,"
            f" {by_import} of the registry, none lost"
        )


def import_overwrites_nothing(events: list[Any]) -> int:
    """It changes only what it said itself; gives the number of its changes."""
    count = 0
    for old, new in pairwise(events):
        by_import = (new.pgh_context.metadata if new.pgh_context else {}).get("command")
        if by_import and old.brief_title != new.brief_title:
            assert old.brief_title.startswith("Version"), f"overwritten: {old.brief_title}"
        count += bool(by_import)
    return count


def history(model: Any, key: int) -> list[Any]:
    rows = model.pgh_event_model.objects.filter(pgh_obj_id=key).select_related("pgh_context")
    return list(rows.order_by("pgh_id"))


def take(data: dict[str, Any]) -> None:
    with pghistory.context(command="import_ctgov"):
        import_batch([Given.at("", data)])


def study(version: int) -> dict[str, Any]:
    """A record that says something else each day."""
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": "NCT09999999",
                "briefTitle": f"Version {version}",
                "orgStudyIdInfo": {"id": "A021602"},
            },
            "statusModule": {
                "overallStatus": "RECRUITING",
                "lastUpdatePostDateStruct": {"date": f"{2030 + version // 300}-01-01"},
            },
            "descriptionModule": {"briefSummary": f"Summary {version}"},
        }
    }
