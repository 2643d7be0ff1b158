"""Cohorts that a release speaks of: the names it gives to populations enrolled on their own."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from django.utils.text import capfirst

from news.facts.sentences import Sentence

# pNET, epNET, HER2+, "Cohort A": an abbreviation has two capitals or a digit.
_SHORT = r"(?:[a-z]{0,3}[A-Z][A-Za-z]{0,4}[A-Z0-9][A-Za-z0-9]{0,6}s?(?:[+-](?![A-Za-z0-9]))?)"
_LABEL = (
    rf"(?:[Cc]ohort(?:e)? (?:[A-Z]|[0-9]{{1,2}}|I{{1,3}})(?![A-Za-z0-9])"
    rf"|{_SHORT}(?:[-/ ](?:positive|negative|mutated|wild-type))?)"
)
_ORDER = r"(?:one|an?|the|first|second|third|other|another|una?|la|primera|segunda|otra)"
_LONG = re.compile(
    rf"\b(?:{_ORDER} )?{_ORDER} (?:cohort|group|cohorte|grupo)(?: consist(?:ed"
    r"|ing))? (?:of|with|de|con) (?:(?:patients|participants|people|pacientes) (?:with"
    r"|con) )?"
    rf"[^.;:()]{{3,120}} \((?P<label>{_SHORT})\)"
)
_TWO = re.compile(
    r"\b(?:two|three|four|both|2|3|4|dos|tres|ambas) (?:[\w-]+ ){0,3}(?:cohorts|groups"
    r"|populations|cohortes|grupos)\b(?P<list>[^.;]{3,300})"
)
_IN_LIST = re.compile(rf"[(,: ](?:and |y )?(?P<label>{_SHORT})(?=[),.]| and\b| y\b|$)")
_NOUN = re.compile(
    rf"(?<![A-Za-z0-9-])(?P<one>{_LABEL})(?:,? (?:and|y) (?P<two>{_LABEL}))? (?:cohorts?"
    r"|subgroups?|stratum|strata|populations?)\b"
    rf"|\b(?:cohorts?|cohortes?) (?:de )?\(?(?P<c1>{_SHORT})(?: (?:and|y"
    rf"|e) (?P<c2>{_SHORT}))?(?![A-Za-z0-9-])"
    rf"|(?P<named>\b[Cc]ohorte? (?:[A-Z]|[0-9]{{1,2}}|I{{1,3}})(?![A-Za-z0-9]))"
)
_PAIR = re.compile(
    rf"\b[0-9,]{{1,7}} (?:of (?:them|whom) |patients |participants |pacientes "
    rf"|people )?(?:with|had|have|con|tenían) (?P<one>{_SHORT})(?: \([0-9.]+%\))?,? "
    rf"(?:and|y) [0-9,]{{1,7}} (?:patients |participants |people |pacientes )?(?:with|had"
    rf"|have|con|tenían) (?P<two>{_SHORT})(?![A-Za-z0-9-])"
)
# "the ITT population" and the like are all participants, or no cohort of the protocol.
_NEITHER = re.compile(
    r"(?:m?ITT|FAS|PP|US|USA|UK|EU|FDA|NCI|AE|AEs|CI|HR|DNA|III|II|IV|ORR|NCTN|NCORP"
    r"|BICR|DSMB|DMC|SAE|CR|PR|SD|PD)s?"
)
_MAY_NAME = re.compile(
    "cohort|group|grupo|stratum|strata|population|[0-9] (?:of|patients|participants"
    "|people|pacientes|with|had|have|con|tenían)",
    re.IGNORECASE,
)
MOST = 12


class Cohort(NamedTuple):
    """A cohort named in a sentence."""

    start: int
    end: int
    label: str


class Cohorts:
    """The cohorts of one text, and where a sentence names them."""

    def __init__(self, text: Iterable[Sentence]) -> None:
        counted = Counter(label for sentence in text for label in _labels(sentence))
        self.labels = [label for label, _ in counted.most_common(MOST)]
        longest_first = sorted(self.labels, key=len, reverse=True)
        self._scan = re.compile(
            rf"(?<![A-Za-z0-9-])(?P<label>{'|'.join(map(re.escape, longest_first)) or '(?!)'})"
            r"(?P<after>s?(?: (?:cohort|group|subgroup|stratum|population)| (?:tumors?"
            r"|patients|participants))?)(?![A-Za-z0-9-])"
        )

    def named(self, text: str) -> list[Cohort]:
        """Where a plain text names one, in order."""
        return [
            Cohort(match.start(), match.end(), _tidy(match["label"]))
            for match in islice(self._scan.finditer(text), MOST)
        ]


def _labels(sentence: Sentence) -> set[str]:
    text = sentence.text
    if not _MAY_NAME.search(text):
        return set()
    found = {words for match in _NOUN.finditer(text) for words in match.groupdict().values()}
    found |= {words for match in _PAIR.finditer(text) for words in match.groups()}
    found |= {match["label"] for match in _LONG.finditer(text)}
    for groups in _TWO.finditer(text):
        listed = [match["label"] for match in _IN_LIST.finditer(groups["list"])]
        found |= set(listed) if len(listed) > 1 else set()
    endpoints = {text[one.start : one.end] for one in sentence.endpoints}
    return {
        label
        for label in found
        if label and label not in endpoints and not _NEITHER.fullmatch(label)
    }


def _tidy(label: str) -> str:
    return capfirst(label) if label.startswith("cohort") else label
