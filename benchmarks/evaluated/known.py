"""Known items: who types a trial's number, however he spells it, or its title, gets it first."""

import random

from benchmarks.evaluated.targets import Targets
from benchmarks.queries import spelled

EACH = 1_000
FOUND = 302
SHOWN = 8  # misses


def evaluate(targets: Targets) -> None:
    """A thousand identifiers and a thousand titles of the registry."""
    _judge("identifiers, any spelling", _identifiers(), 1, targets)
    _judge("exact titles", _titles(), 0.99, targets)


def _judge(name: str, asked: list[tuple[str, set[int]]], least: float, targets: Targets) -> None:
    missed = [words for words, wanted in asked if first(words) not in wanted]
    print(f"\n{name}: {len(asked)} asked, {len(asked) - len(missed)} first")
    for words in missed[:SHOWN]:
        print(f"  missed: {words}")
    targets.add(f"{name}, first", 1 - len(missed) / len(asked), least)


def first(words: str) -> int | None:
    """The trial that the search page leads to, or that the list has first."""
    from django.test import Client

    from trials.models import Trial
    from trials.search import Question, find

    answer = Client(HTTP_HOST="127.0.0.1").get("/search/", {"q": words})
    if answer.status_code == FOUND:
        name = answer["Location"].strip("/").rsplit("/", 1)[-1]
        trial = Trial.objects.listed().reached_by(name)
        return trial.pk if trial else None
    found = find(Question(words=words), size=1)
    return found.hits[0].document.record_id if found.hits else None


def _identifiers() -> list[tuple[str, set[int]]]:
    """Of all kinds but funding numbers; a number that several trials have leads to any of them."""
    from trials.models import TrialIdentifier

    rows = TrialIdentifier.objects.exclude(kind="FUNDING").order_by("pk")
    of_key: dict[str, set[int]] = {}
    values: dict[str, list[str]] = {}
    for key, value, kind, trial in rows.values_list("key", "value", "kind", "trial"):
        of_key.setdefault(key, set()).add(trial)
        values.setdefault("NCT" if kind == "NCT" else "other", []).append(value)
    dice = random.Random(11)  # noqa: S311
    drawn = dice.sample(values["NCT"], EACH // 2) + dice.sample(values["other"], EACH // 2)
    return [(spelled(value, dice), _of(value, of_key)) for value in drawn]


def _of(value: str, of_key: dict[str, set[int]]) -> set[int]:
    from trials.identifiers import fold

    return of_key[fold(value)]


def _titles() -> list[tuple[str, set[int]]]:
    """Of the trials that share a title either one will do."""
    from trials.models import Trial

    of_title: dict[str, set[int]] = {}
    for pk, title in Trial.objects.listed().order_by("pk").values_list("pk", "brief_title"):
        of_title.setdefault(title, set()).add(pk)
    drawn = random.Random(12).sample(sorted(of_title), EACH)  # noqa: S311
    return [(title, of_title[title]) for title in drawn]
