"""Names of drugs that trials tell: the other names of their interventions, as far as they agree.

A number of a maker (XL184) is believed at once, another word when two trials say it. A name that is
given to two drugs is left out, and so is what a vocabulary has or takes for another drug. Only
listed trials are read: what is not public is no name to suggest.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, F, Func, TextField

from trials.models import ConceptName, Intervention, Trial
from trials.models.concept import key_of
from trials.search.vocabulary.entry import ORDINARY, RECORDS, Entry, Name
from trials.search.vocabulary.linking import link
from trials.search.vocabulary.writing import Counts, write
from trials.vocabulary import InterventionType

TYPES = (
    InterventionType.DRUG,
    InterventionType.BIOLOGICAL,
    InterventionType.COMBINATION_PRODUCT,
    InterventionType.GENETIC,
)
ENOUGH = 2  # trials that call a drug so
LONGEST = 80  # characters of what is read at all
MOST_WORDS = 3  # of a drug's own name
# Maker's letters and a number: XL184, MK-3475, BMS 936558, CC-5013.
NUMBER = re.compile(r"[A-Za-z]{1,6}[- ]?[0-9]{2,7}[A-Za-z]?|[A-Za-z]{2,5}-[0-9]{3,5}-?[A-Z]?")
WORD = re.compile(r"[^\W\d_]{5,}(?:-[^\W\d_]+)?")
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
SIGNS = re.compile("[®™©†*]")
# What is said of how a drug is given, and what is no drug of its own.
NO_NAME = frozenset(
    "active agent agents alone and antibody arm arms capsule capsules care cells "  # noqa: SIM905
    "chemotherapy cohort combination control cream daily day dose doses drug drugs "
    "dummy experimental extended for formulation gel generic group high infusion "
    "inhibitor injection intravenous iv low matching mg monotherapy none not of open "
    "or oral part patch phase placebo plus prior radiation regimen release saline "
    "sham solution standard steroid steroids surgery tablet tablets therapy topical "
    "treatment usual vaccine vehicle versus water with without".split()
)
Said = tuple[str, str, int]
"""A drug as a trial calls it, another name there, and in how many trials both stand so."""


def learn_names() -> Counts:
    """Make the concepts of this source what listed trials tell now."""
    counts = write(RECORDS, entries(_said(), _known()))
    if counts.is_change:
        link()
    return counts


def _said() -> Iterator[Said]:
    """Each pair once, read as it comes."""
    other = Func(F("other_names"), function="unnest", output_field=TextField())
    rows = (
        Intervention.objects.filter(trial__in=Trial.objects.listed(), type__in=TYPES)
        .exclude(other_names=[])
        .annotate(other=other)
        .values_list("name", "other")
        .annotate(trials=Count("trial", distinct=True))
        .order_by("name", "other")
    )
    return rows.iterator()


def _known() -> dict[str, set[int]]:
    """The concepts of vocabularies that each key may be a name of, by the head of their group."""
    names = ConceptName.objects.exclude(concept__source=RECORDS).exclude(concept__kind="DISEASE")
    found = defaultdict(set)
    for key, concept, head in names.values_list("key", "concept", "concept__same_as").iterator():
        found[key].add(head or concept)
    return found


@dataclass
class _Drug:
    spelt: Counter[str] = field(default_factory=Counter)
    others: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def entries(said: Iterable[Said], known: dict[str, set[int]]) -> list[Entry]:
    """What can be believed of what trials say, in one entry for each drug; pure."""
    drugs = _gathered(said)
    called = _called(drugs)
    groups: dict[object, _Drug] = defaultdict(_Drug)
    for key, drug in drugs.items():
        group = groups[_whose(key, called, known)]
        group.spelt.update(drug.spelt)
        for other, spelt in drug.others.items():
            group.others[other].update(spelt)
    owners = Counter(other for drug in groups.values() for other in drug.others)
    found = (_entry(drug, owners, known) for drug in groups.values())
    return sorted((entry for entry in found if entry.names), key=lambda entry: entry.preferred)


def _gathered(said: Iterable[Said]) -> dict[str, _Drug]:
    """Drugs by the key of their own names, with how often each other name was told."""
    drugs: dict[str, _Drug] = defaultdict(_Drug)
    for name, other, trials in said:
        drug, *inside = _parts(name)
        if is_drug(drug):
            told = drugs[key_of(drug)]
            told.spelt[drug] += trials
            for part in {*inside, *_parts(other)}:
                if is_other_name(part) and key_of(part) != key_of(drug):
                    told.others[key_of(part)][part] += trials
    return drugs


def _called(drugs: dict[str, _Drug]) -> dict[str, set[str]]:
    """The drugs that each name is another name of."""
    called = defaultdict(set)
    for key, drug in drugs.items():
        for other in drug.others:
            called[other].add(key)
    return called


def _whose(key: str, called: dict[str, set[str]], known: dict[str, set[int]]) -> object:
    """What a drug's own name stands for: a known concept, the one drug called so, itself."""
    concepts = known.get(key, set())
    if len(concepts) == 1:
        return next(iter(concepts))
    of = called.get(key, set())
    if len(of) != 1:
        return key
    (drug,) = of
    mutual = key in called.get(drug, set())
    return min(drug, key) if mutual else _known_as(drug, known)


def _known_as(key: str, known: dict[str, set[int]]) -> object:
    concepts = known.get(key, set())
    return next(iter(concepts)) if len(concepts) == 1 else key


def _entry(drug: _Drug, owners: Counter[str], known: dict[str, set[int]]) -> Entry:
    """The drug by its commonest name; its other names that are its own, and new."""
    own = {key_of(spelt) for spelt in drug.spelt}
    names = [
        _commonest(spelt)
        for other, spelt in sorted(drug.others.items())
        if owners[other] == 1
        and not known.get(other)
        and (other in own or is_number(_commonest(spelt)) or spelt.total() >= ENOUGH)
    ]
    return Entry(_commonest(drug.spelt), tuple(map(Name, names)), "DRUG")


def _commonest(spelt: Counter[str]) -> str:
    """How most trials write it; a number only where there is no word."""
    return min(spelt, key=lambda one: (is_number(one), -spelt[one], one))


def _parts(text: str) -> list[str]:
    """A name without its signs and brackets, then what stood in them or after a comma."""
    if len(text) > LONGEST:
        return [""]
    plain = SIGNS.sub("", text)
    outside = re.split("[,;]", IN_BRACKETS.sub(" ", plain))
    return [" ".join(part.split()) for part in (*outside, *IN_BRACKETS.findall(plain))]


def is_number(text: str) -> bool:
    """Whether it is a drug's number with its maker."""
    return bool(NUMBER.fullmatch(text))


def is_drug(text: str) -> bool:
    """Whether it reads as a drug's name and nothing more: no dose, no way of giving it."""
    if is_number(text):
        return True
    words = re.split(r"[\s-]+", text.lower())
    if len(words) > MOST_WORDS or set(words) & NO_NAME:
        return False
    return bool(WORD.search(text)) and all(word.isalnum() for word in words) and not text.isdigit()


def is_other_name(text: str) -> bool:
    """Whether it is a maker's number, or one word that is no ordinary one."""
    lower = text.lower()
    return is_number(text) or (
        bool(WORD.fullmatch(text)) and lower not in NO_NAME and lower not in ORDINARY
    )
