"""The other way round: the items that may name a trial and have no link to it, for the detector.

One search by patterns finds them: digits of its numbers, its acronyms as they are written, four
words in a row of its titles. It finds too much rather than too little; the detector has the word.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from news.mentions import BETWEEN
from news.models import NewsItem, TrialLink
from trials.detection.names import places
from trials.marks import WORDS, NameInTitle, marks, words
from trials.models import Alias, Trial
from trials.models.names import FormerNameKind

GAP = "[^A-Za-z0-9]{0,3}"
BETWEEN_WORDS = "[^a-z0-9]+"
_PARTS = re.compile("[A-Za-z]+|[0-9]+")
_MANY_DIGITS = re.compile("[0-9]{5,}")


def may_name(trial: Trial) -> QuerySet[NewsItem]:
    """Items without a link to the trial, decided or not, in whose text one of its names may be."""
    acronyms = {_pattern(name) for name in _acronyms(trial)}
    others = {_number(value) for value in _numbers(trial)} | set(_quotes(_titles(trial)))
    said = Q(pk__in=[])
    if acronyms - {""}:
        said |= Q(text__regex="|".join(sorted(acronyms - {""})))
    if others - {""}:
        said |= Q(text__iregex="|".join(sorted(others - {""})))
    linked = TrialLink.objects.filter(item=OuterRef("pk"), trial=trial)
    text = Concat(F("title"), Value(BETWEEN), F("body"), output_field=TextField())
    return NewsItem.objects.alias(text=text).filter(~Exists(linked)).filter(said).order_by("-pk")


def _numbers(trial: Trial) -> Iterator[str]:
    """Its identifiers, those given up too, and what a group's list calls it."""
    yield from trial.identifiers.filter(resolves=True).values_list("value", flat=True)
    targets = Q(nct_id=trial.nct_id or "-") | Q(protocol_id=trial.protocol_id or "-")
    yield from Alias.objects.filter(targets).values_list("alias", flat=True)


def _acronyms(trial: Trial) -> Iterator[str]:
    """Today's, former ones, and what its title calls it; each also in capitals."""
    former = trial.former_names.filter(kind=FormerNameKind.ACRONYM)
    names = [trial.acronym, _name_in_title(trial), *former.values_list("name", flat=True)]
    for name in filter(None, names):
        yield from (name, name.upper())


def _name_in_title(trial: Trial) -> str:
    key = Trial.objects.filter(pk=trial.pk).values_list(NameInTitle("brief_title"), flat=True)[0]
    start, end, _ = next(places(trial.brief_title, {key} if key else set()), (0, 0, ""))
    return trial.brief_title[start:end]


def _titles(trial: Trial) -> Iterator[str]:
    former = trial.former_names.exclude(kind=FormerNameKind.ACRONYM)
    yield from (trial.brief_title, trial.official_title)
    yield from former.values_list("name", flat=True)


def _number(value: str) -> str:
    """Of a number with many digits only these: what stands before them is written in many ways."""
    digits = _MANY_DIGITS.findall(value)
    return max(digits, key=len) if digits else _pattern(value)


def _pattern(name: str) -> str:
    """Letters and digits in their order, with little between where the one follows the other."""
    return GAP.join(_PARTS.findall(name))


def _quotes(titles: Iterable[str]) -> Iterator[str]:
    """Each four words in a row that say something."""
    for title in titles:
        found = words(title)
        for at in chain.from_iterable(marks(found).values()):
            yield BETWEEN_WORDS.join(found[at : at + WORDS])
