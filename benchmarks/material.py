"""What a registry for measuring is put together from: texts, names and places, in a fixed order.

Of the large file of SAMPLES where it is there; else of words that nobody uses, drawn by Zipf's law.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import zipcodes

from benchmarks.studies import LARGE, lines_of, samples

UNTITLED = "oncology_untitled.jsonl.gz"
SPONSORS, GROUPS, PLACES = 5_000, 12, 4_000
KINDS_OF_SPONSOR = (
    "{} University Hospital",
    "{} Cancer Institute",
    "{} Medical Center",
    "{} Therapeutics",
    "{} Pharmaceuticals",
    "University of {}",
)
SYLLABLES = "ba co di fe gu la mo ni pe ru sa to vi xe zo cli tra ber kin mab".split()  # noqa: SIM905
MADE_STUDIES, MADE_WORDS, MADE_NAMES = 15_000, 40_000, 3_000


@dataclass
class Text:
    """What one study says of itself, with its own conditions and interventions."""

    title: str
    summary: str = ""
    description: str = ""
    criteria: str = ""
    conditions: list[str] = field(default_factory=list)
    interventions: list[str] = field(default_factory=list)


@dataclass
class Material:
    """Texts, and names from the most frequent to the rarest."""

    texts: list[Text]
    conditions: list[str]
    interventions: list[str]
    sponsors: list[str]
    groups: list[str]
    places: list[tuple[str, str, str, float, float]]
    source: str


def material() -> Material:
    """The same at every call."""
    file = samples() / LARGE
    if not file.is_file():
        return made_up(MADE_STUDIES)
    texts = [_text(study) for study in lines_of(file)]
    others = samples() / UNTITLED
    named = [*texts, *map(_text, lines_of(others))] if others.is_file() else texts
    return _of(texts, named, file.name)


def made_up(studies: int, words: int = 240) -> Material:
    """Of words that nobody uses; so many of them in each description."""
    texts = list(_made_up(studies, words))
    return _of(texts, texts, "words of nobody")


def _of(texts: list[Text], named: list[Text], source: str) -> Material:
    cities = _places()
    return Material(
        texts=texts,
        conditions=_by_frequency(name for text in named for name in text.conditions),
        interventions=_by_frequency(name for text in named for name in text.interventions),
        sponsors=list(_sponsors([city for city, *_ in cities])),
        groups=[f"Cooperative Group {number}" for number in range(1, GROUPS + 1)],
        places=cities,
        source=source,
    )


def _text(study: Any) -> Text:
    modules = study["protocolSection"]
    said = modules.get("descriptionModule", {})
    given = modules.get("armsInterventionsModule", {}).get("interventions", [])
    return Text(
        title=modules["identificationModule"].get("briefTitle", "")[:500],
        summary=said.get("briefSummary", ""),
        description=said.get("detailedDescription", ""),
        criteria=modules.get("eligibilityModule", {}).get("eligibilityCriteria", ""),
        conditions=[
            name[:300] for name in modules.get("conditionsModule", {}).get("conditions", [])
        ],
        interventions=[each["name"][:300] for each in given],
    )


def _by_frequency(names: Iterable[str]) -> list[str]:
    """Each once, however it is capitalised, in the spelling that comes first."""
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in names:
        if len(name) > 1:
            spellings.setdefault(name.lower(), name)
            counts[name.lower()] += 1
    return [spellings[name] for name, _ in counts.most_common()]


def _places() -> list[tuple[str, str, str, float, float]]:
    """City, state, ZIP code, latitude and longitude; no city of a state twice."""
    cities = {(each["city"], each["state"]): each for each in zipcodes.list_all()}
    chosen = random.Random(2).sample(sorted(cities), PLACES)  # noqa: S311
    rows = (cities[each] for each in chosen)
    return [
        (row["city"], row["state"], row["zip_code"], float(row["lat"]), float(row["long"]))
        for row in rows
    ]


def _sponsors(cities: Iterable[str]) -> Iterator[str]:
    names = list(dict.fromkeys(kind.format(city) for city in cities for kind in KINDS_OF_SPONSOR))
    random.Random(3).shuffle(names)  # noqa: S311
    yield from islice(names, SPONSORS)


def _made_up(size: int, words: int) -> Iterator[Text]:
    dice = random.Random(1)  # noqa: S311
    vocabulary = ["cancer", *(_word(dice) for _ in range(MADE_WORDS))]
    names = [" ".join(_drawn(dice, vocabulary, dice.randint(1, 3))) for _ in range(MADE_NAMES)]
    for _ in range(size):
        yield Text(
            title=" ".join(_drawn(dice, vocabulary, 12)).capitalize(),
            summary=" ".join(_drawn(dice, vocabulary, words // 4)),
            description=" ".join(_drawn(dice, vocabulary, words)),
            conditions=_drawn(dice, names[::2], 2),
            interventions=_drawn(dice, names[1::2], 2),
        )


def _drawn(dice: random.Random, words: list[str], count: int) -> list[str]:
    """By Zipf's law: the n-th word comes once where the first comes n times."""
    return [words[int(len(words) ** dice.random()) - 1] for _ in range(count)]


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))


def halves(title: str) -> tuple[str, str]:
    """A title in two, for putting together others."""
    words = title.split()
    middle = (len(words) + 1) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def as_json(text: Text) -> str:
    """One line for the database."""
    start, end = halves(text.title)
    return json.dumps({**text.__dict__, "start": start, "end": end}).replace("\\u0000", "")
