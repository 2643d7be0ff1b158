"""What visitors ask, for measuring: a log of a thousand queries, the same at every call.

60% conditions and drugs, 10% broad words, 10% identifiers, 10% slips of the keyboard, 10% several
words with filters; and how people write an identifier, or hit a wrong key.
"""

import csv
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.material import Material
from benchmarks.studies import samples

SIZE = 1_100
"""Some more than a thousand: the first ones warm the server."""
VOCABULARY = "vocabulary/nci_synonyms.csv"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONG_WORD = re.compile(r"[A-Za-z]{6,}")
WORD = re.compile(r"[a-z]{4,}")
NOT_ASKED = frozenset("with from this that will were have been after which than then also".split())  # noqa: SIM905
FILTERS: Sequence[dict[str, list[str]]] = (
    {"status": ["RECRUITING"]},
    {"status": ["RECRUITING", "NOT_YET_RECRUITING"], "phase": ["PHASE3"]},
    {"phase": ["PHASE2", "PHASE3"]},
    {"study_type": ["INTERVENTIONAL"], "status": ["COMPLETED"]},
    {"study_type": ["OBSERVATIONAL"]},
    {"phase": ["PHASE1"], "sort": ["newest"]},
)


@dataclass(frozen=True)
class Query:
    """One line of the log."""

    kind: str
    address: str


def log(made_of: Material, numbers: Sequence[str], size: int = SIZE) -> list[Query]:
    """So many different queries in a mixed order; `numbers` are identifiers of the registry."""
    dice = random.Random(6)  # noqa: S311
    ways: list[tuple[str, int, Callable[[], str]]] = [
        ("names", 6, _names(made_of, dice)),
        ("broad", 1, _broad(made_of, dice)),
        ("IDs", 1, lambda: f"/search/?{urlencode({'q': spelled(dice.choice(numbers), dice)})}"),
        ("slips", 1, _slips(made_of, dice)),
        ("filters", 1, _filters(made_of, dice)),
    ]
    queries: dict[str, Query] = {}
    for kind, share, draw in ways:
        end = len(queries) + share * size // 10
        while len(queries) < end:
            address = draw()
            queries.setdefault(address, Query(kind, address))
    mixed = list(queries.values())
    dice.shuffle(mixed)
    return mixed


def spelled(number: str, dice: random.Random) -> str:
    """An identifier as somebody may write it."""
    letters = re.match(r"[A-Za-z]*", number)
    start = letters[0] if letters else ""
    rest = number[len(start) :]
    middle = len(rest) // 2
    ways = [
        number,
        number.lower(),
        f"{start} {rest}",
        f"{start}-{rest}",
        f"{start.title()}{rest}",
        f"{start} {rest[:middle]} {rest[middle:]}",
        f"  {number.lower()}.",
    ]
    return dice.choice(ways if start and rest.isdigit() else ways[:2])


def slipped(text: str, dice: random.Random) -> str:
    """The text with one wrong key in one of its words of six letters or more; "" if it has none."""
    words = list(LONG_WORD.finditer(text))
    if not words:
        return ""
    word = dice.choice(words)
    wrong = word[0]
    while wrong == word[0]:
        wrong = _mistyped(word[0], dice)
    return text[: word.start()] + wrong + text[word.end() :]


def _mistyped(word: str, dice: random.Random) -> str:
    at = dice.randrange(len(word))
    letter = dice.choice(LETTERS)
    ways = [
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    ]
    return dice.choice(ways)


def vocabulary_names() -> list[str]:
    """Names of diseases and drugs of the vocabulary of SAMPLES, if it is there."""
    file = samples() / VOCABULARY
    if not file.is_file():
        return []
    with file.open(newline="", encoding="utf-8") as stream:
        return [row["synonym"] for row in csv.DictReader(stream) if len(row["synonym"]) < 60]


def _names(made_of: Material, dice: random.Random) -> Callable[[], str]:
    """By how often studies have them, so that the frequent ones are asked for surely."""
    known = vocabulary_names() or made_of.conditions

    def draw() -> str:
        way = dice.random()
        if way < 0.4:
            return _list(q=_frequent(made_of.conditions, dice))
        if way < 0.8:
            return _list(q=_frequent(made_of.interventions, dice))
        return _list(q=dice.choice(known))

    return draw


def _broad(made_of: Material, dice: random.Random) -> Callable[[], str]:
    """The words that most texts have."""
    counts: Counter[str] = Counter()
    for text in made_of.texts[::10]:
        counts.update(set(WORD.findall(f"{text.title} {text.summary} {text.description}".lower())))
    words = [word for word, _ in counts.most_common(200) if word not in NOT_ASKED]
    return lambda: _list(q=dice.choice(words))


def _slips(made_of: Material, dice: random.Random) -> Callable[[], str]:
    def draw() -> str:
        wrong = ""
        while not wrong:
            names = dice.choice([made_of.conditions, made_of.interventions])
            wrong = slipped(_frequent(names, dice), dice)
        return _list(q=wrong)

    return draw


def _filters(made_of: Material, dice: random.Random) -> Callable[[], str]:
    def draw() -> str:
        words = f"{_frequent(made_of.conditions, dice)} {_frequent(made_of.interventions, dice)}"
        chosen = dict(dice.choice(FILTERS))
        if dice.random() < 0.3:
            chosen["condition"] = [_frequent(made_of.conditions, dice)]
            words = _frequent(made_of.interventions, dice)
        return _list(q=words[:190], **chosen)

    return draw


def _frequent(names: Sequence[str], dice: random.Random) -> str:
    """Drawn by Zipf's law from names that stand by frequency, not so steeply as they are used."""
    return names[int(len(names) * dice.random() ** 2)]


def _list(**asked: str | list[str]) -> str:
    return f"/trials/?{urlencode(asked, doseq=True)}"
